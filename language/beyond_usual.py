"""How likely each report is of a known problem, rather than of all that the portal usually hears.

What is new has no share of the portal's reports yet, so its own share would hide it. So each entry is asked alone,
as if it were of average commonness, beside all others with the shares that they have here: what a frequent problem
explains is no sign of a rare one. Shares are estimated from the reports themselves (expectation maximisation for
unknown class priors: Saerens, Latinne and Decaestecker, Neural Computation 14, 2002), and with them what each entry's
reports say of the form's telling facts, such as the category: five reports of one category are one problem sooner
than five of any.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from language.coordinates import PRIOR_COUNT, Places, Rows, likeliest

Numbers = NDArray[np.float64]

_ROUNDS = 5
_USUAL = 2.0  # reports that a fact's usual values count for, in what is thought of an entry's


def likely(chances: Rows, facts: Mapping[str, Sequence[str]]) -> tuple[Places, Rows]:
    """The likeliest entries of each report (reports × few) and how likely each is; these may add up to more than 1.

    `chances` (reports × entries) are by the words alone with all entries equally common; `facts` a value per report
    of each fact that tells something, "" = not known.
    """
    chances = chances.astype(np.float64)
    kinds = chances.shape[1]
    shares, fitted = np.full(kinds, 1 / kinds), chances
    values = [_one_hot(known) for known in facts.values()]
    for _ in range(_ROUNDS):
        taken = fitted * shares
        taken /= taken.sum(axis=1, keepdims=True)
        shares = (taken.sum(axis=0) + PRIOR_COUNT) / (len(taken) + PRIOR_COUNT * kinds)
        fitted = chances.copy()
        for known in values:
            fitted *= _telling(known, taken)
    alone = fitted / kinds
    others = (fitted * shares).sum(axis=1, keepdims=True) - fitted * shares
    return likeliest(alone / (alone + others + 1e-12))


def _one_hot(values: Sequence[str]) -> Numbers:
    """Reports × values; a report without the value is a row of zeros."""
    place = {value: at for at, value in enumerate(sorted({value for value in values if value}))}
    known = np.zeros((len(values), len(place)))
    for at, value in enumerate(values):
        if value:
            known[at, place[value]] = 1
    return known


def _telling(known: Numbers, taken: Numbers) -> Numbers:
    """Reports × entries: how much sooner an entry's report has this value than any report; 1 if it is not known."""
    usual = (known.sum(axis=0) + 1) / (known.sum() + known.shape[1])
    of_entry = taken.T @ known
    of_entry = (of_entry + _USUAL * usual) / (of_entry.sum(axis=1, keepdims=True) + _USUAL)
    sooner: Numbers = known @ (of_entry / usual).T
    sooner[known.sum(axis=1) == 0] = 1
    return sooner
