"""Wards, surgeries, sites and implants that are called like people: their names are of nobody."""

import re
from collections.abc import Iterator

from language.reading.name_cues import BESIDE, CALLED_AFTER, speaks_of_a_patient
from language.reading.name_knowledge import cue_words

Span = tuple[int, int]
_WARD_NAMES = cue_words("wards_called_after_somebody")
_WORD = r"[A-Z][a-z]+(?:['-][A-Z][a-z]+)?"
_PHRASE = rf"{_WORD}(?: {_WORD})?(?: \d{{1,2}}[A-D]?)?"
_AND = r"(?:, and |, or |, | and | or | & | ?/ ?)"
_PLACES = (
    r"(?:wards|units|surgeries|practices|sites|wings|clinics|teams|health centres|hubs|pods|bays|homes|hospices)"
)
_LISTED = re.compile(
    rf"\b(?i:{_PLACES}):? (?:are |were |being |of )?(?P<names>{_PHRASE}(?:{_AND}{_PHRASE}){{1,6}})|"
    rf"(?P<more>{_PHRASE}(?:{_AND}{_PHRASE}){{1,6}}) {_PLACES}\b",
)
_IN_BRACKETS = re.compile(  # 'the ward (Nye Bevan 2)'
    rf"\b(?i:ward|unit|site|base|building|wing|block|clinic|surgery|practice|hospital) ?"
    rf"\((?P<names>{_WORD}(?: {_WORD})?)(?P<number> (?:[1-9][A-D]?|[A-D]))?\)"
)
_IS_AT = re.compile(  # 'breast unit at Burney says'
    rf"\b(?i:unit|department|dept|laboratory|hub) at (?P<names>{_WORD})(?= (?:says?|said|wants?|refuses?|refused|"
    r"told|will|won't|have|has|do|does|is|are)\b)"
)
_SIDE_BY_SIDE = re.compile(rf"(?P<names>{_WORD}(?:{_AND}{_WORD}){{1,6}})")
_IMPLANTS = cue_words("implants_called_after_somebody")
_IMPLANT = re.compile(rf"(?P<names>(?P<first>{_WORD})[ -](?P<last>[A-Za-z]+))(?: [RL]\b)?")
_WITH_A_TITLE = re.compile(  # 'Lady Margaret Ward has no beds', but not 'Lady Margaret Ward, 81, has'
    rf"\b(?P<names>(?:Lady|Sir|Lord|Dame|Canon|Father|Bishop|Archbishop|Major|Captain|Queen|Prince|Princess|King|Duke|"
    rf"Duchess) {_WORD}(?: {_WORD})? "
    r"(?:[Ww]ard|[Ww]ing|[Uu]nit|[Bb]uilding|[Ss]uite|[Bb]lock|[Cc]entre|[Cc]linic|[Hh]ospital|[Hh]ospice|[Tt]heatres?))"
    r"(?!\w|['’]|,? \(?(?:aged? )?\d\d(?: ?(?:yo|y/o|yrs?)\b|[,.;)])|,? \(?(?:dob|d\.o\.b|born|nhs|pt\b|patient)|"
    r" (?:fell|died|rang|phoned|attended|collapsed|came|lives|was (?:admitted|discharged|sent|seen|readmitted))\b)"
)
_FEWEST = 3
_SURGERIES = re.compile(r"\b(?:surger(?:y|ies)|practices?|health centres?|medical centres?)\b", re.IGNORECASE)
_LIKE_A_SURGERY = re.compile(
    rf"(?P<names>{_WORD} (?:Trees?|Oaks?|Elms?|Bridge|Mill|Green|Park|Bank|View|Hill|Gate|Fields?|House|Court|Lodge|"
    r"Meadows?|Woods?|Brook|Cross|Springs?|Moor|Dale|Grange|Cottage|Croft|Mead|Vale|Lane|Road|Street|Row|Corner|Square|"
    r"Wharf|Quay|Farm|Hall|Heath|Common|Way))\b"
)


def places_called_after_people(text: str) -> Iterator[Span]:
    """Names of wards, surgeries and sites in lists and brackets."""
    for match in _LISTED.finditer(text):
        yield match.span("names" if match.group("names") else "more")
    for match in _IN_BRACKETS.finditer(text) if "(" in text else ():
        joined = match.group("names").lower().replace(" ", "-")
        if match.group("number") or joined in CALLED_AFTER or joined in _WARD_NAMES:
            yield match.start("names"), match.end() - 1
    for match in (*_IS_AT.finditer(text), *_WITH_A_TITLE.finditer(text)):
        yield match.span("names")
    for match in _SIDE_BY_SIDE.finditer(text):
        lows = [low for low in re.findall(r"[a-z'-]+", match.group().lower()) if low not in ("and", "or")]
        if len(lows) >= _FEWEST and _WARD_NAMES.issuperset(lows):
            yield match.span()
    for match in _IMPLANT.finditer(text):
        called = f"{match.group('first')}-{match.group('last')}".lower() in _IMPLANTS
        if called and not BESIDE.match(text, match.end("names")):
            yield match.span()
    if _SURGERIES.search(text) and not speaks_of_a_patient(text):
        for match in _LIKE_A_SURGERY.finditer(text):
            yield match.span("names")
