"""Themes that stay as they are from night to night: what moves is rationed, and only for a reason.

A partition made afresh differs from yesterday's in many places that mean nothing. So each new group is taken for the
earlier theme with which it shares most, and a report that already had a theme moves only if it is clearly nearer to
another one or stands alone; at most AT_MOST of all such reports move in one run, those with most to gain first. New
problems go before all.
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from language.grouping import ALONE
from language.vectors import unit

Rows = NDArray[np.float32]
Labels = NDArray[np.int64]

AT_MOST = 0.015  # share of the reports that had a theme before and may change it in one run
CLEARLY = 0.03  # cosine by which the other theme's middle must be nearer


def settle(
    labels: Sequence[int] | Labels,
    earlier: Sequence[int],
    rows: Rows,
    *,
    weights: Sequence[int],
    new: Collection[int] = (),
    fewest: int = 3,
) -> Labels:
    """A theme number per point: `labels` are this run's groups, `earlier` yesterday's numbers (ALONE = none).

    `rows`: points × dimensions, of length one; `weights`: reports behind each point; points in `new` go first.
    A group of fewer than `fewest` reports that only moves made is not begun. The same input gives the same numbers.
    """
    before = np.asarray(earlier, dtype=np.int64)
    wanted = _as_earlier(np.asarray(labels, dtype=np.int64), before, np.asarray(weights))
    had = before != ALONE
    if not had.any():
        return wanted
    settled = np.where(had, before, wanted)
    gains = _gains(wanted, before, rows)
    sizes = np.asarray(weights, dtype=np.int64)
    left = max(1, int(AT_MOST * sizes[had].sum()))
    first = np.isin(np.arange(len(before)), sorted(new))
    leaving = had & (wanted == ALONE)
    movers = np.flatnonzero(had & (wanted != before) & (first | (gains > CLEARLY) | leaving))
    moved = []
    for at in sorted(movers.tolist(), key=lambda one: (not first[one], -gains[one], one)):
        if sizes[at] <= left:
            left -= int(sizes[at])
            settled[at] = wanted[at]
            moved.append(at)
    begun = int(before.max()) + 1
    for at in moved:
        together = settled == settled[at]
        if settled[at] >= begun and sizes[together].sum() < fewest:
            settled[at] = before[at]
    return settled


def _as_earlier(labels: Labels, before: Labels, sizes: NDArray[np.int64]) -> Labels:
    """The groups by the number of the earlier theme that they share most with, else by numbers of their own."""
    shared: dict[tuple[int, int], int] = {}
    for group, theme, size in zip(labels.tolist(), before.tolist(), sizes.tolist(), strict=True):
        if ALONE not in (group, theme):
            shared[group, theme] = shared.get((group, theme), 0) + size
    number: dict[int, int] = {ALONE: ALONE}
    for (group, theme), _ in sorted(shared.items(), key=lambda one: (-one[1], one[0])):
        if group not in number and theme not in number.values():
            number[group] = theme
    following = int(before.max(initial=ALONE)) + 1
    for group in labels.tolist():
        if group not in number:
            number[group] = following
            following += 1
    return np.array([number[group] for group in labels.tolist()], dtype=np.int64)


def _gains(wanted: Labels, before: Labels, rows: Rows) -> NDArray[np.float64]:
    """By how much each point is nearer to the middle of the theme it is wanted in than to that of its own."""
    middles = {**_middles(before, rows), **_middles(wanted, rows)}
    gains = np.zeros(len(rows))
    for at in np.flatnonzero((wanted != before) & (before != ALONE) & (wanted != ALONE)):
        gains[at] = float(rows[at] @ middles[int(wanted[at])] - rows[at] @ middles[int(before[at])])
    return np.round(gains, 5)


def _middles(labels: Labels, rows: Rows) -> dict[int, Rows]:
    return {int(one): unit(rows[labels == one].mean(axis=0)) for one in np.unique(labels) if one != ALONE}
