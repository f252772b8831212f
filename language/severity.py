"""Rare but severe: two people report harm of the same kind, and a person should look at once, whatever the counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from language import coordinates, known_problems

Rows = NDArray[np.float32]

GRAVE = frozenset({"moderate", "severe", "death", "fatal"})
WITHIN = 90  # days between the first and the last
FEWEST_REPORTERS = 2
ALIKE = 0.55  # mean cosine of texts' meanings from which they are of one kind: of any two, one pair in 500 is so near
SURE = 0.24  # likeness to a known problem from which it counts: half of the pairs that share one are of one theme
MOST_COMPARED = 2_000  # reports that are compared with each other, the last ones
OF_ONE_KIND = "of this kind"  # of which only a known problem makes sure
OF_ONE_THEME = "in the same theme"
MOST_OF_ONE_THEME = "in the same theme or beside it"
TOLD_ALIKE = "told in much the same way"
MAY_BELONG = "in reports that may belong together"
LOOKS_LIKE = "in reports that look like one theme"
BONDS = (OF_ONE_KIND, MOST_OF_ONE_THEME, OF_ONE_THEME, TOLD_ALIKE, MAY_BELONG, LOOKS_LIKE)


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
    """Reports of at least moderate harm that share a kind, by two reporters within WITHIN.

    `kinds`: what each report may be called, as many for each, the most telling first; any hashable, None is no kind.
    Latest first; no report is told twice, and none that shares a kind with somebody else's is left out.
    """
    harmed = [at for at, fact in enumerate(facts) if is_grave(fact, days[at], now=now)]
    found: list[list[int]] = []
    for kind in zip(*kinds, strict=True):
        shared = _shared(_untold(harmed, found), kind)
        found += [members for members in shared if len({speakers[at] for at in members}) >= FEWEST_REPORTERS]
        for at in _untold(harmed, found):
            if beside := _beside(at, kind, found, speakers):
                beside.append(at)
    return tuple(sorted((_told(some, ids, days, speakers) for some in found), key=_latest_first))


def _untold(harmed: Sequence[int], found: Sequence[Sequence[int]]) -> list[int]:
    told = {at for members in found for at in members}
    return [at for at in harmed if at not in told]


def _shared(places: Sequence[int], kind: Sequence[object]) -> list[list[int]]:
    """Those of one kind together, the most first."""
    of_kind: dict[object, list[int]] = {}
    for at in places:
        if kind[at] is not None:
            of_kind.setdefault(kind[at], []).append(at)
    return sorted(of_kind.values(), key=lambda some: (-len(some), some))


def _beside(at: int, kind: Sequence[object], found: list[list[int]], speakers: Sequence[str]) -> list[int]:
    """The group that holds most of what others told of the same kind; empty if nobody did."""
    if kind[at] is None:
        return []

    def alike(members: list[int]) -> int:
        return sum(kind[one] == kind[at] and speakers[one] != speakers[at] for one in members)

    nearest = max(found, key=alike, default=[])
    return nearest if alike(nearest) else []


def _told(members: Sequence[int], ids: Sequence[str], days: Sequence[date], speakers: Sequence[str]) -> Grave:
    ordered = sorted(members, key=lambda at: (days[at], ids[at]))
    last = days[ordered[-1]]
    return Grave(tuple(ids[at] for at in ordered), last, sentence(len({speakers[at] for at in ordered}), last))


def _latest_first(one: Grave) -> tuple[int, tuple[str, ...]]:
    return -one.on.toordinal(), one.issues


def sentence(reporters: int, last: date, bond: str = MAY_BELONG, *, first: date | None = None) -> str:
    """What there is to say of so many people who reported harm, the last of them on that day; no more than is known.

    `bond`: what their reports have in common. `first`: the day of the first, unsaid where it is within WITHIN.
    """
    until = f"the last on {last.day} {last:%B %Y}: somebody should look at it now."
    within = f"within {WITHIN} days"
    if first and (last - first).days > WITHIN:
        within = f"since {first.day} {first:%B %Y}"
    return f"{reporters} people reported moderate or worse harm {bond} {within}, {until}"


def bound_anew(sentence: str, bond: str) -> str:
    """The same sentence with what the reports have in common by now."""
    for one in BONDS:
        for when in ("within", "since"):
            sentence = sentence.replace(f" harm {one} {when} ", f" harm {bond} {when} ", 1)
    return sentence


def kinds(stored: Rows, themes: Sequence[object]) -> list[tuple[object, ...]]:
    """What each stored row may be called: told in much the same way, of a theme (None: none), of a known problem."""
    return list(zip(alike(coordinates.meaning_of(stored)), themes, problems(stored), strict=True))


def alike(meaning: Rows) -> list[int | None]:
    """A kind for each unit row, the same for rows that are near on average; None for one that is near to no other.

    Average linkage: R. Sokal and C. Michener, 1958. Of very many rows the last are compared.
    """
    rows = meaning[-MOST_COMPARED:]
    if len(rows) < 2:
        return [None] * len(meaning)
    apart = np.round(np.clip(1 - rows @ rows.T, 0, None), 4)
    np.fill_diagonal(apart, 0)
    found = fcluster(linkage(squareform(apart, checks=False), "average"), 1 - ALIKE, "distance")
    sizes = np.bincount(found)
    return [None] * (len(meaning) - len(rows)) + [int(one) if sizes[one] > 1 else None for one in found]


def bond(stored: Rows) -> str:
    """What such reports have in common, as far as their rows tell."""
    if problem(stored):
        return OF_ONE_KIND
    (kind, count), *_ = Counter(alike(coordinates.meaning_of(stored))).most_common(1)
    return TOLD_ALIKE if kind is not None and count == len(stored) else MAY_BELONG


def problems(stored: Rows) -> list[int | None]:
    """The known problem that each stored row is likest, where that is sure."""
    likeness = coordinates.likeness_of(stored)
    return [int(row.argmax()) if round(float(row.max()), 4) >= SURE else None for row in likeness]


def problem(stored: Rows) -> str:
    """The name of the known problem that more than half of these rows are surely of; "" if none."""
    ((entry, count),) = Counter(problems(stored)).most_common(1)
    return known_problems.library()[entry].name if entry is not None and 2 * count > len(stored) else ""
