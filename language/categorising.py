"""Learns which category words belong to from texts whose category is known, and says how well. Pure."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import Pipeline

Rows = NDArray[np.float32]
FOLDS = 5
MOST_WORDS = 8_000
LEAST_TEXTS = 3  # in which a word stands, so that what is kept tells of nobody


@dataclass(frozen=True)
class Classifier:
    """Words with their weight for each category. `words` are columns of `weights`, `labels` its rows."""

    labels: tuple[str, ...]
    words: tuple[str, ...]
    rarity: Rows
    weights: Rows
    bias: Rows

    def judge(self, text: str) -> tuple[str, float]:
        """The likeliest category of a text, and how likely it is (0 to 1)."""
        at = {word: number for number, word in enumerate(self.words)}
        counts: dict[int, int] = {}
        for word in _vectorizer().build_analyzer()(text):
            if word in at:
                counts[at[word]] = counts.get(at[word], 0) + 1
        columns = np.fromiter(counts, dtype=np.int64, count=len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))) * self.rarity[
            columns
        ]
        length = float(np.linalg.norm(values)) or 1.0
        scores = self.bias + self.weights[:, columns] @ (values / length)
        odds = np.exp(scores - scores.max())
        best = int(odds.argmax())
        return self.labels[best], float(odds[best] / odds.sum())


@dataclass(frozen=True)
class Trial:
    """How many of the texts were given their own category: by what was learnt from the others, and by a baseline."""

    texts: int
    learnt: float
    baseline: float
    is_better: bool


def learn(texts: Sequence[str], labels: Sequence[str]) -> Classifier:
    """A classifier from texts and their categories, of which there must be two at least."""
    made = _pipeline().fit(list(texts), list(labels))
    words, model = made[0], made[1]
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        weights, bias = np.vstack([-weights[0], weights[0]]) / 2, np.array([-bias[0], bias[0]]) / 2
    return Classifier(
        labels=tuple(map(str, model.classes_)),
        words=tuple(map(str, words.get_feature_names_out())),
        rarity=words.idf_.astype(np.float32),
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
    )


def tried(texts: Sequence[str], labels: Sequence[str], people: Sequence[str], baseline: Sequence[str]) -> Trial:
    """Cross-validation in five parts; nobody's texts are both learnt from and judged.

    Better is: right more often than the baseline on the same texts, by more than chance would have it 19 times in 20.
    """
    known, parts = np.array(labels), StratifiedGroupKFold(n_splits=FOLDS, shuffle=True, random_state=0)
    judged = np.empty(len(known), dtype=known.dtype)
    for learnt, left in parts.split(np.zeros(len(known)), known, groups=np.array(people)):
        model = _pipeline().fit([texts[at] for at in learnt], known[learnt])
        judged[left] = model.predict([texts[at] for at in left])
    right, usual = judged == known, np.array(baseline) == known
    gain = right.astype(float) - usual.astype(float)
    doubt = 1.96 * float(gain.std(ddof=1)) / len(gain) ** 0.5
    return Trial(len(known), float(right.mean()), float(usual.mean()), float(gain.mean()) > doubt)


def as_bytes(classifier: Classifier) -> bytes:
    """A classifier as it is stored: arrays and words, nothing that could be run."""
    kept = io.BytesIO()
    lists = {"labels": "\n".join(classifier.labels), "words": "\n".join(classifier.words)}
    arrays: dict[str, NDArray[Any]] = {
        **{name: np.frombuffer(text.encode(), dtype=np.uint8) for name, text in lists.items()},
        "rarity": classifier.rarity,
        "weights": classifier.weights,
        "bias": classifier.bias,
    }
    np.savez_compressed(kept, allow_pickle=False, **arrays)
    return kept.getvalue()


def from_bytes(stored: bytes) -> Classifier:
    """The classifier that was stored."""
    with np.load(io.BytesIO(stored), allow_pickle=False) as kept:
        labels, words = (tuple(kept[name].tobytes().decode().split("\n")) for name in ("labels", "words"))
        return Classifier(labels, words, kept["rarity"], kept["weights"], kept["bias"])


def _vectorizer() -> TfidfVectorizer:
    """Words and pairs of words, the rarer the weightier."""
    return TfidfVectorizer(
        lowercase=True,
        ngram_range=(1, 2),
        token_pattern=r"(?u)\b[a-z0-9&][a-z0-9&'-]+\b",
        min_df=LEAST_TEXTS,
        max_features=MOST_WORDS,
        sublinear_tf=True,
    )


def _pipeline() -> Pipeline:
    return Pipeline([("words", _vectorizer()), ("model", LogisticRegression(C=8.0, max_iter=400))])
