"""Patients whose surname is a word or a place as well: an age, kin, a twin surname or a subject line tells them."""

import re
from collections.abc import Iterator

from language.reading.name_cues import POSTS, RELATIVES, TITLES, WEAK_TITLES
from language.reading.name_knowledge import (
    CLINICAL,
    HOUSES,
    PLACES,
    is_first_name,
    is_known_word,
    is_surname,
    strong_first_name,
)

Span = tuple[int, int]
_NAME = r"[A-Z][a-z]{1,20}(?:['-][A-Z][a-z]{1,20})?"
_FEASTS = frozenset(
    ("christmas", "easter", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)  # that are surnames as well
_TITLE = r"(?i:mr|mrs|ms|miss|mx)\.?"
_BOTH_AND_A_SIGN = re.compile(  # 'Elsie Christmas is 94 and', 'Norman Winter, 81,', 'Doris Summers was discharged'
    rf"(?<![\w'.-])(?P<name>(?P<first>{_NAME}) (?P<last>{_NAME}))(?:"
    r"(?:,? who)? (?:is|was|turns|turned|will be)(?: only| just| now| nearly| almost| about)? \d{2,3}"
    r"(?=[,.;)]|\s*\Z| (?:and|but|next|with|now|today)\b| ?(?:years?|yrs?|yo)\b)|"
    r",? aged? \d{1,3}\b|,? \(?\d{2,3}(?=[,;)]| (?:yo|yrs?|years?)\b)|"
    r" (?:was|has been|is being) (?:re-?admitted|discharged|sent home|found (?:on|by|at)|brought in|put in)\b)"
)
_AT_WORK = re.compile(
    r"(?:\b(?:Dr|Prof|Professor|Doctor|Sister|Nurse|Matron|St|Saint)\.? |[A-Z][\w'-]* |\b[A-Z]\. )\Z"
)
_KIN = (
    r"(?:mum|mam|mother|dad|father|wife|husband|son|daughter|brother|sister|aunt|uncle|nan|gran|niece|nephew|cousin|"
    r"twin|grand(?:son|daughter|mother|father))"
)
_TITLED_WITH_KIN = re.compile(  # 'Mr Patel and his brother, also Mr Patel'
    rf"(?<![\w'-]){_TITLE} (?P<name>{_NAME}),? (?:and|with) (?:his|her) {_KIN}\b(?!')"
    rf"(?:,? \(?(?:who is |another |also (?:called |named |a )?)(?:{_TITLE} )?(?P<more>{_NAME}))?"
)
_TWO_PATIENTS = re.compile(  # 'two ladies on Thursday, Begum and Begam'
    r"\b(?i:two|three|both|2|3|the wrong two) (?:[a-z]+ )?"
    r"(?:ladies|women|men|gentlemen|patients|pts|residents|sisters|brothers|boys|girls|babies|children)\b"
    rf"[^.;:\n]{{0,60}}?[,:(] ?(?:a )?(?:{_TITLE} )?(?P<name>{_NAME}) (?:and|&) "
    rf"(?:a )?(?:{_TITLE} )?(?P<more>{_NAME})"
    r"(?![\w'-]| [A-Z])"
)
_IS_HER_NAME = re.compile(  # 'Mrs Nurse (yes that is her surname)'
    rf"(?<![\w'-]){_TITLE} (?P<name>{_NAME}),? [(-] ?(?:yes,? |and )?(?:that|this|it)(?:'s| is| really is)"
    r"(?: really| actually| indeed)? (?:her|his|the|their)(?: real| actual| proper)? (?:sur|last |family )?name\b"
)
_SUBJECT = re.compile(r"^[> ]{0,4}(?:subject|re|fwd?)[ ]?:[^\n]{0,120}$", re.IGNORECASE | re.MULTILINE)
_OF_A_PAPER = re.compile(
    rf"(?<![\w'.-])(?P<name>[A-Z]\.? ?(?P<last>[A-Z][a-z]{{2,20}}(?:['-]{_NAME})?))(?:'s)? "
    r"(?i:bloods?|results?|scans?|x-?rays?|ct|mri|histology|biopsy|discharge|summary|letter|referral|tto|ttos|meds|"
    r"dressings|dnacpr|sample|swab|ecg|echo)\b"
)


def names_beside_signs(text: str) -> Iterator[Span]:
    """Names that what stands beside them tells from the words and places they are as well."""
    for match in _BOTH_AND_A_SIGN.finditer(text):
        first, last = match.group("first").lower(), match.group("last").lower()
        before = text[max(0, match.start() - 24) : match.start()]
        a_name = last in _FEASTS or not _is_a_things(last)
        if strong_first_name(first) and a_name and not _AT_WORK.search(before):
            yield match.span("name")
    for match in _TITLED_WITH_KIN.finditer(text):
        yield match.span("name")
        if match.group("more") and not _is_a_things(match.group("more").lower()):
            yield match.span("more")
    for match in _TWO_PATIENTS.finditer(text):
        pair = [match.group(group).lower() for group in ("name", "more")]
        named = [low for low in pair if is_surname(low) or is_first_name(low)]
        if named and not any(is_known_word(low) or _is_a_things(low) for low in pair):
            yield match.span("name")
            yield match.span("more")
    for match in _IS_HER_NAME.finditer(text) if "name" in text else ():
        yield match.span("name")
        for again in re.finditer(rf"(?<=['\"‘“]){match.group('name')}(?=[,'\"’”])", text):
            yield again.span()
    for subject in _SUBJECT.finditer(text) if ":" in text else ():
        for match in _OF_A_PAPER.finditer(text, subject.start(), subject.end()):
            low = match.group("last").lower()
            if low not in CLINICAL and (is_surname(low) or low in PLACES or not is_known_word(low)):
                yield match.span("name")


def _is_a_things(low: str) -> bool:
    """A word of the clinic, a house, a post, a title or a relative."""
    return any(low in words for words in (CLINICAL, HOUSES, POSTS, TITLES, WEAK_TITLES, RELATIVES))
