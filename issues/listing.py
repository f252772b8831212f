"""The lines of an inbox, on the page and in a spreadsheet: what a responder must see at a glance."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, OuterRef, QuerySet, When

from issues import deadlines, news, outcomes
from issues.assigning import still_theirs
from issues.models import Follower, Issue
from people.models import User
from people.paging import UpTo

COLUMNS = (
    "Reference",
    "Reported",
    "Category",
    "About",
    "From",
    "With",
    "Assigned to",
    "State",
    "Acknowledge by",
    "Answer by",
    "First to be answered by",
    "Outcome",
    "Change planned for",
    "Harm",
    "Me too",
)
CHUNK = 500


@dataclass(frozen=True)
class Line:
    """One issue of the list."""

    issue: Issue
    assignee: User | None  # as long as they answer for it
    voices: int  # others who said "me too"
    due: str
    is_late: bool
    news: str = ""  # what the other side said, which nobody has answered yet


def lines(issues: QuerySet[Issue], now: datetime) -> Iterator[Line]:
    """The lines of these issues, in one statement."""
    said = Follower.objects.filter(issue=OuterRef("pk"), is_affected=True)
    ways = {
        "voices": UpTo(said),
        "is_theirs": Case(When(still_theirs(), then=True), default=False),
        "heard": Case(When(due_at__isnull=False, then=news.heard())),
    }
    for issue in issues.annotate(**ways).iterator(CHUNK):
        assignee = issue.assignee if issue.is_theirs else None
        yield Line(issue, assignee, issue.voices, *_due(issue, now), news=news.in_words(issue))


def cells(issues: QuerySet[Issue], now: datetime) -> Iterator[list]:
    """The issues as lines of a spreadsheet. The text stays in the portal."""
    return map(_cells, lines(issues, now))


def _due(issue: Issue, now: datetime) -> tuple[str, bool]:
    """What is said of the clock: what is due and when, since when it stands, or what became of it."""
    if issue.due_at and not issue.has_clock:
        return "to be passed on", False
    if issue.due_at:
        return deadlines.in_words(issue.due_at, now), issue.due_at < now
    if issue.state == Issue.State.RETURNED:
        was_late = deadlines.late_when_asked(issue.was_due_at, issue.paused_at)
        return f"asked {deadlines.day(issue.paused_at)}{f': {was_late}' if was_late else ''}", False
    if issue.planned_on:
        passed = issue.is_promise_past
        return f"{'was planned' if passed else 'planned'} for {outcomes.in_words(issue.planned_on)}", passed
    return issue.get_outcome_display() if issue.has_clock else issue.state_in_words.lower(), False


def _cells(line: Line) -> list:
    one = line.issue
    return [
        one.reference,
        one.created_at,
        one.category,
        one.about or one.about_words,
        one.reporter_organisation,
        one.desk,
        line.assignee,
        one.state_in_words,
        one.acknowledge_due_at if one.has_clock else None,
        one.answer_due_at if one.has_clock else None,
        one.first_due_at if one.has_clock else None,
        one.get_outcome_display(),
        one.planned_on,
        one.worst_harm_in_words if one.has_clock else "",
        line.voices,
    ]
