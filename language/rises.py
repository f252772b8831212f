"""Known problems that a portal never had and now has: reports counted by the entries of the library they are likest.

Groups are made of what was said often; a problem's first five reports are hidden in its neighbours. Most new problems
are new only here: the library knows them. So each entry is a stream of its own from the first report on. Its rate is
Gamma with Jeffreys' shape and the mean of an average entry, so that the chance of so many in a window is a negative
binomial (M. A. Martínez-Beneyto et al., Statistics in Medicine 27, 2008, on Poisson–Gamma surveillance); exposure is
the portal's other reports, which allows for seasons, holidays and new organisations.

A report counts for each entry that it may be of by how likely that is (`language/beyond_usual.py`), so that a problem
whose reports the library spreads over entries is not lost. The negative binomial's tail is an incomplete beta
function, which takes such parts of reports.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from language.merging import OF_ONE_ORGANISATION, heard

Places = NDArray[np.int64]
Shares = NDArray[np.float32]

WINDOWS = (7, 14, 28, 56, 84)  # days
BASELINE = 364  # days before the window
HISTORY = 112  # days that the portal must have been open before the window
STANDS = 120  # days for which a rise is still spoken of
RAREST = 10**-2.6  # chance below which a window counts: about one false alarm in a time-shuffled year
RAREST_WITH_FACTS = 10**-2.8  # the same where the form's facts tell something: more is found, and more by chance
FEWEST = 3  # distinct reporters in the window
_LEAST = 2.0  # what parts of reports must add up to
_PLAUSIBLE = 0.2  # how likely an entry must be for the report to be of its rise
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
    guesses: Places,
    shares: Shares,
    days: Sequence[int],
    speakers: Sequence[str],
    places: Sequence[str] = (),
    *,
    kinds: int,
    now: int,
    rarest: float = RAREST,
) -> list[Rise]:
    """New problems among the known ones, clearest first. `days` are ordinals.

    `guesses` and `shares` (reports × a few): entries of the library that each report may be of and how likely each
    is; `kinds`: how many entries the library has; `rarest`: the bar. A speaker counts once per entry; of one
    organisation (`places`, "" = unknown) two speakers do.
    """
    when = np.asarray(days, dtype=np.int64)
    if not len(when) or not (when <= now).any():
        return []
    where = places or [""] * len(speakers)
    portal = _Stream.of(when[when <= now])
    found = []
    for entry, members, parts in _by_entry(guesses, shares.astype(np.float64).round(4), when <= now):
        counted = list(_counted(members, parts, when, speakers, where))
        rise = _first_rise(_Stream.of(when[members[counted]], parts[counted]), portal, kinds, now, rarest)
        if rise is None:
            continue
        day, window, chance = rise
        since = members[(when[members] > day - window) & (parts >= _PLAUSIBLE)].tolist()
        if heard([(speakers[at], where[at]) for at in since]) >= FEWEST:
            found.append(Rise(entry, day, chance, tuple(since)))
    return sorted(found, key=lambda one: (one.chance, one.entry))


def _by_entry(
    which: Places, likely: NDArray[np.float64], known: NDArray[np.bool_]
) -> Iterator[tuple[int, Places, NDArray[np.float64]]]:
    """Entry, its reports, and what each of them counts."""
    at, place = np.nonzero(np.repeat(known[:, None], which.shape[1], axis=1))
    entries, parts = which[at, place], likely[at, place]
    order = np.argsort(entries, kind="stable")
    for some in np.split(order, np.flatnonzero(np.diff(entries[order])) + 1):
        if len(some) >= FEWEST:
            yield int(entries[some[0]]), at[some], parts[some]


def _counted(
    members: Places, parts: NDArray[np.float64], when: Places, speakers: Sequence[str], places: Sequence[str]
) -> Iterator[int]:
    """Which of the members count: the one of each speaker that counts most, and two speakers of an organisation."""
    spoken: set[str] = set()
    of_place: dict[str, int] = {}
    for at in np.lexsort((members, when[members], -parts)).tolist():
        speaker, place = speakers[members[at]], places[members[at]]
        if speaker in spoken or (place and of_place.get(place, 0) >= OF_ONE_ORGANISATION):
            continue
        spoken.add(speaker)
        of_place[place] = of_place.get(place, 0) + 1
        yield at


@dataclass(frozen=True)
class _Stream:
    """Days in order, and how much was heard until before each of them."""

    days: Places
    until: NDArray[np.float64]

    @classmethod
    def of(cls, days: Places, parts: NDArray[np.float64] | None = None) -> "_Stream":
        order = np.argsort(days, kind="stable")
        heard_on = np.ones(len(days)) if parts is None else parts[order]
        return cls(days[order], np.concatenate([[0.0], heard_on.cumsum()]))

    def between(self, after: int, until: int) -> float:
        first, last = np.searchsorted(self.days, [after, until], "right")
        return float(self.until[last] - self.until[first])


def _first_rise(
    stream: _Stream, portal: _Stream, kinds: int, now: int, rarest: float
) -> tuple[int, int, float] | None:
    """Day, window and chance of the first rise that still stands."""
    for day in np.unique(stream.days[stream.days > now - STANDS]).tolist():
        chances = [(_chance(stream, portal, kinds, day, window), window) for window in WINDOWS]
        chance, window = min(chances)
        if chance < rarest:
            return day, window, chance
    return None


def _chance(stream: _Stream, portal: _Stream, kinds: int, day: int, window: int) -> float:
    """Of at least as much in the window to this day as was heard; 1 where that is little or the problem not new."""
    opened = max(int(portal.days[0]) - 1, day - window - BASELINE)
    if day - window - opened < HISTORY:
        return 1.0
    inside, before = stream.between(day - window, day), stream.between(opened, day - window)
    if inside < _LEAST or before > _OLD * inside:
        return 1.0
    others = max(portal.between(day - window, day) - inside, 1)
    others_before = portal.between(opened, day - window) - before + _SHAPE * kinds
    return float(betainc(inside, before + _SHAPE, others / (others + others_before)))
