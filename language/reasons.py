"""Why a report stands in its theme, in plain words: words that it shares, what it is near to, how sure that is.

Worked out from what is stored when somebody looks, so that it is true of the theme as it is now. Pure.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from language import centres, coordinates, known_problems
from language.phrasing import stem

Rows = NDArray[np.float32]

# cosine to the theme's middle from which a report is clear, and how much nearer it is than to any other
NEAR_MIDDLE, AHEAD = 0.4, 0.06
NEAR = 0.45  # cosine from which two reports are near: half the pairs of one theme, 6 in 100 of different ones
MOST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
CLEAR, LIKELY, UNCERTAIN = (
    "It clearly belongs here",
    "It probably belongs here",
    "That is not certain: it could as well be part of another theme",
)


@dataclass(frozen=True)
class Place:
    """Where one report lies in its theme. `near`: to how many of `of` typical reports besides itself.

    `nearer`: the place among the other themes of the one that it lies nearest to, if nearer than to its own.
    """

    near: int
    of: int
    is_typical: bool
    problem: str
    certainty: str
    nearer: int | None = None


def places(stored: Rows, typical: Sequence[int], own: Rows, others: Rows) -> list[Place]:
    """The place of each stored row of `represent`; `typical`: which of them are the theme's most typical.

    `own` is the theme's centre and `others` those of all other themes, a row each, as of `centres`: what is not its
    theme's neighbour may still be the report's.
    """
    points = centres.points(stored)
    leads, nearest = _leads(points, own, others)
    entries, problem = _entries(stored), common_problem(stored[list(typical)])
    found = []
    for at, point in enumerate(points):
        beside = [one for one in typical if one != at]
        near = sum(round(float(point @ points[one]), 4) >= NEAR for one in beside)
        alike = bool(problem) and known_problems.library()[entries[at]].name == problem
        among = alike or 2 * near >= len(beside)
        certainty = _certainty(float(point @ own), leads[at], among=among)
        nearer = nearest[at] if leads[at] < 0 else None
        found.append(Place(near, len(beside), at in typical, problem if alike else "", certainty, nearer))
    return found


def _leads(points: Rows, own: Rows, others: Rows) -> tuple[list[float], list[int]]:
    """By how much nearer each point is to its own theme than to the nearest other, and which that is."""
    here = points @ own
    if not len(others):
        return [float(one) for one in here], [0] * len(points)
    there = points @ others.T
    leads = (here - there.max(axis=1)).astype(np.float64).round(4)
    return [float(one) for one in leads], [int(one) for one in there.argmax(axis=1)]


def common_problem(stored: Rows) -> str:
    """The name of the known problem that more than half of these rows are likest; "" if none."""
    likest = Counter(_entries(stored)).most_common(1) if len(stored) else []
    if likest and 2 * likest[0][1] > len(stored):
        return known_problems.library()[likest[0][0]].name
    return ""


def _entries(stored: Rows) -> list[int]:
    """The known problem that each row is likest; nothing where the rows hold none."""
    if stored.shape[1] != coordinates.width():
        return []
    return [int(one) for one in coordinates.likeness_of(stored).argmax(axis=1)]


def _certainty(here: float, lead: float, *, among: bool) -> str:
    """Near enough to its theme and clearly nearer than to any other; nearer; neither.

    Nothing is clear of what is not `among` the typical ones: near to half of them, or of the same known problem.
    """
    if here >= NEAR_MIDDLE and lead >= AHEAD and among:
        return CLEAR
    return LIKELY if lead > 0 else UNCERTAIN


def shared(keywords: Sequence[str], text: str) -> list[str]:
    """Those of a theme's words that a text itself uses, whatever their endings; short forms stay short."""
    said = {stem(word) for word in _WORD.findall(text.replace("’", "'"))}
    return [word for word in keywords if {stem(part) for part in word.split()} <= said][:MOST_WORDS]


def sentence(words: Sequence[str], place: Place | None, nearer: str = "") -> str:
    """The reason as it stands on pages, in sentences; "" where nothing is known.

    `nearer`: the name of the theme that it lies nearer to than to its own.
    """
    told = []
    if words:
        told.append(f"It says {_listed([f'“{word}”' for word in words])}, as others here do.")
    if place and place.near:
        whole = "all" if place.near == place.of else f"{place.near} of the"
        other = "other " if place.is_typical else ""
        told.append(f"It tells much the same as {_typical(whole, other, place.of)}.")
    if place and place.problem:
        told.append(f"It is like a known problem: {place.problem}.")
    if not told and place:
        told.append("No single word says so: it is here for what it tells as a whole.")
    if told and place:
        told.append(f"{place.certainty}.")
        told += [f"It lies nearer to “{nearer}”."] if nearer else []
    return " ".join(told)


def _typical(share: str, other: str, count: int) -> str:
    """So many of the issues that are most typical of the theme."""
    if count == 1:
        return f"the {other}most typical issue"
    return f"{share} {count} {other}most typical issues"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
