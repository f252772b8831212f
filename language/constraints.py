"""What people decided about themes, and how a run obeys it: no later run undoes a decision.

Confirmed and moved reports are of a theme; pairs must be apart. Pure: ids in, numbers out.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from language.grouping import ALONE
from language.vectors import unit

Rows = NDArray[np.float32]
Labels = NDArray[np.int64]

_AS_NEAR = 0.8  # of the nearness to the theme that is left, for a point to join another


@dataclass(frozen=True)
class Decided:
    """People's decisions by report id: `confirmed` in a theme (its key), `apart` (pairs of ids).

    `closed`: keys of themes that were dismissed, which take in only what is much the same.
    """

    confirmed: Mapping[str, str] = field(default_factory=dict)
    apart: Collection[tuple[str, str]] = ()
    closed: Collection[str] = ()

    def __bool__(self) -> bool:
        return bool(self.confirmed or self.apart)


@dataclass(frozen=True)
class Bound:
    """The same by point: `of` the number of a theme each (ALONE = free), `apart` pairs."""

    of: list[int]
    apart: list[tuple[int, int]]


def bind(decided: Decided, point_of: Mapping[str, int], numbers: Mapping[str, int], points: int) -> Bound:
    """Decisions about the reports at hand (`point_of` their ids) with the `numbers` of theme keys.

    Ids and keys that are not at hand are passed over.
    """
    of = [ALONE] * points
    for report in sorted(decided.confirmed):
        if report in point_of and decided.confirmed[report] in numbers:
            of[point_of[report]] = numbers[decided.confirmed[report]]
    apart = {(point_of[a], point_of[b]) for a, b in decided.apart if a in point_of and b in point_of}
    return Bound(of, sorted((min(pair), max(pair)) for pair in apart if pair[0] != pair[1]))


def enforce(labels: Labels, bound: Bound, rows: Rows) -> Labels:
    """Theme numbers per point that obey every decision, whatever the run would rather have."""
    held = np.asarray(bound.of, dtype=np.int64)
    obeyed = np.where(held == ALONE, labels, held)
    for one, other in bound.apart:
        if obeyed[one] == obeyed[other] != ALONE:
            leaver = one if bound.of[other] != ALONE and bound.of[one] == ALONE else other
            obeyed[leaver] = _elsewhere(leaver, obeyed, bound, rows)
    return obeyed


def close(labels: Labels, bound: Bound, rows: Rows, before: Sequence[int], closed: Collection[int]) -> Labels:
    """The themes, those with numbers in `closed` without what is less near to them than half of their own.

    Their own is what people put there, and what was there in the run `before`.
    """
    held, had = np.asarray(bound.of, dtype=np.int64), np.asarray(before, dtype=np.int64)
    kept = labels.copy()
    for number in closed:
        own = (held == number) | (had == number)
        come = (labels == number) & ~own
        if own.any() and come.any():
            near = np.round(rows @ unit(rows[own].mean(axis=0)), 5)
            kept[come & (near < np.median(near[own]))] = ALONE
    return kept


def _elsewhere(leaver: int, labels: Labels, bound: Bound, rows: Rows) -> int:
    """The nearest theme without anybody from whom the point is kept apart; alone if that is far."""
    foes = [b if a == leaver else a for a, b in bound.apart if leaver in (a, b)]
    barred = {int(labels[foe]) for foe in foes} | {int(labels[leaver]), ALONE}
    own = float(rows[leaver] @ unit(rows[labels == labels[leaver]].mean(axis=0)))
    best, nearest = ALONE, own * _AS_NEAR
    for number in sorted(set(labels.tolist()) - barred):
        near = round(float(rows[leaver] @ unit(rows[labels == number].mean(axis=0))), 5)
        if near > nearest:
            best, nearest = number, near
    return best
