"""One search for themes over all issues of an ICB, on stored vectors. Two searches never overlap."""

import logging
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import Organisation
from themes import grouping, hearing, tracking
from themes.models import Run
from themes.placing import waiting

log = logging.getLogger(__name__)
DEAD_AFTER = timedelta(minutes=15)  # an unfinished run without a sign of life for so long has died
REST = timedelta(minutes=1) if settings.DEMONSTRATION else timedelta(hours=1)  # between two runs on one day
NIGHTLY_AT = time(2)  # London time


def find(*, icb: Organisation, now: datetime) -> Run | None:
    """Find the ICB's themes and write them whole or not at all. None while another search is under way."""
    run = _claim(icb, now)
    if run is None:
        log.info("Search for themes in %s skipped: another is under way.", icb)
        return None
    try:
        if unread := waiting(icb).count():
            log.warning("Search for themes in %s: %d issues are still to be read.", icb, unread)
        heard = hearing.hear(icb)
        problems, grave = grouping.group(run=run, heard=heard, is_thanks=False, now=now)
        thanks, _ = grouping.group(run=run, heard=heard, is_thanks=True, now=now)
        return tracking.write(run=run, groups=[*problems, *thanks], grave=grave, heard=heard, now=now)
    finally:
        Run.objects.filter(pk=run.pk, finished_at__isnull=True).delete()


def find_due(*, now: datetime) -> int:
    """Search in every ICB where it is time to. Returns in how many it was."""
    due = [icb for icb in Organisation.objects.filter(kind=Organisation.Kind.ICB) if is_due(icb=icb, now=now)]
    return sum(find(icb=icb, now=now) is not None for icb in due)


def is_due(*, icb: Organisation, now: datetime) -> bool:
    """Once a night, unless most issues are still to be read: it would end themes whose reports it does not know.
    And after an hour's rest, where issues have been placed that the last run did not know.
    """
    last = Run.objects.filter(icb=icb, finished_at__isnull=False).first()
    if last and last.started_at < last_night(now):
        return waiting(icb).count() <= hearing.placed(icb).count()
    if last and last.started_at > now - REST:
        return False
    known = last.issues if last else 0
    return not waiting(icb).exists() and hearing.placed(icb).count() != known


def _claim(icb: Organisation, now: datetime) -> Run | None:
    """A run of our own, after clearing away one that has died."""
    Run.objects.filter(icb=icb, finished_at__isnull=True, alive_at__lt=now - DEAD_AFTER).delete()
    try:
        with transaction.atomic():
            return Run.objects.create(icb=icb, started_at=now)
    except IntegrityError:
        return None


def last_night(now: datetime) -> datetime:
    """The last time that the clock showed the hour of the nightly search."""
    local = timezone.localtime(now)
    tonight = timezone.make_aware(datetime.combine(local.date(), NIGHTLY_AT))
    return tonight if tonight <= now else tonight - timedelta(days=1)
