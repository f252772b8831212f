"""What was said last of an issue, and what happens next: the head of its page. Asks no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from issues import deadlines
from issues.models import Issue, IssueEntry
from issues.outcomes import NOT_SAID, in_words

SAYING = {"acknowledge", "ask", "answer", "correct", "fulfil", "postpone", "reroute", "pass_on", "add"}
HEARD = {"reply", "reopen"}  # what the other side said, which takes the place of what was said before
REPLACED_BY = {"unmerge"}  # what was said before no longer stands
State, Outcome = Issue.State, Issue.Outcome


@dataclass(frozen=True)
class Outlook:
    """The last word of whoever answers, or the reporter's reply to it; and what happens next, in a sentence."""

    said: IssueEntry | None
    next: str


def of(
    issue: Issue,
    entries: Sequence[IssueEntry],
    *,
    is_mine: bool,
    is_asked: bool = False,
    into: Issue | None = None,
    now: datetime,
) -> Outlook:
    """How an issue stands for one reader; `entries` are what they may read of its history, oldest first.

    `into`: what it became part of, if they may read that: there it goes on.
    """
    if issue.state == State.DUPLICATE:
        return Outlook(None, _there(into, now) if into else "")
    awaited = "your reply" if is_asked else "a reply to this question"
    ahead = _ahead(issue, awaited, now) if issue.is_open else _after(issue, is_mine)
    return Outlook(_said(issue, entries), ahead)


def awaited(issue: Issue, *, is_asked: bool) -> str:
    """Whose reply a question waits for, in the words of who reads it. `is_asked`: theirs."""
    if is_asked:
        return "your reply"
    if issue.withdrawn_at:
        return "those who have the problem"
    return "another reporter" if issue.is_partly_mine else "the reporter"


def _said(issue: Issue, entries: Sequence[IssueEntry]) -> IssueEntry | None:
    saying = SAYING if issue.is_open else SAYING - {"acknowledge"}
    for entry in reversed(entries):
        if entry.verb in REPLACED_BY:
            return None
        if entry.verb in HEARD:
            return entry
        if entry.verb == "acknowledge" and _last_heard(entries):
            continue  # it says nothing of why the issue was reopened
        if (
            entry.verb in saying
            and not entry.is_internal
            and not entry.is_unsigned
            and entry.by_id != issue.reporter_id
        ):
            return entry
    return None


def _last_heard(entries: Sequence[IssueEntry]) -> bool:
    """Whether the last word, before it was seen, was the other side's."""
    words = [entry.verb for entry in entries if entry.verb in (SAYING | HEARD | REPLACED_BY) - {"acknowledge"}]
    return bool(words) and words[-1] in HEARD


def _ahead(issue: Issue, awaited: str, now: datetime) -> str:
    """Of an issue that is open: who has to do what, by when; or what is awaited."""
    title = issue.desk.title
    if issue.state == State.RETURNED:
        was_late = deadlines.late_when_asked(issue.was_due_at, issue.paused_at)
        late = f" It {was_late}." if was_late else ""
        return f"{title} waits for {awaited}. The time to answer is stopped until then.{late}"
    if not issue.has_clock:
        return f"{title} passes the thanks on."
    answer = f"answered by {_day(issue.answer_due_at)}"
    if issue.state == State.REPORTED:
        answer = f"acknowledged by {_day(issue.acknowledge_due_at)} and {answer}"
    late = min(filter(None, (issue.due_at, issue.answer_due_at))) < now
    first = f" It {deadlines.first_due(issue.first_due_at, now)}." if issue.first_due_at else ""
    return f"{title} has it. It {'was' if late else 'is'} to be {answer}{': it is late' if late else ''}.{first}"


def _after(issue: Issue, is_mine: bool) -> str:
    """Of an issue that is not open: what is still to come."""
    whoever = "You can" if is_mine else "Its reporter can"
    if issue.state == State.WITHDRAWN:
        return f"Nobody has to answer it. {whoever} reopen it." if issue.has_clock else "They are not passed on."
    if not issue.has_clock:
        return "The thanks have reached those who earned them."
    if issue.outcome == Outcome.PLANNED:
        return _promise(issue)
    if issue.outcome == Outcome.MADE and issue.outcome_due_at:
        return f"On {_day(issue.outcome_due_at)} everybody who reported it is asked whether the change holds."
    if issue.state == State.CLOSED:
        return f"It is closed, and nothing more happens. {whoever} reopen it."
    if issue.withdrawn_at:
        return "Whoever has the problem can reopen it, if this does not settle it."
    return f"{whoever} close it if this settles it, or reopen it if it does not."


def _there(into: Issue, now: datetime) -> str:
    """Of a duplicate: how what it became part of stands."""
    stands = _ahead(into, "a reply to what it asked there", now) if into.is_open else _ended(into)
    return f"It goes on as {into.noun} {into.reference}. {stands}"


def _ended(into: Issue) -> str:
    became = "" if into.state == State.CLOSED else f"That is {into.get_state_display().lower()}. "
    return f"{became}{_after(into, is_mine=False)}"


def _promise(issue: Issue) -> str:
    """Of a planned change: for when, and how the desk is held to it; nobody follows what is older than the portal."""
    day, is_followed = in_words(issue.planned_on), issue.outcome_due_at is not None
    if issue.is_promise_past:
        reminded = f" {issue.desk.title} is reminded every week until it is, or has a new date."
        return f"The change was planned for {day}; {NOT_SAID}.{reminded if is_followed else ''}"
    return f"The change is planned for {day}.{f' {issue.desk.title} is reminded on that day.' if is_followed else ''}"


def _day(at: datetime) -> str:
    return in_words(timezone.localdate(at))
