"""What the other side said last of an open issue, for the row of an inbox: a reply, or why it was reopened."""

from datetime import UTC

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject, Left
from django.utils.dateparse import parse_datetime

from issues import deadlines
from issues.models import Issue, IssueEntry

SAID = ("reply", "reopen", "ask", "answer", "reroute", "take_over", "unmerge", "withdraw")  # each replaces the last
LONGEST = 120


def heard() -> Subquery:
    """The last such step of each issue, as part of another statement."""
    steps = IssueEntry.objects.filter(issue=OuterRef("pk"), verb__in=SAID).order_by("-pk")
    facts = JSONObject(verb="verb", at="at", by="by_id", is_unsigned="is_unsigned", text=Left("text", LONGEST + 1))
    return Subquery(steps.values(said=facts)[:1])


def in_words(issue: Issue) -> str:
    """What was heard of an issue that was read with `heard`: that its reporter answered, or why it was reopened."""
    said = issue.heard or {}
    if said.get("verb") == "reply":
        who = "The reporter" if said["by"] == issue.reporter_id else "Somebody who has the problem"
        return f"{who} answered on {_day(said['at'])}"
    if said.get("verb") == "reopen":
        words = " ".join(said["text"].split())
        words = f"{words[:LONGEST].rstrip()}…" if len(words) > LONGEST else words
        return f"Reopened on {_day(said['at'])}: {words}" if words else f"Reopened on {_day(said['at'])}"
    return ""


def _day(said: str) -> str:
    at = parse_datetime(said)
    return deadlines.day(at if at.tzinfo else at.replace(tzinfo=UTC))
