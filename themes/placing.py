"""Every issue's text gets its place in the space of meanings, after reporting, which never waits for it."""

import logging
import random
import time
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet

from issues.models import Issue
from language import finding, vectors
from language.abbreviations import spell_out
from people.models import Organisation
from themes import abbreviations, likening
from themes.editions import UNREADABLE, space
from themes.models import Vector

log = logging.getLogger(__name__)

CHUNK, CHUNKS_AHEAD = 32, 50  # texts that are read at once; chunks among which workers choose
MANY = 500  # issues that one worker reads in its turn, about


class Read(NamedTuple):
    """An issue, its text with the area's abbreviations spelt out, and how often it had been reworded."""

    issue: int
    text: str
    rewordings: int = 0


def waiting(icb: Organisation | None = None) -> QuerySet[Issue]:
    """Issues without a vector in today's space, or whose words are others since, oldest first."""
    is_due = Q(vector__isnull=True) | ~Q(vector__space=space()) | ~Q(vector__rewordings=F("rewordings"))
    issues = Issue.objects.filter(is_due).order_by("pk")
    return issues.filter(icb=icb) if icb else issues


def are_many_waiting() -> bool:
    """More than a worker reads in its turn."""
    return waiting()[MANY : MANY + 1].exists()


def place_due(*, seconds: float | None = None) -> int:
    """Give every waiting issue its vector, chunk by chunk, stopping after so many seconds. Returns how many."""
    started, placed = time.monotonic(), 0
    while chunk := _some_waiting():
        store(chunk, _packed([one.text for one in chunk]))
        placed += len(chunk)
        if seconds is not None and time.monotonic() - started > seconds:
            break
    return placed


def _some_waiting() -> list[Read]:
    """A chunk of those that have waited longest, any one: where several workers read, they seldom read the same.

    Abbreviations of an area are spelt out.
    """
    first = list(waiting().values_list("pk", flat=True)[: CHUNK * CHUNKS_AHEAD])
    start = CHUNK * random.randrange(-(-len(first) // CHUNK)) if first else 0
    some = Issue.objects.filter(pk__in=first[start : start + CHUNK]).order_by("pk")
    words = abbreviations.everywhere() if first else {}
    rows = some.values_list("pk", "text", "icb", "rewordings")
    return [Read(pk, spell_out(text, words.get(icb, {})), rewordings) for pk, text, icb, rewordings in rows]


@transaction.atomic
def store(chunk: Sequence[Read], packed: Sequence[bytes]) -> None:
    rows = {one.issue: data for one, data in zip(chunk, packed, strict=True)}
    alike = likening.liken(rows, space=space())
    Vector.objects.bulk_create(
        [
            Vector(issue_id=pk, space=space(), data=rows[pk], rewordings=of, looks_like_id=alike.get(pk))
            for pk, _, of in chunk
        ],
        update_conflicts=True,
        unique_fields=["issue"],
        update_fields=["space", "data", "rewordings", "read_at", "looks_like", "is_left_out"],
    )
    likening.raise_harm(rows, space=space())


def _packed(texts: Sequence[str]) -> list[bytes]:
    """A stored row per text. A text that breaks the engine harms only itself."""
    try:
        return [vectors.pack(row) for row in finding.represent(texts)]
    except Exception:
        if len(texts) == 1:
            log.exception("A text could not be placed; it is left out of themes.")
            return [UNREADABLE]
    return [_packed([text])[0] for text in texts]
