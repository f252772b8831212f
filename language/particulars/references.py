"""Numbers of one patient's booking or specimen by the word before them, and the password beside a booking's."""

import re
from collections.abc import Iterator
from itertools import chain

from language.particulars.numbers import Hit

_KIND = "REFERENCE"
_NUMBER = r"(?:numbers?|numb|num|nos?|nr|ref(?:erence)?s?|id|#)"
_LINKS = r"(?:[ .:=#(\"'-]|\b(?:is|was|are|were|of|as|given|reads)\b){0,6}"
_A_PHONE = r"(?!0[1-9]\d{9}(?!\d))"
_BOOKED = (
    r"(?:\d{4}[ .-]?\d{4}[ .-]?\d{4}(?![\w/]|[.,:-]\d)|"
    rf"(?:\d{{4}}(?P<apart>[ .-])\d{{4}}(?P=apart)\d{{1,3}}|{_A_PHONE}\d{{9,11}})(?![\w/]|[.,:-]\d|[ -]\d{{2}}))"
)
_BOOKING = re.compile(
    rf"\b(?:(?:u[bn]rn|unique booking(?: {_NUMBER})?)(?:s|\(s\))?(?: {_NUMBER}\b)?|"
    rf"(?:e-?rs|e-?referrals?|choose (?:and|&) book|booking)(?: booking)? {_NUMBER}(?: {_NUMBER})?\b)\.?{_LINKS}"
    rf"(?P<value>{_BOOKED})",
    re.IGNORECASE,
)
_OF_TWELVE = re.compile(
    r"\b(?:e-?rs|e-?referral)\b[ :#-]{1,3}(?P<value>\d{4}(?P<apart>[ .-]?)\d{4}(?P=apart)\d{4})(?![\w/]|[ .,:-]\d)|"
    r"(?<![\w./-])(?<!\d )(?P<before>\d{4}(?P<gap>[ .-]?)\d{4}(?P=gap)\d{4}) ?(?:\(|,|-|is the|was the|as the|=)? ?"
    r"(?:e-?rs )?ubrn\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"(?:,|;|/| &| and| or)(?: and| or)? ?(?P<value>\d{4}(?P<apart>[ .-]?)\d{4}(?P=apart)\d{4}|"
    rf"{_A_PHONE}\d{{9,12}})(?![\w/]|[ .,:-]\d)",
    re.IGNORECASE,
)
_NO_PASSWORD = r"(?!(?:not|missing|lost|none|unknown|n/a|needed|required|expired|reset|was|is|the|to|wrong|see)\b)"
_PASSWORD = re.compile(
    r"\b(?:pw|pwd|p/w|pass ?word|pass ?code|pass ?phrase)\b(?:"
    rf" ?[:=] {{0,2}}[\"']?{_NO_PASSWORD}(?P<told>[A-Za-z\d][^\s,;()\"']{{1,30}}"
    r"(?: [A-Za-z]{3,12}(?= ?\d))?(?: \d{1,4}\b)?)|"
    r" (?:is |was |- )?[\"']?(?P<plain>(?:[A-Za-z]{2,16}[ -]){0,2}[A-Za-z]{0,16}\d[A-Za-z\d!*-]{0,15}|"
    r"[a-z]{3,12}-[a-z]{3,12})(?![\w-]))",
    re.IGNORECASE,
)
_NEAR = 64
_OF_A_SPECIMEN = (
    r"(?:accession|specimen|sample|histo(?:logy|path(?:ology)?)?|cyto(?:logy|path(?:ology)?)?|path(?:ology)?|"
    r"lab(?:oratory)?|biopsy|microbiology|micro|smear)"
)
_ITS = r"(?: (?:specimen|sample|report|request|accession|lab|case))?"
_LETTERED = (  # a year and a letter, or letters and a year, before the number of that year
    r"(?:\d{2}[/-]?[A-Z]{1,3}[/-]?\d{4,11}|\d{2} (?-i:[A-Z]{1,3}) \d{4,11}|[A-Z]{1,2}\d{2}[/-]\d{3,7}|"
    r"(?-i:[A-Z]{1,4}[ /-]?|[a-z]{1,4})\d{6,12}|[A-Z],\d{2}\.\d{7}\.[A-Z]|"
    r"[A-Z]{1,2}\d{2}\.\d{4,8}(?:\.[A-Z])?)(?![\w/-])"
)
_PLAIN = r"(?:(?!0\d{9,10}\b)\d{6,12}|\d{2}[/-](?!(?:19|20)\d\d\b)\d{4,7})(?![\w/-]|[.,:]\d| \d{3})"
_SPECIMEN = re.compile(
    rf"\b{_OF_A_SPECIMEN}{_ITS}(?:(?:s|'s)? {_NUMBER}\b\.?{_LINKS}(?P<numbered>{_LETTERED}|{_PLAIN})|"
    rf"[ :=#(]{{1,3}}(?P<value>{_LETTERED}))|"
    rf"\b(?:accession|specimen|sample)[ :=#]{{1,3}}(?P<bare>(?:(?!0)\d{{7,12}}|\d{{2}}/\d{{6,8}})"
    r"(?![\w/-]|[.,:]\d| \d{3}))",
    re.IGNORECASE,
)
_MORE_SPECIMENS = re.compile(rf"(?:,|;| &| and)(?: and)? ?(?P<value>{_LETTERED}|{_PLAIN})", re.IGNORECASE)
_OF_A_TICKET = re.compile(r"(?:INC|REQ|RITM|CHG|TKT|LOT|ORD|PO|CAS|SR|WEB|TEL|EXT|BATCH|GTIN)[ /-]?\d", re.IGNORECASE)


def numbers_of_bookings(text: str) -> Iterator[Hit]:
    """Booking references of e-Referral, also several in a row, and the passwords beside them."""
    found = []
    for match in chain(_BOOKING.finditer(text), _OF_TWELVE.finditer(text)):
        start, end = match.span("before" if match.groupdict().get("before") else "value")
        found.append((start, end))
        while more := _ANOTHER.match(text, end):
            end = more.end("value")
            found.append(more.span("value"))
    for start, end in found:
        yield start, end, _KIND, True
    for match in _PASSWORD.finditer(text) if found else ():
        start, end = match.span("told" if match.group("told") else "plain")
        if any(first - _NEAR <= end and start <= last + _NEAR for first, last in found):
            yield start, start + len(text[start:end].rstrip(".?)")), _KIND, False


def numbers_of_specimens(text: str) -> Iterator[Hit]:
    """Numbers of laboratories for one patient's specimen, also several in a row."""
    for match in _SPECIMEN.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        if _OF_A_TICKET.match(text, start):
            continue
        yield start, end, _KIND, True
        while more := _MORE_SPECIMENS.match(text, end):
            yield *more.span("value"), _KIND, True
            end = more.end("value")
