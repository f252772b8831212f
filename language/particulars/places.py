"""Postal addresses of people in a view; organisations' addresses are left alone."""

import re
from collections.abc import Iterator

from language.particulars.labels import ORGANISATION, ORGANISATION_NEAR, SOME_POSTCODE, lines_of_labels
from language.particulars.numbers import Hit
from language.reading.endings import Ending
from language.reading.hl7_segments import hl7_addresses
from language.reading.name_cues import SITES
from language.reading.name_knowledge import is_ordinary
from language.reading.view import STANDS_FOR

_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|cl|drive|dr|way|court|ct|crescent|cres|place|pl|terrace|tce|"
    r"grove|"
    r"gardens?|gdns|walk|row|hill|park|rise|view|mews|square|sq|yard|cottages?|vale|brow|approach|parade|green|mount|"
    r"wharf|quay|bank|croft|fold|meadows?|fields?|heights|gate|hey|house|lodge|villas?|broadway|esplanade|promenade|"
    r"boulevard|chase|dell|dene|end|garth|nook|path|ridge|side|spinney|wynd|brae|circus|drove|holt|hollow|mill|"
    r"orchard|mansions|apartments|steps|passage|lanes|mead|gdn|"
    r"copse|paddocks?|reach|leas?|buildings|towers?|flats|common|bridge|cross|farm|barn|forge|rectory|vicarage|"
    r"grange|manor|heath|moor|down|downs|edge|hurst|alley|arcade|embankment|village|estate|range|ford|wood|woods)"
)
_UNIT = r"(?:flat|apartment|apt|unit|room|suite|bungalow|plot|caravan|pitch|lodge|number|no)\.?\s?\d{1,4}[a-z]?"
_NAME = r"[A-Z][A-Za-z'-]{1,24}"
_TOWN = (
    r"(?!(?:NHS|DOB|TEL|MRN|HOSP|PLEASE|URGENT|SHE|HE|DISCHARGED|WARD|GP|PT|PATIENT|NOT|NO|WAS|HAS)\b)"
    r"[A-Z](?:[a-z][A-Za-z'-]{0,24}|[A-Z]{3,24})"
)
_LOCALITY = rf"(?:,\s{{0,2}}(?!(?i:{_UNIT})){_TOWN}(?:[ -](?:{_NAME}|upon|on|le|under|in|the)){{0,3}})"
_NUMBERED = re.compile(
    rf"(?:\b(?i:{_UNIT}),?\s)?(?<![\w./:,-])(?:[Nn]o\.? ?|[Nn]umber )?\d{{1,4}} ?[A-La-l]?(?:[-/]\d{{1,4}})?,? "
    r"(?P<street>(?:(?:the|The) )?[A-Z][A-Za-z'-]{0,24}(?:(?<=St)\.)?"
    r"(?: (?:[A-Z][A-Za-z'-]{0,24}|of|the|on|in|upon|le|y|yr)(?:(?<=Rd)\.|(?<=St)\.)?){0,4})"
    rf"(?P<rest>{_LOCALITY}{{0,3}})"
)
_HOUSE = (
    r"(?:Cottages?|House|Farm|Farmhouse|Barn|Bungalow|Mill|Forge|Smithy|Rectory|Vicarage|Lodge|Villa|Grange|"
    r"Manor|Hall|"
    r"Stables|Croft|Chapel|Schoolhouse|Gatehouse)"
)
_NAMED_HOUSE = re.compile(
    rf"\b(?:[Tt]he )?(?:{_NAME} ){{1,2}}{_HOUSE},? (?:\d{{1,4}}[A-Za-z]?,? )?"
    rf"(?:{_NAME} ){{1,3}}(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Drive|Close|Brow|Hill|Row|Way|Green|Terrace|"
    r"Crescent)\b"
    rf"{_LOCALITY}{{0,2}}"
)
_NAMED_UNIT = re.compile(
    r"\b(?i:(?:flat|apartment|apt|room|bungalow|caravan|plot)\.?)\s?\d{1,4}[A-Za-z]?"
    rf"(?:,? {_NAME}(?: {_NAME}){{0,3}}){{1,2}}{_LOCALITY}{{0,3}}"
)
_HOME_AND_ROOM = re.compile(
    rf"\b(?:{_NAME} ){{1,4}}(?:Home|House|Lodge|Court|Hostel|Hotel|YMCA|YWCA)(?:, [A-Z][A-Za-z' -]{{2,30}})?,? "
    rf"(?i:room|flat|bed|apartment) \d{{1,4}}[A-Za-z]?{_LOCALITY}{{0,2}}|"
    r"\b(?:[Tt]he )?(?:YMCA|YWCA|Salvation Army)[, ]{1,2}[A-Z][A-Za-z' -]{2,30}"
    r"(?:, (?i:room|flat|bed) \d{1,4}[A-Za-z]?)?"
)
_AT = re.compile(
    r"\b(?:at|of|from|to|in|lives?|living|address|addr|moved|home|now|alone|correct|new|old|wrong|add|is|visit|"
    r"visits|be|by|stays?|staying|found|deliver(?:ed)?|"
    r"no)\b[\s:,-]{0,3}(?:the\s)?(?:at\s)?\Z|[" + "".join(STANDS_FOR.values()) + r"][\s,(-]{1,3}(?:of\s)?\Z",
    re.IGNORECASE,
)
_ORGANISATION_NEXT = re.compile(rf"[ ,(]{{0,2}}(?:[\w']+ )?{ORGANISATION}\b", re.IGNORECASE)
_OF_AN_ORGANISATION = re.compile(
    rf"\b(?<!\bby )(?:{ORGANISATION}|branch|site|premises|office|delivery|deliveries)\b"
    r"(?:,? (?:is|are|was|were|based|now|has|have|moved|relocated|from|the|level|building|(?-i:[A-Z]\w*)|\d+|"
    r"to(?= unit\b)|(?<=moved )to|(?<=building )to)){0,8}(?: (?:at|in|on))?\s\Z",
    re.IGNORECASE,
)
_IS_NAMED = re.compile(
    rf"\b(?!(?:from|in|to|the|our|of|an?|at|by|or|and|out)\b|\d)[\w'-]+ {ORGANISATION}, (?:[\w'-]+ ?[\w'-]*, )?\Z|"
    r"\bis the \w+, \Z|\b(?:site|branch|premises): \Z",
    re.IGNORECASE,
)
_NAMED_ORGANISATION = Ending(_IS_NAMED, (",", ":"))
_FINDS_US = re.compile(
    r"\b(?:reach(?:es)?|reached|write to|written to|sent to|post(?:ed)? to|send to|find) us\b[^.;\n]{0,24}[ ,:]\Z",
    re.IGNORECASE,
)
_WE_ARE_AT = re.compile(
    rf"\b(?:our|the|this|new|branch|main) (?:\w+ )?{ORGANISATION}(?: (?:is|was|are|based|now))?,? (?:at|on|in)\s\Z|"
    r"\b(?:we|we're|team|nurses|clinics?|service|office)[\"')]? (?:(?:are|is|were|was|have|now|all|based|moved|"
    r"located|held|run) ){1,4}(?:at|on|in|to)\s\Z",
    re.IGNORECASE,
)
_AT_OURS = Ending(_WE_ARE_AT, ("at", "on", "in", "to"))
_HOME_BEFORE = re.compile(
    r"'[A-Z][A-Za-z ]{2,24}',? \Z|"
    r"\b(?:The )?(?:[A-Z][a-z'-]{1,20} ){0,3}(?:Home|House|Court|Basement|Annexe?|Lodge|Cottage|Farm|Smithy|Flat|"
    r"Hall|Villa|Bungalow|Mews|Tower|Point|Heights|Stables|Barn|Mill), \Z"
)
_A_YEAR = re.compile(r"(?:19|20)\d\d,? ")  # '4 July 1966, Clock View'
STREET_END = re.compile(rf"\b{_STREET}\.?(?: (?:north|south|east|west))?\Z", re.IGNORECASE)
_STREET_INSIDE = re.compile(
    r".*? (?:road|rd|street|lane|ln|avenue|ave|close|drive|crescent|cres|terrace|gardens|gdns|grove|way|court)\b",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"(?P<street>.* (?:St|Rd))\. (?P<next>[A-Z][a-z]+)(?: [A-Za-z]+){0,8}")  # 41 Wharf St. Please
_WHEN = re.compile(  # 44 Sorrel Close in March
    r" (?:in|on) (?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October|\w+day)\b.*"
)
_LINKS_ON = re.compile(r"(?: (?:of|the|on|in|upon|le|y|yr))+\Z")
_WELSH = r"(?:Ty|Ffordd|Heol|Lon|Stryd|Maes|Bryn|Plas|Cae|Llys|Rhodfa|Clos) [A-Z]"
_WELSH_STREET = re.compile(_WELSH)
_NOT_A_STREET = re.compile(
    rf"\b{ORGANISATION}\b|\b(?:ward|bay|level|floor|block|zone|corridor|clinic|day|days|week|weeks|month|"
    rf"months|year|years|hour|hours|mg|mcg|ml|tablets?|"
    r"patients?|pts?|am|pm|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
_BEFORE_POSTCODE = re.compile(
    r"(?P<chain>(?:(?:The )?[A-Z0-9][A-Za-z0-9'-]{0,24}(?: [A-Z0-9][A-Za-z0-9'-]{0,24}){0,4},\s){1,4}"
    rf"[A-Z][A-Za-z'-]{{2,24}}(?:[ -]{_NAME}){{0,2}}),?\s"
    rf"(?=[A-Z]{{1,2}}\d[A-Z0-9]? {{0,2}}\d[A-Z]{{2}}\b|[{STANDS_FOR['POSTCODE']}])"
)
_LIVES_AT = re.compile(
    r"\b(?i:(?:lives?|lived|living|found|seen|stays?|staying|collapsed|fell|visited|resid(?:es|ing)|at home|"
    r"home|address|"
    r"discharged)(?: \w+){0,3}? (?:at|to|is|in)|address:) "
    rf"(?P<home>(?:[Tt]he )?{_NAME}(?: {_NAME}){{0,2}},? (?:{_NAME} ){{1,3}}(?:Road|Rd|Street|St|Lane|Ln|Avenue|"
    rf"Ave|Drive|Close|"
    rf"Brow|Hill|Row|Way|Green|Terrace|Crescent|Grove|Walk)\b{_LOCALITY}{{0,2}})"
)
_HINTED = (  # a cheap sign that a pattern is worth trying
    (re.compile(r"\b(?:flat|apartment|apt|room|bungalow|caravan|plot)\b", re.IGNORECASE), _NAMED_UNIT),
    (re.compile(r"\b(?:room|flat|bed|apartment) \d|YMCA|YWCA|Salvation", re.IGNORECASE), _HOME_AND_ROOM),
    (re.compile(rf"{_HOUSE},? "), _NAMED_HOUSE),
)


def addresses(text: str) -> Iterator[Hit]:
    """House number and street, flat or room, named house before a postcode: homes, not organisations."""
    for match in _NUMBERED.finditer(text):
        yield from _as_address(text, match)
    for start, end in (*hl7_addresses(text), *lines_of_labels(text)):
        yield start, end, "ADDRESS", False
    for match in _LIVES_AT.finditer(text):
        if not ORGANISATION_NEAR.search(match.group("home")):
            yield match.start("home"), match.end("home"), "ADDRESS", False
    for hint, pattern in _HINTED:
        for match in pattern.finditer(text) if hint.search(text) else ():
            before = text[max(0, match.start() - 64) : match.start()]
            ours = of_an_organisation(before) if pattern is _NAMED_HOUSE else _is_ours(before)
            if not ours and not _NOT_A_STREET.search(match.group()):
                yield match.start(), match.end(), "ADDRESS", False
    for match in _BEFORE_POSTCODE.finditer(text) if SOME_POSTCODE.search(text) else ():
        before = text[max(0, match.start() - 48) : match.start()]
        if not ORGANISATION_NEAR.search(match.group("chain")) and not _is_ours(before):
            yield from _house_before_a_postcode(match)


def of_an_organisation(before: str) -> bool:
    """Do the words before a street say that an organisation is there?"""
    if not before:
        return False
    if before[-1].isspace() and _OF_AN_ORGANISATION.search(before):
        return True
    return _is_ours(before) or _NAMED_ORGANISATION.ends(before)


def _is_ours(before: str) -> bool:
    """Do the words before a street say that whoever writes is there?"""
    return _AT_OURS.ends(before) or " us" in before.lower() and _FINDS_US.search(before) is not None


def organisation_next(text: str, end: int) -> bool:
    """Does the name of an organisation follow the street, as in 25 New Street Surgery?"""
    return _ORGANISATION_NEXT.match(text[end : end + 40]) is not None


def is_a_site(said: str) -> bool:
    """Is a house or a street of this name a hospital or a community site: Clock View, Lime Walk House?"""
    return said.lower().removeprefix("the ").strip(" ,.").replace(" ", "-") in SITES


def _as_address(text: str, match: re.Match[str]) -> Iterator[Hit]:
    street, rest = match.group("street"), match.group("rest")
    timed = _WHEN.search(street)
    if timed:
        street, rest = street[: timed.start()], ""
    if _NOT_A_STREET.search(street) or organisation_next(text, match.end()):
        return
    if is_a_site(street) and _A_YEAR.match(match.group()):
        return
    if of_an_organisation(text[max(0, match.start() - 64) : match.start()]):
        return
    if re.match(r" (?:business|retail|industrial|science) (?:park|estate)", text[match.end() :][:24], re.IGNORECASE):
        return
    if ORGANISATION_NEAR.search(rest):
        rest = ""
    end = match.start("street") + len(street) + len(rest)
    stopped = _STOPPED.fullmatch(street)
    if stopped and is_ordinary(stopped.group("next").lower()):
        street, end, rest = stopped.group("street"), match.start("street") + stopped.end("street"), ""
    inner = None if STREET_END.search(street) else _STREET_INSIDE.match(street)
    if inner is not None:
        street, end = inner.group(), match.start("street") + inner.end()
        if organisation_next(text, end):
            return
    linked = _LINKS_ON.search(street)
    if linked and STREET_END.search(street[: linked.start()]):
        street, rest, end = street[: linked.start()], "", match.start("street") + linked.start()
    typed = bool(STREET_END.search(street)) and " " in street or bool(_WELSH_STREET.match(street))
    start = match.start()
    at = not typed and _AT.search(text[max(0, start - 24) : start]) is not None
    home = _HOME_BEFORE.search(text[max(0, start - 60) : start]) if typed else None
    if home and not ORGANISATION_NEAR.search(home.group()):
        start -= len(home.group())
        if of_an_organisation(text[max(0, start - 64) : start]):
            return
    if typed or (at and rest) or (at and re.match(r"(?:the )", street, re.IGNORECASE) and STREET_END.search(street)):
        yield start, end, "ADDRESS", typed


def _house_before_a_postcode(match: re.Match[str]) -> Iterator[Hit]:
    chain = match.group("chain")
    parts = chain.split(", ")
    first = next(
        (
            index
            for index, part in enumerate(parts)
            if re.match(rf"The |\d|{_WELSH}", part) or STREET_END.search(part)
        ),
        None,
    )
    if first is None:
        return
    start = match.start() + sum(len(part) + 2 for part in parts[:first])
    yield start, match.start() + len(chain), "ADDRESS", False
