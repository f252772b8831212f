"""New problems before they are a theme: branches of a tree of recent reports that hold too many of the last days'.

Ward's tree over the reports of half a year is cut nowhere: each branch is looked at, small and large, and asked how
unlikely it is that so many of its reports are of the last days (binomial, given all reports: the tree-based scan
statistic of M. Kulldorff, Z. Fang and S. J. Walsh, Biometrics 59, 2003). The bar is that of about one false alarm a
year over a whole portal; it is met by four or five reports close together that nobody made before.

Of too many reports a tree holds the latest and some of the others, and what is left out cannot keep the latest apart:
more of its branches are of the last days alone. The bar is lowered by the share that is held (as C. Bonferroni, 1936,
would for as many more looks), and a branch counts every report that lies within it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.stats import binom

from language.merging import heard
from language.vectors import unit

Rows = NDArray[np.float32]
Places = NDArray[np.int64]

WINDOWS = (7, 14, 28)  # days
LOOKED_AT = 210  # days
RAREST = 10**-4.5  # chance below which a branch counts
FEWEST, _MOST = 3, 40  # distinct reporters of the last days; reports of a branch
_MOSTLY_NEW, _NEW_FOR = 0.6, 56  # share of a branch that must be of so many days for it to be a new problem
_FEWEST_TO_COMPARE = 120
_MOST_TO_COMPARE = 6_000  # reports for one tree; beyond, the latest and what is nearest to them
_LATEST = 2 / 3  # of those, the latest
_BLOCK = 512


@dataclass(frozen=True)
class Branch:
    """Places of its reports of the last weeks, and the chance of its least likely window."""

    members: tuple[int, ...]
    chance: float


def scan(
    rows: Rows, days: Sequence[int], speakers: Sequence[str], places: Sequence[str] = (), *, now: int
) -> list[Branch]:
    """New problems, clearest first; no two share a report. `rows`: unit rows of meaning and words; days are ordinals.

    `places`: organisations of the speakers, "" = unknown; of one of them two speakers count.
    """
    where = places or [""] * len(speakers)
    when = np.asarray(days, dtype=np.int64)
    recent = np.flatnonzero((when <= now) & (when > now - LOOKED_AT))
    history = now - int(when[recent].min()) if len(recent) else 0
    if len(recent) < _FEWEST_TO_COMPARE or history < 2 * max(WINDOWS):
        return []
    usual = [(int((now - when[recent] < window).sum()) + 1) / (len(recent) + 2) for window in WINDOWS]
    looked_at = _worth_comparing(rows, when, recent)
    age = now - when[looked_at]
    bar = RAREST * len(looked_at) / len(recent)
    tree = _tree(rows[looked_at])
    within = np.stack([age < window for window in (*WINDOWS, _NEW_FOR)], axis=1).astype(np.int64)
    found = []
    for node, chance in _unlikely(tree, within, usual):
        members = _leaves(tree, node, len(looked_at))
        fresh = tuple(int(looked_at[at]) for at in members if age[at] < _NEW_FOR)
        if len(looked_at) < len(recent):
            chance = _chance_among_all(rows, looked_at[members], recent, now - when, usual)
        if chance < bar and _several([(speakers[at], where[at]) for at in fresh]):
            found.append(Branch(fresh, chance))
    taken: set[int] = set()
    apart = []
    for branch in sorted(found, key=lambda one: (one.chance, one.members)):
        if not taken.intersection(branch.members):
            taken.update(branch.members)
            apart.append(branch)
    return apart


def _worth_comparing(rows: Rows, when: Places, recent: Places) -> Places:
    """All of the recent reports; of too many the latest, and those of the others that lie nearest to any of them."""
    if len(recent) <= _MOST_TO_COMPARE:
        return recent
    ordered = recent[np.lexsort((recent, when[recent]))]
    before, latest = np.split(ordered, [len(ordered) - int(_LATEST * _MOST_TO_COMPARE)])
    near = np.concatenate(
        [
            np.round(rows[before[at : at + _BLOCK]] @ rows[latest].T, 5).max(axis=1)
            for at in range(0, len(before), _BLOCK)
        ]
    )
    nearest = before[np.lexsort((before, -near))][: _MOST_TO_COMPARE - len(latest)]
    return np.sort(np.concatenate([nearest, latest]))


def _chance_among_all(rows: Rows, members: Places, recent: Places, age: Places, usual: Sequence[float]) -> float:
    """The chance of a branch with every recent report that lies within it, in the tree or not; 1 if it is not new."""
    middle = unit(rows[members].mean(axis=0))
    bar = np.round(rows[members] @ middle, 5).min()
    inside = age[recent[np.round(rows[recent] @ middle, 5) >= bar]]
    if (inside < _NEW_FOR).mean() < _MOSTLY_NEW:
        return 1.0
    held = [int((inside < window).sum()) for window in WINDOWS]
    chances = [
        float(binom.sf(count - 1, len(inside), share))
        for count, share in zip(held, usual, strict=True)
        if count >= FEWEST
    ]
    return min(chances, default=1.0)


def _tree(rows: Rows) -> NDArray[np.float64]:
    """SciPy's linkage of Ward's tree over 1 - cosine, coarse enough not to depend on the order of additions."""
    distances = np.round(1 - rows @ rows.T, 5)
    upper = np.maximum(distances[np.triu_indices(len(rows), 1)], 0)
    tree: NDArray[np.float64] = linkage(upper, "ward")
    return tree


def _unlikely(tree: NDArray[np.float64], within: Places, usual: Sequence[float]) -> list[tuple[int, float]]:
    """Branches that are mostly new and below the bar, with their chance; `usual`: the share of each window."""
    points = len(within)
    held = np.vstack([within, np.zeros((points - 1, within.shape[1]), dtype=np.int64)])
    sizes = np.ones(2 * points - 1, dtype=np.int64)
    for at in range(points - 1):
        one, other = int(tree[at, 0]), int(tree[at, 1])
        held[points + at] = held[one] + held[other]
        sizes[points + at] = sizes[one] + sizes[other]
    least = np.ones(2 * points - 1)
    for column, share in enumerate(usual):
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
