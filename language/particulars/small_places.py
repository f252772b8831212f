"""Addresses typed without capitals, or all in capitals: a house number and words up to the kind of street."""

import re
from collections.abc import Iterator

from language.particulars.numbers import Hit
from language.particulars.places import of_an_organisation, organisation_next
from language.reading.name_knowledge import PLACES, is_first_name, is_known_word
from language.reading.view import STANDS_FOR

_TYPES = (
    r"street|st|road|rd|avenue|ave|lane|ln|close|drive|crescent|cres|terrace|grove|gardens|gdns|mews|court|row|place|"
    r"way|walk|rise|square|cottages|hill|bank|brow|view|vale|approach|yard|park|green|mount|crossing|"
    r"parade|croft|fold"
)
_STREET = re.compile(
    r"(?<![\w./:-])(?P<unit>(?:flat|apartment|apt|room|unit) ?\d{1,3}[a-z]?,? )?(?:no\.? ?)?"
    r"\d{1,4}(?:-\d{1,4})? ?[a-l]?,? "
    rf"(?P<street>(?:the |st )?(?P<words>(?:[a-z']{{2,20}} ){{1,2}}?)(?P<type>{_TYPES})|the (?:crescent|mount|"
    rf"close|paddock|green|mews|avenue|drive|grove|square|willows|orchard|meadows|poplars|quays))"
    r"(?: (?:north|south|east|west))?\b"
)
_NAMED = re.compile(
    r"\b(?:flat|apartment|apt|room|plot|caravan) ?\d{1,4}[a-z]?,? (?:[a-z']{3,20} ){0,2}(?:quays|house|court|"
    rf"lodge|tower|point|reach|heights|buildings|mews|grange|hall|place|quay|wharf)\b|"
    r"\b(?:flat|apartment|apt|bedsit|caravan) ?\d{1,4}[a-z]?,? (?:(?:on|in|at|off) )?(?:the )?"
    rf"(?:[a-z']{{2,20}} ){{1,2}}?(?:{_TYPES})\b|"
    rf"\b(?:the )?[a-z']{{3,20}} (?:cottage|farm|bungalow|lodge|smithy|forge|barn|rectory|vicarage|villa),? "
    rf"(?:\d{{1,4}} )?(?:[a-z']{{3,20}} ){{1,2}}(?:{_TYPES})\b"
)
_NUMBER = (
    r"(?:\d{1,4} ?[a-l]?|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -])?(?:one|two|"
    r"three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|thirteen|\w{3,5}teen|twenty|thirty|forty|fifty|sixty))"
)
_IN_WELSH = r"(?:heol|ffordd|lon|stryd|rhes|maes|clos|rhodfa|tan|cae|bryn|llys|plas|teras) (?:y |yr )?[a-z'-]{3,20}"
_LABELLED = re.compile(
    rf"\b(?:(?:address|addr|add|lives? at|living at|home)(?: is| at)?:? |"
    rf"(?=\d))(?P<home>{_NUMBER},? (?:{_IN_WELSH}|(?<=[a-z] )"
    rf"(?:the |st )?(?:[a-z']{{2,20}} ){{1,3}}?(?:{_TYPES})))\b"
)
_TOWN = re.compile(
    r", ?((?:st |west |new )?[a-z]{3,20}(?: [a-z]{3,12})?)(?=\s?[.,;:)\n]|\s*\Z|\s["
    + "".join(STANDS_FOR.values())
    + "])"
)
_CERTAIN = frozenset(
    ("street", "road", "rd", "avenue", "ave", "lane", "ln", "crescent", "gardens", "gdns", "mews", "cottages")
)
_NO_STREET_WORDS = frozenset(
    (
        "to",
        "of",
        "and",
        "in",
        "on",
        "at",
        "by",
        "for",
        "or",
        "more",
        "other",
        "times",
        "the",
        "with",
        "from",
        "per",
        "a",
    )
    + ("is", "was", "out", "no", "not", "hourly", "daily", "nurses", "beds", "letters", "calls", "min", "mins", "hrs")
)
_HOME_WORD = re.compile(
    r"\b(?:at|of|from|to|in|lives?|living|address|addr|moved|home|now|alone|correct|new|old|wrong|add|"
    r"is|was|visit|visits|be|by|"
    r"stays?|staying|found|deliver(?:ed)?|no|she's|he's|back)\b[\s:,-]{0,3}(?:at\s)?\Z|"
    rf"[{''.join(STANDS_FOR.values())}][\s,(-]{{1,3}}(?:of\s)?\Z"
)
_UNITS = re.compile(
    r"\b(?:hospital|surgery|practice|clinic|medical|health|pharmacy|centre|ward|bay|level|floor|days?|"
    r"weeks?|months?|years?|"
    r"hours?|mg|mcg|ml|tablets?|patients?|pts?|am|pm)\b"
)
_STREET_AFTER = re.compile(rf",? (?:\d{{1,4}}[a-l]? )?(?:[a-z']{{3,20}} ){{1,2}}(?:{_TYPES})\b")
_UNKNOWN_TOWN = re.compile(r",? ([a-z]{4,20})\b")
_TOWN_WORD = re.compile(r"(?:, ?| )([a-z]{3,20})\b")


def small_addresses(text: str) -> Iterator[Hit]:
    """Homes in a text whose capitals tell nothing; the text is read in small letters."""
    low = text.lower()
    if len(low) != len(text):
        return
    for match in _STREET.finditer(low):
        if _is_a_street(low, match):
            yield match.start(), _with_towns(low, match.end()), "ADDRESS", False
    for match in _LABELLED.finditer(low):
        before = low[max(0, match.start("home") - 64) : match.start("home")]
        if not _UNITS.search(match.group("home")) and not of_an_organisation(before):
            yield match.start("home"), _with_towns(low, match.end()), "ADDRESS", False
    for match in _NAMED.finditer(low):
        if not _UNITS.search(match.group()):
            street = _STREET_AFTER.match(low, match.end())
            end = street.end() if street and not _UNITS.search(street.group()) else match.end()
            yield match.start(), _with_towns(low, end), "ADDRESS", False


def _is_a_street(low: str, match: re.Match[str]) -> bool:
    words = (match.group("words") or "").split()
    if _UNITS.search(match.group("street")) or not _NO_STREET_WORDS.isdisjoint(words):
        return False
    before = low[max(0, match.start() - 64) : match.start()]
    if of_an_organisation(before) or organisation_next(low, match.end()):
        return False
    return (
        match.group("type") in _CERTAIN
        or bool(match.group("unit"))
        or bool(_HOME_WORD.search(before[-24:]))
        or (_town_follows(low, match.end()))
    )


def _town_follows(low: str, end: int) -> bool:
    town = _TOWN.match(low, end)
    return bool(town) and town is not None and not PLACES.isdisjoint(town.group(1).split())


def _with_towns(low: str, end: int) -> int:
    """The end with the one or two towns that follow."""
    for _ in range(2):
        town = _TOWN.match(low, end)
        if town is not None and not _UNITS.search(town.group()):
            end = town.end()
            continue
        unknown = _UNKNOWN_TOWN.match(low, end)
        if unknown is not None and not is_known_word(unknown.group(1)) and not is_first_name(unknown.group(1)):
            end = unknown.end()
            continue
        word = _TOWN_WORD.match(low, end)
        if word is None or word.group(1) not in PLACES:
            return end
        end = word.end()
    return end
