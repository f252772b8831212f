"""Pages of the archive, open to read. Find, require, form, verb, redirect."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from archive import acts, proposing, queries, rules, searching, updating, vetting
from archive.forms import LONGEST_SEARCH, EditForm, FilterForm, ProposeForm
from archive.models import Project
from archive.wording import holds_identifiers
from people import looked_for
from people.exporting import spreadsheet
from people.refusing import require
from people.tasks import nudge

MOST_FOUND = 500
ON_A_PAGE = 20
COLUMNS = ("Title", "Organisation", "Stage", "Outcome", "Topic", "Kind", "Year")
COLUMNS += ("Summary", "Aim", "Result", "Source", "Changed")
MASKED = "Some of what you wrote looked like a patient's details and was taken out. Please check how it reads now."


@login_not_required
@csrf_exempt  # a search changes nothing, and is for readers without cookies too
@require_http_methods(["GET", "POST"])
def projects(request: HttpRequest) -> HttpResponse:
    """The archive: what has been tried, by whom, with what result."""
    if elsewhere := looked_for.moved(request, longest=LONGEST_SEARCH):
        return elsewhere
    form = FilterForm(request.GET, organisations=queries.organisations(), topics=queries.topics())
    chosen = form.chosen()
    found = searching.find(chosen["q"], MOST_FOUND) if "q" in chosen else None
    rows = queries.listed(chosen, found)
    if "csv" in request.GET:
        return spreadsheet("projects", COLUMNS, map(_row, rows[:10_000]))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "query": request.GET,
        "found": found,
        "hits": [(project, found.snippets.get(project.pk) if found else None) for project in page],
    }
    looked_for.say(request, form)
    return render(request, "archive/projects.html", context)


@login_not_required
@require_GET
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: what it is about, how far it is, what came of it."""
    found = _find(slug)
    lessons = found.lessons.all()
    context = {
        "project": found,
        "entries": found.entries.select_related("by").order_by("-pk"),
        "worked": [lesson for lesson in lessons if lesson.worked],
        "did_not_work": [lesson for lesson in lessons if not lesson.worked],
        "can_edit": rules.can_edit(request.user, found),
        "offers": acts.offered(request.user, found),
    }
    return render(request, "archive/project.html", context)


def propose(request: HttpRequest) -> HttpResponse:
    """Add a project; what looks like it is shown once before it is added."""
    require(rules.can_propose(request.user))
    organisations = queries.may_speak_for(request.user)
    form = ProposeForm(request.POST or None, organisations=organisations, initial=_initial(request))
    if not form.is_valid():
        return render(request, "archive/propose.html", {"form": form}, status=422 if form.errors else 200)
    alike = searching.alike(form.cleaned_data["title"])
    if alike and "looked" not in request.POST:
        return render(request, "archive/propose.html", {"form": form, "alike": alike})
    try:
        added = proposing.propose(by=request.user, **form.cleaned_data)
    except vetting.Unfit as unfit:
        return _unfit(request, "archive/propose.html", {"form": form}, unfit)
    _say(request, "The project has been added. Anybody can read it.", form.cleaned_data)
    return redirect(added)


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Correct what a project says of itself."""
    found = _find(slug)
    require(rules.can_edit(request.user, found))
    written = {name: getattr(found, name) for name in ("title", "summary", "aim", "topic", "source_address", "lead")}
    written["partners"] = list(found.partners.all())
    form = EditForm(request.POST or None, people=queries.may_lead(found), initial=written)
    context = {"form": form, "project": found, "seen": updating.edition(found)}
    if not form.is_valid():
        context["seen"] = form.data.get("seen", context["seen"])
        return render(request, "archive/edit.html", context, status=422 if form.errors else 200)
    try:
        updating.edit(project=found, by=request.user, seen=_number(form.data.get("seen", "")), **form.cleaned_data)
    except updating.Stale:
        context["theirs"] = [(form[name].label, written[name]) for name in form.changed_data if written.get(name)]
        return render(request, "archive/edit.html", context, status=409)
    except vetting.Unfit as unfit:
        return _unfit(request, "archive/edit.html", context | {"seen": form.data.get("seen", "")}, unfit)
    _say(request, "Your changes have been saved.", form.cleaned_data)
    return redirect(found)


def act(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """One act of the table, on its own page."""
    found, chosen = _find(slug), acts.ACTS[verb]
    require(chosen.allowed(request.user, found))
    form = chosen.form(request.POST if request.method == "POST" else None)
    context = {"form": form, "project": found, "act": chosen}
    if not form.is_valid():
        return render(request, "archive/act.html", context, status=422 if form.errors else 200)
    try:
        chosen.do(project=found, by=request.user, **form.cleaned_data)
    except vetting.Unfit as unfit:
        return _unfit(request, "archive/act.html", context, unfit)
    nudge()
    _say(request, chosen.done, form.cleaned_data)
    return redirect(found)


def _unfit(request: HttpRequest, page: str, context: dict, unfit: vetting.Unfit) -> HttpResponse:
    """The form as it was typed, with what cannot be written beside its question."""
    for question, trouble in unfit.troubles.items():
        context["form"].add_error(question, trouble)
    return render(request, page, context, status=422)


def _number(words: str) -> int | None:
    return int(words) if words.isdecimal() else None


def _find(slug: str) -> Project:
    found = queries.find(slug)
    if found is None:
        raise Http404
    return found


def _initial(request: HttpRequest) -> dict:
    return {"title": request.GET.get("title", "")[:160]}


def _say(request: HttpRequest, done: str, typed: dict) -> None:
    messages.success(request, done)
    if holds_identifiers(*(value for value in typed.values() if isinstance(value, str))):
        messages.warning(request, MASKED)


def _row(one: Project) -> list:
    return [
        one.title,
        one.owned_by,
        one.get_state_display(),
        one.get_outcome_display(),
        one.topic,
        one.kind,
        one.year,
        one.summary,
        one.aim,
        one.result,
        one.source_address,
        one.changed_at,
    ]
