"""Where a theme lies in the space of meanings, and which theme a new report looks like at once. Pure.

A centre is the mean of its reports' points (M. Rocchio, 1971). A report looks like the theme of the nearest centre,
if that is near and clearly nearer than the next; between two themes nothing is said. A theme whose reports are mostly
of the report's own category is taken as nearer: who reports knows best what kind of thing it is.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from language.coordinates import likeness_of, meaning_of, width
from language.vectors import unit

Rows = NDArray[np.float32]

LIKENESS_WEIGHT = 0.8  # of likeness to known problems beside meaning
NEAR, CLEARLY = 0.7, 0.12  # cosine to the centre, with what follows; its lead over the next
SAME_CATEGORY = 0.3  # with it nine of ten that are said are what the next search does: see docs/benchmarks.md
ONE_PROBLEM = 0.16  # oneness of a theme below which it may well be two problems: see docs/benchmarks.md
NONE = -1


def points(stored: Rows) -> Rows:
    """Unit rows to compare, of stored rows of `represent`: meaning and what stands out of the known problems."""
    return unit(np.hstack([meaning_of(stored), LIKENESS_WEIGHT * likeness_of(stored)]))


def centre(points: Rows) -> Rows:
    """The place of a theme whose reports lie at these points, as a unit row."""
    middle: Rows = unit(points.mean(axis=0, keepdims=True))[0]
    return middle


def looks_like(points: Rows, centres: Rows, categories: Sequence[str], theirs: Sequence[str]) -> list[int]:
    """Which centre each point looks like; NONE where it is far from all or between two.

    `categories` of the points, and `theirs`: that of most reports around each centre; "" is none.
    """
    if not len(centres):
        return [NONE] * len(points)
    same = [[bool(one) and one == other for other in theirs] for one in categories]
    scores = points @ centres.T + np.float32(SAME_CATEGORY) * np.array(same)
    best = scores.argmax(axis=1)
    nearest = scores.max(axis=1)
    second = np.partition(scores, -2, axis=1)[:, -2] if len(centres) > 1 else np.zeros(len(points))
    sure = (nearest >= NEAR) & (nearest - second >= CLEARLY)
    return [int(at) if yes else NONE for at, yes in zip(best, sure, strict=True)]


def neighbours(centres: Rows, count: int = 3) -> list[list[int]]:
    """For each centre the nearest others, nearest first."""
    scores = centres @ centres.T
    np.fill_diagonal(scores, -np.inf)
    order = np.argsort(-scores.round(5), axis=1, kind="stable")
    return [[int(at) for at in row[: min(count, len(centres) - 1)]] for row in order]


def at_home(points: Rows, own: int, centres: Rows) -> float:
    """Share of a theme's points that lie nearer to its own centre than to any other."""
    return float(((points @ centres.T).argmax(axis=1) == own).mean()) if len(points) else 0.0


def oneness(stored: Rows) -> float | None:
    """How like the known problem that they are likest on average these stored rows are; None where they hold none.

    What is two problems is only half like each of them.
    """
    if not len(stored) or stored.shape[1] != width():
        return None
    return round(float(likeness_of(stored).mean(axis=0).max()), 3)


def typical(points: Rows, speakers: Sequence[str], places: Sequence[str], count: int = 5) -> list[int]:
    """The points nearest to their middle, by different speakers, from as many places as there are."""
    ranked = np.argsort(-(points @ centre(points)).round(4), kind="stable").tolist()
    chosen: list[int] = []
    for fresh in ("place", "speaker", "any"):
        for at in ranked:
            known = {places[one] for one in chosen} if fresh == "place" else set()
            heard = {speakers[one] for one in chosen} if fresh != "any" else set()
            if len(chosen) < count and at not in chosen and places[at] not in known and speakers[at] not in heard:
                chosen.append(at)
    return chosen
