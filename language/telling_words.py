"""What sets each of several groups of texts apart: words and pairs of words that its people use more than others."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from language import phrasing
from language.phrasing import Clause, Speller, stem

Rows = NDArray[np.float32]

_MOST_KEYWORDS = 8
_SPOKEN_BY = 0.15  # share of a group's people that must use a word
_USUAL = 0.7  # of its usual share, from which a word counts


@dataclass(frozen=True)
class Told:
    """Places of the members, most central first; their weights of stems and pairs of stems; their keywords.

    `said`: the stems and pairs of each member, in the same order.
    """

    members: tuple[int, ...]
    weights: dict[str, float]
    keywords: tuple[str, ...]
    said: tuple[frozenset[str], ...] = ()

    def covered(self, words: Collection[str]) -> frozenset[int]:
        """Which of the members use one of these stems."""
        return frozenset(at for at, said in zip(self.members, self.said, strict=True) if not said.isdisjoint(words))


def is_telling(word: str) -> bool:
    small = word.lower()
    silent = small in phrasing.filler() or small in phrasing.words("unsaid") or small in ENGLISH_STOP_WORDS
    return len(small) > 2 and not silent


def stems(said: Sequence[Clause]) -> Iterator[str]:
    """The telling words of a text, and each two that stand side by side, by their stems."""
    for clause in said:
        for word in clause:
            if is_telling(word):
                yield stem(word)
        for first, second in pairwise(clause):
            if is_telling(first) and is_telling(second):
                yield f"{stem(first)} {stem(second)}"


def told_by(
    groups: Sequence[Sequence[int]],
    read: Sequence[list[Clause]],
    reporters: Sequence[str],
    stored: Rows,
    speller: Speller,
) -> list[Told]:
    """Class-based TF-IDF of words and pairs that at least two of a group's reporters used."""
    spoken = {at: frozenset(stems(read[at])) for members in groups for at in members}
    everywhere = Counter(word for words in spoken.values() for word in words)
    found = []
    for members in groups:
        weights = _weights(members, spoken, everywhere, reporters)
        middle = stored[list(members)].mean(axis=0)
        central = sorted(members, key=lambda at: (-round(float(stored[at] @ middle), 4), at))
        keywords = _keywords(weights, [read[at] for at in central], speller)
        found.append(Told(tuple(central), weights, keywords, tuple(spoken[at] for at in central)))
    return found


def _weights(
    members: Sequence[int],
    spoken: Mapping[int, frozenset[str]],
    everywhere: Mapping[str, int],
    reporters: Sequence[str],
) -> dict[str, float]:
    """How much each word that enough of a group's people use sets the group apart."""
    voices: dict[str, set[str]] = {}
    for at in members:
        for word in spoken[at]:
            voices.setdefault(word, set()).add(reporters[at])
    people = len({reporters[at] for at in members})
    return {
        word: round(len(who) / people * _lift(len(who) / people, everywhere[word] / len(spoken)), 6)
        for word, who in voices.items()
        if len(who) >= max(2, _SPOKEN_BY * people)
    }


def _lift(share: float, usual: float) -> float:
    """How much more often a group's people use a word than all do."""
    return float(np.log1p(max(0.0, share / usual - _USUAL)))


def _keywords(weights: dict[str, float], said: Sequence[list[Clause]], speller: Speller) -> tuple[str, ...]:
    """The group's most telling single words, each as it is mostly written."""
    ranked = sorted((word for word in weights if " " not in word), key=lambda word: (-weights[word], word))
    forms: dict[str, Counter[str]] = {word: Counter() for word in ranked}
    for clause in (clause for one in said for clause in one):
        for word in clause:
            spelt = speller.spelt(word, opens=True)
            if spelt and stem(word) in forms:
                forms[stem(word)][spelt] += 1
    usual = [min(forms[word], key=lambda form: (-forms[word][form], form)) for word in ranked if forms[word]]
    return tuple(usual[:_MOST_KEYWORDS])
