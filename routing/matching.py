"""Which name is meant by words that somebody typed. Pure: the same words give the same answer."""

import heapq
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from routing.likeness import Spelling

FOLDER = Path(__file__).resolve().parent / "words"


def _words(file: str) -> frozenset[str]:
    return frozenset((FOLDER / f"{file}.txt").read_text().split())


GENERIC = _words("generic")
DROPPED = frozenset(("the", "a", "an", "s"))
# what may stand beside a name without being part of it: departments and people
ASIDE = _words("aside")
# what says only which kind of organisation is meant
KINDS = _words("kinds")
LONG_FORMS = dict(line.split(": ") for line in (FOLDER / "long_forms.txt").read_text().splitlines())
ASIDE_ENDINGS = (
    "ology",
    "ologist",
    "ologists",
    "iatric",
    "iatrics",
    "iatry",
    "surgery",
    "scopy",
    "therapy",
    "therapist",
)
GENERIC_WEIGHT = 0.12
ASIDE_WEIGHT = 0.08
LOOKED_AT = 80  # names that share most with the words are looked at closely
IN_PLACE, ELSEWHERE_IN_ICB, OUT_OF_ICB, CLOSED = 1.0, 0.9, 0.62, 0.8


FAMILIES = {
    "trust": frozenset({"trust", "ft", "hospital", "infirmary", "nhsft"}),
    "practice": frozenset({"practice", "surgery", "gp", "gps"}),
    "icb": frozenset({"icb", "icbs", "ccg", "ccgs", "commissioning", "commissioner"}),
    "network": frozenset({"pcn", "pcns", "network"}),
}
WRONG_FAMILY = 0.55
NETWORK_UNSAID = 0.9  # a network goes by the names of its practices, and is rarely meant unless it is said


@dataclass(frozen=True)
class Name:
    """One name of one owner: official, everyday, former, or of one of its sites."""

    owner: int
    text: str
    sort: str = "name"
    place: int | None = None
    places: frozenset[int] = frozenset()
    icb: int | None = None
    is_closed: bool = False
    is_local: bool = False  # of a practice and the like: its Place says much
    family: str = ""  # "trust", "practice", "icb", "network": for words that say what sort is meant


@dataclass(frozen=True)
class Match:
    """One owner that may be meant, how sure that is (0 to 1), and by which name."""

    owner: int
    sureness: float
    name: Name


def words_of(text: str) -> list[str]:
    """Words in one spelling: lower case, no accents or possessives, common short forms written out."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"\ba ?(?:&|and|\+|/) ?e\b", " ae ", plain).replace("'s", "s").replace("'", "")
    plain = re.sub(r"\b(x-ray|pre-op)\b", lambda found: found[0].replace("-", ""), plain).replace("&", " and ")
    split = re.findall(r"[a-z0-9]+", plain)
    return [part for word in split for part in LONG_FORMS.get(word, word).split() if part not in DROPPED]


def initials_of(text: str) -> set[str]:
    """The initialisms that a long official name may go by: "Countess of Chester Hospital" as coch, cch."""
    words = [word for word in words_of(text) if word not in {"nhs"}]
    tail = [word for word in words if word not in {"foundation", "trust"}]
    short = [word for word in tail if word not in {"and", "of", "for"}]
    forms = {"".join(word[0] for word in form) for form in (tail, short)}
    forms |= {form + end for form in set(forms) for end in ("ft", "t", "nhsft", "nhst")}
    least = 3 if len(short) >= 3 else 4
    return {form for form in forms if len(form) >= least} if len(short) >= 2 else set()


def is_telling(word: str) -> bool:
    """Whether a word may tell one organisation from another: not generic, and not a department or a speciality."""
    return word not in GENERIC and word not in ASIDE and not word.endswith(ASIDE_ENDINGS)


def family_in(words: list[str]) -> str:
    """What sort of organisation the words speak of, where they do."""
    return next((family for family, cues in FAMILIES.items() if cues & set(words)), "")


class Index:
    """Names by their words, made once and asked many times."""

    def __init__(self, names: Iterable[Name]):
        self.names = list(names)
        self.words = [words_of(name.text) for name in self.names]
        self.lengths = [len(words) for words in self.words]
        self.holding: dict[str, list[int]] = defaultdict(list)
        self.exact: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self.words):
            for word in set(words) | {first + second for first, second in zip(words, words[1:], strict=False)}:
                self.holding[word].append(number)
            self.exact[" ".join(words)].append(number)
        self.initials: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            if name.sort == "official":
                for form in initials_of(name.text):
                    self.initials[form].append(number)
        self.size = len(self.names) or 1
        self.spelling = Spelling(*self._spelt())

    def _spelt(self) -> tuple[set[str], set[str]]:
        """Words that may be spelt wrongly or cut short: none that are only somebody's code."""
        wholes, codes = set(), set()
        for name, words in zip(self.names, self.words, strict=True):
            (codes if name.sort == "code" else wholes).update(words)
        return self.holding.keys() - (codes - wholes), wholes

    def weight(self, word: str) -> float:
        """How telling a word is: rare words more, generic ones hardly."""
        if word in GENERIC:
            return GENERIC_WEIGHT
        return math.log(1 + self.size / (1 + len(self.holding.get(word, ())))) / math.log(1 + self.size / 2)

    def near(self, word: str) -> dict[str, float]:
        """Known words like this one, each with its likeness."""
        if word in self.holding:
            return {word: 1.0}
        if word in GENERIC or word in ASIDE:
            return {}
        like = self.spelling.like(word)
        return {other: likeness * 0.95 for other, likeness in like.items() if other not in GENERIC}

    def find(self, text: str, *, icb: int | None = None, place: int | None = None, most: int = 8) -> list[Match]:
        """The owners that may be meant, surest first."""
        words = words_of(text)
        telling = [word for word in words if is_telling(word)]
        scores = self._by_words(words, telling)
        for number in self.exact.get(" ".join(words), ()):
            scores[number] = 1.0
        for word in words:
            for number in self.initials.get(word, ()):
                scores[number] = max(scores.get(number, 0), 0.97 if len(telling) <= 1 else 0.8)
        family = family_in(words)
        for number in scores:
            if family and self.names[number].family not in {"", family}:
                scores[number] *= WRONG_FAMILY
            elif not family and self.names[number].family == "network":
                scores[number] *= NETWORK_UNSAID
        return self._ranked(scores, icb, place, most)

    def _by_words(self, words: list[str], telling: list[str]) -> dict[int, float]:
        """How well each name's words and the asked words cover each other."""
        joined = [first + second for first, second in zip(words, words[1:], strict=False)]
        near = {word: self.near(word) for word in dict.fromkeys(words)}
        near |= {pair: {pair: 1.0} for pair in joined if pair in self.holding and pair not in near}
        likeness: dict[str, tuple[float, str]] = {}
        for word, others in near.items():
            for other, like in others.items():
                if like > likeness.get(other, (0, ""))[0]:
                    likeness[other] = (like, word)
        strong = [word for word in likeness if is_telling(word) or (not telling and word not in GENERIC)]
        shared: dict[int, float] = defaultdict(float)
        for word in strong or likeness:
            gain = self.weight(word) * likeness[word][0]
            for number in self.holding[word]:
                shared[number] += gain
        best = heapq.nsmallest(LOOKED_AT, [(-gain, self.lengths[number], number) for number, gain in shared.items()])
        weights = {word: ASIDE_WEIGHT if telling and not is_telling(word) else self.weight(word) for word in words}
        return {number: self._cover(number, words, weights, likeness) for _, _, number in best}

    def _cover(self, number: int, words: list[str], weights: dict[str, float], likeness: dict) -> float:
        mine = self.words[number]
        got, used = 0.0, {}
        pairs = {first + second: (first, second) for first, second in zip(mine, mine[1:], strict=False)}
        for word in mine:
            like, by = likeness.get(word, (0, ""))
            for pair, parts in pairs.items():
                if word in parts and likeness.get(pair, (0, ""))[0] > like:
                    like, by = likeness[pair]
            got += self.weight(word) * like
            if by:
                used[by] = max(used.get(by, 0), like)
        of_name = got / (sum(self.weight(word) for word in mine) or 1)
        whole = sum(weights.values()) or 1
        answered = sum(weight * self._answered(word, words, used) for word, weight in weights.items()) / whole
        return min(0.99, answered**1.2 * of_name**0.45)

    def _answered(self, word: str, words: list[str], used: dict[str, float]) -> float:
        """How well one asked word found a place in the name, by itself or joined with its neighbour."""
        joined = [a + b for a, b in zip(words, words[1:], strict=False) if word in (a, b)]
        return max([used.get(word, 0.0), *(used.get(pair, 0.0) for pair in joined)])

    def _ranked(self, scores: dict[int, float], icb: int | None, place: int | None, most: int) -> list[Match]:
        best: dict[int, tuple[float, int]] = {}
        for number, score in scores.items():
            name = self.names[number]
            score *= self._nearness(name, icb, place)
            if score > 0.2 and (score, -number) > best.get(name.owner, (0.0, 0)):
                best[name.owner] = (score, -number)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        matches = []
        for position, (owner, (score, number)) in enumerate(ranked[:most]):
            rival = ranked[1 if position == 0 else 0][1][0] if len(ranked) > 1 else 0.0
            matches.append(Match(owner, round(_sureness(score, rival), 3), self.names[-number]))
        return matches

    def _nearness(self, name: Name, icb: int | None, place: int | None) -> float:
        near = IN_PLACE
        if icb is not None and name.icb not in {None, icb}:
            near = OUT_OF_ICB
        elif place is not None and name.places and place not in name.places:
            near = 0.6
        elif place is not None and name.place not in {None, place}:
            near = ELSEWHERE_IN_ICB if name.is_local else 0.97
        return near * (CLOSED if name.is_closed else 1)


def _sureness(score: float, rival: float) -> float:
    """As sure as the score, less where another owner scores nearly as well."""
    if score <= 0:
        return 0.0
    return score * min(1.0, 0.5 + 5 * max(0.0, 1 - rival / score)) if rival <= score else score * 0.5
