"""Patients told by initials: 'initials J.K.', 'told T.O'D. has been', 'J.K., 44, sent home'."""

import re
from collections.abc import Iterator

from language.lexicon import is_abbreviation
from language.reading.name_knowledge import CLINICAL, cue_words, is_known_word, is_surname
from language.reading.view import ANY_MASK, STANDS_FOR

Span = tuple[int, int]
_SAID_TO_BE = re.compile(r"\b[Ii]nitials?\b(?: are| is)?[: ]{1,3}((?:[A-Z]\.? ?){1,3}[A-Z]\b)")
_BEHIND_A_CUE = re.compile(
    r"\b(?:(?i:parents?|mother|mum|father|dad|pt|patient|child|baby|re|about|for|named?)(?: of)?)[: ]{1,2}"
    r"((?:[A-Z]\. ?){1,3}[A-Z]\.)(?! ?[A-Z][a-z])"
)
_LETTERS = re.compile(
    r"(?<![\w'./-])(?:(?P<dotted>(?:[A-Z]\. ?){1,3}[A-Z]\b\.?)|(?P<plain>[A-Z]{2,3}|[A-Z] [A-Z])"
    rf"(?=,? \(?(?:(?i:dob|d\.o\.b|born|aged?|address|lives|nhs|mrn|hosp|\d{{1,3}}\b)|[{ANY_MASK}])))"
    r"(?![\w'-])(?P<next> ?[A-Z][a-z]+)?"
)
_IS_CALLED = re.compile(  # 'I won't put details but patient is S.T.'
    r"\b(?:pt|patient|child|baby|infant|mother|mum|resident|client|lady|gentleman|person)(?:'s initials)?"
    r"(?: here| concerned| in question| involved| affected)?(?: is| was|:| =| being| are)[: ]{0,2}\Z",
    re.IGNORECASE,
)
_OF_A_PATIENT = re.compile(  # 'pt JW was not seen'
    r"(?<![\w'-])(?:[Pp]t|[Pp]atient|[Pp]x):? (?P<plain>[A-Z]{2})(?=[,;)\n]|\.(?:\s|\Z)|\s*\Z| \((?:\d|aged)|'s |"
    r" (?:was|is|has|had|who|and|not|never|still|came|rang|phoned|called|attended|seen|sent|needs|needed|wants|"
    r"waiting|waited|admitted|discharged|referred|says|said|did|does|cannot|can't|died|fell|collapsed|lives|in|on|at|"
    r"aged|again|today|yesterday|re|told|given|left|turned|presented|missed|got)\b)"
)
_SHORT_FORM = re.compile(r"(?<![\w'-])(?:[Pp]t|[Pp]atient|[Pp]x) (?P<short>[A-Z]{2,4})(?![\w'-]| [A-Z])")
_FAR = 40
_WITH_AN_APOSTROPHE = re.compile(r"(?<![\w'./-])((?:[A-Z](?:\. ?| )){1,2}(?:[OD]'[A-Z]|Ma?c[A-Z])\b\.?)(?!['\w/-])")
_OF_AN_AGE = re.compile(
    r"(?<![\w'./-])((?:[A-Z]\. ?){1,3}[A-Z]\.)"
    r"(?=,? \(?(?:aged? )?\d{1,3}(?:[,;)]| ?(?:yo|y/o|yrs?|years? old|[mMfF])\b)| (?:is|was) (?:an? )?\d)"
)
_BESIDE_A_NUMBER = re.compile(  # 'r.b. dob 12/03/50', "KO'B, MRN 4471902"
    r"(?<![\w'./-])((?:[A-Za-z]\. ?){1,3}[A-Za-z]\.|[A-Z]{0,2}[OD]'[A-Z])[,:]? \(?"
    r"(?=(?i:dob|d\.o\.b|born|mrn|nhs (?:no|num)|hosp(?:ital)? (?:no|num))\b|"
    rf"[{STANDS_FOR['DOB']}{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['HOSPITAL_NUMBER']}])"
)
_WRITES = re.compile(r"\b(?:by|dr|prof|nurse|sister|pp|signed|ref|from)[:.]? \Z", re.IGNORECASE)
_SHORT_FORMS = frozenset(
    ("ae", "aka", "am", "bd", "cc", "ct", "dn", "dob", "ed", "eg", "eu", "gp", "hn", "hv", "ie", "iv", "mri")
    + ("mrn", "nb", "nhs", "od", "ot", "pa", "pt", "re", "rn", "ur")
    + ("pm", "pn", "ps", "qds", "tds", "uk", "us", "usa")
)
_OF_THE_CLINIC = cue_words("short_forms_of_the_clinic")


def initials(text: str) -> Iterator[Span]:
    """Initials that stand for a patient or a relative."""
    for pattern in (_SAID_TO_BE, _BEHIND_A_CUE):
        for match in pattern.finditer(text):
            yield match.span(1)
    for match in _OF_A_PATIENT.finditer(text):
        if _is_nobodys_short_form(match.group("plain")):
            yield match.span("plain")
    for match in _LETTERS.finditer(text):
        if _IS_CALLED.search(text, max(0, match.start() - _FAR), match.start()) and _is_of_nothing_else(match):
            yield match.span("dotted" if match.group("dotted") else "plain")
    for pattern in (_WITH_AN_APOSTROPHE, _OF_AN_AGE, _BESIDE_A_NUMBER) if "." in text or "'" in text else ():
        for match in pattern.finditer(text):
            letters = "".join(char for char in match.group(1) if char.isalpha())
            if letters.lower() not in _SHORT_FORMS and not _WRITES.search(
                text[max(0, match.start() - 10) : match.start()]
            ):
                yield match.span(1)


def short_forms_beside_a_patient(text: str) -> Iterator[Span]:
    """'ED' of 'pt ED stay', which is a department and nobody's name."""
    for match in _SHORT_FORM.finditer(text):
        if is_abbreviation(match.group("short")):
            yield match.span("short")


def _is_nobodys_short_form(letters: str) -> bool:
    low = letters.lower()
    known = is_abbreviation(letters) or low in CLINICAL or low in _SHORT_FORMS or low in _OF_THE_CLINIC
    return not known and not is_known_word(low)


def _is_of_nothing_else(match: re.Match[str]) -> bool:
    """Are these letters no short form of the clinic, and do they not begin a whole name: 'J.K. Ramsbottom'?"""
    letters = "".join(char for char in (match.group("dotted") or match.group("plain")).lower() if char.isalpha())
    surname = (match.group("next") or "").strip().lower()
    whole = is_surname(surname) and not is_known_word(surname)
    return letters not in _SHORT_FORMS and letters not in _OF_THE_CLINIC and not whole
