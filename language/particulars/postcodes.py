"""Postcodes of people in a view; those of organisations are left alone."""

import re
from collections.abc import Iterator

from language.particulars.labels import ORGANISATION_NEAR
from language.particulars.numbers import Hit
from language.particulars.postcodes_of_places import is_a_places
from language.reading.view import STANDS_FOR

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH "
    "EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M "
    "ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST "
    "SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
_POSTCODE = re.compile(r"(?<![\w-])([A-Z]{1,2})(\d[A-Z0-9]?)( {0,3})(\d)([A-Z]{2})(?![\w-])", re.IGNORECASE)
_OUTWARD = re.compile(r"(?<![\w-])(?P<area>[A-Z]{1,2})\d[A-Z0-9]?(?![\w-])", re.IGNORECASE)  # 'CH2' of 'CH2 1UL'
_NEVER_INWARD = re.compile(r"[CIKMOV]", re.IGNORECASE)  # but people mistype
_AREA_SET = frozenset(_AREAS.split())
_OF_A_PERSON = "".join(STANDS_FOR[kind] for kind in ("NAME", "NHS_NUMBER", "HOSPITAL_NUMBER", "DOB", "ADDRESS"))
_PERSON_NEAR = re.compile(
    rf"\b(?:lives?|living|moved|address|home|patient|pt|his|her|he|she|mr|mrs|miss|ms|lady|resident|dob|born)\b|"
    rf"[{_OF_A_PERSON}]",
    re.IGNORECASE,
)
_AFTER_A_HOME = re.compile(  # '14 mill road ch411dq': in small letters without a space it may be any code elsewhere
    rf"(?:[{_OF_A_PERSON}]|\bpost ?code(?: is| was|:| =)?)[ ,\n(:/-]{{1,3}}\Z", re.IGNORECASE
)
_IS_A_LABEL = re.compile(  # NHS number, hospital no, NHS 943 476 5919: what follows is a person's, not an address
    rf"\b(?:nhs|hospital|hosp|unit|clinic)\s?(?:no|num|number|nr|id|ref)\b|\bnhs[\s:#.,-]{{0,3}}[\d{_OF_A_PERSON}]",
    re.IGNORECASE,
)
_BROUGHT_TO = re.compile(r"\b(?:discharg|deliver)\w*(?: [\w']+){0,5} to\s\Z", re.IGNORECASE)
_OF_A_SERVICE = re.compile(  # 'lab at', 'Service at St Anne's, Oldham,', 'collect it ourselves from'
    r"\b(?:lab|labs|(?-i:Service|Team|Hub)) (?:at|in) (?:(?-i:(?:St )?[A-Z][\w']{2,24}"
    r"(?:, [A-Z][a-z]{2,24}){0,2}),? )?\Z|"
    r"\bcollect (?:it|them|this|that)? ?(?:ourselves|yourselves) from \Z",
    re.IGNORECASE,
)

_SPELT_POSTCODE = re.compile(
    r"(?<!\b\w )(?<!\w)([A-Za-z]) (?:([A-Za-z]) )?\d (?:[\dA-Za-z] )?\d [A-Za-z] [A-Za-z](?!\w| \w )"
)


def postcodes(text: str) -> Iterator[Hit]:
    """Postcodes of valid shape and area, unless an organisation's name leads up to them."""
    for match in _SPELT_POSTCODE.finditer(text):
        if (match.group(1) + (match.group(2) or "")).upper() in _AREA_SET:
            yield match.start(), match.end(), "POSTCODE", False
    for match in _POSTCODE.finditer(text):
        area, _, gap, _, inward = match.groups()
        known = area.upper() in _AREA_SET
        if not known and not (match.group().isupper() and gap):
            continue
        if _NEVER_INWARD.search(inward) and not (match.group().isupper() and known and gap):
            continue
        ordinal = inward.lower() in ("st", "nd", "rd", "th") and len(area) == 1
        told = gap or _AFTER_A_HOME.search(text, max(0, match.start() - 16), match.start())
        if not match.group().isupper() and (ordinal or not told):
            continue
        if not _belongs_to_an_organisation(text, match.start(), match.end()):
            yield match.start(), match.end(), "POSTCODE", known


def _belongs_to_an_organisation(text: str, start: int, end: int) -> bool:
    before = re.split(r"[.!?;](?=\s)|\n", text[max(0, start - 120) : start])[-1]
    if _OF_A_SERVICE.search(before) or is_a_places(before, text[end : end + 40], _PERSON_NEAR):
        return True
    labels = {match.start() for match in _IS_A_LABEL.finditer(before)}
    named = [match for match in ORGANISATION_NEAR.finditer(before) if match.start() not in labels]
    if not named or _BROUGHT_TO.search(before):
        return False
    between = before[named[-1].end() :]
    return not _PERSON_NEAR.search(between) and not re.search(r"[a-z] [a-z]+ [a-z]", between)


def at_the_edge_of_a_postcode(text: str, end: int) -> int:
    """Where an address ends that would reach into the letters of a postcode: before a whole one, behind a half."""
    if not text[end - 1 : end + 1].isalnum() or not text[end : end + 1].isdigit():
        return end
    letters = text[max(0, end - 2) : end]
    begins = end - len(letters) if letters.isalpha() else end - 1
    if _POSTCODE.match(text, begins):
        return len(text[:begins].rstrip(" ,\n"))
    half = _OUTWARD.match(text, begins)
    return half.end() if half and half.group("area").upper() in _AREA_SET else end
