"""What an issue is linked with, as its reader may see it, and how two issues compare. Changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Q, QuerySet, Value
from django.utils import timezone

from issues import merging, rules
from issues.models import UNDO_FOR, Issue, IssueEntry, Merge, Related
from issues.moving import people_behind
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
    related: list[Issue]


@dataclass(frozen=True)
class Comparison:
    """Two issues side by side, and what making the first part of the other would do."""

    issue: Issue
    other: Issue
    why_not: str
    told: int
    answer_due_at: datetime
    until: datetime


def of(user: User, issue: Issue) -> Links:
    """The links of one issue for one reader."""
    visible = Issue.objects.visible_to(user)
    duplicates, related = _linked(issue)
    readable = list(visible.filter(pk__in=duplicates | related)) if duplicates | related else []
    taken_in = sorted((one for one in readable if one.pk in duplicates), key=lambda one: one.pk)
    followed = set(user.follows.filter(issue__in=taken_in).values_list("issue", flat=True)) if taken_in else set()
    return Links(
        into=visible.filter(pk=issue.duplicate_of_id).first() if issue.duplicate_of_id else None,
        merge=merging.standing_merge(issue) if issue.duplicate_of_id else None,
        taken_in=taken_in,
        hidden=len(duplicates) - len(taken_in),
        mine=[one for one in taken_in if one.reporter_id == user.pk or one.pk in followed],
        related=[one for one in readable if one.pk in related],
    )


def _linked(issue: Issue) -> tuple[set[int], set[int]]:
    """The keys of its duplicates and of its related issues, whoever may read them. One SQL statement."""
    part, beside = Value(True, BooleanField()), Value(False, BooleanField())
    rows = issue.duplicates.order_by().annotate(is_part=part).values_list("pk", "is_part")
    for here, there in (("first", "second"), ("second", "first")):
        related = Related.objects.filter(**{here: issue}).order_by().annotate(is_part=beside)
        rows = rows.union(related.values_list(there, "is_part"))
    found: dict[bool, set[int]] = {True: set(), False: set()}
    for key, is_part in rows:
        found[bool(is_part)].add(key)
    return found[True], found[False]


def readable(user: User, entries: Iterable[IssueEntry]) -> set[int]:
    """Which of the other issues that a history speaks of this person may read."""
    others = {entry.other_id for entry in entries} - {None}
    return set(Issue.objects.visible_to(user).filter(pk__in=others).values_list("pk", flat=True)) if others else set()


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
        told=people_behind(issue).count(),
        answer_due_at=merging.sooner(issue, other, now=now).get("answer_due_at", other.answer_due_at),
        until=now + UNDO_FOR,
    )


def merged_lately(user: User) -> QuerySet[Merge]:
    """The merges that can still be undone, into issues that this person answers for: for the interface team, all."""
    since = timezone.now() - UNDO_FOR
    mine = Q(into__desk__in=desks_held(user)) | Q(into__icb__in=standing(user).interface_team_of)
    merges = Merge.objects.filter(mine, undone_at__isnull=True, at__gte=since)
    return merges.select_related("issue__category", "issue__about", "into__desk", "entry__by").order_by("-pk")
