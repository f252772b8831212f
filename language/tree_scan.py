"""New problems before they are a theme: branches of a tree of recent reports that hold too many of the last days'.

Ward's tree over the reports of half a year is cut nowhere: each branch is looked at, small and large, and asked how
unlikely it is that so many of its reports are of the last days (binomial, given all reports: the tree-based scan
statistic of M. Kulldorff, Z. Fang and S. J. Walsh, Biometrics 59, 2003). The bar is that of about one false alarm a
year over a whole portal; it is met by four or five reports close together that nobody made before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.stats import binom

from language.merging import heard

Rows = NDArray[np.float32]
Places = NDArray[np.int64]

WINDOWS = (7, 14, 28)  # days
LOOKED_AT = 210  # days
RAREST = 10**-4.6  # chance below which a branch counts
FEWEST, _MOST = 3, 40  # distinct reporters of the last days; reports of a branch
_MOSTLY_NEW, _NEW_FOR = 0.6, 56  # share of a branch that must be of so many days for it to be a new problem
_FEWEST_TO_COMPARE = 120
_MOST_TO_COMPARE = 6_000  # reports for one tree; beyond, the latest


@dataclass(frozen=True)
class Branch:
    """Places of its reports of the last weeks, and the chance of its least likely window."""

    members: tuple[int, ...]
    chance: float


def scan(
    rows: Rows, days: Sequence[int], speakers: Sequence[str], places: Sequence[str] = (), *, now: int
) -> list[Branch]:
    """New problems, clearest first; no two share a report. `rows`: unit rows of meaning; days are ordinals.

    `places`: organisations of the speakers, "" = unknown; of one of them two speakers count.
    """
    where = places or [""] * len(speakers)
    when = np.asarray(days, dtype=np.int64)
    recent = np.flatnonzero((when <= now) & (when > now - LOOKED_AT))
    order = np.lexsort((recent, when[recent]))
    looked_at = np.sort(recent[order][-_MOST_TO_COMPARE:])
    history = now - int(when[looked_at].min()) if len(looked_at) else 0
    if len(looked_at) < _FEWEST_TO_COMPARE or history < 2 * max(WINDOWS):
        return []
    age = now - when[looked_at]
    tree = _tree(rows[looked_at])
    within = np.stack([age < window for window in (*WINDOWS, _NEW_FOR)], axis=1).astype(np.int64)
    found = []
    for node, chance in _unlikely(tree, within):
        members = _leaves(tree, node, len(looked_at))
        fresh = tuple(int(looked_at[at]) for at in members if age[at] < _NEW_FOR)
        if _several([(speakers[at], where[at]) for at in fresh]):
            found.append(Branch(fresh, chance))
    taken: set[int] = set()
    apart = []
    for branch in sorted(found, key=lambda one: (one.chance, one.members)):
        if not taken.intersection(branch.members):
            taken.update(branch.members)
            apart.append(branch)
    return apart


def _tree(rows: Rows) -> NDArray[np.float64]:
    """SciPy's linkage of Ward's tree over 1 - cosine, coarse enough not to depend on the order of additions."""
    distances = np.round(1 - rows @ rows.T, 5)
    upper = np.maximum(distances[np.triu_indices(len(rows), 1)], 0)
    tree: NDArray[np.float64] = linkage(upper, "ward")
    return tree


def _unlikely(tree: NDArray[np.float64], within: Places) -> list[tuple[int, float]]:
    """Branches that are mostly new and below the bar, with their chance."""
    points = len(within)
    held = np.vstack([within, np.zeros((points - 1, within.shape[1]), dtype=np.int64)])
    sizes = np.ones(2 * points - 1, dtype=np.int64)
    for at in range(points - 1):
        one, other = int(tree[at, 0]), int(tree[at, 1])
        held[points + at] = held[one] + held[other]
        sizes[points + at] = sizes[one] + sizes[other]
    least = np.ones(2 * points - 1)
    for column in range(len(WINDOWS)):
        share = (within[:, column].sum() + 1) / (points + 2)
        some = np.flatnonzero((held[:, column] >= FEWEST) & (sizes <= _MOST))
        least[some] = np.minimum(least[some], binom.sf(held[some, column] - 1, sizes[some], share))
    new = held[:, -1] >= _MOSTLY_NEW * sizes
    return [(int(at), float(least[at])) for at in np.flatnonzero((least < RAREST) & new)]


def _leaves(tree: NDArray[np.float64], node: int, points: int) -> list[int]:
    left, leaves = [node], []
    while left:
        one = left.pop()
        if one < points:
            leaves.append(one)
        else:
            left += [int(tree[one - points, 0]), int(tree[one - points, 1])]
    return sorted(leaves)


def _several(voices: Sequence[tuple[str, str]]) -> bool:
    """Whether enough different people spoke, and at least half of what was said is by different people."""
    different = heard(voices)
    return different >= FEWEST and 2 * different >= len(voices)
