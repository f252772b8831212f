"""HL7 messages in segments: PID and NK1 speak of patients and relatives, the others of staff and orders."""

import re
from collections.abc import Iterator

from language.reading.view import STANDS_FOR

Span = tuple[int, int]
_SEGMENT = re.compile(
    r"(?:MSH|EVN|PID|PD1|NK1|PV1|PV2|ORC|OBR|OBX|NTE|MSA|ERR|TXA|SCH|AL1|DG1|MRG|GT1|IN1|ROL|RXE|RXO|AIP)\|"
)
_BORDER = re.compile(rf"\n|{_SEGMENT.pattern}")
_OF_PATIENTS = ("PID|", "NK1|", "MRG|", "GT1|", "IN1|")
_REACH = 600
_BLOCK = re.compile(r"[|~]([^|~\n]{3,160})")
_POSTCODE = re.compile(rf"[A-Z]{{1,2}}\d[A-Z0-9]? {{0,2}}\d[A-Z]{{2}}\b|{STANDS_FOR['POSTCODE']}")
_PART = re.compile(r"[^^]+")


def of_a_patient(text: str, at: int) -> bool:
    """Is the place in a segment about a patient or a relative, or in none?"""
    segments = [match.group() for match in _SEGMENT.finditer(text, max(0, at - _REACH), at)]
    return not segments or segments[-1] in _OF_PATIENTS


def work_of_segments(text: str) -> Iterator[Span]:
    """Segments that speak of staff and orders, each to the end of its line or the next segment."""
    if "|" not in text:
        return
    begun = None
    for match in _BORDER.finditer(text):
        if begun is not None:
            yield begun, match.start()
        begun = match.start() if match.group() != "\n" and match.group() not in _OF_PATIENTS else None
    if begun is not None:
        yield begun, len(text)


def hl7_addresses(text: str) -> Iterator[Span]:
    """The parts of an address up to its postcode: `|4 Kiln Lane^^Tarnby^^LA99 3AB`."""
    if "^" not in text:
        return
    for match in _BLOCK.finditer(text):
        postcode = _POSTCODE.search(match.group(1))
        if postcode is None or "^" not in match.group(1) or not of_a_patient(text, match.start()):
            continue
        for part in _PART.finditer(match.group(1), 0, postcode.start()):
            if any(char.isalpha() for char in part.group()):
                yield match.start(1) + part.start(), match.start(1) + part.end()
