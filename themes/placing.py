"""Every issue's text gets its place in the space of meanings, after reporting, which never waits for it."""

import logging
import time
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from issues.models import Issue
from language import finding, known_problems, vectors
from people.models import Organisation
from themes import likening
from themes.models import Vector

log = logging.getLogger(__name__)

CHUNK = 32
UNREADABLE = b""  # kept in place of a vector, so that a text that cannot be read is not tried for ever


def space() -> str:
    """The name of the space that vectors made today belong to. A new model or library is a new space."""
    return f"{vectors.MODEL} {known_problems.edition()}"


def waiting(icb: Organisation | None = None) -> QuerySet[Issue]:
    """Issues without a vector in today's space, oldest first."""
    issues = Issue.objects.filter(Q(vector__isnull=True) | ~Q(vector__space=space())).order_by("pk")
    return issues.filter(icb=icb) if icb else issues


def place_due(*, seconds: float | None = None) -> int:
    """Give every waiting issue its vector, chunk by chunk, stopping after so many seconds. Returns how many."""
    started, placed = time.monotonic(), 0
    while chunk := list(waiting().values_list("pk", "text")[:CHUNK]):
        _store(chunk, _packed([text for _, text in chunk]))
        placed += len(chunk)
        if seconds is not None and time.monotonic() - started > seconds:
            break
    return placed


@transaction.atomic
def _store(chunk: Sequence[tuple[int, str]], packed: Sequence[bytes]) -> None:
    rows = {pk: data for (pk, _), data in zip(chunk, packed, strict=True)}
    alike = likening.liken(rows, space=space())
    Vector.objects.bulk_create(
        [Vector(issue_id=pk, space=space(), data=rows[pk], looks_like_id=alike.get(pk)) for pk in rows],
        update_conflicts=True,
        unique_fields=["issue"],
        update_fields=["space", "data", "looks_like"],
    )
    likening.raise_harm(alike)


def _packed(texts: Sequence[str]) -> list[bytes]:
    """A stored row per text. A text that breaks the engine harms only itself."""
    try:
        return [vectors.pack(row) for row in finding.represent(texts)]
    except Exception:
        if len(texts) == 1:
            log.exception("A text could not be placed; it is left out of themes.")
            return [UNREADABLE]
    return [_packed([text])[0] for text in texts]
