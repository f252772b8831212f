"""Which texts are most like a text: by meaning and by words together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from language import vectors
from language.coordinates import meaning_of
from language.lexicon import normalise

Rows = NDArray[np.float32]

WORDS_WEIGHT = 0.3
_QUERIES_AT_ONCE = 256


def represent(texts: Sequence[str]) -> Rows:
    """Rows for `rank`: the meaning of the texts in plain words."""
    return vectors.embed([normalise(text) for text in texts])


def rank(
    query_vectors: Rows,
    query_texts: Sequence[str],
    corpus_vectors: Rows,
    corpus_texts: Sequence[str],
    top: int = 10,
) -> list[list[tuple[int, float]]]:
    """For each query, places in the corpus with scores of at most 1, best first.

    Vectors are rows of `vectors.embed` or of `finding.represent`, the same kind on both sides.
    """
    if not len(corpus_texts):
        return [[] for _ in query_texts]
    asked, known = _counts(query_texts, corpus_texts)
    queries, corpus = meaning_of(query_vectors), meaning_of(corpus_vectors)
    ranked = []
    for start in range(0, len(query_texts), _QUERIES_AT_ONCE):
        part = slice(start, start + _QUERIES_AT_ONCE)
        words = np.asarray((asked[part] @ known.T).todense())
        scores = np.round((queries[part] @ corpus.T + WORDS_WEIGHT * words) / (1 + WORDS_WEIGHT), 4)
        ranked += [_best(row, top) for row in scores]
    return ranked


def _best(scores: Rows, top: int) -> list[tuple[int, float]]:
    order = np.argsort(-scores, kind="stable")[:top]
    return [(int(at), float(scores[at])) for at in order]


def _counts(query_texts: Sequence[str], corpus_texts: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
    """Unit rows of words and parts of words, weighted by how rare they are in the corpus."""
    asked = [normalise(text) for text in query_texts]
    known = [normalise(text) for text in corpus_texts]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+")
    parts = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    sides: list[list[csr_matrix]] = [[], []]
    for counter in (words, parts):
        counter.fit([*known, "nothing"])
        for side, texts in zip(sides, (asked, known), strict=True):
            side.append(counter.transform(texts) * 0.5**0.5)
    return hstack(sides[0]).tocsr(), hstack(sides[1]).tocsr()
