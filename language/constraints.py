"""What people decided about themes, and how a run obeys it: no later run undoes a decision.

Confirmed and moved reports are of a theme; pairs must be together or apart. Pure: ids in, numbers out.
"""

from collections import Counter
from collections.abc import Collection, Mapping
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
    """People's decisions by report id: `confirmed` in a theme (its key), `together`, `apart` (pairs of ids)."""

    confirmed: Mapping[str, str] = field(default_factory=dict)
    together: Collection[tuple[str, str]] = ()
    apart: Collection[tuple[str, str]] = ()

    def __bool__(self) -> bool:
        return bool(self.confirmed or self.together or self.apart)


@dataclass(frozen=True)
class Bound:
    """The same by point: `of` a number each (ALONE = free; below `keys` that of a known theme), `apart` pairs."""

    of: list[int]
    keys: int
    apart: list[tuple[int, int]]


def bind(decided: Decided, point_of: Mapping[str, int], numbers: Mapping[str, int], points: int) -> Bound:
    """Decisions about the reports at hand (`point_of` their ids) with the `numbers` of theme keys.

    Ids and keys that are not at hand are passed over. Where two decisions disagree, a confirmed theme wins.
    """
    of = [ALONE] * points
    for report in sorted(decided.confirmed):
        if report in point_of and decided.confirmed[report] in numbers:
            of[point_of[report]] = numbers[decided.confirmed[report]]
    parent = list(range(points))

    def top(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    pairs = sorted((point_of[a], point_of[b]) for a, b in decided.together if a in point_of and b in point_of)
    for one, other in pairs:
        parent[max(top(one), top(other))] = min(top(one), top(other))
    whole: dict[int, list[int]] = {}
    for at in sorted({at for pair in pairs for at in pair}):
        whole.setdefault(top(at), []).append(at)
    following = len(numbers)
    for members in whole.values():
        named = Counter(of[at] for at in members if of[at] != ALONE)
        number = min(named, key=lambda one: (-named[one], one)) if named else following
        following += number == following
        for at in members:
            of[at] = number if of[at] == ALONE else of[at]
    apart = {(point_of[a], point_of[b]) for a, b in decided.apart if a in point_of and b in point_of}
    return Bound(of, len(numbers), sorted((min(pair), max(pair)) for pair in apart if pair[0] != pair[1]))


def enforce(labels: Labels, bound: Bound, rows: Rows) -> Labels:
    """Theme numbers per point that obey every decision, whatever the run would rather have."""
    obeyed = labels.copy()
    for number in sorted(set(bound.of) - {ALONE}):
        members = np.flatnonzero(np.asarray(bound.of) == number)
        if number < bound.keys:
            obeyed[members] = number
        else:
            most = Counter(one for one in obeyed[members].tolist() if one != ALONE)
            common = min(most, key=lambda one: (-most[one], one)) if most else int(obeyed.max(initial=0)) + 1
            obeyed[members] = max(common, 0)
    for one, other in bound.apart:
        if obeyed[one] == obeyed[other] != ALONE:
            leaver = one if bound.of[other] != ALONE and bound.of[one] == ALONE else other
            obeyed[leaver] = _elsewhere(leaver, obeyed, bound, rows)
    return obeyed


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
