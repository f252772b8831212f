"""Rare but severe: two people report harm of the same kind, and a person should look at once, whatever the counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]

GRAVE = frozenset({"moderate", "severe", "death", "fatal"})
WITHIN = 90  # days between the first and the last
FEWEST_REPORTERS = 2
ALIKE = 0.55  # cosine of two texts' meanings from which they are of one kind: of any two, one pair in 500 is so near


@dataclass(frozen=True)
class Grave:
    """Ids of the reports, earliest first, the day of the last of them, and the sentence that says what there is."""

    issues: tuple[str, ...]
    on: date
    sentence: str


def is_grave(facts: Mapping[str, str], on: date, *, now: date) -> bool:
    """Whether a report tells of at least moderate harm, no longer ago than WITHIN."""
    return facts.get("harm", "").lower() in GRAVE and 0 <= (now - on).days <= WITHIN


def grave(
    ids: Sequence[str],
    days: Sequence[date],
    speakers: Sequence[str],
    facts: Sequence[Mapping[str, str]],
    kinds: Sequence[Sequence[object]],
    *,
    now: date,
) -> tuple[Grave, ...]:
    """Reports of at least moderate harm that share a kind (a theme, a known problem), by two reporters within WITHIN.

    `kinds`: per report what it may be called, any hashable; None is no kind. Latest first; no report is told twice.
    """
    of_kind: dict[object, list[int]] = {}
    for at, fact in enumerate(facts):
        if is_grave(fact, days[at], now=now):
            for kind in kinds[at]:
                if kind is not None:
                    of_kind.setdefault(kind, []).append(at)
    found: list[Grave] = []
    told: set[int] = set()
    for members in sorted(of_kind.values(), key=lambda some: (-len(some), ids[some[0]])):
        fresh = sorted((at for at in members if at not in told), key=lambda at: (days[at], ids[at]))
        reporters = len({speakers[at] for at in fresh})
        if reporters >= FEWEST_REPORTERS:
            told.update(fresh)
            last = days[fresh[-1]]
            found.append(Grave(tuple(ids[at] for at in fresh), last, sentence(reporters, last)))
    return tuple(sorted(found, key=lambda one: (-one.on.toordinal(), one.issues)))


def sentence(reporters: int, last: date) -> str:
    """What there is to say of so many people who reported harm, the last of them on that day."""
    return (
        f"{reporters} people reported moderate or worse harm of this kind within {WITHIN} days, "
        f"the last on {last.day} {last:%B %Y}: somebody should look at it now."
    )


def alike(meaning: Rows) -> list[str]:
    """A kind for each unit row, the same for rows that are near: each joins the first that it is near to."""
    firsts: list[int] = []
    kinds: list[str] = []
    for at, row in enumerate(meaning):
        near = np.flatnonzero(np.round(meaning[firsts] @ row, 4) >= ALIKE).tolist() if firsts else []
        firsts += [] if near else [at]
        kinds.append(f"like {firsts[near[0]] if near else at}")
    return kinds
