"""Details of a report that can tell whose it was: a measured number, a clock time, a person's age. Pure.

Figures that anybody has (counts, doses, spans of time, whole and half hours, ages from which or up to which something
is done) are none.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from language.phrasing import stem
from language.reading.number_words import CARDINALS

ENOUGH_PEOPLE = 3  # whoever tells a detail; then it is nobody's own
BEFORE, AFTER = 6, 3  # telling words beside a number that may say what it measures
NEAR = 80  # characters in which they stand

_ONE = "(?:" + "|".join(sorted(CARDINALS, key=len, reverse=True)) + ")"
_SAID = rf"(?:{_ONE}(?:[ -]{_ONE})?|\d{{1,3}})"
_PARTS = {"quarter": 15, "half": 30}
_AT = r"(?<=\bat )|(?<=\bwas )|(?<=\bby )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|(?<=\bafter )|(?<=\babout )"
_CLOCK = re.compile(
    rf"\b(?:(?P<part>quarter|half|{_SAID})(?: minutes)? past (?P<of>{_ONE}|\d{{1,2}})\b(?![.:]?\d)"
    rf"|(?:(?P<quarter>quarter)|(?:{_AT})(?P<less>{_SAID})) to (?P<next>{_ONE})\b(?! (?:hour|day|week|month|year|p))"
    r"|(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)(?![:\d])|[.](?P<dotted>[0-5]\d)(?= ?[ap]\.?m\b)"
    r"|(?P<plain>[0-5]\d)(?= ?(?:hours|hrs|h)\b)))"
)
_YEARS = r"[ -]?(?:years?|yrs?|y)(?:[ -]?(?:old|o)\b|/o\b)|yo\b"
_YOUNG = r"[ -](?P<unit>day|week|month)s?[ -]old(?=,? (?:baby|infant|boy|girl|child|son|daughter|twin)s?\b)"
_PERSON = r"(?:girl|boy|baby|child|man|woman|lady|gentleman|patient|son|daughter|mother|father|mum|dad)"
_NO_AGE = r"(?![.,]?\d|[ -]*(?:to\b|%|years? (?:ago|earlier)|day|week|month|hour|min|practice|mile))"
_AND_MORE = r"(?! and (?:over|above|under|older|younger)| or (?:over|older|more)|\+)"
_AGE = re.compile(
    rf"(?:\b(?:aged?(?: of)?|{_PERSON},? (?:of|aged)|{_PERSON} who (?:is|was)) (?P<aged>{_SAID})\b{_NO_AGE}"
    rf"|\b{_PERSON},? \(?(?P<aside>\d{{1,3}})(?=[,)])"
    rf"|\b(?P<old>{_SAID})(?:{_YEARS}|{_YOUNG})){_AND_MORE}"
)
_BOUND = re.compile(r"\b(?:over|under|above|below|from|until|least|than|to|between)(?: the)?(?: age)?(?: of)? ?$")
_NUMBER = re.compile(
    r"(?<![\w./:£$-])(?P<whole>(?!(?:19|20)\d\d\b(?!\.\d))\d{1,4})(?:[.](?P<tenths>\d{1,2}))?(?![\w%/:-]|[.]\d)"
    rf"|\b(?P<said>{_ONE}(?:[ -]{_ONE})?) point (?P<after>{_ONE}(?: {_ONE})?)\b"
)
_ANYBODYS = re.compile(
    r" ?(?:%|per ?cent|mg|mcg|micrograms?|ml|millilit\w+|g\b|grams?|kg|units?\b|tablets?|times?\b|seconds?"
    r"|min(?:ute)?s?\b|hours?|days?|weeks?|months?|years?|people|persons?|patients?|issues?|reports?|practices?|organisations?|calls?"
    r"|letters?|in \d|of \d|out of)"
)
_SHORT = {"k": "potassium", "na": "sodium", "hb": "haemoglobin", "sats": "saturation", "temp": "temperature"}
_WORD = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]*")
_NO_THING = frozenset({"past", "am", "pm"})


@dataclass(frozen=True)
class Detail:
    """What is told, where it stands, and the words that say of what it is."""

    kind: str
    value: str
    start: int
    end: int
    of: frozenset[str] = frozenset()

    def is_told_by(self, other: "Detail") -> bool:
        """Whether the other is the same number of the same thing, the same time, or the same age."""
        same = (self.kind, self.value) == (other.kind, other.value)
        return same and (self.kind != "number" or bool(self.of & other.of))


def details(text: str) -> list[Detail]:
    """The details of a text, in their order; of what stands in two kinds, the more telling one."""
    low = _low(text)
    found: list[Detail] = []
    for one in (two for find in _FIND.values() for two in find(low)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def told_by_few(text: str, told: Iterable[tuple[str, Hashable]]) -> list[tuple[str, int]]:
    """The details of a text that fewer than three people tell, as they stand there, and in how many texts they do.

    With each text stands who told it. An age counts only with another telling word of the text that tells it.
    """
    here = details(text)
    if not here:
        return []
    own = set(_words(text.lower()))
    hits: dict[Detail, list[Hashable]] = {one: [] for one in here}
    for other, who in told:
        there = details(other) if _may_tell(other, here) else []
        for one in here:
            if any(one.is_told_by(two) for two in there) and (
                one.kind != "age" or not own.isdisjoint(_words(other.lower()))
            ):
                hits[one].append(who)
    few = {one: people for one, people in hits.items() if 0 < len(set(people)) < ENOUGH_PEOPLE}
    return list({text[one.start : one.end]: len(people) for one, people in few.items()}.items())


def _may_tell(other: str, here: Collection[Detail]) -> bool:
    """Whether any of these stands in another text, unless as another kind: most texts are read no further."""
    low = _low(other)
    there = [two for kind in {one.kind for one in here} for two in _FIND[kind](low)]
    return any(one.is_told_by(two) for one in here for two in there)


def _low(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else text


def _clocks(low: str) -> Iterator[Detail]:
    for match in _CLOCK.finditer(low):
        minutes = _minutes(match)
        if minutes is not None and minutes % 30:
            yield Detail("clock", str(minutes % 720), *match.span())


def _minutes(match: re.Match[str]) -> int | None:
    """Minutes since midnight; of words since midnight or noon. None of what is no time."""
    if match["hour"]:
        return 60 * int(match["hour"]) + int(match["minute"] or match["dotted"] or match["plain"])
    part, hour = match["part"] or match["quarter"] or match["less"], _value(match["of"] or match["next"])
    minutes = _PARTS.get(part) or _value(part)
    if minutes >= 60 or not 1 <= hour <= 12:
        return None
    return 60 * hour + (minutes if match["part"] else -minutes)


def _ages(low: str) -> Iterator[Detail]:
    for match in _AGE.finditer(low):
        if not _is_bound(low, match.start()):
            age = _value(match["aged"] or match["aside"] or match["old"])
            yield Detail("age", f"{age} {match['unit'] or 'year'}", *match.span())


def _numbers(low: str) -> Iterator[Detail]:
    """Numbers with a point, and those of two figures or more that stand beside what is measured."""
    last = 0
    for match in _NUMBER.finditer(low):
        start, end = match.span()
        before = _words(low, max(last, start - NEAR), start)[-BEFORE:]
        last = end
        if _ANYBODYS.match(low, end) or _is_bound(low, start):
            continue
        tenths = match["tenths"] or "".join(str(CARDINALS[word]) for word in (match["after"] or "").split())
        of = frozenset([*before, *_words(low, end, end + NEAR)[:AFTER]])
        if not tenths:
            of = frozenset(before) & _MEASURED if len(match["whole"]) > 1 else frozenset()
        if of:
            yield Detail("number", f"{match['whole'] or _value(match['said'])}.{tenths.rstrip('0')}", start, end, of)


def _is_bound(low: str, start: int) -> bool:
    """Whether what begins there is said as a bound, from which or up to which something is done."""
    return bool(_BOUND.search(low[max(0, start - 24) : start]))


def _value(said: str) -> int:
    return int(said) if said.isdigit() else sum(CARDINALS[word] for word in re.split("[ -]", said))


def _words(low: str, start: int = 0, end: int | None = None) -> list[str]:
    """The stems of the words that tell something, in their order."""
    found = _WORD.findall(low, start, len(low) if end is None else end)
    words = (_SHORT.get(word, word) for word in found if word not in _NO_THING)
    return [stem(word) for word in words if word not in ENGLISH_STOP_WORDS and len(word) > 1]


_MEASURED = frozenset(
    map(stem, (Path(__file__).with_name("data") / "measured.txt").read_text(encoding="utf-8").split())
)
_FIND: dict[str, Callable[[str], Iterator[Detail]]] = {"clock": _clocks, "age": _ages, "number": _numbers}
