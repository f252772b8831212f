"""Who is heard in a search for themes, and the words and places of some of them. Reads; keeps no text in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

import numpy as np
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from issues.models import Follower, Issue
from language import coordinates, vectors
from people.models import Organisation
from themes import knowing
from themes.editions import UNREADABLE, space
from themes.knowing import Heard, Voice
from themes.models import Pin, Vector

CHUNK = 500  # keys in one statement
ROWS = 5_000  # rows that are fetched at once
FIELDS = [
    *["pk", "category__is_thanks", "created_at", "withdrawn_at", "reporter", "reporter_organisation", "about"],
    *["theme_link__theme", "vector__looks_like"],
]


def placed(icb: Organisation) -> QuerySet[Issue]:
    """The ICB's issues that somebody stands behind and whose text has a place in today's space."""
    heard = Issue.objects.stood_behind().filter(icb=icb, vector__space=space())
    return heard.exclude(vector__data=UNREADABLE)


@transaction.atomic
def hear(icb: Organisation) -> list[Heard]:
    """All placed issues of the ICB, oldest first, and who stands behind each: some 500 bytes an issue.

    With each the theme in which it is, and in which people hold it: by these a search knows what they change since.
    """
    days: dict[date, date] = {}
    forms: dict[tuple, dict[str, str]] = {}
    voices = _followers(icb, days)
    held = dict(Pin.objects.filter(theme__icb=icb).order_by("pk").values_list("issue", "theme").iterator())
    heard = []
    rows = placed(icb).order_by("pk").values_list(*FIELDS, *knowing.FIELDS)
    for pk, thanks, at, left, who, where, about, theme, like, *form in rows.iterator(chunk_size=ROWS):
        if tuple(form) not in forms:
            forms[tuple(form)] = knowing.facts(*form)
        first = [] if left else [Voice(_day(at, days), who, where)]
        heard.append(
            Heard(
                *(pk, (*first, *voices.pop(pk, ())), about, thanks, forms[tuple(form)], theme, like, not left),
                held=held.get(pk),
            )
        )
    return heard


def _followers(icb: Organisation, days: dict[date, date]) -> dict[int, list[Voice]]:
    """Those who said "me too", by issue."""
    voices: dict[int, list[Voice]] = {}
    followed = Follower.objects.filter(is_affected=True, issue__icb=icb).order_by("pk")
    rows = followed.values_list("issue", "user", "organisation", "at")
    for issue, person, organisation, at in rows.iterator(chunk_size=ROWS):
        voices.setdefault(issue, []).append(Voice(_day(at, days), person, organisation))
    return voices


def _day(at: datetime, days: dict[date, date]) -> date:
    """The London day of a moment, each day kept once."""
    day = timezone.localdate(at)
    return days.setdefault(day, day)


def texts(issues: Sequence[int]) -> dict[int, str]:
    """The words of those of these issues that are still there."""
    return {pk: text for some in _chunks(issues) for pk, text in _texts(some)}


def _texts(issues: Sequence[int]):
    return Issue.objects.filter(pk__in=issues).order_by().values_list("pk", "text")


def still_there(icb: Organisation, heard: Sequence[Heard]) -> list[Heard]:
    """The heard without those that were erased meanwhile, and without reporters who have withdrawn meanwhile."""
    rows = Issue.objects.stood_behind().filter(icb=icb).order_by().values_list("pk", "withdrawn_at")
    left = {pk: at is not None for pk, at in rows.iterator(chunk_size=ROWS)}
    there = [_without_reporter(one) if left[one.issue] else one for one in heard if one.issue in left]
    return [one for one in there if one.voices]


def _without_reporter(one: Heard) -> Heard:
    return replace(one, voices=one.voices[1:], is_reported=False) if one.is_reported else one


def with_rows(heard: Sequence[Heard]) -> tuple[list[Heard], np.ndarray]:
    """Those of the heard that are still there, and their stored rows.

    What was erased meanwhile, or is being read anew, is passed over.
    """
    found: dict[int, bytes] = {}
    for some in _chunks([one.issue for one in heard]):
        stored = Vector.objects.filter(issue__in=some, space=space()).order_by().values_list("issue", "data")
        found |= {issue: bytes(data) for issue, data in stored}
    there = [one for one in heard if one.issue in found]
    none = np.empty((0, coordinates.width()), dtype=np.float32)
    return there, vectors.unpack_all([found[one.issue] for one in there]) if there else none


def _chunks(issues: Sequence[int]) -> Iterator[Sequence[int]]:
    return (issues[start : start + CHUNK] for start in range(0, len(issues), CHUNK))
