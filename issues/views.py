"""Pages about issues: find, require, form, verb, redirect. Nothing is decided or written here."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from issues import acts, drafting, following, previewing, queries, reporting, rules
from issues.forms import CheckForm, FilterForm, MeTooForm, ReportForm
from issues.models import Issue
from language.identifiers import screen
from people.exporting import spreadsheet
from people.refusing import Refused, require
from people.tasks import nudge

COLUMNS = ("Reference", "Reported", "Category", "About", "From", "With", "State", "Answer due", "Outcome")


@login_not_required
def report(request: HttpRequest) -> HttpResponse:
    """The first step: six questions. Whoever was signed out meanwhile loses nothing."""
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    require(rules.can_report(request.user))
    if request.method == "GET":
        return _form_page(request, ReportForm(initial=_initial(request)))
    if "save" in request.POST:
        draft = drafting.keep(by=request.user, fields=request.POST)
        messages.success(request, "Your draft is kept for seven days, without anything that identifies a patient.")
        return redirect(f"{reverse('issues:report')}?draft={draft.key}")
    form = ReportForm(request.POST)
    if "change" in request.POST or not form.is_valid():
        return _form_page(request, form)
    return _check_page(request, form)


@login_not_required
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """The second step: what will be stored, who gets it, and the button that sends it."""
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form)
    check = CheckForm(request.POST)
    if not check.is_valid() or _code(check.cleaned_data["about"]) != request.POST.get("shown_about", ""):
        return _check_page(request, form, check)
    spans = previewing.released(request.POST.getlist("release"), form.cleaned_data)
    answers = form.cleaned_data | check.cleaned_data
    issue = reporting.report(by=request.user, key=_key(request), released=spans, **answers)
    if request.POST.get("draft"):
        drafting.discard(by=request.user, key=request.POST["draft"])
    nudge()
    messages.success(request, f"Sent. Your reference is {issue.reference}.")
    return redirect(issue)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What I reported or follow."""
    form = FilterForm(request.GET)
    issues = form.narrow(queries.reported_by(request.user))
    if "csv" in request.GET:
        return spreadsheet("my-issues", COLUMNS, map(_row, issues[:10_000]))
    page = Paginator(issues, 25).get_page(request.GET.get("page"))
    drafts = request.user.drafts.all()[:10]
    return render(request, "issues/mine.html", {"form": form, "page": page, "drafts": drafts})


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for me to answer."""
    issues, form = queries.inbox(request.user), FilterForm(request.GET)
    chosen = request.GET.get("box", "open")
    if chosen not in queries.BOXES:
        raise Http404
    rows = form.narrow(queries.in_box(issues, chosen))
    if "csv" in request.GET:
        return spreadsheet(f"inbox-{chosen}", COLUMNS, map(_row, rows[:10_000]))
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "boxes": queries.boxes(issues), "chosen": chosen}
    return render(request, "issues/inbox.html", context)


@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """How often, and why, issues found no desk of their own: what the registry should learn."""
    return render(request, "issues/gaps.html", {"gaps": queries.gaps(request.user)})


@require_GET
def issue(request: HttpRequest, reference: str) -> HttpResponse:
    """One issue: what happened, who has it, what became of it, and what I can do."""
    return _issue_page(request, _find(request, reference))


@require_POST
def act(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Do one of the acts of the table."""
    found, chosen = _find(request, reference), acts.ACTS[verb]
    if not chosen.allowed(request.user, found) and queries.was_at_desk_of(request.user, found):
        raise Refused(f"This issue has been sent on to {found.desk.title}. It is theirs to answer now.")
    require(chosen.allowed(request.user, found))
    form = chosen.blank(found, request.POST)
    if not form.is_valid():
        return _issue_page(request, found, {verb: form}, status=422)
    chosen.do(issue=found, by=request.user, **form.cleaned_data)
    nudge()
    masked = screen(form.cleaned_data.get("text", "")).found
    messages.success(request, f"{chosen.done} What may identify a patient was taken out." if masked else chosen.done)
    still_visible = Issue.objects.visible_to(request.user).filter(pk=found.pk).exists()
    return redirect(found if still_visible else "issues:inbox")


@require_POST
def me_too(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that I have the same problem, instead of reporting it again."""
    found = Issue.objects.of_icb(request.user).filter(reference=reference.upper()).first()
    if found is None:
        raise Http404
    form = MeTooForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    following.me_too(issue=found, by=request.user, text=text)
    nudge()
    messages.success(request, f"Counted. You will be told whatever the reporter of {found.reference} is told.")
    return redirect(found)


def _find(request: HttpRequest, reference: str) -> Issue:
    found = queries.find(request.user, reference)
    if found is None:
        raise Http404
    return found


def _issue_page(request: HttpRequest, found: Issue, typed=None, status: int = 200) -> HttpResponse:
    typed = typed or {}
    offers = [(one, typed.get(one.verb) or one.blank(found)) for one in acts.offered(request.user, found)]
    context = {
        "issue": found,
        "entries": queries.timeline(request.user, found),
        "routed": queries.last_routed(found),
        "followers": found.followers.count(),
        "people": queries.people_at(found.desk),
        "offers": offers,
        "errors": next(iter(typed.values()), None),
        "reads_reporter": rules.can_read_reporter(request.user, found),
        "follows": found.followers.filter(user=request.user).exists(),
        "can_follow": rules.can_follow(request.user, found),
    }
    return render(request, "issues/issue.html", context, status=status)


def _form_page(request: HttpRequest, form: ReportForm) -> HttpResponse:
    context = {"form": form, "key": _key(request), "draft": request.POST.get("draft") or request.GET.get("draft", "")}
    return render(request, "issues/report.html", context, status=422 if form.errors else 200)


def _check_page(request: HttpRequest, form: ReportForm, check: CheckForm | None = None) -> HttpResponse:
    chosen = check.cleaned_data if check and check.is_valid() else {}
    found = previewing.preview(
        by=request.user, is_settled="about" in chosen, about=chosen.get("about"), **form.cleaned_data
    )
    offered = {"candidates": [one.pk for one in found.candidates], "initial": {"about": _code(found.about)}}
    context = {
        "form": form,
        "found": found,
        "check": CheckForm(request.POST if chosen else None, **offered),
        "shown_about": _code(found.about),
        "has_changed": bool(chosen),
        "alike": previewing.alike(by=request.user, category=form.cleaned_data["category"], about=found.about),
        "key": _key(request),
        "draft": request.POST.get("draft", ""),
        "released": request.POST.getlist("release"),
    }
    return render(request, "issues/check.html", context)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Keep what was typed while signed out, and come back to it after signing in."""
    back = reverse("issues:report")
    if request.method == "POST":
        draft = drafting.keep(by=request.user, fields=request.POST)
        back = f"{back}?draft={draft.key}"
        messages.info(request, "You were signed out. What you wrote is kept, masked; sign in to go on.")
    return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': back})}")


def _initial(request: HttpRequest) -> dict:
    draft = drafting.find(by=request.user, key=request.GET.get("draft", ""))
    return draft.fields if draft else {"about_words": request.GET.get("about", "")}


def _key(request: HttpRequest) -> str:
    """The idempotency key of this report: made with the blank form, carried by every step."""
    return request.POST.get("key", "")[:64] or uuid.uuid4().hex


def _code(organisation) -> str:
    return organisation.code if organisation else ""


def _row(one: Issue) -> list:
    """An issue as a line of a spreadsheet. The text stays in the portal."""
    return [
        one.reference,
        one.created_at,
        one.category,
        one.about or one.about_words,
        one.reporter_organisation,
        one.desk,
        one.get_state_display(),
        one.answer_due_at,
        one.get_outcome_display(),
    ]
