"""Patients whose first name is also a word, or is typed small: an age, kin, care or a call says that it is a name."""

import re
from collections.abc import Iterator

from language.name_cues import TITLES, WEAK_TITLES
from language.name_knowledge import (
    AMBIGUOUS,
    CLINICAL,
    EPONYMS,
    HOUSES,
    is_first_name,
    is_known_word,
    is_surname,
    strong_first_name,
)

Span = tuple[int, int]
_NAME = r"[A-Z][a-z]{1,20}(?:['-][A-Z][a-z]+)?"
_UNIT = r"(?:days?|d|weeks?|wks?|wk|months?|mths?|mth|mo|years?|yrs?|yr|y)"
_OF_AN_AGE = re.compile(  # 'Summer is 14,' and 'Joy was 80 in May'
    rf"(?:\A|[.!?\n:] ?|[.!?] \"?)(?P<name>{_NAME})(?:,? who)? (?:is|was|turns|turned|will be|'s)"
    rf"(?: only| just| now| nearly| almost| about)? \d{{1,3}}"
    rf"(?=[,.;)]|\s*\Z| (?:and|but|next|with|now|today|in|on) | ?{_UNIT} ?(?:old\b|[,.;]))"
)
_AFTER_AN_AGE = re.compile(  # '6 month old Faith' and '84yo Frank'
    rf"\b\d{{1,3}}(?:/(?:12|52|7))?[ -]?(?:{_UNIT}[ -]?olds?|yo|y/o)"
    r"(?: (?:boy|girl|baby|child|son|daughter|twin|lad|lady|man|woman|gentleman|pt|patient|called|named)){0,2},? "
    rf"(?P<name>{_NAME}(?: {_NAME})?)"
)
_KIN_IS = re.compile(  # 'Husband is Reg, also ours'
    r"\b(?:[Mm]um|[Mm]other|[Dd]ad|[Ff]ather|[Ww]ife|[Hh]usband|[Ss]on|[Dd]aughter|[Bb]rother|[Nn]an|[Gg]randson|"
    r"[Gg]randdaughter|[Nn]iece|[Nn]ephew|[Nn]eighbour|[Nn]ext of kin|NOK|[Cc]arer|[Tt]win)(?:'s name)? (?:is|was|=) "
    rf"(?P<name>{_NAME}(?: {_NAME})?)(?=[,.;)\n]|\s*\Z| (?:and|on|who|\()\b)"
)
_WILL = re.compile(  # the one name that a verb cannot be taken for, before another verb or after a preposition
    r"(?P<name>Will)(?='s (?:[a-z]+ )?[a-z]| (?:will|is|was|has|had|says|said|needs|needed|did|does|came|went|rang|"
    r"lives|still|himself|and (?:his|I)|who|to have)\b)|"
    r"\b(?:for|about|with|of|re|saw|see|told|rang|sent|discharged|to|from|by|and) (?P<more>Will)\b(?! [A-Z])(?!')"
)
_IN_PERSON = re.compile(rf"(?<![\w'-])(?P<name>{_NAME}) (?:herself|himself)\b")
_A_MONTH_OR_SHE = re.compile(r"\b(?:about|re|is|for|regarding) (?P<name>April|May|June|August)[.,;] (?:She|He)\b")
_WHAT_IS_A_PATIENTS = (
    r"(?:discharge|package|care|wife|husband|partner|mum|mam|mother|dad|father|son|daughter|sister|brother|niece|nephew|"
    r"family|carers?|house|flat|home|address|keys|medication|meds|medicines|tablets|pills|scan|bloods?|results?|"
    r"appointment|appt|operation|op|surgery date|dnacpr|funeral|nok|consent|pain|wound|leg|legs|hip|knee|heart|fall|"
    r"bed|oxygen|transport|social worker|case|death|stroke|diagnosis|treatment|chemo|inhaler|dressings?|drain)"
)
_OWNS = re.compile(
    rf"(?<![\w'-])(?<!St )(?<!Saint )(?P<name>{_NAME})'s (?:own |late |new |old )?{_WHAT_IS_A_PATIENTS}\b"
)
_OF_HOSPITALS = frozenset(("guy", "thomas", "mary", "george", "james", "luke", "bart", "bartholomew"))
_PART_OF_MORE = re.compile(r"(?:\b[A-Z][A-Za-z'-]*\.? |-)\Z")
_CALLS = re.compile(  # 'hiya it's joy cooper here'
    r"\b(?:it'?s|this is|my name(?:'s| is)|i'?m|i am) (?P<name>[a-z]{2,20} [a-z]{2,20}(?:-[a-z]{2,20})?),? "
    r"(?:here|speaking|calling|ringing|again)\b",
    re.IGNORECASE,
)
_OF_THE_CALLER = re.compile(
    r"\b(?:my|me) (?:poor |late |own |old |little )?(?:mum|mam|mother|dad|father|husband|wife|son|daughter|nan|"
    r"gran\w*|uncle|aunt\w*|brother|sister|baby|lad|lass|results?|appointment|operation|tablets|scan|leg|knee|hip|letter|"
    r"bloods?|prescription|inhaler|hubby|other half|partner)\b",
    re.IGNORECASE,
)
_A_SERVICE = re.compile(r",? (?:from|in|on|at) (?:the |dr\b)?", re.IGNORECASE)
_MONTHS = frozenset(("april", "may", "june"))
_FAR = 200


def names_that_are_words(text: str) -> Iterator[Span]:
    """First names that are words, and are names where they stand."""
    for pattern in (_OF_AN_AGE, _AFTER_AN_AGE):
        for match in pattern.finditer(text):
            yield from _name(match)
    for match in _KIN_IS.finditer(text):
        if strong_first_name(match.group("name").split()[0].lower()):
            yield from _name(match)
    for match in _WILL.finditer(text) if "Will" in text else ():
        yield match.span("name" if match.group("name") else "more")
    for match in _A_MONTH_OR_SHE.finditer(text):
        yield match.span("name")
    for match in (*_OWNS.finditer(text), *_IN_PERSON.finditer(text)):
        low = match.group("name").lower()
        a_word = (
            low in AMBIGUOUS
            or is_first_name(low)
            and low not in CLINICAL
            and (low in EPONYMS or match.re is _IN_PERSON)
        )
        if (
            a_word
            and low not in _OF_HOSPITALS
            and not _PART_OF_MORE.search(text[max(0, match.start() - 24) : match.start()])
        ):
            yield match.span("name")
    for match in _CALLS.finditer(text):
        first, last = match.group("name").lower().split()
        behind = text[match.end() : match.end() + _FAR]
        named = is_first_name(first) and (is_surname(last) or not is_known_word(last))
        if named and _OF_THE_CALLER.search(behind) and not _A_SERVICE.match(behind):
            yield match.span("name")


def _name(match: re.Match[str]) -> Iterator[Span]:
    """The first name, with a surname behind it if it is one."""
    first, _, last = match.group("name").lower().partition(" ")
    if first in TITLES or first in WEAK_TITLES:
        return
    if (
        not (is_first_name(first) or first in _MONTHS or not is_known_word(first))
        or first in CLINICAL
        and first not in AMBIGUOUS
        or last in HOUSES
    ):
        return
    both = last and (is_surname(last) or not is_known_word(last))
    yield match.start("name"), match.end("name") if both or not last else match.start("name") + len(first)
