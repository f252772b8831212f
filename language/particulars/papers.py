"""Numbers of papers that tell who somebody is: National Insurance numbers, driving licences, passports.

They are masked as references, which like them are somebody's own and say nothing by themselves.
"""

import re
from collections.abc import Iterator

from language.particulars.numbers import Hit

_TWO_LETTERS = r"(?!GB|NK|TN|ZZ)[A-CEGHJ-TW-Z][A-CEGHJ-NP-TW-Z]"
_INSURANCE = re.compile(  # QQ 12 34 56 C
    rf"(?<![A-Za-z\d])(?:{_TWO_LETTERS}(?:[ .-]?\d\d){{3}}[ .-]?[A-D]|(?i:{_TWO_LETTERS}\d{{6}}[A-D]))(?![A-Za-z\d])"
)
_LICENCE = re.compile(  # five signs of the surname, six digits of the birth date, the initials, three signs more
    r"(?<![A-Za-z\d])(?=[A-Z]{1,5}9{0,4}[ -]?\d{6})[A-Z9]{5}[ -]?\d{6}[ -]?[A-Z9]{2}[ -]?[A-Z\d]{3}(?![A-Za-z\d])",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"\bpassport(?: ?(?:number|numb|num|no|nr|id))?\.?(?: (?:is|was|of|reads|given as)){0,2}[ :=#-]{0,3}\n?"
    r"(?P<value>(?=[A-Z]{0,2} ?\d)[A-Z]{0,2} ?\d(?: ?\d){6,8}(?: ?[A-Z]\b)?)(?![\w/-])",
    re.IGNORECASE,
)


def numbers_of_papers(text: str) -> Iterator[Hit]:
    """National Insurance numbers and driving licences by their shape, passports by the word before them."""
    for pattern in (_INSURANCE, _LICENCE):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), "REFERENCE", True
    for match in _PASSPORT.finditer(text):
        yield *match.span("value"), "REFERENCE", True
