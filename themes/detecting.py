"""One search for themes over all issues of an ICB, on stored vectors. Two searches never overlap."""

import logging
from datetime import datetime, time, timedelta

import numpy as np
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from issues.models import Follower, Issue
from language import finding, vectors
from people.models import Organisation
from themes import deciding, knowing, tracking
from themes.knowing import Heard, Voice
from themes.models import Run
from themes.placing import UNREADABLE, space, waiting
from themes.tracking import Group

log = logging.getLogger(__name__)
DEAD_AFTER = timedelta(minutes=15)  # an unfinished run older than this has died
REST = timedelta(minutes=1) if settings.DEMONSTRATION else timedelta(hours=1)  # between two runs on one day
NIGHTLY_AT = time(2)  # London time


def find(*, icb: Organisation, now: datetime) -> Run | None:
    """Find the ICB's themes and write them whole or not at all. None while another search is under way."""
    run = _claim(icb, now)
    if run is None:
        log.info("Search for themes in %s skipped: another is under way.", icb)
        return None
    try:
        heard = hear(icb)
        problems, grave = _groups([one for one in heard if not one.is_thanks], icb, now, is_thanks=False)
        thanks, _ = _groups([one for one in heard if one.is_thanks], icb, now, is_thanks=True)
        return tracking.write(run=run, groups=[*problems, *thanks], grave=grave, heard=heard, now=now)
    finally:
        Run.objects.filter(pk=run.pk, finished_at__isnull=True).delete()


def find_due(*, now: datetime) -> int:
    """Search in every ICB where it is time to. Returns in how many it was."""
    due = [icb for icb in Organisation.objects.filter(kind=Organisation.Kind.ICB) if is_due(icb=icb, now=now)]
    return sum(find(icb=icb, now=now) is not None for icb in due)


def is_due(*, icb: Organisation, now: datetime) -> bool:
    """Once a night; and after an hour's rest, where issues have been placed that the last run did not know."""
    last = Run.objects.filter(icb=icb, finished_at__isnull=False).first()
    if last and last.started_at < _last_night(now):
        return True
    if last and last.started_at > now - REST:
        return False
    known = last.issues if last else 0
    return not waiting(icb).exists() and placed(icb).count() != known


def placed(icb: Organisation):
    """The ICB's issues that somebody stands behind and whose text has a place in today's space."""
    heard = Issue.objects.stood_behind().filter(icb=icb, vector__space=space())
    return heard.exclude(vector__data=UNREADABLE)


def hear(icb: Organisation) -> list[Heard]:
    """All placed issues of the ICB and who stands behind each."""
    voices: dict[int, list[Voice]] = {}
    followed = Follower.objects.filter(is_affected=True, issue__icb=icb).order_by("pk")
    for issue, person, organisation, at in followed.values_list("issue", "user", "organisation", "at"):
        voices.setdefault(issue, []).append(Voice(timezone.localdate(at), person, organisation))
    fields = [
        "pk",
        "text",
        "vector__data",
        "category__is_thanks",
        "created_at",
        "withdrawn_at",
        "reporter",
        "reporter_organisation",
        "about",
    ]
    rows = placed(icb).order_by("pk").values_list(*fields, *knowing.FIELDS)
    return [
        Heard(
            issue=pk,
            text=text,
            vector=bytes(data),
            is_thanks=thanks,
            voices=(*([] if left else [Voice(timezone.localdate(at), who, where)]), *voices.get(pk, [])),
            facts=knowing.facts(*form),
            about=about,
        )
        for pk, text, data, thanks, at, left, who, where, about, *form in rows
    ]


def _claim(icb: Organisation, now: datetime) -> Run | None:
    """A run of our own, after clearing away one that has died."""
    Run.objects.filter(icb=icb, finished_at__isnull=True, started_at__lt=now - DEAD_AFTER).delete()
    try:
        with transaction.atomic():
            return Run.objects.create(icb=icb, started_at=now)
    except IntegrityError:
        return None


def _groups(
    heard: list[Heard], icb: Organisation, now: datetime, *, is_thanks: bool
) -> tuple[list[Group], tuple[finding.Grave, ...]]:
    """What the engine makes of these issues. Everybody who said "me too" speaks with the issue's words."""
    if not heard:
        return [], ()
    spoken = [(one, voice, at) for one in heard for at, voice in enumerate(one.voices)]
    reports = [
        finding.Report(
            id=f"{one.issue}+{voice.reporter}" if at else str(one.issue),
            text=one.text,
            on=voice.on,
            reporter=str(voice.reporter),
            organisation=str(voice.organisation),
            facts=one.facts,
        )
        for one, voice, at in spoken
    ]
    rows = np.stack([vectors.unpack(one.vector) for one, _, _ in spoken])
    earlier = tracking.earlier(icb, is_thanks=is_thanks)
    decided, today = deciding.decided(icb, is_thanks=is_thanks), timezone.localdate(now)
    found = finding.find_themes(reports, vectors=rows, earlier=earlier, decided=decided, now=today)
    behind = {one.issue: one.voices for one in heard}
    return [Group.of(theme, behind, is_thanks=is_thanks) for theme in found.themes], found.grave


def _last_night(now: datetime) -> datetime:
    """The last time that the clock showed the hour of the nightly search."""
    local = timezone.localtime(now)
    tonight = timezone.make_aware(datetime.combine(local.date(), NIGHTLY_AT))
    return tonight if tonight <= now else tonight - timedelta(days=1)
