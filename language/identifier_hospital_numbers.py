"""Hospital numbers in a view: by the words before them, and by their shape."""

import re
from collections.abc import Iterator

from language.identifier_numbers import Hit, looks_like_a_date
from language.name_knowledge import cue_words

_HOSPITAL_CUE = re.compile(
    r"\b(?:(?:hospital|hosp|unit|mrn|case ?notes?|k|pas|district|patient|pt|crn|clinic|medical|trust|x-?ray|xray|rxr)"
    r"[ .]{0,2}(?:record|id|identifier|reference|ref|number|numbers|num|no|nos|nr|#)"
    r"|h ?/ ?n|r[a-z0-9]{2} (?:no|number|num|id)"
    r"|hospital records?|mrn|mrns|pas|crn|case ?notes?|hosp|pat(?:ient)? id|record no|record number)"
    r"(?:[.:#=,\s-]|\bis\b|\bwas\b|\bof\b|\bare\b){1,6}"
    r"((?:[A-Z]{1,4}\d?[-/]?|(?-i:[A-Z]{1,4}\d?) |[A-Z]{1,4}[-/]\d{1,4}[-/])?\d{4,10}[A-Z]?"
    r"|[A-Z]{0,3}[-/]?\d{1,6}(?:[-/]\d{2,8}){1,2}[A-Z]?)(?![\w-]*\w)",
    re.IGNORECASE,
)
_HOSPITAL_MORE = re.compile(
    r"\s?(?:,|and|or|&|/|;)\s{0,2}(?:and |or )?((?-i:[A-Z]{0,3})[-/]?\d{4,10})\b(?! \d)", re.IGNORECASE
)
_HOSPITAL_BARE = re.compile(r"(?<![\w/-])([A-Z]{1,3}[0-9]?)([-/ ]?)(\d{5,8})(?![\w/-]|\.\d| \d{3} \d{3,4}\b)")
_HOSPITAL_SPACED = re.compile(r"(?<![\w/-])R[A-Z][A-Z0-9] \d{3} \d{3,4}(?![\w/-])")
_TRUST_CODE = re.compile(r"R[A-Z0-9][A-Z0-9]\Z")
_NOT_HOSPITAL = re.compile(
    r"\b(?:ref|reference|order|job|ticket|batch|invoice|incident|datix|ods|code|gmc|nmc|cad|log|ubrn|lot|version|"
    r"model|pin|snomed|icd|opcs|serial|licence|asset|pl|ext|extension|bleep|fax|tel|claim|complaint|enquiry|"
    r"lfpse|steis|safeguard|ulysses|policy|account|po|hcpc|gphc|helpdesk|call|case|request|accession|sample|specimen|barcode|tag)s?\b\W{0,3}"
    r"(?:(?:number|no|code|id|ref|is|was|raised|logged|called|on|in|the|letter|header|form|field|report)\b\W{1,3}){0,3}\Z",
    re.IGNORECASE,
)
_NOT_PREFIX = cue_words("other_references")


def hospital_numbers(text: str) -> Iterator[Hit]:
    """Numbers with a cue, and letter-and-digit record numbers that no other kind of reference claims."""
    for match in _HOSPITAL_CUE.finditer(text):
        start, end = match.span(1)
        if looks_like_a_date(match.group(1)):
            continue
        yield start, end, "HOSPITAL_NUMBER", True
        while more := _HOSPITAL_MORE.match(text, end):
            yield more.start(1), more.end(1), "HOSPITAL_NUMBER", False
            end = more.end()
    for match in _HOSPITAL_SPACED.finditer(text):
        yield match.start(), match.end(), "HOSPITAL_NUMBER", False
    for match in _HOSPITAL_BARE.finditer(text):
        letters, gap, digits = match.groups()
        trust = bool(_TRUST_CODE.match(letters))
        if letters.lower() in _NOT_PREFIX or _NOT_HOSPITAL.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        if len(letters) == 1 and (len(digits) < 6 or gap == " "):
            continue
        yield match.start(), match.end(), "HOSPITAL_NUMBER", trust


def small_hospital_numbers(text: str) -> Iterator[Hit]:
    """Letters and at least six digits run together, in a text without capitals."""
    for match in _HOSPITAL_BARE.finditer(text.upper() if len(text.upper()) == len(text) else ""):
        letters, gap, digits = match.groups()
        claimed = _NOT_HOSPITAL.search(text[max(0, match.start() - 40) : match.start()])
        if not gap and len(digits) > 5 and letters.lower() not in _NOT_PREFIX and not claimed:
            yield match.start(), match.end(), "HOSPITAL_NUMBER", False
