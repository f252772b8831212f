"""Names that stand on lines of their own, as a record's banner or form is pasted: one part of it a line."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from language.reading.name_cues import POSTS, RELATIVES, TITLES
from language.reading.name_knowledge import (
    CLINICAL,
    HOUSES,
    is_first_name,
    is_known_word,
    is_surname,
    strong_first_name,
)
from language.reading.record_fields import EMPTY
from language.reading.view import STANDS_FOR

Span = tuple[int, int]
_NAME_FOUND = STANDS_FOR["NAME"]
_IDENTITY = re.compile(
    f"[{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['DOB']}{STANDS_FOR['HOSPITAL_NUMBER']}]|"
    r"^(?:m|f|male|female|\(?\d{1,3} ?(?:y|yo|yrs?|years?(?: old)?|m|f)?\)?|(?:dob|d\.o\.b\.?|born|date of birth|"
    r"nhs|nhs (?:no|number)|hosp(?:ital)? (?:no|number)|mrn|age|sex|gender)\b.{0,40})$",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+){0,3}"
_WORDS = re.compile(rf"{_WORD}(?: {_WORD}| [A-Z]\.?){{0,3}}")
_SURNAME_FIRST = re.compile(
    rf"(?P<surname>{_WORD}(?: {_WORD})?), ?(?P<first>{_WORD}(?: {_WORD}| [A-Z]\.?){{0,2}})"
    r"(?: \((?:Mr|Mrs|Ms|Miss|Mx|Master|Dr)\.?\))?"
)
_LABEL = re.compile(
    r"(?:(?:(?:pt|patient|client|service user|resident)(?:'s)? )?(?:(?:full |preferred |known )?name|"
    r"(?P<one>surname|last ?name|family ?name|fore ?names?|first ?names?|given ?names?|middle ?names?|maiden ?name))|"
    r"patient|pt|next of kin|nok)\s?[:=-]?",
    re.IGNORECASE,
)
_OF_STAFF = re.compile(
    r"(?:job|job title|role|grade|post|band|designation|profession|department|dept|team|ward|speciality|specialty|"
    r"organisation|practice|bleep|ext(?:ension)?|e-?mail)\s?:?\b.{0,40}",
    re.IGNORECASE,
)
_LONGEST = 48
_NEAR = 4  # lines of a banner


class Line(NamedTuple):
    """One line without the spaces and commas around it, and where it begins."""

    text: str
    start: int

    @property
    def span(self) -> Span:
        return self.start, self.start + len(self.text)


def names_by_line(text: str) -> Iterator[Span]:
    """Lines that are a name or a part of one."""
    if "\n" not in text:
        return
    lines = _lines(text)
    for at, line in enumerate(lines):
        if len(line.text) > _LONGEST:
            continue
        if _LABEL.fullmatch(line.text):
            yield from _under_a_label(lines, at)
        elif _heads_a_banner(lines, at):
            yield line.span
            yield lines[at + 1].span
        elif _is_surname_first(lines, at):
            yield line.span


def _lines(text: str) -> list[Line]:
    """The lines in which something stands."""
    found, start = [], 0
    for raw in text.split("\n"):
        bare = raw.strip(" \t,\r")
        if bare:
            found.append(Line(bare, start + raw.index(bare)))
        start += len(raw) + 1
    return found


def _under_a_label(lines: Sequence[Line], at: int) -> Iterator[Span]:
    """'Name' and below it 'Grace' and 'Pendlebury'; 'Surname' and below it whatever may be one."""
    below = lines[at + 1 : at + 4]
    label = _LABEL.fullmatch(lines[at].text)
    if label is None or not below or any(_OF_STAFF.fullmatch(line.text) for line in below[1:]):
        return
    if label.group("one"):
        if _may_be(below[0].text):
            yield below[0].span
        return
    if below[0].text == _NAME_FOUND or _is_known(below[0].text):
        yield below[0].span
        if len(below) > 1 and " " not in below[0].text and _is_known(below[1].text):
            yield below[1].span


def _heads_a_banner(lines: Sequence[Line], at: int) -> bool:
    """'PENDLEBURY' above 'Arthur James', or the other way round, and what tells who somebody is below or above."""
    if at + 1 >= len(lines):
        return False
    upper, lower = lines[at].text, lines[at + 1].text
    if upper == lower == _NAME_FOUND:
        return False
    shouted = upper.isupper() and len(upper) > 3 and _is_a_surname(upper) and is_surname(upper.lower())
    if shouted and _is_first(lower) and strong_first_name(lower.split()[0].lower()):
        return True
    parts = _is_a_surname(upper) and _is_first(lower) or _is_first(upper) and _is_a_surname(lower)
    return parts and _identity_near(lines, at, at + 1)


def _is_surname_first(lines: Sequence[Line], at: int) -> bool:
    """'HOLLINGSWORTH, Margaret' beside a line that tells who somebody is."""
    found = _SURNAME_FIRST.fullmatch(lines[at].text)
    if found is None or not _is_a_surname(found.group("surname")):
        return False
    return _is_first(found.group("first")) and _identity_near(lines, at, at)


def _identity_near(lines: Sequence[Line], first: int, last: int) -> bool:
    near = (*lines[max(0, first - 2) : first], *lines[last + 1 : last + 1 + _NEAR])
    return any(len(line.text) <= _LONGEST and _IDENTITY.search(line.text) for line in near)


def _is_a_surname(said: str) -> bool:
    """One or two words with a capital, of which the last is a surname or in no list."""
    if said == _NAME_FOUND:
        return True
    lows = said.lower().split()
    if not _WORDS.fullmatch(said) or not said[0].isupper() or len(lows) > 2 or _is_of_work(lows):
        return False
    return is_surname(lows[-1]) or len(lows[-1]) > 2 and not is_known_word(lows[-1])


def _is_first(said: str) -> bool:
    """First names, each with a capital."""
    if said == _NAME_FOUND:
        return True
    words = said.split()
    if not _WORDS.fullmatch(said) or not all(word[0].isupper() for word in words):
        return False
    lows = said.lower().split()
    return is_first_name(lows[0]) and lows[0] not in CLINICAL and not _is_of_work(lows)


def _is_known(said: str) -> bool:
    """Words with a capital, the first of which is known as a name or is in no list."""
    if not _WORDS.fullmatch(said) or not said[0].isupper():
        return False
    lows = said.lower().split()
    likely = is_first_name(lows[0]) or is_surname(lows[0]) or not is_known_word(lows[0])
    return likely and not _is_of_work(lows) and not _LABEL.fullmatch(said)


def _may_be(said: str) -> bool:
    """Whatever may stand in the field of a surname or a first name."""
    return bool(_WORDS.fullmatch(said)) and not _is_of_work(said.lower().split()) and not _LABEL.fullmatch(said)


def _is_of_work(lows: Sequence[str]) -> bool:
    return any(low in EMPTY or low in HOUSES or low in POSTS or low in TITLES or low in RELATIVES for low in lows)
