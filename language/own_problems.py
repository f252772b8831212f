"""An area's own known problems: more coordinates beside those of the library that every area shares. Pure."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from language import known_problems, vectors
from language.coordinates import LIKENESS_WEIGHT
from language.known_problems import KnownProblem
from language.lexicon import normalise
from language.vectors import unit

Rows = NDArray[np.float32]

_MOST = 4.0  # standard deviations that one likeness counts


def join(rows: Rows, meaning: Rows, own: Sequence[KnownProblem]) -> Rows:
    """`rows` (points × dimensions, length one) with a column per own problem; the same without any.

    `meaning`: the points' unit rows of meaning. A column is the likeness, half to the definition and half to the
    likest wording, against its usual level; it weighs what an entry of the library weighs.
    """
    if not own or not len(rows):
        return rows
    likeness = np.stack([_likeness(meaning, one) for one in own], axis=1)
    apart = (likeness - likeness.mean(axis=0)) / (likeness.std(axis=0) + 1e-6)
    entries = len(known_problems.library()) + len(own)
    block = LIKENESS_WEIGHT * np.clip(apart, -_MOST, _MOST) / np.sqrt(entries)
    return unit(np.hstack([rows, np.round(block, 5).astype(np.float32)]))


def _likeness(meaning: Rows, one: KnownProblem) -> Rows:
    lines = _lines(one)
    likeness: Rows = (meaning @ lines[0] + (meaning @ lines[1:].T).max(axis=1)) / 2
    return likeness


@lru_cache(maxsize=1_000)
def _lines(one: KnownProblem) -> Rows:
    """The vectors of its definition and its wordings."""
    return vectors.embed([normalise(f"{one.name}. {one.definition}"), *map(normalise, one.wordings)])
