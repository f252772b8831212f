"""Pages about issues: find, require, form, verb, redirect. Nothing is decided or written here."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from issues import (
    acts,
    drafting,
    following,
    issue_page,
    looking,
    queries,
    responding,
    stepping,
)
from issues.forms import FilterForm
from issues.models import Issue
from issues.moving import require_in_time
from issues.reading import find_issue, post_only
from issues.signed_out import kept_when_signed_out
from people import looked_for
from people.exporting import spreadsheet
from people.paging import Pages
from people.refusing import Refused, require
from people.tasks import nudge

COLUMNS = ("Reference", "Reported", "Category", "About", "From", "With", "State", "Answer due", "Outcome")


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What I reported or follow."""
    if elsewhere := looked_for.moved(request):
        return elsewhere
    form = FilterForm(request.GET)
    issues = form.narrow(queries.reported_by(request.user))
    if "csv" in request.GET:
        return spreadsheet("my-issues", COLUMNS, map(_row, issues[:10_000].iterator(500)))
    page = Pages(issues, 25).get_page(request.GET.get("page"))
    page.object_list = queries.read_by(request.user, page.object_list)
    drafts = drafting.told(drafting.unsent(request.user)[:10])
    looked_for.say(request, form)
    return render(request, "issues/mine.html", {"form": form, "page": page, "drafts": drafts})


@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """How often, and why, issues found no desk of their own: what the registry should learn."""
    context = {
        "gaps": queries.gaps(request.user),
        "rules": queries.mistaken_rules(request.user),
        "stumbled_on": queries.stumbled_on(request.user),
    }
    return render(request, "issues/gaps.html", context)


@require_GET
def issue(request: HttpRequest, reference: str) -> HttpResponse:
    """One issue: what happened, who has it, what became of it, and what I can do."""
    return issue_page.show(request, find_issue(request.user, reference))


@kept_when_signed_out
@post_only
def act(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Do one of the acts of the table."""
    found, chosen = find_issue(request.user, reference), acts.ACTS[verb]
    if not chosen.allowed(request.user, found) and queries.was_at_desk_of(request.user, found):
        return _no_longer_theirs(request, found, chosen)
    require(chosen.allowed(request.user, found))
    if "use_template" in request.POST:
        return issue_page.show(request, found, {verb: chosen.begun(found, request.POST.dict())})
    form = chosen.blank(found, request.POST, by=request.user)
    try:
        if not form.is_valid():
            require_in_time(found, verb)
            return issue_page.show(request, found, {verb: form}, status=422)
        do = partial(chosen.do, issue=found, by=request.user)
        answers = looking.looked_at(form, request.POST, do=do, hidden=looking.name_hidden_in(found, request.user))
        if answers is None:
            return issue_page.show(request, found, {verb: form}, status=422)
        do(**answers)
    except Refused as refusal:
        return issue_page.show_refused(request, found, refusal, form, verb)
    drafting.forget_words(by=request.user, act=f"{found.reference}/{verb}")
    nudge()
    messages.success(request, looking.with_what_was_masked(chosen.done, form, answers))
    still_visible = Issue.objects.visible_to(request.user).filter(pk=found.pk).exists()
    return redirect(f"{found.get_absolute_url()}{stepping.acted(request.GET)}" if still_visible else "issues:inbox")


@post_only
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    """Be told what the reporter is told."""
    found = following.follow(issue=find_issue(request.user, reference), by=request.user)
    messages.success(request, "You follow this issue now. You will be told what becomes of it.")
    return redirect(found)


@post_only
def unfollow(request: HttpRequest, reference: str) -> HttpResponse:
    """No longer be told."""
    found = following.unfollow(issue=find_issue(request.user, reference), by=request.user)
    messages.success(request, f"You no longer follow {found.reference}, and are not told what becomes of it.")
    return _to_it_or_mine(request, found)


@post_only
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """No longer be counted as one who has the problem."""
    with_words = request.POST.get("words") == "1"
    found = following.take_back(issue=find_issue(request.user, reference), by=request.user, with_words=with_words)
    nudge()
    messages.success(request, f"You are no longer counted as one who has the problem of {found.reference}.")
    return _to_it_or_mine(request, found)


def _to_it_or_mine(request: HttpRequest, found: Issue) -> HttpResponse:
    """To the issue, as long as this person may read it."""
    still_visible = Issue.objects.visible_to(request.user).filter(pk=found.pk).exists()
    return redirect(found) if still_visible else redirect("issues:mine")


def _no_longer_theirs(request: HttpRequest, found: Issue, chosen: acts.Act) -> HttpResponse:
    """What is said to whoever had it: a second press on sending it on succeeds, anything else comes too late."""
    typed = {name: request.POST.get(name, "").strip() for name in ("desk", "text")}
    if chosen.verb == "reroute" and responding.has_sent_on(issue=found, by=request.user, **typed):
        messages.success(request, chosen.done)
        return redirect(found)
    theirs = Refused(f"This issue has been sent on to {found.desk.title}. It is theirs to answer now.")
    return issue_page.show_refused(request, found, theirs, chosen.blank(found, request.POST))


def _row(one: Issue) -> list:
    """An issue as a line of a spreadsheet. The text stays in the portal."""
    return [
        one.reference,
        one.created_at,
        one.category,
        one.about or one.about_words,
        one.reporter_organisation,
        one.desk,
        one.state_in_words,
        one.answer_due_at if one.has_clock else None,
        one.get_outcome_display(),
    ]
