"""Homes without a house number, in Wales or elsewhere, and what belongs to an address already found.

A home is told by a label ("Address:"), by what is said of it ("lives at", "posted to"), or by a Welsh street; what
stands between a person or a label and an address, or between an address and its postcode, is part of it.
"""

import re
from collections.abc import Iterator

from language.particulars.labels import ORGANISATION_NEAR
from language.particulars.numbers import Hit
from language.particulars.places import STREET_END, is_a_site, of_an_organisation, organisation_next
from language.reading.name_cues import TITLES, WEAK_TITLES
from language.reading.name_knowledge import is_first_name, is_ordinary, is_surname
from language.reading.view import STANDS_FOR

_ADDRESS, _POSTCODE = STANDS_FOR["ADDRESS"], STANDS_FOR["POSTCODE"]
_IDENTITY = "".join(STANDS_FOR[kind] for kind in ("NAME", "DOB", "NHS_NUMBER", "HOSPITAL_NUMBER", "PHONE"))
_CAPITAL = r"[A-Z][A-Za-z'-]{0,24}"
_LINK = r"(?:of|the|an|y|yr|ar|upon|on|le|under|in|near|nr|off|above|over|behind|opposite|by|and|at)"
_PHRASE = (
    rf"(?:(?:St\. )?{_CAPITAL}|\d{{1,4}}[A-Za-z]?)(?:[ -](?:{_CAPITAL}|{_LINK}(?= ?[A-Z]|(?<! and) the )|"
    rf"\d{{1,4}}[A-Za-z]?\b)){{0,6}}(?: (?:hostel|hotel|(?:care|nursing|residential) home|caravan park)\b)?"
)
_CHAIN = rf"(?:{_PHRASE})(?:,? ?(?:, | - |\n)(?:(?:near|nr|off|opposite|behind|by) )?(?:the )?{_PHRASE}){{0,5}}"
_WELSH_STREET = (
    r"(?:Ffordd|Heol|Lon|Stryd|Rhodfa|Clos|Llwybr|Rhes|Teras|Maes|Cae|Llys|Plas|Bryn|Tan|Pen|Pant|Cefn|Parc|Ty)"
    r"[ -](?:(?:y|yr|ar|Y|Yr)[ -])?[A-Z][A-Za-z'-]{1,24}(?:[ -][A-Z][A-Za-z'-]{1,24}){0,2}"
)
_WELSH_HOUSE = (
    r"(?:Ty|Tyddyn|Plas|Bryn|Pen|Llwyn|Maes|Cae|Hafod|Hendre|Cwm|Nant|Glan|Min|Bod|Rhos|Gwern|Llys|Cefn|"
    r"Coed|Pant|Waun|"
    r"Gelli|Felin|Garth|Penrhos|Bwthyn|Fferm|Beudy|Ysgubor)\b"
)
_HOUSE_END = re.compile(
    r"\b(?:Cottages?|Farm|Farmhouse|Barn|Bungalow|Mill|Forge|Smithy|Rectory|Vicarage|Lodge|Villa|Grange|"
    r"Manor|Stables|Croft|"
    r"Schoolhouse|Gatehouse|Caravan Park|Flats?|Court|Mews|Coach House|Old \w+|[Hh]ostel|[Hh]otel|[Hh]ome|[Pp]ark)\Z"
)
_LABELLED = re.compile(
    r"(?<![a-z]-)(?<!mail )(?<!web )(?<!ip )(?<!url )\b(?:address|addr|addy|residence)(?: (?:on|in|"
    r"per) (?:the )?\w{2,12})?"
    r"(?: (?:is|was|as|now|given as|should be|reads))?(?:\s?[:=-]\s{0,2}|\s)(?P<home>(?:(?:flat|"
    r"apartment|room|number|no\.?) (?:\d{1,4}[a-z]?|[a-z]{3,9}),? (?:the )?)?"
    + _CHAIN.replace("[A-Z]", "(?-i:[A-Z])")
    + ")",
    re.IGNORECASE,
)
_AGED = (
    r"(?: ?\(\d{1,3}\)|,? (?:aged? )?(?:\d{1,3}(?! ?[A-Z])|(?:twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety)(?:-\w{3,5})?)"
    r"(?: ?(?:yo|yrs?|years?(?: old)?|[mfMF]))?(?=[,.;:]))?"
)
_SAID = re.compile(
    r"\b(?:(?:lives?|lived|living|resid(?:es|ed|ing)|stay(?:s|ed|ing)?|moved|discharged|return(?:s|ed|"
    r"ing)?|posted|sent|delivered|"
    r"transferred|gone|went|go|home|house|visit(?:s|ed)?|found|collapsed|based|wife|husband|mother|father|mum|dad|"
    r"daughter|son|sister|brother|partner|parents|family|niece|nephew|carer|"
    r"address(?:ed)?)(?: (?!to\b|at\b|in\b)[a-z']{1,12}){0,3}? "
    rf"(?:at|to|in|is)|lives?(?: alone)?,?|of|from|c/o)\s(?P<home>(?:[Tt]he )?{_CHAIN})|"
    rf"[{_IDENTITY}]{_AGED}[.,;:]? (?:of |at )?(?P<beside>(?:[Tt]he )?{_CHAIN})"
)
_TYPE = (
    r"(?:Road|Rd|Street|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Terrace|Grove|Gardens|Row|Brow|Walk|Mews|Way|Rise|"
    r"Place|Square|Green|Hill|Court)\b"
)
_ON_THE_STREET = re.compile(
    r"\b(?:(?P<label>(?i:the |her |his |their |same |wrong |right )(?i:street|road|address|house|flat|home|"
    r"door)(?:,| is|"
    r":| was| of| on| in| at))|"
    r"(?i:lives?|lived|living|resid(?:es|ing)|neighbours?|next door|carer|collapsed|fell|moved)(?: [a-z]+){0,2}? "
    r"(?i:on|in|at|to|from|off|near|opposite)) "
    rf"(?P<home>(?:[Tt]he )?{_CAPITAL}(?: {_CAPITAL}){{0,2}} {_TYPE}(?:, {_CAPITAL}(?: {_CAPITAL})?)?)"
)
_UNIT_ON_A_STREET = re.compile(  # 'Flat 2 on Penny Lane'
    r"\b(?P<home>(?i:flat|apartment|apt|bedsit|caravan) ?\d{1,4}[A-Za-z]?,? (?:on|in|at|off) (?:the )?"
    rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}} {_TYPE})"
)
_TYPES = (
    " Road",
    " Rd",
    " Street",
    " L",
    " Ave",
    " C",
    " Dr",
    " Ter",
    " Gr",
    " Gard",
    " Row",
    " Br",
    " Wa",
    " Mews",
) + (
    " Rise",
    " Pl",
    " Sq",
    " Hill",
)
_WELSH_WORDS = (
    "Ff",
    "Heol",
    "Lon",
    "Str",
    "Rho",
    "Cl",
    "Ll",
    "Rhes",
    "Ter",
    "Ma",
    "Ca",
    "Pl",
    "Br",
    "Ta",
    "Pe",
    "Pa",
    "Ce",
    "Ty",
)
_NEARBY = (", near ", ", nr ", ", off ", ", above ", ", behind ")
_WE = re.compile(r"\b(?:we|our|us|team|service|clinic|office)\b", re.IGNORECASE)
_WELSH = re.compile(
    rf"(?:(?P<number>\d{{1,4}}[A-Za-z]?),? |(?P<house>{_CAPITAL}(?: {_CAPITAL}){{0,2}}), )?{_WELSH_STREET}"
    rf"(?:, {_CAPITAL}(?:[ -](?:{_CAPITAL}|{_LINK}(?= ?[A-Z]))){{0,3}}){{0,3}}"
)
_AT_HOME = re.compile(
    rf"(?:\b(?:at|of|from|to|lives?|address|addr)[ :]{{1,2}}|[{_IDENTITY}][ ,.:(]{{1,3}}|\n)\Z", re.IGNORECASE
)
_STARTS_WELSH = re.compile(rf"(?:{_WELSH_HOUSE}|{_WELSH_STREET})")
_BEFORE = re.compile(
    rf"(?:[{_IDENTITY}][.,;:(]? |\b(?:at|of|from|to|is|to|address|addr|lives?|home|in)[:,]? |[:\n] ?)"
    rf"(?P<rest>(?:(?:[Tt]he )?(?:{_PHRASE})(?:, |\n)|Flat (?:above|over|behind|"
    rf"below)(?: [a-z]+){{1,4}}, ){{1,3}})(?={_ADDRESS})"
)
_CARE_OF = re.compile(
    rf"\b(?P<rest>(?:c/o|care of|flat|(?:above|over|behind|below|opposite|next to|"
    rf"near) (?:the )?[A-Za-z' -]{{3,30}},|(?:top|ground|first|second|upper|basement|"
    rf"garden) (?:floor )?flat),? )(?={_ADDRESS})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"{_ADDRESS}(?P<rest>(?:,? (?:off|near|nr|opposite|behind|by|via|next to) (?:the )?{_PHRASE}|"
    rf",? (?i:flat|apartment|apt|room|unit) \d{{1,4}}[A-Za-z]?\b"
    rf"|,? (?:in )?{_PHRASE}(?=,? {_POSTCODE})){{1,3}})"
)
_TO_POSTCODE = re.compile(
    rf"{_ADDRESS}[ ,\n]{{1,3}}(?P<rest>{_CAPITAL}(?:[ ,\n]{{1,2}}(?:{_CAPITAL}|"
    rf"{_LINK})){{0,5}})[ ,.\n]{{1,3}}{_POSTCODE}"
)
_NUMBER_IN_WORDS = re.compile(
    r"\b(?i:(?:number|no\.)\s(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -]?)?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|twenty|thirty|forty|"
    r"fifty|sixty)?[a-d]?,? )"
    rf"(?P<street>(?:[Tt]he )?{_CAPITAL}(?: {_CAPITAL}){{0,3}})"
)
_OURS = re.compile(
    r"\b(?:we|we're|we've|our|(?:are|is|was|were|now) (?:based|located|situated|held|run))\b[^.;\n]{0,40}\Z|"
    r"\b(?:team|nurses|clinics?|service|office) (?:are|is|was|were|now|has moved|have moved)\b[^.;\n]{0,24}\Z",
    re.IGNORECASE,
)
_A_PERSON = re.compile(
    rf"\b(?:he|she|him|her|his|patient|pt|mr|mrs|miss|ms|lives?|who)\b|[{_IDENTITY}]", re.IGNORECASE
)
_NUMBERED_UNIT = re.compile(r"\bunit \d{1,3}\b", re.IGNORECASE)
_NEAR_SOMEWHERE = re.compile(
    rf"\b(?:The )?{_CAPITAL}(?: {_CAPITAL})? ?(?<= )(?:Farm|Farmhouse|Cottages?|Barn|Bungalow|Mill|"
    rf"Forge|Smithy|Lodge|Villa|Grange|"
    rf"Croft|Stables), (?:near|nr|off|above|behind) {_CAPITAL}(?:[ -]{_CAPITAL}){{0,3}}"
)
_NUMBER_AND_STREET = re.compile(  # 'lives 27 Saltersgate', 'walked from 19 Ropewalk'
    r"\b(?i:lives?|lived|living|resid(?:es|ing)|(?:walked|travelled|brought|collected) from|"
    r"(?:moved|went|gone) (?:back )?(?:home )?to)(?i: at)? "
    r"(?P<home>\d{1,4}[A-Za-z]? (?!(?i:north|south|east|west|miles?|minutes?)\b)[A-Z][a-z]{3,24}(?: [A-Z][a-z]+)?)\b"
)
_NUMBER_ALONE = re.compile(r"\d{1,4}[A-Za-z]?")
_IN_SMALL_LETTERS = re.compile(rf" (?:[a-z']{{2,20}} ){{1,3}}?{_TYPE.lower()}")
_DIGIT = re.compile(r"\d")
_PART = re.compile(r",\s?|\n| - ")
_NEVER = re.compile(
    r"\b(?:Ward|Hospital|Royal|Unit|Clinic|A&E|ED|ICU|AMU|SDEC|NHS|Team|Dr|Mr|Mrs|Ms|Miss|Sister|Prof|"
    r"Tel|Post ?[Cc]ode|Phone|Mobile|DOB|Re|GP|Bay \d|Theatre|"
    r"(?:Jan|Febr)uary|March|April|June|July|August|(?:Sept|Nov|Dec)ember|October|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday)\b"
)


def homes(text: str) -> Iterator[Hit]:
    """Homes by their labels, by what is said of them and by Welsh words."""
    low = text.lower()
    for match in _NEAR_SOMEWHERE.finditer(text) if _has(low, _NEARBY) else ():
        if not _is_ours(text, match.start()) and not ORGANISATION_NEAR.search(match.group()):
            yield match.start(), match.end(), "ADDRESS", False
    for match in _LABELLED.finditer(text) if _has(low, ("addr", "addy", "residence")) else ():
        end = _home_end(text, match.start("home"), match.end("home"))
        if end is not None and _NUMBER_ALONE.fullmatch(text, match.start("home"), end):
            rest = _IN_SMALL_LETTERS.match(text, end)
            end = rest.end() if rest else end
        if end is not None and _is_a_home(text[match.start("home") : end], labelled=True):
            yield match.start("home"), end, "ADDRESS", False
    for match in _UNIT_ON_A_STREET.finditer(text) if _has(low, ("flat", "ap", "bedsit", "caravan")) else ():
        if not organisation_next(text, match.end()):
            yield *match.span("home"), "ADDRESS", False
    for match in _ON_THE_STREET.finditer(text) if _has(text, _TYPES) else ():
        before = text[max(0, match.start() - 16) : match.start()]
        ours = _WE.search(before) or not match.group("label") and _is_ours(text, match.start("home"))
        house = text.startswith(" House", match.end())
        site = is_a_site(match.group("home") + " House" * house)
        if not ours and not site and not organisation_next(text, match.end()):
            yield match.start("home"), match.end("home"), "ADDRESS", False
    for match in _SAID.finditer(text):
        start, end = match.span("home") if match.group("home") else match.span("beside")
        if _is_ours(text, match.start()) or of_an_organisation(text[max(0, start - 64) : start]):
            continue
        stop = _home_end(text, start, end)
        if stop is not None and _is_a_home(text[start:stop], labelled=False):
            yield start, stop, "ADDRESS", False
    for match in _NUMBER_AND_STREET.finditer(text) if _DIGIT.search(text) else ():
        home = match.group("home")
        if not (_NEVER.search(home) or ORGANISATION_NEAR.search(home) or organisation_next(text, match.end())):
            yield *match.span("home"), "ADDRESS", False
    for match in _WELSH.finditer(text) if _has(text, _WELSH_WORDS) else ():
        yield from _welsh(text, match)
    for match in _NUMBER_IN_WORDS.finditer(text) if _has(low, ("number", "no.")) else ():
        if " " in match.group("street") and STREET_END.search(match.group("street")):
            yield match.start(), match.end(), "ADDRESS", False


def _has(text: str, words: tuple[str, ...]) -> bool:
    """A cheap sign that a pattern is worth trying."""
    return any(word in text for word in words)


def rest_of_addresses(text: str) -> Iterator[Hit]:
    """What stands beside an address found before and belongs to it."""
    if _ADDRESS not in text:
        return
    for pattern in (_BEFORE, _CARE_OF, _AFTER, _TO_POSTCODE):
        for match in pattern.finditer(text):
            if not ORGANISATION_NEAR.search(match.group("rest")) and not _NEVER.search(match.group("rest")):
                yield match.start("rest"), match.end("rest"), "ADDRESS", False


def _welsh(text: str, match: re.Match[str]) -> Iterator[Hit]:
    before = text[max(0, match.start() - 64) : match.start()]
    if _is_ours(text, match.start()) or of_an_organisation(before) or organisation_next(text, match.end()):
        return
    if ORGANISATION_NEAR.search(match.group()) or _NEVER.search(match.group()):
        return
    if match.group("number") or match.group("house") or "," in match.group() and _AT_HOME.search(before):
        yield match.start(), match.end(), "ADDRESS", False


def _is_ours(text: str, start: int) -> bool:
    ours = _OURS.search(text[max(0, start - 60) : start])
    return ours is not None and not _A_PERSON.search(ours.group())


def _home_end(text: str, start: int, end: int) -> int | None:
    """The end without phrases that are no part of an address; None if an organisation is named."""
    stop = start
    for part in _PART.split(text[start:end]):
        begins = text.index(part, stop)
        plain = _NUMBERED_UNIT.sub("", part)
        if _NEVER.search(plain) or ORGANISATION_NEAR.search(plain):
            break
        stop = begins + len(part)
    if stop == start or organisation_next(text, stop) or ORGANISATION_NEAR.match(text[stop:end].lstrip(", \n")):
        return None
    return stop


def _is_a_home(home: str, *, labelled: bool) -> bool:
    """Is there a street, a house or something Welsh in it, and no person?"""
    parts = [part for part in _PART.split(home) if part]
    if is_a_site(parts[0]) and not any(STREET_END.search(part) for part in parts[1:]):
        return False
    first = parts[0].split()[0].lower().rstrip(".")
    if first in TITLES or first in WEAK_TITLES:
        return False
    if labelled and (len(parts) > 1 or any(char.isdigit() for char in home)) and not is_ordinary(first):
        return True
    street = any(STREET_END.search(part) and " " in part for part in parts)
    house = any(_HOUSE_END.search(part) and (" " in part) for part in parts)
    welsh = _STARTS_WELSH.match(home) is not None and (len(parts) > 1 or " " in home)
    if labelled:
        return street or house or welsh
    if _a_name(parts[0]) and not house:
        return False
    return len(parts) > 1 and (street or house or welsh)


def _a_name(part: str) -> bool:
    words = part.lower().split()
    return len(words) == 2 and is_first_name(words[0]) and is_surname(words[1]) and not STREET_END.search(part)
