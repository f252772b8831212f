"""Sweeps pass over a row that they stumble on. After three times running it rests for an hour, and is shown.

A try is counted before it begins, so a row that kills its worker is counted too.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from people.models import Stumble

log = logging.getLogger(__name__)
TRIES = 3
REST = timedelta(hours=1)
BATCH = 500


def each(job: str, due: QuerySet, act: Callable[[int], int], now: datetime) -> int:
    """Do this with every row that is due and not at rest, each by itself; the sum of what was done."""
    resting = stumbled(job).filter(at__gt=now - REST).values_list("row", flat=True)
    keys = due.exclude(pk__in=list(resting)).values_list("pk", flat=True)
    return sum(_one(job, pk, act, now) for pk in list(keys[:BATCH]))


def stumbled(job: str = "") -> QuerySet[Stumble]:
    """What was tried three times running without success, of one job or of all."""
    rows = Stumble.objects.filter(tries__gte=TRIES)
    return rows.filter(job=job) if job else rows


def _one(job: str, pk: int, act: Callable[[int], int], now: datetime) -> int:
    _count(job, pk, now)
    rows = Stumble.objects.filter(job=job, row=pk)
    try:
        done = act(pk)
    except Exception as error:
        log.error("%s %s was passed over: %s", job, pk, type(error).__name__)
        rows.update(error=type(error).__name__[:80])
        return 0
    rows.delete()
    return done


def _count(job: str, pk: int, now: datetime) -> None:
    if not Stumble.objects.filter(job=job, row=pk).update(tries=F("tries") + 1, at=now):
        Stumble.objects.get_or_create(job=job, row=pk, defaults={"tries": 1, "at": now})
