"""Scheduled jobs run once per slot of time, whoever starts them and however often."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from people.models import Heartbeat, Round

STALE_AFTER = timedelta(minutes=30)


@contextmanager
def once(
    job: str, *, every: timedelta, now: datetime | None = None, stale_after: timedelta = STALE_AFTER
) -> Iterator[bool]:
    """`with once("tidy", every=…) as mine: if mine: …` is true for one caller in each slot of time.

    Slots missed while nothing ran are caught up by one run in the slot that follows. A run that began and never
    finished, because its process died or it failed, may be taken over after `stale_after`.
    """
    now = now or timezone.now()
    mine = _claim(job, slot_of(now, every), now, stale_after)
    yield mine is not None
    if mine is not None:
        Round.objects.filter(pk=mine.pk, started_at=mine.started_at).update(finished_at=timezone.now())


def slot_of(now: datetime, every: timedelta) -> datetime:
    """The start of the slot that an instant falls into, counted in UTC."""
    seconds = every.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // seconds * seconds, tz=UTC)


def _claim(job: str, slot: datetime, now: datetime, stale_after: timedelta) -> Round | None:
    made, is_new = Round.objects.get_or_create(job=job, slot=slot, defaults={"started_at": now})
    if is_new:
        return made
    if made.finished_at is not None or made.started_at > now - stale_after:
        return None
    rows = Round.objects.filter(pk=made.pk, started_at=made.started_at, finished_at__isnull=True)
    if not rows.update(started_at=now):
        return None
    made.started_at = now
    return made


def note_alive(name: str, at: datetime | None = None) -> None:
    """Write down that a background process lives now."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at or timezone.now()})


def last_alive() -> dict[str, datetime]:
    """When each background process was last known to live."""
    return dict(Heartbeat.objects.values_list("name", "at"))
