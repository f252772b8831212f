"""New problems, taken out of the groups in which they hide. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language import beyond_usual, bursts, merging, rises, tree_scan
from language.coordinates import Space

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Said:
    """Of each merged report the day it was first said (as an ordinal), who said it, and from which organisation.

    `facts`: a value of each of the form's facts that tells something, "" = not known.
    """

    days: Sequence[int]
    who: Sequence[str]
    where: Sequence[str]
    facts: Mapping[str, Sequence[str]]


def take_out(labels: Labels, space: Space, said: Said, *, now: int, fewest: int) -> tuple[Labels, set[int]]:
    """The groups with each new problem of at least `fewest` voices as one of its own; and the reports of these.

    What the library knows comes first, then what is close together in the last weeks, then what is so over months.
    """
    guesses, shares = beyond_usual.likely(space.chances, said.facts)
    kinds = space.chances.shape[1]
    rarest = rises.RAREST_WITH_FACTS if said.facts else rises.RAREST
    risen = rises.rises(guesses, shares, said.days, said.who, said.where, kinds=kinds, now=now, rarest=rarest)
    branches = tree_scan.scan(space.sooner, said.days, said.who, said.where, now=now)
    slow = bursts.bursts((space.rows, space.told, space.meaning), said.days, said.who, now=now)
    labels, taken = labels.copy(), set[int]()
    clear = [list(rise.members) for rise in risen] + [list(branch.members) for branch in branches]
    for found in [*clear, *slow]:
        members = [at for at in found if at not in taken]
        voices = merging.heard([(said.who[at], said.where[at]) for at in members])
        if voices >= fewest and 2 * len(members) >= len(found):
            taken.update(members)
            labels[members] = int(labels.max(initial=0)) + 1
    return labels, taken
