"""Surnames alone where the words before say that they are patients': 'Patients affected: Hollingsworth, Okonjo'."""

import re
from collections.abc import Iterator

from language.names.staff import STAFF_TITLES
from language.reading.name_knowledge import CLINICAL, HOUSES, is_known_word

Span = tuple[int, int]
_NAME = r"(?-i:[A-Z])[^\W\d_]*(?:['-][^\W\d_]+){0,2}(?: (?-i:[A-Z])[^\W\d_]+)?"
_LIST = rf"{_NAME}(?:(?:, and |, | and | & |/|; ?){_NAME}){{0,19}}"
_AFFECTED = re.compile(
    r"\b(?:(?:patients?|pts?) (?:affected|involved|concerned|harmed|missed|waiting|names)|"
    rf"(?:affected|involved|missed) (?:patients?|pts?))(?: (?:so far|are|were)){{0,2}} ?[:=-] ?\n?(?P<names>{_LIST})",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\bsame(?: (?:thing|issue|problem|story))?(?: (?:again|too|happened)){0,2} (?:for|with|to) "
    rf"(?P<names>{_NAME})(?P<more>[^.;:\n]{{0,40}}? and (?:again )?(?:for|with|to) {_NAME})?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z][^\W\d_]*(?:['-][^\W\d_]+){0,2}")
_AFTER = re.compile(r" ([A-Za-z]+)")
_ANOTHER = re.compile(rf"(?:for|with|to) (?P<names>{_NAME})\Z")


def names_of_those_affected(text: str) -> Iterator[Span]:
    """Words that are in no list of other things, after what says that they are patients."""
    for match in (*_AFFECTED.finditer(text), *_AGAIN.finditer(text)):
        yield from _unlisted(text, *match.span("names"))
        more = _ANOTHER.search(text, *match.span("more")) if match.re is _AGAIN and match.group("more") else None
        if more:
            yield from _unlisted(text, *more.span("names"))


def _unlisted(text: str, start: int, end: int) -> Iterator[Span]:
    """Each word that is in no list, save what is called after somebody and whom a title says to be at work."""
    before = ""
    for match in _WORD.finditer(text, start, end):
        low, after = match.group().lower(), _AFTER.match(text, match.end())
        of_a_house = after is not None and after.group(1).lower() in HOUSES
        if not is_known_word(low) and low not in CLINICAL and before not in STAFF_TITLES and not of_a_house:
            yield match.span()
        before = low
