"""Lines between a name or an address and its postcode, as on a patient's label; and words of organisations."""

import re
from collections.abc import Iterator

from language.reading.view import STANDS_FOR

ORGANISATION = (
    r"(?:hospital|surgery|practice|clinic|infirmary|medical|health|pharmacy|chemist|hospice|nhs|trust|centre|unit|"
    r"department|dept|laborator(?:y|ies)|pathology|headquarters|icb|university|school|ambulance)"
)
ORGANISATION_NEAR = re.compile(rf"\b{ORGANISATION}\b", re.IGNORECASE)
SOME_POSTCODE = re.compile(rf"[A-Z]\d[A-Z0-9]? {{0,2}}\d[A-Z]{{2}}\b|{STANDS_FOR['POSTCODE']}")
_LINE = rf"[A-Z0-9][A-Za-z0-9{STANDS_FOR['NAME']} .'-]{{2,32}}"
_LABEL = re.compile(
    rf"[{STANDS_FOR['ADDRESS']}{STANDS_FOR['NAME']}{STANDS_FOR['DOB']}{STANDS_FOR['NHS_NUMBER']}]"
    rf"[ ,]{{0,2}}\n(?P<lines>(?:{_LINE},?[ ]?\n){{0,3}}{_LINE}),?\s?\n"
    rf"(?=(?i:post ?code:? )?(?:[A-Z]{{1,2}}\d[A-Z0-9]? {{0,2}}\d[A-Z]{{2}}\b|{STANDS_FOR['POSTCODE']}))"
)


def lines_of_labels(text: str) -> Iterator[tuple[int, int]]:
    """Lines between a name or an address and its postcode, as on a patient's label."""
    if "\n" not in text or not SOME_POSTCODE.search(text):
        return
    for match in _LABEL.finditer(text):
        if not ORGANISATION_NEAR.search(match.group("lines")):
            yield match.start("lines"), match.end("lines")
