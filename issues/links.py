"""What an issue is linked with, as its reader may see it, and how two issues compare. Changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from issues import merging, rules
from issues.models import OPEN_STATES, UNDO_FOR, Issue, IssueEntry, Merge, Related
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
    duplicates = issue.duplicates.count()
    taken_in = list(visible.filter(duplicate_of=issue).order_by("pk")) if duplicates else []
    followed = set(user.follows.filter(issue__in=taken_in).values_list("issue", flat=True)) if taken_in else set()
    return Links(
        into=visible.filter(pk=issue.duplicate_of_id).first() if issue.duplicate_of_id else None,
        merge=merging.standing_merge(issue) if issue.duplicate_of_id else None,
        taken_in=taken_in,
        hidden=duplicates - len(taken_in),
        mine=[one for one in taken_in if one.reporter_id == user.pk or one.pk in followed],
        related=list(related(user, issue)),
    )


def related(user: User, issue: Issue) -> QuerySet[Issue]:
    """The related issues that this person may read, the latest first."""
    either = Related.objects.filter(first=issue).order_by().values("second")
    either = either.union(Related.objects.filter(second=issue).order_by().values("first"))
    return Issue.objects.visible_to(user).filter(pk__in=either)


def readable(user: User, entries: Iterable[IssueEntry]) -> set[int]:
    """Which of the other issues that a history speaks of this person may read."""
    others = {entry.other_id for entry in entries} - {None}
    return set(Issue.objects.visible_to(user).filter(pk__in=others).values_list("pk", flat=True)) if others else set()


def alike(user: User, issue: Issue) -> list[Issue]:
    """Up to five of the latest issues of the same category about the same organisation, which may be the same."""
    if issue.about_id is None:
        return []
    states = [*OPEN_STATES, Issue.State.ANSWERED]
    near = Issue.objects.visible_to(user).filter(about=issue.about_id, category=issue.category_id, state__in=states)
    return list(near.filter(icb=issue.icb_id).exclude(pk=issue.pk).select_related("desk").order_by("-pk")[:5])


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
