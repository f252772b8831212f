"""What curators confirmed teaches: more coordinates, where they help on labels held out, and what a theme is about.

Regularised logistic regression over the confirmed themes; its square-rooted, centred probabilities stand beside the
coordinates that a report has anyway (distances between square roots are Hellinger's). The weight, which may be none,
is the one under which confirmed reports that the classifier has not seen rank their own theme highest (mean average
precision, two halves by turns). After grouping, a report joins a confirmed theme whose middle is nearer than that of
its own group; what people confirmed weighs more in a middle (seeding: S. Basu, A. Banerjee and R. Mooney, ICML 2002).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from language.grouping import ALONE
from language.vectors import unit

Rows = NDArray[np.float32]
Numbers = NDArray[np.int64]

FEWEST = 40  # confirmed reports from which learning is tried
WEIGHTS = (0.0, 0.4, 0.8)
_FEWEST_OF_ONE = 2
_LOOSENESS = 30.0
_WEIGHT_OF_CONFIRMED = 3.0  # in the middle of a theme, that of any other report being 1
_GAIN = 0.03  # in mean average precision, below which nothing is used


@dataclass(frozen=True)
class Learned:
    """Points × dimensions of length one; the weight used; mean average precision without and with it, held out."""

    rows: Rows
    weight: float
    without: float
    with_it: float


def learn(rows: Rows, confirmed: Sequence[int]) -> Learned:
    """`rows` with what `confirmed` teaches (a theme number per point, ALONE = not confirmed); the same if nothing."""
    numbers = np.asarray(confirmed, dtype=np.int64)
    sizes = Counter(numbers[numbers != ALONE].tolist())
    usable = np.flatnonzero([one != ALONE and sizes[one] >= _FEWEST_OF_ONE for one in numbers.tolist()])
    if len(usable) < FEWEST or len(set(numbers[usable].tolist())) < 2:
        return Learned(rows, 0.0, 0.0, 0.0)
    scores = _held_out(rows[usable], numbers[usable])
    best = max(WEIGHTS, key=lambda weight: (scores[weight], -weight))
    if scores[best] < scores[0.0] + _GAIN:
        return Learned(rows, 0.0, scores[0.0], scores[best])
    taught = _coordinates(rows[usable], numbers[usable], rows)
    return Learned(unit(np.hstack([rows, best * taught])), best, scores[0.0], scores[best])


def join(labels: Numbers, rows: Rows, confirmed: Sequence[int]) -> Numbers:
    """The groups, with all that is `confirmed` to be one theme in one of them, and what is nearer to it there.

    `labels`: a group per unit row, ALONE = none; who is alone stays alone.
    """
    held = np.asarray(confirmed, dtype=np.int64)
    if not (held != ALONE).any():
        return labels
    joined = labels.copy()
    for theme in np.unique(held[held != ALONE]):
        members = held == theme
        grouped = joined[members & (joined != ALONE)]
        joined[members] = np.bincount(grouped).argmax() if len(grouped) else joined.max() + 1
    seeded = np.unique(joined[held != ALONE])
    near = np.round(rows @ _middles(joined, rows, np.where(held != ALONE, _WEIGHT_OF_CONFIRMED, 1.0)).T, 5)
    best = seeded[near[:, seeded].argmax(axis=1)]
    at = np.arange(len(rows))
    is_nearer = near[at, best] > near[at, np.maximum(joined, 0)]
    return np.where((joined != ALONE) & (held == ALONE) & is_nearer, best, joined)


def _middles(labels: Numbers, rows: Rows, weights: NDArray[np.float64]) -> Rows:
    sums = np.zeros((int(labels.max()) + 1, rows.shape[1]))
    placed = labels != ALONE
    np.add.at(sums, labels[placed], rows[placed] * weights[placed, None])
    return unit(sums.astype(np.float32))


def _held_out(rows: Rows, numbers: Numbers) -> dict[float, float]:
    """Mean average precision per weight, over halves in which every theme is spread evenly."""
    order = np.lexsort((np.arange(len(numbers)), numbers))
    half = np.empty(len(numbers), dtype=np.int64)
    half[order] = np.arange(len(numbers)) % 2
    found: dict[float, list[float]] = {weight: [] for weight in WEIGHTS}
    for turn in (0, 1):
        taught, held = np.flatnonzero(half == turn), np.flatnonzero(half != turn)
        if len(set(numbers[taught].tolist())) < 2:
            continue
        more = _coordinates(rows[taught], numbers[taught], rows[held])
        for weight in WEIGHTS:
            found[weight].append(_precision(unit(np.hstack([rows[held], weight * more])), numbers[held]))
    return {weight: round(float(np.mean(shares)), 4) if shares else 0.0 for weight, shares in found.items()}


def _precision(rows: Rows, numbers: Numbers) -> float:
    """How high the others of its own theme rank for each report: mean average precision, 0 to 1."""
    near = rows @ rows.T
    np.fill_diagonal(near, -2)
    order = np.argsort(-np.round(near, 5), axis=1, kind="stable")[:, :-1]
    same = numbers[order] == numbers[:, None]
    some = same.any(axis=1)
    if not some.any():
        return 0.0
    hits = np.cumsum(same, axis=1) / np.arange(1, same.shape[1] + 1)
    return float(((hits * same).sum(axis=1)[some] / same.sum(axis=1)[some]).mean())


def _coordinates(taught: Rows, numbers: Numbers, texts: Rows) -> Rows:
    """Points × themes: square roots of what the classifier takes each for, centred: doubt counts for little."""
    regression = LogisticRegression(C=_LOOSENESS, max_iter=300).fit(taught.astype(np.float64), numbers)
    roots = np.sqrt(regression.predict_proba(texts.astype(np.float64)))
    centred: Rows = (roots - roots.mean(axis=0)).astype(np.float32)
    return centred
