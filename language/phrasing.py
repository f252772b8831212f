"""Short plain phrases that name a group of texts, taken from what its people wrote.

Which words can begin or end a phrase is learned from the texts themselves: what stands after "the" or "of" names a
thing, what stands after "to", "we" or "was" tells of an act.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from language.lexicon import normalise
from language.reading.view import MASKS

Clause = tuple[str, ...]

_MASK = re.compile("|".join(map(re.escape, MASKS.values())))
_BREAK = re.compile(r"[.,;:!?()\[\]{}\"“”/\\|<>=+*\n]+|\s['‘’–—-]+|['‘’–—-]+(?:\s|$)")
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[&'-](?=[^\W_]))*")
_UNSAID = ("feelings", "people", "numbers", "times", "asides", "helpers")
_OPENERS = frozenset({"no", "cannot"})
_OBJECTS = (["the"], ["a"], ["an"])
MOST_WORDS = 7


@cache
def words(kind: str) -> frozenset[str]:
    """The words of a kind; "unsaid" are those that no label holds."""
    if kind == "unsaid":
        return frozenset().union(*map(words, _UNSAID))
    found: set[str] = set()
    at = ""
    for line in (Path(__file__).with_name("data") / "label_words.txt").read_text(encoding="utf-8").splitlines():
        for word in line.split() if not line.startswith("#") else ():
            at = word[1:-1] if word.startswith("[") else at
            if at == kind and not word.startswith("["):
                found.add(word)
    return frozenset(found)


@cache
def filler() -> frozenset[str]:
    """Words that set no group apart."""
    return frozenset((Path(__file__).with_name("data") / "filler_words.txt").read_text(encoding="utf-8").split())


def stem(word: str) -> str:
    """Of letter, letters and letter's, one."""
    small = word.lower().removesuffix("'s")
    return small[:-1] if len(small) > 3 and small.endswith("s") and not small.endswith("ss") else small


def clauses(text: str) -> list[Clause]:
    """The stretches of words of a text in plain words, broken at marks, numbers and what was masked."""
    found: list[Clause] = []
    for part in _BREAK.split(normalise(_MASK.sub(" . ", text)).replace("’", "'")):
        stretch: list[str] = []
        for piece in part.split():
            if _WORD.fullmatch(piece):
                stretch.append(piece)
            else:
                found.append(tuple(stretch))
                stretch = []
        found.append(tuple(stretch))
    return [clause for clause in found if clause]


@dataclass(frozen=True)
class Usage:
    """How words are used in all texts together: how often they name, describe and act, and how they are written."""

    names: Mapping[str, int]
    describes: Mapping[str, int]
    acts: Mapping[str, int]
    written: Mapping[str, int]


def usage(texts: Iterable[Sequence[Clause]], joining: Collection[str]) -> Usage:
    """Learn from clauses; `joining` are the function words."""
    names, describes, acts, written = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for clause in (clause for text in texts for clause in text):
        small = [word.lower() for word in clause]
        written.update(clause)
        for at, word in enumerate(small):
            before = small[at - 1] if at else ""
            closes = at + 1 == len(small) or small[at + 1] in joining
            placed = before in words("determiners") or (before in words("prepositions") and not word.endswith("ing"))
            headed = at > 1 and small[at - 2] in words("determiners") and before not in joining
            names[stem(word)] += (placed or headed) and closes
            describes[stem(word)] += placed
            acts[word] += before in words("before_acts")
    return Usage(names, describes, acts, written)


@dataclass(frozen=True)
class Speller:
    """Decides which stretches of words may stand in a label, and how they are written."""

    known: Usage
    common: Collection[str]
    joining: Collection[str]

    def phrases(self, clause: Clause) -> Iterator[Clause]:
        """Every stretch of two to seven words of a clause that reads as a phrase and is not cut short."""
        spelt = [self.spelt(word, opens=at == 0) for at, word in enumerate(clause)]
        for start in range(len(spelt)):
            asked = start > 0 and clause[start - 1].lower() == "to" and spelt[start + 1 : start + 2] in _OBJECTS
            if not spelt[start] or not self._begins(spelt[start], asked=asked):
                continue
            for end in range(start + 1, min(start + MOST_WORDS, len(spelt))):
                if not spelt[end] or (spelt[end - 1] in {"and", "or"} and self.acts(spelt[end])):
                    break
                phrase = tuple(spelt[start : end + 1])
                whole = end + 1 == len(spelt) or clause[end + 1].lower() in {*self.joining, *words("before_acts")}
                if whole and self._ends(spelt[end], spelt[end - 1], last=end + 1 == len(spelt)) and _reads(phrase):
                    yield phrase

    def spelt(self, word: str, *, opens: bool) -> str:
        """The word as a label writes it; "" if no label may hold it."""
        small = word.lower()
        if small in words("joining") or small in words("possessives") or small in words("refusals"):
            return "the" if small in words("possessives") else "cannot" if small in words("refusals") else small
        if len(word) < 2 or _is_unsaid(small) or small in self.joining or stem(small) not in self.common:
            return ""
        if word == small and self.known.written[word.upper()] > self.known.written[small]:
            return word.upper()
        if word == small or (word.isupper() and self.known.written[small] <= self.known.written[word]):
            return word
        if word[1:] != word[1:].lower() and not word.isupper():
            return word
        return small if self.known.written[small] and (opens or word.isupper()) else ""

    def acts(self, word: str) -> bool:
        return self.known.acts[word] > self.known.describes[stem(word)]

    def _begins(self, word: str, *, asked: bool) -> bool:
        """`asked`: what people want to do to a thing, as in "to order a card"."""
        if word in _OPENERS:
            return True
        if word in words("joining") or (word in filler() and word not in words("actors")):
            return False
        return asked or word.isupper() or self.known.describes[stem(word)] >= max(1, self.known.acts[word])

    def _ends(self, word: str, before: str, *, last: bool) -> bool:
        if word in words("joining"):
            return False
        done = word.endswith("ed") or word in words("done")
        if done or word.endswith("ing"):
            named = last and done and self._names(before)
            return before in words("before_done") or named or self._names(word)
        if word in filler() and word not in words("actors"):
            return False
        return self._names(word)

    def _names(self, word: str) -> bool:
        return word not in words("joining") and (
            word.isupper() or self.known.names[stem(word)] >= max(1, self.known.acts[word])
        )


def _is_unsaid(small: str) -> bool:
    """Whether no label holds the word: a feeling, a relative …, or what is somebody's, as in "mum's consent"."""
    owner = small.removesuffix("'s")
    return small in words("unsaid") or (owner != small and (owner in words("unsaid") or owner in filler()))


def _reads(phrase: Clause) -> bool:
    """Whether no word comes twice and the articles agree."""
    stems = [stem(word) for word in phrase if word not in words("joining")]
    articles = all(
        (after[0].lower() in "aeiou") == (word == "an") for word, after in pairwise(phrase) if word in {"a", "an"}
    )
    return len(stems) == len(set(stems)) and articles and phrase[-2:] != ("of", "the")


def sentence_case(phrase: Sequence[str]) -> str:
    """The words with a capital letter at the start of the first."""
    joined = " ".join(phrase)
    return joined[:1].upper() + joined[1:]
