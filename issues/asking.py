"""Who is told of a question to the reporter of an issue, and in which words."""

from issues.models import Issue, IssueEntry
from issues.moving import people_behind, people_told, tell_people
from people.models import Notice, User

ASKED_TOO = "The reporter of issue {} was asked a question. You said “me too”, so you can answer it as well"


def tell(issue: Issue, entry: IssueEntry) -> None:
    """Those who reported it are asked; whoever said "me too" is told that they can reply as well.

    Where the reporter has left, those who have the problem are asked instead.
    """
    asked = _others_to_ask(issue) if issue.withdrawn_at else [issue.reporter, *_who_reported_it_too(issue)]
    subject = f"There is a question about your issue {issue.reference}"
    tell_people(asked, entry, subject, Notice.Kind.QUESTION, in_words=_asked_for_a_part(issue))
    can_reply = [person for person in people_told(issue, is_affected=True) if person not in asked]
    tell_people(can_reply, entry, ASKED_TOO.format(issue.reference), Notice.Kind.ASKED_TOO)


def _asked_for_a_part(issue: Issue) -> dict[int, str]:
    """What those read of a question whose own issue is another, which became part of this one; by their keys."""
    parts: dict[int, list[str]] = {}
    others = issue.duplicates.exclude(reporter=issue.reporter_id).order_by("pk")
    for person, reference in others.values_list("reporter", "reference"):
        parts.setdefault(person, []).append(reference)
    asked = f"There is a question about issue {issue.reference}, of which"
    return {person: f"{asked} {_yours(own)} became part" for person, own in parts.items()}


def _yours(own: list[str]) -> str:
    return f"your issue {own[0]}" if len(own) == 1 else f"{len(own)} issues of yours"


def _who_reported_it_too(issue: Issue) -> list[User]:
    """Those who reported what became part of it, each once."""
    also = issue.duplicates.filter(withdrawn_at__isnull=True).exclude(reporter=issue.reporter_id)
    return list(User.objects.filter(pk__in=also.order_by().values("reporter")).order_by("pk"))


def _others_to_ask(issue: Issue) -> list[User]:
    """Those who have the problem and follow it; those who stopped following only where nobody else could reply."""
    return list(people_told(issue, is_affected=True)) or list(people_behind(issue, is_affected=True))
