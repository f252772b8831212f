"""What the form knows beside the words (category, direction …) as coordinates, weighed by what they tell.

A fact counts as much as it agrees between reports that are nearest in words, beyond chance (Cohen's kappa over pairs
of nearest neighbours): a category picked with care agrees often, a role hardly more than by chance, and then counts
for nothing. So nobody guesses a weight, and a fact that is picked carelessly loses its own.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from language.neighbours import nearest
from language.vectors import unit

Rows = NDArray[np.float32]
Numbers = NDArray[np.int64]

FEWEST = 40  # reports with the fact from which it is weighed at all
_NEAREST = 5
_NOTHING = 0.08  # agreement beyond chance that may be chance, or the wording of a form
_STRENGTH = 2.0  # weight per agreement beyond chance; the text weighs 1
_MOST = 1.2
_TELLING = 8.0  # values as frequent as this many equal ones make a fact that tells problems apart


def join(rows: Rows, facts: Sequence[Mapping[str, str]], weights: Mapping[str, float]) -> Rows:
    """`rows` (points × dimensions, length one) with a block per fact that tells something; the same without any."""
    blocks = []
    for name, weight in weights.items():
        if weight > 0:
            blocks.append(weight * _one_hot([fact.get(name, "") for fact in facts]))
    return unit(np.hstack([rows, *blocks])) if blocks else rows


def weights(rows: Rows, facts: Sequence[Mapping[str, str]]) -> dict[str, float]:
    """What each fact should count beside the text's 1, by name; 0 for what tells nothing or is known of too few."""
    found = {}
    for name in sorted({name for fact in facts for name in fact}):
        values = [fact.get(name, "") for fact in facts]
        known = [at for at, value in enumerate(values) if value]
        beyond = _agreement(rows[known], [values[at] for at in known]) if len(known) >= FEWEST else 0.0
        found[name] = round(min(_MOST, _STRENGTH * beyond), 3) if beyond > _NOTHING else 0.0
    return found


def _agreement(rows: Rows, values: Sequence[str]) -> float:
    """Share of nearest pairs that have the same value, beyond that of any pairs: 0 by chance, 1 if always.

    Less for a fact of few values, which agree without telling problems apart (Rényi's entropy of order two).
    """
    numbers = _numbers(values)
    places, _ = nearest(rows, _NEAREST)
    observed = float((numbers[places] == numbers[:, None]).mean())
    shares = np.bincount(numbers) / len(numbers)
    chance = float((shares**2).sum())
    telling = min(1.0, -math.log(chance) / math.log(_TELLING)) if chance < 1 else 0.0
    return telling * (observed - chance) / (1 - chance) if chance < 1 else 0.0


def _numbers(values: Sequence[str]) -> Numbers:
    order = {value: number for number, value in enumerate(sorted(set(values)))}
    return np.array([order[value] for value in values], dtype=np.int64)


def _one_hot(values: Sequence[str]) -> Rows:
    """Points × values; a report without the value is a row of zeros."""
    numbers = _numbers(values)
    block = np.eye(int(numbers.max()) + 1, dtype=np.float32)[numbers]
    block[[not value for value in values]] = 0
    return block
