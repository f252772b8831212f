"""The page of one issue: what happened, who has it, what its reader can do, and what was refused."""

from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from issues import (
    acts,
    assigning,
    company,
    correcting,
    drafting,
    files,
    lfpse,
    links,
    moving,
    outlook,
    queries,
    rules,
    stepping,
    taking_out,
    templating,
)
from issues.forms import in_confidence
from issues.inbox_forms import AssignForm
from issues.models import Issue, IssueEntry
from issues.reading import have_read
from people.models import Organisation, User
from people.refusing import Refused
from routing import cover

HANDLING = {"acknowledge", "ask", "answer", "reroute", "assign", "note", "pass_on", "fulfil", "postpone", "correct"}

GIVEN_BACK = (
    "Nothing was sent. You were signed out while you were writing: your words are kept in their form, without what "
    "we recognised as identifying a patient. Look them over and send them."
)


def show(
    request: HttpRequest, found: Issue, typed: dict[str, Form] | None = None, *, status: int = 200, refused=None
) -> HttpResponse:
    """The page. `typed` are forms by the verb of their act, with what was written; `refused` is what was not done."""
    typed = typed or {}
    around = company.of(request.user, found)
    have_read(request, around.unread, told=around.told)
    others = Organisation.objects.all() if around.is_about_others else Organisation.objects.none()
    prefetch_related_objects([found], Prefetch("others", others))
    people, team = queries.people_around(request.user, found)
    offers = [(one, typed.get(one.verb) or one.blank(found)) for one in acts.offered(request.user, found)]
    entries = queries.timeline(request.user, found)
    for _, form in offers:
        in_confidence(form, of=found, by=request.user)
        if "seen" in form.fields and form.fields["seen"].initial is None:
            form.fields["seen"].initial = moving.edition(entries)
    is_asked = rules.is_asked(request.user, found)
    is_mine = rules.is_reporter(request.user, found)
    linked = links.of(request.user, found, around, entries)
    is_confirmed = any(one.outcome == Issue.Outcome.MADE for one in entries)  # else nobody was asked
    context = {
        "issue": found,
        "entries": entries,
        "corrected": queries.corrected(entries),
        "outlook": outlook.of(
            found, entries, is_mine=is_mine, is_asked=is_asked, into=linked.into, now=timezone.now()
        ),
        "company": around,
        "awaited": outlook.awaited(found, is_asked=is_asked),
        "links": linked,
        "can_relate": rules.can_relate(request.user, found),
        "can_withdraw": found.is_open and not found.withdrawn_at and rules.can_withdraw(request.user, found),
        "can_take_out": taking_out.may_begin(request.user, found, entries),
        "routed": next((one for one in reversed(entries) if one.desk_id), None),
        "others": found.others.all(),
        "copies": _copies(request.user, found, around),
        "then": queries.organisations_then(found, has_changed=around.has_changed),
        "people": people,
        "gone": "" if people else cover.away_from(found.desk),
        "offers": offers,
        "templates": templating.fitting(found) if any(one.has_templates for one, _ in offers) else [],
        "keeps_templates": rules.can_use_templates(request.user),
        "tally": queries.tally(found) if is_confirmed else None,
        "asked": queries.verdict_of(request.user, found) if is_confirmed else None,
        "refused": refused,
        "writer": drafting.signature(request.user),
        "errors": next(iter(typed.values()), None),
        "assignee": assigning.assignee_of(found),
        "assigning": typed.get("assign") or _assigning(request, found, assigning.takers(found, people, team)),
        "around": stepping.around(request.user, request.GET, found),
        "reads_reporter": rules.can_read_reporter(request.user, found),
        "reads_elsewhere": rules.can_read_elsewhere(request.user, found),
        "can_follow": rules.can_follow(request.user, found) and not _has_handled(request.user, entries),
        "can_watch": rules.can_watch(request.user, found),
        "summary": lfpse.summary_of(found, by=request.user) if rules.can_record(request.user, found) else "",
        **files.on_page(request, found, has_files=around.has_files),
    }
    return render(request, "issues/issue.html", context, status=status)


def _copies(user: User, found: Issue, around: company.Company) -> list[queries.Copied]:
    """Who reads it without having to answer, for its reporter and those who answer.

    That the reporter would have it go elsewhere, which brings the interface team a copy, is for who reads that.
    """
    if not around.copies or not (rules.is_reporter(user, found) or rules.is_answering(user, found)):
        return []
    is_told = not found.elsewhere or rules.can_read_elsewhere(user, found)
    return [one for one in queries.copied(around.copies) if is_told or not one.is_interface_team]


def _has_handled(user: User, entries: list[IssueEntry]) -> bool:
    """Whether this person has acted on it as one who answers: they dealt with the problem, and need not have it."""
    return any(entry.by_id == user.pk and entry.verb in HANDLING for entry in entries)


def show_refused(request: HttpRequest, read: Issue, refusal: Refused, form: Form, verb: str = "") -> HttpResponse:
    """The page as things stand now, with why an act was refused and all that was typed for it.

    The words stay in their own form while it is offered. An answer that came too late can go on as a correction.
    """
    typed = acts.typed(form)
    found = queries.find(request.user, read.reference)
    if found is None:
        refusal.typed = typed
        raise refusal
    offered = {one.verb: one for one in acts.offered(request.user, found)}
    forms = {verb: form} if verb in offered else {}
    words = {name: value for name, value in request.POST.items() if name != "seen"}  # what stands now is shown
    corrects = verb in {"answer", "correct"} and "correct" in offered
    if corrects:
        forms = {"correct": offered["correct"].blank(found, initial=words)}
    elif forms and "seen" in form.fields:
        forms = {verb: offered[verb].blank(found, initial=words)}
    said = {
        "reason": str(refusal),
        "typed": [] if forms else typed,
        "can_correct": corrects,
        "stands": correcting.standing_answer(found) if corrects else None,
    }
    return show(request, found, forms, status=409, refused=said)


def show_given_back(request: HttpRequest, found: Issue, act: acts.Act, words: dict[str, str]) -> HttpResponse:
    """The page with words that were kept while their writer was signed out: in their form, or to copy without one."""
    form = act.blank(found, initial=words)
    form.is_given_back = True
    if act in acts.offered(request.user, found):
        messages.info(request, GIVEN_BACK)
        return show(request, found, {act.verb: form})
    reason = f"You were signed out while you were writing. “{act.name}” is not open to you here any more."
    return show(request, found, refused={"reason": reason, "typed": acts.typed(form)})


def show_unassigned(
    request: HttpRequest, read: Issue, form: AssignForm, refusal: Refused | None = None
) -> HttpResponse:
    """The page as things stand now, with why the issue was not assigned beside what was chosen."""
    if not refusal:
        return show(request, read, {"assign": form}, status=422)
    found = queries.find(request.user, read.reference)
    if found is None or not _is_assigned_by(request.user, found):
        return show_refused(request, read, refusal, form)
    seen = {"to": request.POST.get("to", ""), "seen": found.assignee_id or ""}  # who has it now is shown
    form = AssignForm(seen, issue=found, by=request.user)
    if form.is_valid():
        form.add_error("to", str(refusal))
    return show(request, found, {"assign": form}, status=409)


def _is_assigned_by(user: User, found: Issue) -> bool:
    return found.is_open and rules.can_assign(user, found)


def _assigning(request: HttpRequest, found: Issue, takers: list[User]) -> AssignForm | None:
    if not _is_assigned_by(request.user, found):
        return None
    return AssignForm(issue=found, by=request.user, takers=takers)
