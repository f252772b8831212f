"""Portals that are too large to group at once: some reports are grouped, the others join the theme they lie in. Pure.

Who is grouped is settled by the reports' numbers, so it is mostly the same ones night after night. A report lies in
the theme whose middle is nearest (M. Rocchio, 1971), if it is as near as most of those that were grouped there. What
had a theme moves under the same ration as where all are grouped: see `steadying`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from language import emergence, labelling
from language.centres import centre
from language.emergence import Voice
from language.finding import LEFT_OVER, Theme
from language.grouping import ALONE
from language.steadying import AT_MOST, CLEARLY

Rows = NDArray[np.float32]
Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]

MOST_AT_ONCE = 5_000  # reports that are grouped
FEWEST_OF_ONE = 12  # of each theme that was known before
THEMED = 2 / 3  # of those that are grouped, how many at most had a theme before
PORTAL_DAYS = emergence.BASELINE + emergence.NEW_FOR + 2 * max(emergence.LONG_WINDOWS)  # that signals look back
_FORSAKEN = 4.0  # what one gains by moving whose theme is no more: more than any cosine


def chosen(ids: Sequence[int] | Numbers, earlier: Sequence[int] | Numbers, *, most: int = MOST_AT_ONCE) -> Marks:
    """Which reports to group, at most `most`. `earlier`: the number of each one's theme, ALONE = none.

    Of one theme, and of those without, each has the same chance whenever it was made, so rates over time stay true.
    """
    numbers, before = np.asarray(ids, dtype=np.uint64), np.asarray(earlier, dtype=np.int64)
    if len(numbers) <= most:
        return np.ones(len(numbers), dtype=bool)
    order = np.lexsort((_scattered(numbers), before))
    starts = np.searchsorted(before[order], before[order])
    rank = np.empty(len(numbers), dtype=np.int64)
    rank[order] = np.arange(len(numbers)) - starts
    themes, sizes = np.unique(before[before != ALONE], return_counts=True)
    shares = _shares(sizes, int(THEMED * most))
    room = np.full(len(numbers), most - int(shares.sum()), dtype=np.int64)
    if len(themes):
        had = before != ALONE
        room[had] = shares[np.searchsorted(themes, before[had])]
    marks: Marks = rank < room
    return marks


def _scattered(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers mixed so that neighbours part (the finaliser of SplitMix64: G. Steele, D. Lea and C. Flood, 2014)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    scattered: NDArray[np.uint64] = mixed ^ (mixed >> np.uint64(31))
    return scattered


def _shares(sizes: Numbers, most: int) -> Numbers:
    """How many of each theme are grouped: a few of each, the rest by size."""
    if not len(sizes):
        return sizes
    few = np.minimum(sizes, max(1, min(FEWEST_OF_ONE, most // len(sizes))))
    left, more = max(0, most - int(few.sum())), sizes - few
    rate = min(1.0, left / max(1, int(more.sum())))
    shares: Numbers = few + np.floor(rate * more).astype(np.int64)
    return shares


@dataclass(frozen=True)
class Middles:
    """Where themes lie: a unit row each, and the cosine from which a report lies in one."""

    rows: Rows
    bars: Rows


def middles(points: Rows, members: Sequence[Sequence[int]]) -> Middles:
    """Of themes with these members, places in `points` (as of `centres.points`); each has at least one."""
    rows = np.stack([centre(points[list(some)]) for some in members])
    bars = [float(np.quantile(points[list(some)] @ row, LEFT_OVER)) for some, row in zip(members, rows, strict=True)]
    rounded: Rows = np.round(bars, 4).astype(np.float32)
    return Middles(rows, rounded)


def lying_in(points: Rows, themes: Middles, before: Sequence[int] | Numbers) -> tuple[Numbers, Rows]:
    """The theme that each point lies in (ALONE = none), and by how much it is nearer to it than to its own before.

    `before`: its theme's place among the middles; a larger number where that theme is no more, ALONE = none.
    """
    had = np.asarray(before, dtype=np.int64)
    near = np.round(points @ themes.rows.T, 4)
    best = near.argmax(axis=1)
    nearest = near.max(axis=1)
    wanted = np.where(nearest >= themes.bars[best], best, ALONE)
    standing = (had != ALONE) & (had < len(themes.rows))
    own = np.where(standing, near[np.arange(len(points)), np.where(standing, had, 0)], 0)
    gains = np.where(standing, nearest - own, np.where(had == ALONE, 0, _FORSAKEN)).astype(np.float32)
    return wanted.astype(np.int64), gains


def settled(
    ids: Numbers, before: Numbers, wanted: Numbers, gains: Rows, *, moved: int = 0, known: int | None = None
) -> Numbers:
    """The theme of each report: one that had none takes what it lies in, the others move as far as the ration goes.

    Those of themes that are no more come first, then those with most to gain. `known`: how many reports in all had a
    theme, `moved` how many of them have moved already.
    """
    had = before != ALONE
    left = max(0, int(AT_MOST * (int(had.sum()) if known is None else known)) - moved)
    after = np.where(had, before, wanted)
    may = (gains >= _FORSAKEN) | ((wanted != ALONE) & (gains > CLEARLY))
    movers = np.flatnonzero(had & (wanted != before) & may)
    first = movers[np.lexsort((ids[movers], -gains[movers]))][:left]
    after[first] = wanted[first]
    return after


def counted_anew(
    themes: Sequence[Theme], heard: Iterable[Sequence[Voice]], portal: Sequence[date], *, new: Marks, now: date
) -> list[Theme]:
    """The themes with days, state and signal as all who speak in each have it; `new`: begun by this run.

    `portal`: the counted days of all reports. Nobody's words are read.
    """
    told = [
        _counted(theme, voices, portal, is_new=bool(is_new), now=now)
        for theme, voices, is_new in zip(themes, heard, new, strict=True)
    ]
    old = [at for at, theme in enumerate(told) if theme.signal and not (new[at] and themes[at].signal)]
    stand = emergence.discoveries([one.probability for at in old if (one := told[at].signal)], len(told))
    for at, stands in zip(old, stand, strict=True):
        if not stands:
            told[at] = replace(
                told[at], signal=None, state=emergence.state([Voice(told[at].last_on, "")], None, now=now)
            )
    return told


def _counted(theme: Theme, voices: Sequence[Voice], portal: Sequence[date], *, is_new: bool, now: date) -> Theme:
    """One theme with all who speak in it; what the engine said of it without them is said anew."""
    signal = emergence.scan(voices, portal, now=now, new=is_new and theme.signal is not None)
    days = [voice.on for voice in voices]
    why = labelling.why(labelling.Label(theme.label, theme.keywords), voices) if theme.issues else theme.why
    return replace(
        theme,
        issues=(),
        examples=(),
        first_on=min(days),
        last_on=max(days),
        signal=signal,
        state=emergence.state(voices, signal, now=now),
        why=why,
    )
