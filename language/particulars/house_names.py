"""Homes that go by a name or by a street alone, where somebody is brought, visited or written to, or has a home."""

import re
from collections.abc import Iterator

from language.particulars.labels import ORGANISATION_NEAR
from language.particulars.numbers import Hit
from language.particulars.places import of_an_organisation, organisation_next
from language.reading.cued import cued
from language.reading.name_cues import speaks_of_a_patient

_CAPITAL = r"[A-Z][a-z'-]{1,24}"
_STREET = (
    r"(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Crescent|Terrace|Grove|Gardens|Gdns|Row|Brow|Walk|Mews|Way|"
    r"Rise|Place|Square|Green|Hill|Court|Fold|Croft|View|Bank|Drove|Loke|Wynd|Gate|Yard|Parade)"
)
_KIND_OF_HOUSE = (
    r"(?:Cottages?|Forge|Smithy|Barn|Rectory|Vicarage|Parsonage|Farm|Farmhouse|Bungalow|Schoolhouse|School House|"
    r"Gatehouse|Stables|Croft|Mill|Coach House|Granary|Dairy|Bakery|Chapel|Post Office|Old [A-Z][a-z]+|Toll House|"
    r"Boathouse|Mill House|Station House|Byre|Oast|Manse|Lodge|Villa|Orchard|End|Nook|Corner|Haven|View|Rest|Holme)"
)
_TO_SOMEBODY = re.compile(
    r"\b(?:ambulance|taxi|transport|crew|police|welfare|paramedics?|brought|taken|took|driven|dropped|conveyed|"
    r"returned|"
    r"visit\w*|lives?|lived|living|home|house|found|collapsed|fell|posted|delivered|parcel|equipment|commode|hoist|"
    r"oxygen|keys?|keysafe|carers?|neighbours?|discharged|sent|moved|address|letters?|package|resid\w+|stay\w*|"
    r"rural|patient|pt|mum|mother|dad|father|son|daughter|wife|husband|parents|family)\b",
    re.IGNORECASE,
)
_HOME_FROM_CARE = re.compile(
    r"\b(?:discharged|conveyed|brought (?:back|home|in|by)|taken (?:back|home)|lives?|resides)\b", re.IGNORECASE
)
_OF_SERVICES = re.compile(
    r"\b(?:we|our|us|referrals?|clinics?|team|service|samples?|specimens?|branch|office|department|meeting|training|"
    r"surgery|practice)\b[^.;\n]{0,40}\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b(?:to|at|from|of|is|in|outside|near|c/o|address:?)[ ]"
    rf"(?P<home>(?:The )?(?:{_CAPITAL} ){{0,2}}{_KIND_OF_HOUSE}, "
    rf"(?:{_CAPITAL}(?: {_CAPITAL}){{0,2}})(?:, {_CAPITAL}(?: {_CAPITAL})?){{0,2}})(?![A-Za-z'-]| [A-Z])"
)
_HOUSE_AND_STREET = re.compile(
    rf"\b(?:to|at|from|of|is|in|outside|c/o|address:?)[ ]['\"‘“]?"
    rf"(?P<home>(?:The )?{_CAPITAL}(?: {_CAPITAL}){{0,2}}, (?:{_CAPITAL} ){{1,2}}"
    rf"{_STREET}(?:, {_CAPITAL}(?: {_CAPITAL})?){{0,2}})(?![A-Za-z'-]| [A-Z])"
)
_ONES_HOME = re.compile(
    r"\b(?:his|her|their|pt'?s|patient'?s|family|own|marital|mum'?s|mother'?s|son'?s|daughter'?s|parents'?) "
    r"(?:own )?(?:home|house|flat|bungalow|bedsit|lodgings|caravan|place|cottage) (?:is )?(?:in|on|at|off|near) "
    rf"(?P<home>(?:The )?{_CAPITAL}(?: {_CAPITAL}){{0,2}} {_STREET}(?:, {_CAPITAL}(?: {_CAPITAL})?){{0,2}})"
    r"(?![A-Za-z'-])"
)
_HOUSE_IN_A_VILLAGE = cued(  # 'lives in Bluebell Cottage in Haddon'
    ("cottage", "farm", "barn", "bungalow", "rectory", "vicarage", "parsonage", "forge", "smithy", "croft", "stables")
    + ("schoolhouse", "granary", "byre", "oast", "manse", "gatehouse", "bwthyn"),
    r"\b(?i:lives?|lived|living|resid(?:es|ed|ing)|stay(?:s|ed|ing)|home(?: is| address is)?|house is|"
    r"address(?: is|:)?|moved|"
    r"discharged|returned|sent home|went home|taken home|visit(?:s|ed)?|found)(?: (?:alone|now|still|back|home|"
    r"with (?:his|her) [a-z]+))?"
    r"(?: (?:at|in|to))? "
    r"(?P<home>(?:The |the )?(?:[A-Z][a-z'-]{1,24} ){1,3}(?:Cottages?|Farm|Farmhouse|Barn|Bungalow|Rectory|"
    r"Vicarage|Parsonage|"
    r"Forge|Smithy|Croft|Stables|Schoolhouse|Granary|Byre|Oast|Manse|Gatehouse|Bwthyn)"
    rf"(?:,? (?:in|near|nr|at|outside|by|just outside|"
    rf"on the edge of) {_CAPITAL}(?: {_CAPITAL}){{0,2}})?)(?![A-Za-z'-]| [A-Z])",
)
_HOUSE_IN_SMALL = cued(
    ("cottage", "farm", "barn", "bungalow", "rectory", "vicarage", "forge", "smithy", "croft"),
    r"\b(?:lives?|lived|living|resides) (?:alone )?(?:in|at) "
    r"(?P<home>(?!(?:an?|her|his|their|my|our|this|that|some|own|one)\b)(?:the )?(?:(?P<called>[a-z']{3,20}) ){1,2}"
    r"(?:cottage|farm|farmhouse|barn|bungalow|rectory|vicarage|forge|smithy|croft),? (?:in|near|nr|outside) "
    r"(?!(?:an?|the|her|his|their|our|good|poor|need|very|town|rural|with)\b)[a-z'-]{3,20})\b",
)
_A_FARM_BY = re.compile(r"\b(?:School|Church|College|Station|Hospital|Chapel) (?=Farm|Cottage|Barn|Bungalow)")
_OF_ANY_HOUSE = re.compile(
    r"(?:^| )(?:rented|sheltered|tied|damp|cold|small|large|old|new|own|council|warden|remote|isolated|tiny|"
    r"ground|family|adapted|"
    r"private|rural|holiday|their|terraced|detached|[a-z]+ed|and|or|same|nearby|country|little|housing|"
    r"association|supported|"
    r"dairy|pig|poultry|working|sheep|fish|wind) "
)
_NEVER = re.compile(
    r"\b(?:Ward|Hospital|Royal|Unit|Clinic|NHS|Team|Dr|Mr|Mrs|Ms|Miss|Sister|Care Home|Nursing Home|Day Centre|"
    r"School|College|Library|Church|Town Hall|Council|Police|Station)\b"
)
_A_ROAD = re.compile(
    rf"\b(?:School|Church|College|Library|Station|Hospital|Chapel) (?={_STREET}\b)"
)  # called after one
_AMBULANCE = re.compile(r"(?<!\w)(?:(?:private|our|first|blue[- ]light) )?ambulances?\b", re.IGNORECASE)  # no place
_FAR = 90


def house_names(text: str) -> Iterator[Hit]:
    """Houses with a name before a place or a street, and the street in which somebody has a home."""
    yield from _in_a_village(text)
    if (
        ", " not in text
        and " home " not in text
        and not any(kind in text for kind in (" house ", " flat ", "bungalow"))
    ):
        return
    for match in _ONES_HOME.finditer(text):
        if not _organisation_next(text, match.end()) and not ORGANISATION_NEAR.search(match.group("home")):
            yield *match.span("home"), "ADDRESS", False
    for pattern in (_NAMED, _HOUSE_AND_STREET):
        for match in pattern.finditer(text):
            if _is_a_home(text, match):
                yield (
                    match.start("home"),
                    match.start("home") + len(match.group("home").rstrip("'-")),
                    "ADDRESS",
                    False,
                )


def _in_a_village(text: str) -> Iterator[Hit]:
    """Where somebody lives in a house with a name, with the village it is in."""
    low = text.lower()
    for match in _HOUSE_IN_A_VILLAGE.finditer(text, low):
        home, before = match.group("home"), text[max(0, match.start() - _FAR) : match.start()]
        of_work = (
            _NEVER.search(_A_FARM_BY.sub("", home)) or ORGANISATION_NEAR.search(home) or _OF_SERVICES.search(before)
        )
        if not of_work and not _organisation_next(text, match.end()):
            yield *match.span("home"), "ADDRESS", False
    for match in _HOUSE_IN_SMALL.finditer(text, low):
        if not _OF_ANY_HOUSE.search(match.group("home")) and not _organisation_next(text, match.end()):
            yield *match.span("home"), "ADDRESS", False


def _is_a_home(text: str, match: re.Match[str]) -> bool:
    """Is somebody brought or written to there, and no service kept or reached there?"""
    home = _A_ROAD.sub("", match.group("home"))
    before = text[max(0, match.start() - _FAR) : match.start("home")]
    before = re.split(r"[.!?;\n](?=\s)", before)[-1]
    if _NEVER.search(home) or ORGANISATION_NEAR.search(home) or _organisation_next(text, match.end()):
        return False
    somebody = _TO_SOMEBODY.search(before) is not None
    before = _AMBULANCE.sub("", before)
    if of_an_organisation(before) or _OF_SERVICES.search(before) or ORGANISATION_NEAR.search(before[-24:]):
        return False
    return somebody and (_HOME_FROM_CARE.search(before) is not None or speaks_of_a_patient(text))


def _organisation_next(text: str, end: int) -> bool:
    """As for any street, but an ambulance that brings somebody away is no organisation there."""
    return organisation_next(_AMBULANCE.sub("", text[end : end + 40]), 0)
