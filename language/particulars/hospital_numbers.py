"""Hospital numbers in a view: by the words before them, and by their shape."""

import re
from collections.abc import Iterator

from language.particulars.numbers import Hit
from language.reading.name_knowledge import cue_words
from language.reading.number_words import said_digits
from language.reading.view import STANDS_FOR

_NUMBER_WORD = r"(?:record|id|identifier|ident|reference|ref|number|numbers|num|numb|nmbr|no|nos|nr|#)"
_HOSPITAL_CUE = re.compile(
    r"\b(?:(?:(?:local|old|new|their|main|your|our) )?(?:hospital|hosp|hosp\.? ?unit|unit|mrn|"
    r"medical records?|patient record|chi|"
    r"med rec|case ?notes?|case ?sheet|k|pas|epr|district|patients?|patient's|pt|pt's|crn|rn|urn|pid|"
    r"clinic(?! id)|medical|"
    rf"trust|site|chart|folder|x|x-?ray|xray|rxr|emis|systm-?one|s1|vision|r[a-z0-9]{{2}})"
    rf"[ .:-]{{0,2}}{_NUMBER_WORD}"
    r"|h ?/ ?n|h (?:no|num|number)|hosp(?:ital)? records?|hospital number|"
    r"mr (?:number|no)|hosp(?:ital)? unit(?= [a-z]? ?\d{3} \d{3}\b)|mrn|mrns|pas|crn|rn|urn|epr|h\.n|hnf|hno|hn|"
    r"case ?notes?|hosp|"
    r"pid|record (?:no|number|num|id)"
    r"|wrist ?band|name ?band|id ?band|bracelet|records? (?:no|number)|k-?no|k-?num)\b"
    r"(?:(?:[.:#=,\s()/\[\]-]|\b(?:is|was|of|are|given|as|should|be|reads|quoted|on|in|the|bag|label|letter|"
    r"form|wristband|band|sheet|screen|request|card|notes|envelope|front|sticker|paper|"
    r"pas|now|old|new|correct|wrong|for|this|patient|pt|him|her|them)\b){1,8})",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"(?:[A-Z]{1,4}\d?[ /-]?(?=\d)|"
    r"(?:[A-Z]{1,4}[/.-]){1,2}(?=\d))?(?P<first>\d[\dOo]*)(?P<rest>(?:[/.-]\d{1,8}|[/-][A-Za-z]{1,3}(?![a-z])|"
    r"(?:(?<=\d)|(?<=[/-]))[A-Z](?![A-Za-z])){0,6})(?P<groups>(?: \d{2,4}(?![\w/%-]|"
    r"[.:]\d)){0,4}(?: (?-i:[A-Z]|\d)(?=[,.;)\n]|\Z))?)(?![/-]*\w)",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(r"(?:\d\D*){4}")
_BESIDE_A_NAME = re.compile(rf"{STANDS_FOR['NAME']}(?: ?[/|,;(-] ?| )(?=(?:[A-Z]{{1,3}}[ /-]?)?\d)")
_NUMBER_FOUND = STANDS_FOR["HOSPITAL_NUMBER"]
_RIGHT_ONE = re.compile(
    r"\b(?:hers|his|theirs|mine|(?:correct|right|real|other|new|old|wrong) (?:one|number)) (?:is|"
    r"was) (?=[A-Z]{0,3}[ /-]?\d)",
    re.IGNORECASE,
)
_TWO_RECORDS = re.compile(
    r"\b(?:merge[ds]?|merging|duplicates?|duplicated|registrations?|records?|notes|films|images?|scans?|folders?|"
    r"episodes?)(?: \w+){0,2} (?:for|of|under|with|between|into|as|from)\s(?=[A-Z]{0,3}[ /-]?\d{6,8}\b)|"
    r"\b(?:merge|merged|merging) (?=\d{6,8}\b)",
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"\b(?:(?:pas|epr|hospital|hosp|patient|pt|two|both|three|duplicate|separate|different) (?:pas |epr |hospital )?"
    r"(?:records?|registrations?|numbers|nos)|case ?notes)\b[,.:(]{0,2} (?:are |is |- )?"
    r"(?=(?-i:[A-Z]{0,3})[ /-]?\d{5})",
    re.IGNORECASE,
)
_WITH_A_CHECK_LETTER = re.compile(  # 'STHK-774120-B': a hospital, a number and its letter
    r"(?<![\w/-])(?P<prefix>[A-Z]{3,5})-\d{6,7}-[A-Z](?![\w/-])"
)
_SLASHED = re.compile(r"(?<![\w/-])[A-Z]{1,2}/\d{4,6}/\d{2}(?![\w/-])")  # C/77120/93: a number of its year
_AFTER_IDENTITY = re.compile(
    f"[{STANDS_FOR['NAME']}{STANDS_FOR['DOB']}{STANDS_FOR['NHS_NUMBER']}]"
    r",? (?:and |with |has )?(?:number|no\.?|num\.?):? (?P<value>\d(?: \d){4,9}|\d{6,8})(?![\w/-]|[ .,:]\d)",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"\s?(?:days?|weeks?|months?|years?|hours?|hrs?|mins?|mg|ml|beds?|patients?|pts|am|pm|%|/)\b", re.IGNORECASE
)
_IS_A_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)")
_LEAST, _MOST = 4, 12
_HOSPITAL_MORE = re.compile(
    r"\s?(?:,|and|or|&|/|;)\s{0,2}(?:and |or )?(?:\((?:new|old|current|previous|ours|"
    r"theirs)\) )?((?-i:[A-Z]{0,3})[-/]?\d{4,10})\b(?! \d)",
    re.IGNORECASE,
)
_HOSPITAL_BARE = re.compile(r"(?<![\w/-])([A-Z]{1,3}[0-9]?)([-/ ]?)(\d{5,8})(?![\w/-]|\.\d| \d{3} \d{3,4}\b)")
_HOSPITAL_SPACED = re.compile(r"(?<![\w/-])R[A-Z][A-Z0-9](?P<value>(?: \d{2,4}){2,4})(?![\w/-])")
_TYPED = re.compile(  # 'Ref: JP/KL/C0198834': who dictated, who typed, and the number of the notes
    r"\b[Rr]ef(?:erence)?[.:]{0,2} ?(?P<first>[A-Za-z]{2,4})/(?:[A-Za-z]{2,4}/)?"
    r"(?P<value>[A-Z]{0,2}\d{6,8})(?![\w/-])"
)
_TRUST_CODE = re.compile(r"R[A-Z0-9][A-Z0-9]\Z")
_NOT_HOSPITAL = re.compile(
    r"\b(?:form|template|leaflet|guideline|ref|reference|order|job|ticket|batch|invoice|incident|datix|"
    r"ods|code|gmc|nmc|cad|log|ubrn|lot|version|"
    r"model|pin|snomed|icd|opcs|serial|licence|asset|pl|ext|extension|bleep|fax|tel|claim|complaint|enquiry|"
    r"lfpse|steis|safeguard|ulysses|policy|account|po|hcpc|gphc|helpdesk|call|case|request|accession|"
    r"sample|specimen|barcode|tag)s?\b\W{0,3}"
    r"(?:(?:numbers?|nos?|nums?|code|id|ref|is|was|raised|logged|called|on|in|the|letter|header|form|field|"
    r"report|done|made|completed|submitted|filed|entered|opened|as|with|under|sent)\b\W{1,3}){0,3}\Z|"
    r"\b(?:reported|raised|submitted) (?:(?:it|this|internally|locally|formally|on \w+|via \w+) ){1,3}as \Z",
    re.IGNORECASE,
)
_NOT_PREFIX = cue_words("other_references")
_TO_ANOTHER = re.compile(  # 'orders W3349018 thro W3349026': of what the first is, the last is too
    r"[A-Z]{1,3}\d?[-/ ]?\d{4,8},? (?:thro'?|thru|through|to|till|until|up to|and|&|-) \Z", re.IGNORECASE
)
_GROUPED = re.compile(  # 'two charts: 40 11 872 and 40 26 555'
    r"\b(?:charts?|notes|folders?|records?|files|volumes|case ?notes|registrations?|"
    r"(?:unit|hosp(?:ital)?|chart|record) nos?\.?)"
    r"(?: ?[:=] ?| (?:are|is) )(?P<value>\d{2,4}(?:[ -]\d{2,4}){1,3})(?![\w/-]|[.:]\d)",
    re.IGNORECASE,
)
_ANOTHER_GROUPED = re.compile(r"(?:,| and| &|;|/)(?: and)? ?(?P<value>\d{2,4}(?:[ -]\d{2,4}){1,3})(?![\w/-]|[.:]\d)")
_IN_A_SYSTEM = re.compile(  # 'EMIS 24417': a number right behind the name of a record system, masked with it
    r"\b(?:EMIS|Emis|SystmOne|SystemOne|S1|TPP|RiO|Rio|RIO|Lorenzo|Cerner|EPIC|Epic|ARIA|Aria|Adastra|CareNotes|"
    r"Carenotes|PARIS|Medway|Meditech|BadgerNet|Badgernet|CRIS|PACS|ICNET|Evolve|Liquidlogic|Mosaic)"
    r"[ :#.]{1,2}\d{5,8}(?![\w/-]|[.,]\d| \d)"
)


def hospital_numbers(text: str) -> Iterator[Hit]:
    """Numbers with a cue, and letter-and-digit record numbers that no other kind of reference claims."""
    said = {number.start: number for number in said_digits(text)}
    if not said and not _FOUR_DIGITS.search(text):
        return
    for match in _HOSPITAL_CUE.finditer(text):
        start = match.end()
        spoken = said.get(start) or said.get(start + 2)
        if spoken is not None and len(spoken.digits) >= _LEAST:
            yield start, spoken.end, "HOSPITAL_NUMBER", True
            continue
        end = _value_end(text, start)
        if end is None:
            continue
        yield start, end, "HOSPITAL_NUMBER", True
        yield from _more(text, end)
    for match in (*_BESIDE_A_NAME.finditer(text), *(_RIGHT_ONE.finditer(text) if _NUMBER_FOUND in text else ())):
        end = _value_end(text, match.end())
        if end is not None and sum(char.isdigit() for char in text[match.end() : end]) > _LEAST + 1:
            yield match.end(), end, "HOSPITAL_NUMBER", False
    for match in _TWO_RECORDS.finditer(text):
        end = _value_end(text, match.end())
        if end is not None:
            yield match.end(), end, "HOSPITAL_NUMBER", False
            yield from _more(text, end)
    for match in _RECORDS.finditer(text):
        end = _value_end(text, match.end())
        if end is not None:
            yield match.end(), end, "HOSPITAL_NUMBER", False
            yield from _more(text, end)
    for match in _AFTER_IDENTITY.finditer(text):
        yield *match.span("value"), "HOSPITAL_NUMBER", False
    for match in _IN_A_SYSTEM.finditer(text):
        yield match.start(), match.end(), "HOSPITAL_NUMBER", False
    for match in _GROUPED.finditer(text):
        yield from _grouped(text, match)
    for match in _WITH_A_CHECK_LETTER.finditer(text) if "-" in text else ():
        if not _is_of_something_else(match.group("prefix")) and not _is_claimed(text, match.start()):
            yield match.start(), match.end(), "HOSPITAL_NUMBER", False
    for match in _SLASHED.finditer(text) if "/" in text else ():
        if not _NOT_HOSPITAL.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.start(), match.end(), "HOSPITAL_NUMBER", False
    for match in _HOSPITAL_SPACED.finditer(text):
        if _is_in_groups(match.group("value").split()):
            yield match.start(), match.end(), "HOSPITAL_NUMBER", False
    for match in _TYPED.finditer(text):
        if not _is_of_something_else(match.group("first")):
            yield *match.span("value"), "HOSPITAL_NUMBER", False
    for match in _HOSPITAL_BARE.finditer(text):
        letters, gap, digits = match.groups()
        trust = bool(_TRUST_CODE.match(letters))
        if _is_of_something_else(letters) or _is_claimed(text, match.start()):
            continue
        if len(letters) == 1 and (len(digits) < 6 or gap == " " and letters != "K"):
            continue
        yield match.start(), match.end(), "HOSPITAL_NUMBER", trust


def _is_in_groups(groups: list[str]) -> bool:
    """Six to eight figures, one group of three at least, and no date."""
    return (
        6 <= sum(map(len, groups)) <= 8 and max(map(len, groups)) > 2 and not _IS_A_DATE.fullmatch("/".join(groups))
    )


def _grouped(text: str, found: re.Match[str] | None) -> Iterator[Hit]:
    """Numbers in groups as on a chart, and more of them behind; dates are none."""
    while found is not None:
        value = found.group("value")
        figures = sum(char.isdigit() for char in value)
        if not 6 <= figures <= 9 or _IS_A_DATE.fullmatch(re.sub("[ -]", "/", value)):
            return
        yield *found.span("value"), "HOSPITAL_NUMBER", False
        found = _ANOTHER_GROUPED.match(text, found.end())


def _more(text: str, end: int) -> Iterator[Hit]:
    """Further numbers of a list that begins with a record number."""
    while more := _HOSPITAL_MORE.match(text, end):
        yield more.start(1), more.end(1), "HOSPITAL_NUMBER", False
        end = more.end()


def _value_end(text: str, start: int) -> int | None:
    """Where the record number ends that begins here: at least four digits, in groups or with letters; no date."""
    value = _VALUE.match(text, start)
    if value is None:
        return None
    end = value.end()
    if value.group("groups") and (len(value.group("first")) > _LEAST or _UNIT_AFTER.match(text, end)):
        end = value.start("groups")
    digits = sum(char.isdigit() for char in text[start:end])
    if not _LEAST <= digits <= _MOST or _IS_A_DATE.fullmatch(text[start:end]):
        return None
    return end


def _is_of_something_else(letters: str) -> bool:
    """The letters before a number that say it is a ticket's, a form's or a phone's: INC0, ref."""
    return letters.lower().rstrip("0123456789") in _NOT_PREFIX


def _is_claimed(text: str, start: int) -> bool:
    """Do the words before a number, or before the one that it ends a range with, say what else it is of?"""
    before = _TO_ANOTHER.sub("", text[max(0, start - 64) : start])
    return _NOT_HOSPITAL.search(before[-40:]) is not None


def small_hospital_numbers(text: str) -> Iterator[Hit]:
    """Letters and at least six digits run together, in a text without capitals."""
    for match in _HOSPITAL_BARE.finditer(text.upper() if len(text.upper()) == len(text) else ""):
        letters, gap, digits = match.groups()
        if (
            not gap
            and len(digits) > 5
            and not _is_of_something_else(letters)
            and not _is_claimed(text, match.start())
        ):
            yield match.start(), match.end(), "HOSPITAL_NUMBER", False
