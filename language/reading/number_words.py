"""Numbers written out in words: digits as they are dictated, days, months and years. Knows nothing of patients."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NOUGHTS = ("zero", "oh", "o", "nought", "naught", "nil")
_ORDINALS = (
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
    + ("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth")
    + ("twentieth",)
)
_VALUE = {word: value for value, word in enumerate((*_UNITS, *_TEENS), 1)}
_VALUE |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_VALUE |= dict.fromkeys(_NOUGHTS, 0)
_VALUE |= {word: value for value, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
CARDINALS = {word: _VALUE[word] for word in (*_UNITS, *_TEENS, *_TENS)}
_TIMES = {"double": 2, "triple": 3, "treble": 3}


def _one_of(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_SAID = _one_of((*_NOUGHTS, *_UNITS, *_TEENS, *_TENS, *_TIMES, "hundred"))
_RUN = re.compile(rf"\b(?:{_SAID}|\d{{1,5}})(?:[\s,.;-]{{1,3}}(?:{_SAID}|and|\d{{1,5}})\b){{2,24}}")
_SAID_TWICE = re.compile(rf"\b{_SAID}\b.*?\b{_SAID}\b", re.DOTALL)
_PART = re.compile(r"[a-z]+|\d+", re.IGNORECASE)


class Said(NamedTuple):
    """Digits said in words: where they stand and what they are."""

    start: int
    end: int
    digits: str
    parts: tuple[tuple[int, int, str], ...] = ()  # the words and figures that say them, and where each stands


@lru_cache(maxsize=2)  # three kinds of numbers ask about the same text
def said_digits(text: str) -> tuple[Said, ...]:
    """Runs of digits in words, as 'oh seven seven double oh nine', some of them perhaps as figures."""
    return tuple(_said(in_small_letters(text)))


def in_small_letters(text: str) -> str:
    """The text without capitals, character for character: patterns for one case are twice as fast as for both."""
    low = text.lower()
    return (
        low if len(low) == len(text) else "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    )


def _said(text: str) -> Iterator[Said]:
    for run in _RUN.finditer(text):
        if not _SAID_TWICE.search(run.group()):
            continue
        at = run.start()
        parts = [(at + part.start(), at + part.end(), part.group()) for part in _PART.finditer(run.group())]
        while parts and parts[-1][2] in ("and", *_TIMES):
            parts.pop()
        if parts:
            *_, digits = _growing(word for _, _, word in parts)
            yield Said(at, parts[-1][1], digits, tuple(parts))


def windows_of(said: Said, size: int) -> Iterator[Said]:
    """Every so many digits among those said that begin and end with one of the words or figures."""
    for first, (start, _, word) in enumerate(said.parts):
        if word == "and":
            continue
        parts = said.parts[first : first + 2 * size]
        for (_, end, _), digits in zip(parts, _growing(word for _, _, word in parts), strict=True):
            if len(digits) == size:
                yield Said(start, end, digits)
            elif len(digits) > size:
                break


def _growing(words: Iterable[str]) -> Iterator[str]:
    """The digits that the words say, after each of them."""
    digits, times, tens = "", 1, False
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
        elif word == "hundred":
            digits += "00"
        elif word.isdigit():
            digits += word
        elif word in _VALUE:
            value = _VALUE[word]
            digits = digits[:-1] + str(value) if tens and 0 < value < 10 else digits + str(value) * times
            times = 1
        tens = word in _TENS
        yield digits


_MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_TENTHS = r"(?:twenty|thirty)[ -]?"
_DAY_WORD = (
    rf"(?:{_TENTHS}{_one_of(_ORDINALS[:9])}|{_one_of((*_ORDINALS, 'thirtieth'))}|\d{{1,2}}(?:\s?(?:st|nd|rd|th))?)"
)
_PLAIN = rf"(?:{_TENTHS}{_one_of(_UNITS)}|{_one_of((*_UNITS, *_TEENS, 'twenty', 'thirty'))})"
_TWO_FIGURES = rf"(?:{_one_of(_TENS)}(?:[ -]?{_one_of(_UNITS)})?|(?:oh|o|nought) {_one_of(_UNITS)}|{_one_of(_TEENS)})"
_YEAR = (
    rf"(?:nineteen(?: hundred(?: and)?)?[ ,-]{{1,2}}(?:{_TWO_FIGURES}|{_one_of(_UNITS)})|"
    rf"two thousand(?:(?: and)? (?:{_TWO_FIGURES}|{_one_of(_UNITS)}))?|twenty[ -]{_TWO_FIGURES}|"
    rf"(?!nineteen|twenty\b(?![ -][a-z])){_TWO_FIGURES}|(?:18|19|20)\d\d|'?\d\d)(?![\w/])"
)
_FEAST = (
    r"(?:christmas|boxing|new year'?s?|(?:st\.? )?(?:valentine|david|patrick|george|andrew)'?s|"
    r"midsummer|all saints'?)"
)
_JOIN = r"[\s,./-]{1,3}"
_NAMED_MONTH = re.compile(
    rf"(?<![\w/.-])(?:(?:the )?{_DAY_WORD}(?: day)?{_JOIN}(?:of (?:the month of )?)?(?P<m1>{_MONTH_NAME})"
    rf"|(?:the )?{_PLAIN}{_JOIN}(?:of )?(?P<m2>{_MONTH_NAME})"
    rf"|(?P<m3>{_MONTH_NAME}) (?:the )?(?:{_DAY_WORD}|{_PLAIN})"
    rf"|{_FEAST} (?:day|eve))(?:{_JOIN}(?:in )?|\s)(?P<year>{_YEAR})",
)
_NUMBERED_MONTH = re.compile(
    rf"(?<![\w/.-])(?:the )?(?:{_DAY_WORD}|{_PLAIN})(?: day)?{_JOIN}(?:of )?(?:the )?"
    rf"(?:{_one_of(_ORDINALS[:12])}|{_one_of((*_UNITS, *_TEENS[:3]))}|(?:oh|o|nought|"
    rf"zero) {_one_of(_UNITS)}|\d{{1,2}}(?:st|nd|rd|th)?)"
    rf"(?: month)?{_JOIN}(?:in )?(?P<year>{_YEAR})",
)
_YEAR_FIRST = re.compile(
    rf"\b(?P<year>nineteen[ -]{_TWO_FIGURES}|(?:19|20)\d\d),? (?:on )?(?:the )?(?:{_DAY_WORD}|"
    rf"{_PLAIN}) (?:of )?{_MONTH_NAME}(?!\w)",
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "day", "eve")
_FIGURES = re.compile(r"\d+")
_SOME_WORD = re.compile(
    r"\b(?:\w+ty|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|eleven|twelve|twenty|thirty|first|"
    r"second|third|"
    r"\w+th|day|eve)\b",
)


class Dated(NamedTuple):
    """A date in words; `named` if its month is."""

    start: int
    end: int
    year: int
    named: bool


def dates_in_words(text: str) -> Iterator[Dated]:
    """'the third of March nineteen forty two', 'six six twenty nineteen', 'Christmas Day 1931'."""
    text = in_small_letters(text)
    words = len(_SOME_WORD.findall(text))
    if not words:
        return
    named = any(month in text for month in _MONTHS)
    numbered = words > 2 or words + len(_FIGURES.findall(text)) > 2
    wanted = ((_NAMED_MONTH, named), (_NUMBERED_MONTH, numbered), (_YEAR_FIRST, named))
    for pattern in (pattern for pattern, likely in wanted if likely):
        for match in pattern.finditer(text):
            if re.search(r"[a-z]{3}", match.group(), re.IGNORECASE):
                yield Dated(*match.span(), year_in_words(match.group("year")), pattern is _NAMED_MONTH)


def year_in_words(written: str) -> int:
    """The year as a number, two figures read as 1931 to 2030."""
    parts = [part.lower() for part in _PART.findall(written) if part.lower() != "and"]
    if parts[0].isdigit():
        year = int(parts[0])
    elif parts[:2] == ["two", "thousand"]:
        year = 2000 + sum(_VALUE[part] for part in parts[2:])
    elif parts[0] == "nineteen" and len(parts) > 1:
        year = 1900 + sum(_VALUE.get(part, 0) for part in parts[1:])
    elif parts[0] == "twenty" and len(parts) > 1 and _VALUE[parts[1]] > 9:
        year = 2000 + sum(_VALUE[part] for part in parts[1:])
    else:
        year = sum(_VALUE[part] for part in parts)
    return year if year > 99 else year + (1900 if year > 30 else 2000)
