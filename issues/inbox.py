"""The inbox: its heaps and lists, what is done with several issues at once, and the filters that people keep."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from issues import assigning, boxes, clearing, issue_page, listing, rules, saving, stepping
from issues.filtering import InboxFilter
from issues.inbox_forms import AssignForm, SaveFilterForm, TogetherForm
from issues.reading import find_issue, post_only
from people import looked_for
from people.exporting import spreadsheet
from people.paging import Pages
from people.refusing import Refused, require
from people.tasks import nudge

PER_PAGE = 25
MOST_EXPORTED = 10_000
NOT_KEPT = (
    "filter_not_kept"  # the name typed for a filter, its query and what is wrong, until the list is shown again
)
NOT_DONE = "not_done_together"  # what was ticked and chosen on a list, until the list is shown again


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What waits for me to answer, the most urgent first."""
    if elsewhere := looked_for.moved(request):
        return elsewhere
    at = boxes.reach(request.user)
    box = _box(at, request.GET.get("box", boxes.FIRST))
    colleagues = boxes.colleagues(at)
    form = InboxFilter(request.GET, user=request.user, colleagues=colleagues)
    issues = form.narrow(boxes.in_box(at, box))
    if "csv" in request.GET:
        return spreadsheet(f"inbox-{box.slug}", listing.COLUMNS, listing.cells(issues[:MOST_EXPORTED], at.now))
    page = Pages(issues, PER_PAGE).get_page(request.GET.get("page"))
    saved = list(request.user.saved_filters.all())
    within = urlencode({"box": box.slug}) + (f"&{form.query()}" if form.query() else "")
    keeping = saving.keeping(form, box.slug) if form.is_valid() else None
    not_done = request.session.pop(NOT_DONE, None)
    together = TogetherForm(not_done, user=request.user, colleagues=colleagues)
    save = _save_form(request, is_offered=form.is_asked and keeping is not None and keeping.is_possible)
    context = {
        "form": form,
        "box": box,
        "boxes": boxes.counts(at, form.narrow, alone=box if form.has_words else None),
        "page": page,
        "lines": list(listing.lines(page.object_list, at.now)),
        "together": together,
        "ticked": not_done["issue"] if not_done else [],
        "is_team": bool(at.icbs),
        "shows_desk": at.icbs or len(at.desks) > 1,
        "saved": saved,
        "keeping": keeping,
        "is_kept": bool(keeping) and keeping.query in {one.query for one in saved},
        "save": save,
        "not_taken": bool(together.errors or save.errors),
        "within": within,
    }
    looked_for.say(request, form)
    return render(request, "issues/inbox.html", context)


@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """One act with all the issues that were ticked, and a page that says what became of each."""
    colleagues = boxes.colleagues(boxes.reach(request.user))
    form = TogetherForm(request.POST, user=request.user, colleagues=colleagues)
    issues = clearing.chosen(request.POST.getlist("issue"))
    back = f"{reverse('issues:inbox')}{stepping.kept(QueryDict(request.POST.get('within', '')), 'page')}"
    if not issues or not form.is_valid():
        typed = {name: request.POST.get(name, "") for name in form.fields}
        request.session[NOT_DONE] = typed | {"issue": [one.reference for one in issues]}
        if not issues:
            messages.warning(request, "Tick the issues first, then choose what to do with them.")
        return redirect(back)
    if form.cleaned_data["do"] == "acknowledge":
        done, results = "acknowledged", clearing.acknowledge(issues=issues, by=request.user)
    else:
        to = form.cleaned_data["to"]
        done, results = f"assigned to {to}", clearing.assign(issues=issues, by=request.user, to=to)
    nudge()
    context = {"done": done, "back": back} | clearing.sorted_out(results)
    return render(request, "issues/together.html", context)


@post_only
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Say who takes one issue."""
    found = find_issue(request.user, reference)
    require(rules.can_assign(request.user, found))
    form = AssignForm(request.POST, issue=found, by=request.user)
    if not form.is_valid():
        return issue_page.show_unassigned(request, found, form)
    try:
        assigning.assign(issue=found, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        return issue_page.show_unassigned(request, found, form, refusal)
    nudge()
    messages.success(request, "Assigned." if form.cleaned_data["to"] else "Given back.")
    return redirect(f"{found.get_absolute_url()}{stepping.acted(request.GET)}")


@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    """Keep the present filter under a name."""
    form = SaveFilterForm(request.POST)
    query = request.POST.get("query", "")
    try:
        kept = saving.save_filter(by=request.user, **form.cleaned_data) if form.is_valid() else None
    except Refused as refusal:
        form.add_error("name", str(refusal))
        kept = None
    if kept is None:
        request.session[NOT_KEPT] = {"name": request.POST.get("name", ""), "why": " ".join(form.errors["name"])}
        asked = QueryDict(query, mutable=True)
        asked["q"] = looked_for.left_of(asked.get("q", ""))
        return redirect(f"{reverse('issues:inbox')}{stepping.kept(asked)}")
    shorter = "q" in (asked := QueryDict(query)) and asked["q"].split() != QueryDict(kept.query).get("q", "").split()
    left_out = " What may identify a patient was taken out of its words." if shorter else ""
    messages.success(request, f"The filter is kept.{left_out}")
    return redirect(f"{reverse('issues:inbox')}?{kept.query}")


def _save_form(request: HttpRequest, *, is_offered: bool) -> SaveFilterForm:
    """The form that keeps a filter, with the name that was not taken and why; where it is not there, that is said."""
    not_kept = request.session.pop(NOT_KEPT, None)
    if not_kept is None or not is_offered:
        if not_kept:
            messages.warning(request, not_kept["why"])
        return SaveFilterForm(auto_id="save-%s")
    form = SaveFilterForm({"name": not_kept["name"]}, auto_id="save-%s")
    form.errors.clear()
    form.add_error("name", not_kept["why"])
    return form


@require_POST
def remove_filter(request: HttpRequest, number: int) -> HttpResponse:
    """No longer keep a filter of one's own."""
    kept = get_object_or_404(request.user.saved_filters, pk=number)
    saving.remove_filter(by=request.user, kept=kept)
    messages.success(request, f"The filter “{kept}” is removed.")
    return redirect("issues:inbox")


def _box(at: boxes.Reach, slug: str) -> boxes.Box:
    found = next((box for box in boxes.offered(at) if box.slug == slug), None)
    if found is None:
        raise Http404
    return found
