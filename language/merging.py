"""Reports that say the same are compared once: copies by anybody, and one person's near-copies.

So that one loud voice is one point in space, and a sentence that many people send weighs as many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]

OF_ONE_ORGANISATION = 2  # speakers that count as evidence of a change: ten accounts of one place are one place
NEARLY_THE_SAME = 0.9  # cosine from which two reports by one person are one


@dataclass(frozen=True)
class Merged:
    """`firsts`: places of the reports to compare; `of`: which one each report is; `voices`: people behind each."""

    firsts: list[int]
    of: NDArray[np.int64]
    voices: list[int]


def merge(texts: Sequence[str], meaning: Rows, speakers: Sequence[str]) -> Merged:
    """Which reports are one and the same, first come first."""
    firsts: list[int] = []
    said: dict[str, int] = {}
    by_speaker: dict[str, list[int]] = {}
    of = np.empty(len(texts), dtype=np.int64)
    for at, (text, speaker) in enumerate(zip(texts, speakers, strict=True)):
        plain = " ".join(text.casefold().split())
        own = by_speaker.setdefault(speaker, [])
        same = said.get(plain)
        if same is None:
            near = [one for one in own if float(meaning[firsts[one]] @ meaning[at]) >= NEARLY_THE_SAME]
            same = near[0] if near else None
        if same is None:
            same = len(firsts)
            firsts.append(at)
        said.setdefault(plain, same)
        own.append(same)
        of[at] = same
    voices: list[set[str]] = [set() for _ in firsts]
    for point, speaker in zip(of, speakers, strict=True):
        voices[point].add(speaker)
    return Merged(firsts, of, [len(who) for who in voices])


def heard(voices: Iterable[tuple[str, str]]) -> int:
    """How many count of these pairs of speaker and organisation ("" = unknown): at most two of one organisation."""
    of: dict[str, set[str]] = {}
    for speaker, organisation in voices:
        of.setdefault(organisation, set()).add(speaker)
    return sum(min(len(who), OF_ONE_ORGANISATION) if place else len(who) for place, who in of.items())
