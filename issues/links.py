"""What an issue is linked with, as its reader may see it, and how two issues compare. Changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from issues import merging, rules
from issues.company import Company
from issues.models import UNDO_FOR, Issue, IssueEntry, Merge
from issues.moving import people_told
from people.models import User
from people.standing import standing
from routing.queries import desks_held


@dataclass(frozen=True)
class Links:
    """Where an issue went, what became part of it and what is related: only what the reader may read."""

    into: Issue | None
    merge: Merge | None
    taken_in: list[Issue]
    hidden: int
    mine: list[Issue]
    reported: list[Issue]  # by the reader, of those that became part of it
    related: list[Issue]
    readable: frozenset[int]


@dataclass(frozen=True)
class Comparison:
    """Two issues side by side, and what making the first part of the other would do."""

    issue: Issue
    other: Issue
    why_not: str
    told: int
    harm: str
    answer_due_at: datetime
    until: datetime


def of(user: User, issue: Issue, around: Company, entries: Iterable[IssueEntry] = ()) -> Links:
    """The links of one issue, and those that its history speaks of, for one reader."""
    keys = around.duplicates | around.related | {issue.duplicate_of_id} | {entry.other_id for entry in entries}
    found = (
        Issue.objects.visible_to(user).filter(pk__in=keys - {None}).select_related("category", "desk").order_by("pk")
        if keys - {None}
        else ()
    )
    readable = {one.pk: one for one in found}
    taken_in = [one for one in readable.values() if one.pk in around.duplicates]
    return Links(
        into=readable.get(issue.duplicate_of_id),
        merge=merging.standing_merge(issue) if issue.duplicate_of_id else None,
        taken_in=taken_in,
        hidden=len(around.duplicates) - len(taken_in),
        mine=[one for one in taken_in if one.reporter_id == user.pk or one.pk in around.followed],
        reported=[one for one in taken_in if one.reporter_id == user.pk],
        related=[one for one in readable.values() if one.pk in around.related],
        readable=frozenset(readable),
    )


def compare(user: User, issue: Issue, other: Issue) -> Comparison:
    """Two issues that this person may read, side by side."""
    now = timezone.now()
    why_not = merging.why_not(issue, other)
    if not why_not and not rules.can_merge(user, other):
        why_not = (
            f"Issue {other} is with {other.desk.title}. Only who answers both, or the interface team, can merge."
        )
    return Comparison(
        issue=issue,
        other=other,
        why_not=why_not,
        told=people_told(issue).count(),
        harm=issue.get_harm_display() if merging.worse(issue, other) else "",
        answer_due_at=merging.sooner(issue, other, now=now).get("answer_due_at", other.answer_due_at),
        until=now + UNDO_FOR,
    )


def merged_lately(user: User) -> QuerySet[Merge]:
    """The merges that can still be undone, into issues that this person answers for: for the interface team, all."""
    since = timezone.now() - UNDO_FOR
    mine = Q(into__desk__in=desks_held(user)) | Q(into__icb__in=standing(user).interface_team_of)
    merges = Merge.objects.filter(mine, undone_at__isnull=True, at__gte=since)
    return merges.select_related("issue__category", "issue__about", "into__desk", "entry__by").order_by("-pk")
