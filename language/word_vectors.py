"""Texts as vectors of their words and parts of words (latent semantic analysis); nothing to install."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from language import known_problems

Rows = NDArray[np.float32]


class WordSpace:
    """Learned from some texts: what appears together there is near to each other afterwards."""

    def __init__(self, texts: Sequence[str], dimensions: int) -> None:
        few = len(texts) < 40
        self.words = TfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, stop_words="english", min_df=1 if few else 2, token_pattern=r"\w+"
        )
        self.parts = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=1 if few else 3, max_features=40_000
        )
        self.parts.fit([*texts, "none"])
        self.words.fit([*texts, "nothing at all said twice", "nothing at all said twice"])
        counts = self._counts(texts)
        reachable = max(1, min(dimensions, min(counts.shape) - 1))
        self.axes = TruncatedSVD(reachable, random_state=0).fit(counts)

    def _counts(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([self.words.transform(texts), self.parts.transform(texts)]).tocsr()

    def embed(self, texts: Sequence[str]) -> Rows:
        """Unit rows; a text without a known word is a row of zeros."""
        rows = self.axes.transform(self._counts(texts))
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        scaled: Rows = (rows / np.where(length < 1e-9, np.inf, length)).astype(np.float32)
        return scaled


class LibrarySpace:
    """Stands in for a language model: the words of the known problems, in rows as wide as the model's."""

    def __init__(self, dimensions: int) -> None:
        self.dimensions = dimensions
        self.space = WordSpace([text for _, text in known_problems.lines()], dimensions - 1)

    def embed(self, texts: Sequence[str]) -> Rows:
        """Unit rows; texts that share no word with the library stand together on an axis of their own."""
        found = self.space.embed(texts)
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        rows[:, : found.shape[1]] = found
        rows[~found.any(axis=1), -1] = 1
        return rows
