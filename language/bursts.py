"""New problems that a grouping would hide: places in space where reports are suddenly close together in time.

For each recent report: how unlikely is it that so many of its nearest are recent too? Neighbouring reports for
which that is unlikely add up to a mass, and only a mass that time-shuffled history hardly ever reaches counts
(a cluster-mass permutation test: one error rate for the whole portal, however many places were looked at).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.stats import binom

from language.neighbours import nearest
from language.vectors import unit

Rows = NDArray[np.float32]
Places = NDArray[np.int64]

WINDOWS = (28, 56, 84, 112)  # days
HISTORY = 364  # days that are compared
ERROR_RATE = 0.02  # how often a shuffled history may show a burst at all
_CIRCLES = (5, 7, 9, 12)  # a report with its nearest
_TIES = 6  # two reports are neighbours where each is among the other's six nearest
_NOTABLE = 1.5  # minus log10 of the chance
_SHUFFLES = 99
_FEWEST, _FEWEST_SPEAKERS = 4, 3
_FEWEST_TO_COMPARE, _MOST_TO_COMPARE = 40, 12_000  # beyond, shuffling takes too long and the scans by day suffice
_MOSTLY_NEW = 0.6  # share of a burst's surroundings that must be recent for it to be a new problem


@dataclass(frozen=True)
class Around:
    """The nearest of each report in several spaces, and the neighbours in all of them together."""

    nearest: tuple[Places, ...]
    ties: csr_matrix


def bursts(spaces: Sequence[Rows], days: Sequence[int], speakers: Sequence[str], *, now: int) -> list[list[int]]:
    """Places of the reports of each new problem, the clearest first. Days are ordinals."""
    when = np.asarray(days)
    looked_at = np.flatnonzero((when > now - HISTORY) & (when <= now))
    if not _FEWEST_TO_COMPARE <= len(looked_at) <= _MOST_TO_COMPARE:
        return []
    numbers = {speaker: number for number, speaker in enumerate(sorted(set(speakers)))}
    who = np.array([numbers[speaker] for speaker in speakers])[looked_at]
    around = _around([space[looked_at] for space in spaces], who)
    found = _clusters(around, when[looked_at], now)
    if not found:
        return []
    bar = _bar(around, when[looked_at], now)
    new = [members for mass, members in found if mass > bar and _is_new(members, around, when[looked_at], who)]
    return [sorted(int(looked_at[at]) for at in members) for members in new]


def _around(spaces: Sequence[Rows], who: Places) -> Around:
    """A speaker's own reports are nobody's evidence but one: they are not each other's neighbours."""
    count = max(_CIRCLES) - 1
    together, _ = nearest(unit(np.hstack(spaces)), count, apart=who)
    points = len(who)
    close = together[:, :_TIES]
    at = np.repeat(np.arange(points), close.shape[1])
    listed = csr_matrix((np.ones(close.size), (at, close.ravel())), shape=(points, points))
    return Around(
        (together, *(nearest(space, count, apart=who)[0] for space in spaces)), listed.multiply(listed.T).tocsr()
    )


def _surprise(around: Around, when: Places, now: int) -> NDArray[np.float64]:
    """Per report minus log10 of the least likely of its circles and windows, averaged over the spaces."""
    total = np.zeros(len(when))
    for near in around.nearest:
        most = np.zeros(len(when))
        for window in WINDOWS:
            recent = when > now - window
            inside = 1 + np.cumsum(recent[near], axis=1)
            for circle in _CIRCLES:
                if circle - 2 < near.shape[1]:
                    chances = binom.sf(np.arange(circle + 1) - 1, circle, recent.mean())
                    rare = -np.log10(np.maximum(chances, 1e-12))
                    most = np.maximum(most, np.where(recent, rare[inside[:, circle - 2]], 0))
        total += most
    return total / len(around.nearest)


def _clusters(around: Around, when: Places, now: int) -> list[tuple[float, list[int]]]:
    """Neighbouring notable reports with their mass, heaviest first."""
    surprise = _surprise(around, when, now)
    notable = np.flatnonzero(surprise >= _NOTABLE)
    if not len(notable):
        return []
    count, of = connected_components(around.ties[notable][:, notable], directed=False)
    found = []
    for number in range(count):
        members = notable[of == number]
        found.append((round(float((surprise[members] - _NOTABLE).sum()), 6), members.tolist()))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def _bar(around: Around, when: Places, now: int) -> float:
    """The heaviest mass in shuffled histories, passed by ERROR_RATE of them only."""
    shuffler = np.random.default_rng(0)
    heaviest = []
    for _ in range(_SHUFFLES):
        found = _clusters(around, shuffler.permutation(when), now)
        heaviest.append(found[0][0] if found else 0.0)
    return float(np.quantile(heaviest, 1 - ERROR_RATE))


def _is_new(members: Sequence[int], around: Around, when: Places, who: Places) -> bool:
    """Whether hardly anybody said it before: the reports around it began with it."""
    if len(members) < _FEWEST or len(set(who[list(members)].tolist())) < _FEWEST_SPEAKERS:
        return False
    surroundings = around.nearest[0][list(members), :_TIES].ravel()
    return float((when[surroundings] >= when[list(members)].min()).mean()) >= _MOSTLY_NEW
