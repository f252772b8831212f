"""Known problems that a portal never had and now has: reports counted by the entry of the library they are likest.

Groups are made of what was said often; a problem's first five reports are hidden in its neighbours. Most new problems
are new only here: the library knows them. So each entry is a stream of its own from the first report on. Its rate is
Gamma with Jeffreys' shape and the mean of an average entry, so that the chance of so many in a window is a negative
binomial (M. A. Martínez-Beneyto et al., Statistics in Medicine 27, 2008, on Poisson–Gamma surveillance); exposure is
the portal's other reports, which allows for seasons, holidays and new organisations.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom

from language.merging import heard

Places = NDArray[np.int64]

WINDOWS = (7, 14, 28, 56, 84)  # days
BASELINE = 364  # days before the window
HISTORY = 112  # days that the portal must have been open before the window
STANDS = 120  # days for which a rise is still spoken of
RAREST = 10**-3.15  # chance below which a window counts; calibrated on time-shuffled portals
FEWEST = 3  # distinct reporters in the window
_SHAPE = 0.5
_OLD = 0.25  # reporters before, as a share of those in the window, above which the problem is not new


@dataclass(frozen=True)
class Rise:
    """An entry's place in the library, the day (ordinal) of the first rise, its chance, and the reports since."""

    entry: int
    day: int
    chance: float
    members: tuple[int, ...]


def rises(
    entries: Sequence[int],
    days: Sequence[int],
    speakers: Sequence[str],
    places: Sequence[str] = (),
    *,
    kinds: int,
    now: int,
) -> list[Rise]:
    """New problems among the known ones, clearest first. `entries` and `days` (ordinals) per report.

    `kinds`: how many entries the library has. A speaker counts once per entry, with the first report; of one
    organisation (`places`, "" = unknown) two speakers do.
    """
    when, which = np.asarray(days, dtype=np.int64), np.asarray(entries, dtype=np.int64)
    known = np.flatnonzero(when <= now)
    if not len(known):
        return []
    portal = np.sort(when[known])
    found = []
    for entry in np.unique(which[known]).tolist():
        members = known[which[known] == entry]
        first: dict[str, int] = {}
        for at in sorted(members.tolist(), key=lambda one: (when[one], one)):
            before = [(speakers[one], places[one] if places else "") for one in first.values()]
            voice = (speakers[at], places[at] if places else "")
            if heard([*before, voice]) > heard(before):
                first[speakers[at]] = at
        counted = np.sort(when[list(first.values())])
        rise = _first_rise(counted, portal, kinds, now)
        if rise is not None:
            day, window, chance = rise
            since = tuple(int(at) for at in members if when[at] > day - window)
            found.append(Rise(entry, day, chance, since))
    return sorted(found, key=lambda one: (one.chance, one.entry))


def _first_rise(counted: Places, portal: Places, kinds: int, now: int) -> tuple[int, int, float] | None:
    """Day, window and chance of the first rise that still stands."""
    for day in np.unique(counted[counted > now - STANDS]).tolist():
        chances = [(_chance(counted, portal, kinds, day, window), window) for window in WINDOWS]
        chance, window = min(chances)
        if chance < RAREST:
            return day, window, chance
    return None


def _chance(counted: Places, portal: Places, kinds: int, day: int, window: int) -> float:
    """Of at least as many reporters in the window to this day as there were; 1 where the problem is not new."""
    opened = max(int(portal[0]) - 1, day - window - BASELINE)
    if day - window - opened < HISTORY:
        return 1.0
    inside, before = _between(counted, day - window, day), _between(counted, opened, day - window)
    if inside < FEWEST or before > _OLD * inside:
        return 1.0
    others = _between(portal, day - window, day) - inside
    others_before = _between(portal, opened, day - window) - before + _SHAPE * kinds
    return float(nbinom.sf(inside - 1, before + _SHAPE, 1 / (1 + max(others, 1) / others_before)))


def _between(days: Places, after: int, until: int) -> int:
    return int(np.searchsorted(days, until, "right") - np.searchsorted(days, after, "right"))
