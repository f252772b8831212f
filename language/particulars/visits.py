"""Homes told by a number and a name alone, to which somebody who writes has gone: 'got to 14 Marl Heys at 8am'."""

import re
from collections.abc import Iterator

from language.particulars.labels import ORGANISATION_NEAR
from language.particulars.numbers import Hit
from language.particulars.places import organisation_next
from language.reading.name_knowledge import CLINICAL

_VISITED = re.compile(
    r"\b(?i:got to|visited|visit(?:s|ing)? to|went (?:out |round |back )?to|arrived at|called at|knocked (?:at|on)|"
    r"turned up at|drove (?:out )?to|(?:nurse|carers?) at) "
    r"(?P<home>\d{1,4}[A-Za-z]? [A-Z][a-z]{2,24}(?: [A-Z][a-z]{1,24})?)(?![\w'-]| [A-Z])"
    r"(?=[,.;)]|\s*\Z| (?:at|and|on|but|to|for|with|this|today|yesterday|twice|where|again|as)\b)"
)
_NO_NAME = frozenset(
    ("homes", "houses", "patients", "people", "wards", "units", "beds", "residents", "clinics", "north", "south")
    + ("east", "west", "calls", "visits", "times", "schools", "surgeries", "practices", "sites", "trusts", "places")
)


def visited_homes(text: str) -> Iterator[Hit]:
    """A house number and one or two names behind a word of visiting; no clinic, no day and no count of things."""
    for match in _VISITED.finditer(text):
        home = match.group("home")
        lows = home.lower().split()[1:]
        if ORGANISATION_NEAR.search(home) or organisation_next(text, match.end()):
            continue
        if not any(low in CLINICAL or low in _NO_NAME for low in lows):
            yield *match.span("home"), "ADDRESS", False
