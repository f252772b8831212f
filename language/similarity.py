"""Which texts are most like a text: by meaning, by words, and by the known problems that each resembles."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from language import coordinates, known_problems
from language.lexicon import normalise

Rows = NDArray[np.float32]

WORDS_WEIGHT, LIKENESS_WEIGHT = 0.7, 0.4  # of a meaning's 1
_STEM = 5  # letters that tell a word from another, whatever its ending
_WORD = re.compile(r"\w+")
_QUERIES_AT_ONCE = 256


def represent(texts: Sequence[str]) -> Rows:
    """Rows for `rank`, as themes have them too."""
    return coordinates.represent(texts)


def near(query: Rows, corpus: Rows, top: int) -> NDArray[np.intp]:
    """Places of the corpus's rows that are nearest to one row without a look at words, nearest first."""
    scores = np.round(_without_words(query[None], corpus)[0], 5)
    order: NDArray[np.intp] = np.argsort(-scores, kind="stable")[:top]
    return order


def without_words(rows: Rows) -> Rows:
    """Rows whose products are what `near` goes by: meaning, then likeness to known problems by its weight."""
    likeness = coordinates.likeness_of(rows) * np.float32(sqrt(LIKENESS_WEIGHT))
    beside: Rows = np.hstack([coordinates.meaning_of(rows), likeness])
    return beside


def rank(
    query_rows: Rows, query_texts: Sequence[str], corpus_rows: Rows, corpus_texts: Sequence[str], top: int = 10
) -> list[list[tuple[int, float]]]:
    """For each query, places in the corpus with scores of at most 1, best first. Rows are of `represent`.

    Nothing is like a query without words.
    """
    if not len(corpus_texts):
        return [[] for _ in query_texts]
    columns: dict[str, int] = {}
    asked, known = _counts(query_texts, columns), _counts(corpus_texts, columns)
    asked.resize(len(query_texts), len(columns))
    ranked = []
    for start in range(0, len(query_texts), _QUERIES_AT_ONCE):
        part = slice(start, start + _QUERIES_AT_ONCE)
        scores = _without_words(query_rows[part], corpus_rows) + WORDS_WEIGHT * (asked[part] @ known.T).toarray()
        scores = np.round(scores / (1 + LIKENESS_WEIGHT + WORDS_WEIGHT), 4)
        ranked += [_best(row, top) for row in scores]
    return [row if _WORD.search(text) else [] for row, text in zip(ranked, query_texts, strict=True)]


def _best(scores: Rows, top: int) -> list[tuple[int, float]]:
    order = np.argsort(-scores, kind="stable")[:top]
    return [(int(at), float(scores[at])) for at in order]


def _without_words(queries: Rows, corpus: Rows) -> Rows:
    """Queries × corpus: cosine of their meanings, and of their likeness to each known problem."""
    meanings = coordinates.meaning_of(queries) @ coordinates.meaning_of(corpus).T
    likeness = coordinates.likeness_of(queries) @ coordinates.likeness_of(corpus).T
    scores: Rows = meanings + LIKENESS_WEIGHT * likeness
    return scores


def _counts(texts: Sequence[str], columns: dict[str, int]) -> csr_matrix:
    """Unit rows of stems, each weighted by how rare it is. New stems get a column of their own."""
    rarity, usual = _rarity()
    weights, places, starts = [], [], [0]
    for text in texts:
        counts = Counter(_stems(normalise(text)))
        row = [(1 + log(count)) * rarity.get(stem, usual) for stem, count in counts.items()]
        length = sqrt(sum(weight * weight for weight in row)) or 1
        weights += [weight / length for weight in row]
        places += [columns.setdefault(stem, len(columns)) for stem in counts]
        starts.append(len(places))
    return csr_matrix((weights, places, starts), shape=(len(texts), len(columns)), dtype=np.float32)


def _stems(plain: str) -> Iterator[str]:
    return (word[:_STEM] for word in _WORD.findall(plain.lower()) if word not in ENGLISH_STOP_WORDS)


@cache
def _rarity() -> tuple[dict[str, float], float]:
    """How rare each stem is among the lines of the known problems (smoothed inverse document frequency, Spärck Jones
    1972), and how rare one is that none of them has. Fixed, so that a text has the same weights beside any others.
    """
    lines = [set(_stems(normalise(line))) for _, line in known_problems.lines()]
    counts = Counter(stem for line in lines for stem in line)
    return {stem: log((1 + len(lines)) / (1 + count)) + 1 for stem, count in counts.items()}, log(1 + len(lines)) + 1
