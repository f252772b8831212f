"""Following up what issues came to, when it is due: each in a transaction of its own, once."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from issues.models import Issue
from people import passing_over

OUTCOME = "outcome of issue"
SETTLED = (Issue.State.ANSWERED, Issue.State.CLOSED)


def each_due(outcome: str, now: datetime, act: Callable[[Issue, datetime], None]) -> int:
    """Do this with every issue whose outcome is due to be followed up; with how many it was done.

    What another worker has is left to it; what fails is left for the next round and holds up nobody.
    """
    due = Issue.objects.filter(outcome=outcome, outcome_due_at__lte=now, state__in=SETTLED)
    due = due.order_by("outcome_due_at", "pk")
    return passing_over.each(OUTCOME, due, lambda pk: _one(pk, outcome, now, act), now)


def _one(pk: int, outcome: str, now: datetime, act: Callable[[Issue, datetime], None]) -> bool:
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        rows = Issue.objects.select_for_update(skip_locked=skip)
        issue = rows.filter(pk=pk, outcome=outcome, outcome_due_at__lte=now, state__in=SETTLED).first()
        if issue is not None:
            act(issue, now)
        return issue is not None
