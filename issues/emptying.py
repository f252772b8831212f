"""Open issues at a desk that nobody is left at go to whoever takes over, once, and their reporters are told."""

import logging
from datetime import datetime

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from issues import clock
from issues.models import OPEN_STATES, Issue, IssueEntry
from issues.moving import advance, resumed, spans, tell_desk, tell_reporters
from issues.watching import Clock
from people.models import Notice
from routing.emptying import emptied, mark_emptied, takes_over
from routing.models import Desk

log = logging.getLogger(__name__)


def empty_chairs(now: datetime | None = None) -> int:
    """Mark desks that have become empty, and move the open issues that came there before; how many were moved.

    What is sent to an empty desk later was sent there by somebody who knew, and stays.
    """
    now = now or timezone.now()
    mark_emptied(now)
    return sum(_move_from(desk) for desk in emptied())


def _move_from(desk: Desk) -> int:
    came = IssueEntry.objects.filter(issue=OuterRef("pk"), desk__isnull=False).order_by("-pk").values("at")[:1]
    waiting = Issue.objects.filter(desk=desk, state__in=OPEN_STATES).annotate(came_at=Subquery(came))
    keys = waiting.filter(came_at__lte=desk.emptied_at).order_by("pk").values_list("pk", flat=True)
    return sum(_one(pk, desk) for pk in list(keys))


def _one(pk: int, desk: Desk) -> bool:
    """Move one issue, in a transaction of its own; what fails is tried again by the next sweep."""
    skip = connection.features.has_select_for_update_skip_locked
    try:
        with transaction.atomic():
            rows = Issue.objects.select_for_update(skip_locked=skip, of=("self",)).select_related("icb")
            issue = rows.filter(pk=pk, desk=desk, state__in=OPEN_STATES).first()
            to = takes_over(desk, issue.icb) if issue else None
            if to:
                _move(issue, desk, to)
            return to is not None
    except Exception as error:
        log.error("Issue %s was not moved from an empty desk: %s", pk, type(error).__name__)
        return False


def _move(issue: Issue, desk: Desk, to: Desk) -> None:
    afresh = clock.working_days_after(timezone.now(), spans(issue)[0])

    def changes(row: Issue) -> dict:
        """The reporter waits for neither more nor less because a chair is empty: what was late stays late."""
        longer = resumed(row)
        answer_due_at = longer.get("answer_due_at", row.answer_due_at)
        before = longer.get("acknowledge_due_at", row.acknowledge_due_at)
        acknowledge_due_at = min(afresh, answer_due_at) if row.acknowledged_at else before
        return longer | {
            "desk": to,
            "assignee": None,
            "acknowledged_at": None,
            "acknowledge_due_at": acknowledge_due_at,
            "answer_due_at": answer_due_at,
            "clock_run": Clock.next_run(row),
        }

    reasons = [f"Nobody is left at {desk}, so {to} takes it over."]
    facts = {"desk": to, "from_desk": desk, "reasons": reasons, "gap": "nobody_there"}
    issue, entry = advance(issue, "take_over", None, changes, text=reasons[0], **facts)
    tell_desk(issue, entry, f"{issue.in_full} has come to {to}", Notice.Kind.ASSIGNED)
    tell_reporters(issue, entry, f"{issue.in_full} has been sent on to {to}")
