"""Patients whom a note tells apart from somebody: a newborn by its mother's name, two who are called the same, one
called as the doctor is, one set against another of nearly the same name."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from language.names.by_what_befell import can_be_called
from language.names.staff import STAFF_TITLES
from language.reading.cued import cued
from language.reading.name_cues import POSTS, RELATIVES
from language.reading.name_knowledge import (
    CLINICAL,
    HOUSES,
    PLACES,
    is_first_name,
    is_known_word,
    is_surname,
    strong_first_name,
)
from language.reading.view import STANDS_FOR

Span = tuple[int, int]
_NAME = r"(?:[OD]')?[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:-[A-Z][a-z]+)?"
_TITLE = r"(?:Mrs|Mr|Miss|Ms|Mx)\.?"
_IDENTITY = "".join(STANDS_FOR[kind] for kind in ("NHS_NUMBER", "DOB", "HOSPITAL_NUMBER"))
_YOUNG = (
    r"(?:,| -|:)? ?\(?(?:(?:now |is |was |only |aged )?(?:day|d) ?\d{1,2}\b|(?:now |is |was |only |aged )?\d{1,2}"
    r"(?:/(?:7|52)|(?: ?-?(?:hours?|hrs?|days?|weeks?|wks?)) old)\b|(?:was |is )?born\b|"
    rf"(?:d\.?o\.?b\.?|nhs(?: (?:no|num|number))?)\b|[{_IDENTITY}])"
)
_NEWBORN = cued(  # 'Baby Iqbal day 5'
    ("baby", "infant", "newborn", "twin", "triplet"),
    r"\b(?P<names>(?i:baby|infant|newborn|(?:twin|triplet) (?:[1-3]|one|two|three|i{1,3}|[abc]))"
    rf"(?: (?:boy|girl|(?P<of>of)))? (?P<surname>{_NAME})(?: (?P<second>{_NAME}))?)(?!['’-])(?P<young>{_YOUNG})?",
)
_HOW_MANY = r"(?:[Tt]wo|[Tt]hree|[Ff]our|[Bb]oth|TWO|BOTH|[234])"
_OF_ONE_NAME = cued(  # 'two Mohammed Hussains at our practice'
    ("two", "three", "four", "both", "2 ", "3 ", "4 "),
    rf"\b{_HOW_MANY}(?: (?:of (?:the|our|your|these)|the|our|other|different|separate|such|more))? "
    rf"(?P<names>(?P<first>{_NAME}) (?P<last>{_NAME}s))(?!['’-]| [A-Z])(?: (?P<next>[a-z]+))?",
)
_AS_THE_DOCTOR = re.compile(rf"\b(?:Dr|Doctor)\.? (?:[A-Z]\.? |{_NAME} )?(?P<surname>{_NAME})")
_WITH_A_TITLE = re.compile(
    rf"\b(?P<title>Mrs|Miss|Ms|Mr)\.? (?:[A-Z]\.? |{_NAME} )?(?P<surname>{_NAME})(?P<owns>['’]s?)?"
)
_NOT_THE_DOCTOR = re.compile(r",? ?[(-]? ?(?:and )?(?:is )?not (?:the )?(?:Dr|Doctor|doctor|GP|consultant|surgeon)\b")
_WORKS_BEFORE = re.compile(
    r"\b(?:by|from|under|with|via|per|thanks to|thank|ask(?:ed)?|rang|phoned|called|emailed|told|and|or|[&/]|dear|hi|"
    r"hello|our|cc|copied to|spoke to|speak to|contact(?:ed)?)[ :]{1,2}\Z",
    re.IGNORECASE,
)
_WORKS_AFTER = re.compile(
    r",? (?:and|or|&) (?:Dr|Prof|Mr)\b|,? \(?(?:will|can|runs?|works?|covers?|leads?|manages?|took|answered|replied|"
    r"typed|dictated|signed|operates?|emailed|wrote|agreed|advises?|advised|reviewed|saw|listed|"
    r"says? she(?:'ll| will))\b"
)
_OWN = re.compile(
    r" (?:own )?(?:results?|bloods?|scans?|biopsy|notes|record|daughter|husband|wife|son|meds|medication|tablets|"
    r"appointment|appt|operation|discharge|dob|nhs|hip|knee|fall)\b(?! (?:list|clinic|team|office|form)s?\b)"
)
_WORD = re.compile(r"[A-Za-z]+")
_ENDS = re.compile(r"[.;:!?\n]")
_IN_BRACKETS = cued(  # 'Patel (pt not doctor)'
    ("(pt", "(the p", "(our p", "(a p", "(patient", "(px", "(is ", "(this ", "(now ", "(was ", "(as "),
    rf"(?<![\w'.-])(?P<names>(?:(?P<title>{_TITLE}) )?(?:[A-Z]\.? )?{_NAME}(?: {_NAME})?) ?"
    r"\((?i:(?:(?:this is|is|was|now|as) )?(?:(?:the|our|a) )?(?:patient|pt|px))"
    r"(?:,? (?:and )?(?:not|never|no) (?:(?:the|our|a|your) )?(?i:doctor|dr|gp|consultant|nurse|surgeon|registrar|"
    r"midwife|member of staff|staff|clinician)(?: [A-Z][a-z]+)?)?[!?]?\)",
)
_SET_AGAINST = re.compile(  # 'Baker vs Barker:' at the head of a note
    rf"(?:\A|\n) ?(?:[Rr]e:? )?(?P<one>{_NAME}) (?:vs?\.?|versus|VS) (?P<other>{_NAME})(?=\s?[:.,;-])"
)
_PAPER = (
    r"(?:letters?|results?|reports?|summary|summaries|bloods?|scans?|appointments?|appts?|notes|referrals?|x-?rays?|"
    r"histology|prescriptions?|scripts?|discharges?|forms?|paperwork|dnacpr|echo|ecg|tto)"
)
_OF_ANOTHER = cued(  # 'letter for a Mrs P Barker'
    (" a ", " an ", "other ", "called "),
    rf"\b(?i:{_PAPER})(?: \w+){{0,2}} (?:for|about|of|on|to|re|regarding|concerning) "
    r"(?:a|an|another|some other|(?:somebody|someone|somebody else|someone else) called)(?: (?:different|certain))? "
    rf"(?P<names>{_TITLE} (?:[A-Z]\.? ?){{0,2}}(?P<surname>{_NAME}))(?!['’-]| [A-Z])(?: (?P<next>[a-z]+))?",
)
_OUR_OWN = cued(  # 'scanned to our Baker'
    (" our ",),
    r"\b(?:scanned|filed|saved|attached|sent|matched|linked|added|went|gone|came|merged|coded|posted|uploaded|put|given|"
    r"assigned|addressed|mixed up|confused|muddled)(?: \w+){0,3} (?:to|on|onto|into|in|under|against|with|for) our "
    rf"(?P<names>{_NAME})(?=[.,;)\n]|\s*\Z| (?:by|instead|and|who|with|whose|not|but)\b)",
)
_SYSTEMS = frozenset(
    ("lorenzo", "vision", "emis", "cerner", "medway", "evolve", "docman", "epic", "ardens", "dragon", "rio", "paris")
    + ("mosaic", "athena", "millennium", "nerve", "adastra", "galaxy", "orion", "sharepoint", "outlook")
)
_PLACES = HOUSES | {"site", "room", "bed", "theatre", "pod", "surgerie", "practice", "building", "stair", "bay"}
_ALIKE = 0.7
_NEAR, _FAR = 24, 40
_MOST = 40  # others whom one may be taken for


def names_told_apart(text: str) -> Iterator[Span]:
    """Names that a note gives to a patient and not to somebody else."""
    low = text.lower()
    for match in _NEWBORN.finditer(text, low):
        yield from _newborn(text, match)
    for match in _OF_ONE_NAME.finditer(text, low):
        place = (match.group("next") or "").removesuffix("s") in _PLACES
        if not place and _are_of_one_name(match.group("first"), match.group("last")):
            yield match.span("names")
    for match in _IN_BRACKETS.finditer(text, low):
        yield from _said_to_be_ours(match)
    for match in _OF_ANOTHER.finditer(text, low):
        if (match.group("next") or "") not in HOUSES and match.group("surname").lower() not in HOUSES:
            yield match.span("names")
    yield from _called_as_the_doctor(text)
    yield from _set_against(text, low)


def _newborn(text: str, match: re.Match[str]) -> Iterator[Span]:
    """Baby and a surname: one that is nothing else, or with an age or a birth behind it."""
    surname, second = match.group("surname").lower(), match.group("second")
    start = match.start("surname" if match.group("of") else "names")
    if surname in CLINICAL or surname in RELATIVES or surname in POSTS:
        return
    if match.group("young"):
        if is_surname(surname) or is_first_name(surname) or not is_known_word(surname):
            yield start, match.end("names")
    elif second is None and is_surname(surname) and not is_known_word(surname) and not _goes_on(text, match.end()):
        yield start, match.end("names")


def _goes_on(text: str, end: int) -> bool:
    following = _WORD.search(text, end, end + _NEAR)
    return following is not None and following.start() == end + 1 and following.group().lower() in HOUSES


def _are_of_one_name(first: str, plural: str) -> bool:
    """'Mohammed' and 'Hussains': a first name, and a surname of which there are more than one."""
    first, plural = first.lower(), plural.lower()
    stems = [plural[:-1], plural.removesuffix("es")]
    if not strong_first_name(first) or any(stem in HOUSES or stem in POSTS for stem in stems):
        return False
    return any(is_surname(stem) for stem in stems) or not is_known_word(plural)


def _said_to_be_ours(match: re.Match[str]) -> Iterator[Span]:
    lows = [low for low in re.findall(r"[a-z'-]+", match.group("names").lower()) if len(low) > 1]
    if match.group("title") or lows[0] not in STAFF_TITLES and can_be_called(lows):
        yield match.span("names")


def _called_as_the_doctor(text: str) -> Iterator[Span]:
    """'Mrs Gill' where a Dr Gill is at work, unless she works there too."""
    doctors = {match.group("surname") for match in _AS_THE_DOCTOR.finditer(text)} if "Dr" in text else set()
    for match in _WITH_A_TITLE.finditer(text) if doctors else ():
        if match.group("surname") not in doctors:
            continue
        end = match.end() - len(match.group("owns") or "")
        after, before = text[end : end + _FAR], text[max(0, match.start() - _FAR) : match.start()]
        if _NOT_THE_DOCTOR.match(after):
            yield match.start(), end
            continue
        if match.group("title") == "Mr" or _WORKS_BEFORE.search(before) or _WORKS_AFTER.match(after):
            continue
        owns = match.group("owns") is None or match.group("title") == "Mrs" and _OWN.match(text, match.end())
        if owns and POSTS.isdisjoint((*_words_before(before), *_words_after(after))):
            yield match.start(), end


def _words_before(stretch: str) -> list[str]:
    """The last words of a stretch, as far as its last sentence goes."""
    return _WORD.findall(_ENDS.split(stretch)[-1].lower())[-3:]


def _words_after(stretch: str) -> list[str]:
    """The first words of a stretch, as far as its first sentence goes."""
    return _WORD.findall(_ENDS.split(stretch)[0].lower())[:4]


def _set_against(text: str, low: str) -> Iterator[Span]:
    """'Baker vs Barker:' and 'scanned to our Baker'."""
    apart: set[str] = set()
    for match in _SET_AGAINST.finditer(text):
        pair = match.group("one"), match.group("other")
        if _may_be_set_apart(pair[0].lower()) and _may_be_set_apart(pair[1].lower()) and _are_two_people(*pair):
            yield match.span("one")
            yield match.span("other")
            apart.update(pair)
    titled = {match.group("surname") for match in _WITH_A_TITLE.finditer(text)} if " our " in low else set()
    others = sorted(apart | titled)[:_MOST]
    for match in _OUR_OWN.finditer(text, low):
        name = match.group("names")
        own = name.lower()
        if own in _SYSTEMS or not _may_be_set_apart(own):
            continue
        only_a_surname = not is_known_word(own) and not is_first_name(own)
        if only_a_surname or any(name == one or _are_alike(name, one) for one in others):
            yield match.span("names")


def _may_be_set_apart(low: str) -> bool:
    return is_surname(low) and low not in CLINICAL and low not in HOUSES and low not in PLACES


def _are_two_people(one: str, other: str) -> bool:
    """Two surnames that are no words, or that are easily taken for each other."""
    return _are_alike(one, other) or not is_known_word(one.lower()) and not is_known_word(other.lower())


def _are_alike(one: str, other: str) -> bool:
    return one[0] == other[0] and SequenceMatcher(None, one[:24], other[:24]).ratio() >= _ALIKE
