"""Known words that are like a word nobody knows: by spelling, by sound, or because it is short for them. Pure."""

import heapq
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

FUZZY = 0.78
NEAREST = 12  # words that share most are compared letter by letter
FUZZY_FROM = 4
SOUNDS = {"eigh": "i", "igh": "i", "ey": "i", "ie": "i", "ee": "i", "ea": "i", "ai": "i", "ay": "i", "y": "i"}
SOUNDS |= {"ph": "f", "ck": "k", "wh": "w", "kn": "n", "gh": "", "qu": "kw", "z": "s", "c": "k", "ou": "o", "au": "o"}
SPELT, DOUBLED = re.compile("|".join(SOUNDS)), re.compile(r"(.)\1+")
SOUNDS_ALIKE, BEGINS_ALIKE = 0.85, 0.8


class Spelling:
    """Known words, found by words spelt nearly like them, by those that sound alike and by what is short for them."""

    def __init__(self, known: Iterable[str], short_for: Iterable[str] = ()):
        self.grams: dict[str, list[str]] = defaultdict(list)
        self.sounding: dict[str, list[str]] = defaultdict(list)
        self.sorted = sorted(short_for)
        for word in known:
            self.sounding[_sound(word)].append(word)
            for gram in _grams(word):
                self.grams[gram].append(word)

    def like(self, word: str) -> dict[str, float]:
        """Known words like this one, each with its likeness, from FUZZY to 1. None for short words and numbers."""
        if len(word) < FUZZY_FROM or word.isdigit():
            return {}
        shared: dict[str, int] = defaultdict(int)
        for gram in _grams(word):
            for other in self.grams.get(gram, ()):
                shared[other] += 1
        nearest = heapq.nsmallest(
            NEAREST, shared, key=lambda other: (-shared[other] / (len(other) + len(word)), other)
        )
        near = {other: _likeness(word, other) for other in nearest if _is_as_long(word, other)}
        for other in self.sounding.get(_sound(word), ()):
            if _is_as_long(word, other):
                near[other] = max(near.get(other, 0), SOUNDS_ALIKE)
        near |= {other: max(near.get(other, 0), BEGINS_ALIKE) for other in self._beginning(word)}
        return {other: like for other, like in near.items() if like >= FUZZY}

    def _beginning(self, word: str) -> list[str]:
        """The longer words that this one may be short for ("ches"), unless they are many."""
        first, last = bisect_left(self.sorted, word), bisect_left(self.sorted, word + "~")
        return self.sorted[first:last] if last - first <= NEAREST else []


def _is_as_long(word: str, other: str) -> bool:
    return abs(len(other) - len(word)) <= 3


def _sound(word: str) -> str:
    """Roughly how a word sounds in English: the same for Leighton and Leyton, Knowsley and Nowsly."""
    return DOUBLED.sub(r"\1", SPELT.sub(lambda found: SOUNDS[found[0]], word))


def _grams(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}


def _likeness(one: str, other: str) -> float:
    """Likeness of spelling, 0 to 1; a swap of two letters counts as one slip."""
    if one[0] != other[0] and one[1:] != other[1:]:
        return SequenceMatcher(None, one, other).ratio() * 0.9
    return SequenceMatcher(None, one, other).ratio()
