"""What is done with an issue after it was reported. Every act is checked, recorded and told in one transaction.

`at` and `tell=False` are for what happened before the portal was there.
"""

from datetime import datetime
from typing import Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from issues import asking, clock, outcomes, rules, settling, staying
from issues.masking import masked
from issues.models import Issue, IssueEntry
from issues.moving import (
    advance,
    at_desk,
    require_seen,
    resumed,
    spans,
    tell_desk,
    tell_reporters,
)
from issues.watching import Clock
from people import notices, trail
from people.models import Notice, User
from people.refusing import Refused, require
from routing.desks import interface_desk_of
from routing.models import Desk, Rule


@transaction.atomic
def acknowledge(*, issue: Issue, by: User, at: datetime | None = None, tell: bool = True) -> Issue:
    """Tell the reporter that the issue has been seen by the person who can act."""
    require(rules.can_answer(by, issue))
    at = at or timezone.now()
    issue, entry = advance(issue, "acknowledge", by, lambda row: {"acknowledged_at": at}, at=at)
    if tell:
        tell_reporters(issue, entry, f"Issue {issue.reference} has been acknowledged")
    return issue


@transaction.atomic
def ask(*, issue: Issue, by: User, text: str) -> Issue:
    """Ask those who reported it something; the clock is stopped until one replies. Whoever asks has seen it.

    Whoever said "me too" is told that they can reply as well; where the reporter has left, they are asked instead.
    """
    require(rules.can_answer(by, issue))
    now = timezone.now()

    def changes(row: Issue) -> dict:
        return {"paused_at": now, "acknowledged_at": row.acknowledged_at or now}

    issue, entry = advance(issue, "ask", by, changes, text=text)
    asking.tell(issue, entry)
    return issue


@transaction.atomic
def reply(*, issue: Issue, by: User, text: str, seen: str = "") -> Issue:
    """Answer the desk's question; the clock goes on.

    `seen`: the edition of the history that was shown to whoever writes. Refused where it has gone on.
    """
    require(rules.can_reply(by, issue))

    def changes(row: Issue) -> dict:
        require_seen(row, seen)
        return resumed(row)

    issue, entry = advance(issue, "reply", by, changes, text=text)
    who = "The reporter of" if rules.is_reporter(by, issue) else "Somebody who has the problem of"
    tell_desk(issue, entry, f"{who} issue {issue.reference} has replied")
    return issue


@transaction.atomic
def answer(
    *,
    issue: Issue,
    by: User,
    outcome: str,
    desk: Desk | None = None,
    at: datetime | None = None,
    tell: bool = True,
    follow_up: bool | None = None,
    **said: Unpack[outcomes.Said],
) -> Issue:
    """Answer with an outcome and what that outcome must say. What is not theirs is sent on to whose it is.

    A project has to be in the archive, unless the answer is older than the portal. Whether its outcome is followed
    up goes by whether it is told, where `follow_up` does not say.
    """
    given = outcomes.given(**said) | {"desk": desk}
    is_not_ours = outcome == Issue.Outcome.NOT_OURS and desk is not None
    if not (is_not_ours and has_sent_on(issue=issue, by=by, desk=desk.pk, text=given["text"])):
        require(rules.can_answer(by, issue))
    words = outcomes.checked(outcome, given, on=timezone.localdate(at) if at else None)
    if outcome == Issue.Outcome.NOT_OURS:
        return reroute(issue=issue, by=by, desk=desk, text=given["text"])
    planned_on, is_followed = words["planned_on"], tell if follow_up is None else follow_up
    at = at or timezone.now()

    def changes(row: Issue) -> dict:
        return resumed(row) | {
            "answered_at": at,
            "acknowledged_at": row.acknowledged_at or at,
            "outcome": outcome,
            "planned_on": planned_on,
            "outcome_due_at": outcomes.followed_up_at(outcome, at, planned_on) if is_followed else None,
        }

    issue, entry = advance(issue, "answer", by, changes, outcome=outcome, at=at, **words)
    if tell:
        tell_reporters(issue, entry, f"Issue {issue.reference} has been answered")
    return issue


@transaction.atomic
def reroute(*, issue: Issue, by: User, desk: Desk, text: str) -> Issue:
    """Send it to the desk whose it is, saying why. The new desk has its own time to acknowledge.

    The time to answer goes on counting from the report, since the reporter has waited that long; but no desk is
    late to answer before it is late to acknowledge. Where that gives longer, the time by which it was first to be
    answered is kept, and said. Pressed again in the same words, it changes nothing. What would go back to a desk
    that has sent it on already goes to the interface team, which settles whose it is.
    """
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    if has_sent_on(issue=locked, by=by, desk=desk.pk, text=text):
        return locked
    require(rules.can_reroute(by, issue))
    issue = locked
    if desk.pk == issue.desk_id:
        raise Refused(f"It is with {desk.title} already.")
    would_be, had_it, from_desk = desk, settling.to_settle(issue, desk, by), issue.desk
    if had_it:
        desk = interface_desk_of(issue.icb)
    acknowledge_due_at = clock.working_days_after(timezone.now(), spans(issue)[0])
    is_looked_at = staying.is_to_look_at(issue) and rules.can_tick_off(by, issue)

    def changes(row: Issue) -> dict:
        longer = resumed(row)
        due_at = longer.get("answer_due_at", row.answer_due_at)
        first_due_at = longer.get("first_due_at", row.first_due_at)
        return longer | {
            "desk": desk,
            "assignee": None,
            "acknowledged_at": None,
            "acknowledge_due_at": acknowledge_due_at,
            "answer_due_at": max(due_at, acknowledge_due_at),
            "first_due_at": first_due_at or (due_at if due_at < acknowledge_due_at else None),
            "clock_run": Clock.next_run(row),
            "elsewhere_seen_at": row.elsewhere_seen_at or (timezone.now() if is_looked_at else None),
        }

    who = issue.desk if rules.is_reporter(by, issue) else by  # whose name may not be for every reader
    reasons = [f"Sent on by {who}: {masked(text)}"]
    facts = {"desk": desk, "reasons": reasons, "outcome": Issue.Outcome.NOT_OURS, "from_desk_id": issue.desk_id}
    if had_it:
        facts |= {"reasons": [*reasons, *settling.reasons(had_it, desk)], "gap": settling.GAP}
    mistaken = _mistaken_rule(issue)
    issue, entry = advance(issue, "reroute", by, changes, text=text, corrects=mistaken, **facts)
    if had_it:
        settling.tell(issue, entry, would_be=would_be, from_desk=from_desk)
        return issue
    tell_desk(issue, entry, f"{issue.in_full} has come to {desk.title}", Notice.Kind.ASSIGNED)
    tell_reporters(issue, entry, f"{issue.in_full} has been sent on to {desk.title}")
    if mistaken:
        _tell_rule_owners(issue, entry)
    return issue


def has_sent_on(*, issue: Issue, by: User, desk: int | str, text: str) -> bool:
    """Whether the last step was this person's, who sent it in these words to this desk, by its key.

    Where it went to the interface team instead, whatever desk they meant.
    """
    last = trail.last_move(issue, Issue.MOVES)
    if last is None or (last.verb, last.by_id) != ("reroute", by.pk):
        return False
    return (last.gap == settling.GAP or str(last.desk_id) == str(desk)) and last.says(text=masked(text))


@transaction.atomic
def close(*, issue: Issue, by: User, text: str = "") -> Issue:
    """Agree that the answer settles it."""
    require(rules.can_close(by, issue))
    issue, entry = advance(issue, "close", by, lambda row: {"closed_at": timezone.now()}, text=text)
    tell_desk(issue, entry, f"Issue {issue.reference} has been closed", Notice.Kind.PROGRESS)
    tell_reporters(issue, entry, f"Issue {issue.reference} has been closed")
    return issue


@transaction.atomic
def reopen(*, issue: Issue, by: User, text: str, seen: str = "", is_unsigned: bool = False) -> Issue:
    """Say that it is not settled. The clock starts again; the earlier answer stays in the history.

    `seen`: as for a reply. `is_unsigned`: the history does not say who did.
    """
    require(rules.can_reopen(by, issue))
    now = timezone.now()
    to_acknowledge, to_answer = spans(issue)
    back = {"withdrawn_at": None} if rules.is_reporter(by, issue) else {}
    fresh = back | {
        "acknowledged_at": None,
        "answered_at": None,
        "closed_at": None,
        "outcome": "",
        "planned_on": None,
        "outcome_due_at": None,
        "confirmed_at": None,
        "acknowledge_due_at": clock.working_days_after(now, to_acknowledge),
        "answer_due_at": clock.working_days_after(now, to_answer),
        "first_due_at": None,
    }

    def changes(row: Issue) -> dict:
        require_seen(row, seen)
        return fresh | {"clock_run": Clock.next_run(row)}

    issue, entry = advance(issue, "reopen", by, changes, text=text, is_unsigned=is_unsigned)
    tell_desk(issue, entry, f"Issue {issue.reference} has been reopened")
    tell_reporters(issue, entry, f"Issue {issue.reference} has been reopened")
    return issue


@transaction.atomic
def add(*, issue: Issue, by: User, text: str) -> Issue:
    """A word to the other side at any time: a correction, or how it stands. State and clock stay as they are.

    Whoever has the problem too, and does not answer it, is named to nobody.
    """
    require(rules.can_add(by, issue))
    is_answer = rules.can_answer(by, issue)
    is_reporters = rules.is_reporter(by, issue)
    issue, entry = advance(issue, "add", by, text=text, is_unsigned=not is_reporters and not is_answer)
    if not is_answer:
        who = "The reporter of" if is_reporters else "Somebody who has the problem of"
        told = f"{who} {issue.noun} {issue.reference} has added something"
        tell_desk(issue, entry, told, Notice.Kind.PROGRESS)
    else:
        tell_reporters(issue, entry, f"{issue.desk} has added something to {issue.noun} {issue.reference}")
    return issue


@transaction.atomic
def note(*, issue: Issue, by: User, text: str) -> Issue:
    """Write something for the answering side only. Nobody is told, and the reporter never sees it."""
    require(rules.can_answer(by, issue))
    return advance(issue, "note", by, text=text, is_internal=True)[0]


def _mistaken_rule(issue: Issue) -> Rule | None:
    """The rule that sent it to a desk whose it is not. Where the portal had to guess, no rule was wrong."""
    last = issue.entries.filter(desk__isnull=False).select_related("rule", "desk").last()
    is_a_guess = last.gap or last.desk.kind == Desk.Kind.INTERFACE_TEAM
    return None if is_a_guess else last.rule


def _tell_rule_owners(issue: Issue, entry: IssueEntry | None) -> None:
    """The interface teams of both sides hear that a rule was wrong, with the page that counts how often."""
    if entry is None:
        return
    icbs = {issue.icb, entry.desk.organisation.icb or issue.icb}
    told = [at_desk(interface_desk_of(icb)) for icb in icbs]
    notices.tell(
        {person for people, _ in told for person in people if person.pk != entry.by_id},
        kind=Notice.Kind.QUESTION,
        event=f"issue:{issue.reference}:{entry.pk}:rule",
        subject=f"The rule “{entry.corrects}” sent issue {issue.reference} where it is not theirs",
        path=reverse("issues:gaps"),
        mailboxes={mailbox for _, mailboxes in told for mailbox in mailboxes},
    )
