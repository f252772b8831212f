"""Dates of birth: dates with a cue, dates that stand where an identity stands, and dates no appointment can have."""

import re
from collections.abc import Iterator

from language.particulars.numbers import Hit
from language.reading.hl7_segments import of_a_patient
from language.reading.number_words import dates_in_words
from language.reading.view import STANDS_FOR

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:the )?(?P<{0}>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?"
_DIGIT = re.compile(r"\d")
_DATE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<d1>\d{1,2})\s?(?P<sep>[./-])\s?(?P<m1>\d{1,2})\s?(?P=sep)\s?'?(?P<y1>\d{4}|\d{2})"
    r"|(?P<d5>\d{2}) (?P<m5>\d{2}) (?P<y5>\d{4})"
    r"|(?P<y2>(?:19|20)\d\d)(?P<sep2>[./-])(?P<m2>\d{1,2})(?P=sep2)(?P<d2>\d{1,2})"
    rf"|{_DAY.format('d3')}[\s./,-]{{0,2}}(?:of\s)?[\s]?(?P<m3>{_MONTH})[\s.,/-]{{0,2}}'?(?P<y3>\d{{4}}|\d{{2}})"
    r"|(?P<d6>\d{1,2})[\s./-](?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})[\s./-](?P<y6>\d{4}|\d{2})"
    rf"|(?P<m4>{_MONTH})[\s.]{{1,2}}{_DAY.format('d4')}[\s,]{{1,2}}(?P<y4>\d{{4}})"
    r")(?![\d]|[/-]\d)",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?<![\d.])(?:(?:19|20)\d{6}|\d{8}|\d{6}|\d{1,2} \d{1,2} (?:\d{4}|\d{2}))(?!\d| \d)")
_EIGHT = r"(?:[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)"
_COMPACT_BESIDE = re.compile(rf"{STANDS_FOR['NAME']}[\s,(/:;|-]{{1,3}}(?P<date>{_EIGHT})(?!\d)")
_WHOSE = "".join(STANDS_FOR[kind] for kind in ("NHS_NUMBER", "POSTCODE", "ADDRESS"))
_EIGHT_FIGURES = re.compile(r"[0-3]\d{7}(?![\d_]|\.\d)")
_EIGHT_DATE = re.compile(_EIGHT)
_NO_DATE_BEFORE = frozenset("0123456789.#_-")
_WHOSE_BEFORE = re.compile(rf"[{_WHOSE}][\s,(/:;|)-]{{1,4}}\Z")  # '[postcode], 19700925'
_WHOSE_BEHIND = re.compile(rf"[\s,/:;|-]{{1,3}}[{_WHOSE}{STANDS_FOR['NAME']}]")
_COUNTED = re.compile(  # whatever else a number of eight figures may be
    r"\b(?:order|ref(?:erence)?|no|num|number|invoice|file|batch|version|backup|id|job|ticket|mrn|unit|hosp(?:ital)?|"
    r"case|img|image|code|po|asset|lot|serial|req|request|accession)\b[\s.:#-]{0,3}\Z",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"\b(?:(?:the )?(?:[a-z]{{5,6}}[- ])?[a-z]{{3,9}}(?:th|st|nd|rd) (?:of )?)?{_MONTH}[\s,]{{1,2}}(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_ANY_MONTH = re.compile(
    r"(?<![\d.])\d{1,2}\.? (?:de )?[a-z]{3,12}\.? (?:de )?(?:19|20)\d\d\b", re.IGNORECASE
)  # of any language
_BORN_IN = re.compile(r"(?:\(b\.? ?|\bb\. ?|\bborn (?:in )?)(?P<year>(?:19|20)\d\d)\b(?![/.-]\d)", re.IGNORECASE)
_FILLER = r"[^\d;\n]"
_CUE_WORD = (
    r"(?:\bd\s?\.?\s?/?o\s?\.?\s?/?b\b\.?|\bdobs?(?=\b|\d)|\bd/b\b|\bdate[ -](?:of[ -])?birth\b|\bbirth ?date\b|"
    r"\bborn\b|\bbirthday\b|\bb\.)"
)
_ANY_CUE = re.compile(_CUE_WORD, re.IGNORECASE)
_CUE = re.compile(rf"{_CUE_WORD}(?P<between>{_FILLER}{{0,36}})\Z", re.IGNORECASE)
_EVENT = re.compile(
    r"\b(?:since|dated|until|till|admitted|discharged|seen|reviewed|diagnosed|operated|surgery|scan|clinic|letter|"
    r"appointment|appt|sent|received|results?|due|started|stopped|died|booked|weeks?)\b|[.!?]\s+\w+\s",
    re.IGNORECASE,
)
_CUE_AFTER = re.compile(
    r"[\s,(-]{0,3}(?:(?:haha|oh|lol|sorry|oops),? )?(?:(?:no,? )?(?:that|this|which)(?:'s| is) )?(?:is |was )?"
    r"(?:her |his |their |the )?(?:\(?d\.?o\.?b\b|date of birth|birthday)",
    re.IGNORECASE,
)
_CUED_ITSELF = re.compile(rf"\bdob\W{{0,4}}(?:\d|{STANDS_FOR['DOB']})", re.IGNORECASE)
_ALSO = re.compile(
    r"(?:\bnot|\bor|\band|instead of|rather than|should be|but|vs|/|→|->)\W{1,3}(?:\w+\W{1,2}){0,2}\Z", re.IGNORECASE
)
_EVENT_BEFORE = re.compile(
    r"\b(?:on|since|in|dated|date|from|until|till|til|by|before|after|admitted|discharged|seen|reviewed|diagnosed|"
    r"operated|surgery|op|procedure|scan|mri|ct|echo|letter|clinic|appointment|appt|referral|referred|sent|received|"
    r"results?|version|due|started|stopped|last|fitted|implanted|died|rip|death|dod|reported|copied|logged|"
    r"recorded|requested|performed|taken|collected|filed|typed|guidelines?|policy|protocol|contract|"
    r"agreement|smear|mammogram|registered|signed|published|updated|issued|effective|valid|expir\w+|installed|opened|"
    r"repair|replacement|stent|biopsy|tkr|thr|cabg|turp|"
    r"transplant|vaccin\w+|jab|mi|cva|stroke|fracture|delivery|baby|meeting|minutes|audit|cqc|"
    r"inspection)\b\W{0,3}(?:\w+\W{1,2})?\Z",
    re.IGNORECASE,
)
_OPERATION_BEFORE = re.compile(r"(?:ectomy|otomy|ostomy|plasty|scopy|graphy|section)\b\W{0,3}(?:\w+\W{1,2})?\Z")
_EVENT_AFTER = re.compile(
    r"\W{0,3}(?:\w+\W{1,2}){0,2}(?:appointment|appt|clinic|letter|scan|referral|seen|result|results|discharge|"
    r"admission|review|op|operation|bloods|booked|cancelled|at \d)\b",
    re.IGNORECASE,
)
_AFTER_IDENTITY = re.compile(
    rf"[{STANDS_FOR['NAME']}{STANDS_FOR['NHS_NUMBER']}](?:'s)?[\s,(/:;|-]{{1,4}}(?:both |each )?\Z"
)
_AFTER_AN_AGE = re.compile(  # '[name], aged 6, 11/08/2018'
    rf"[{STANDS_FOR['NAME']}{STANDS_FOR['NHS_NUMBER']}][\s,(/:;|-]{{1,4}}aged?:? \d{{1,3}}"
    r"(?: ?(?:yrs?|years?|months?|mths?|m))?[\s,(/:;|-]{1,4}\Z",
    re.IGNORECASE,
)
_BEFORE_IDENTITY = re.compile(
    rf"[\s,)/:;|-]{{1,4}}(?:nhs\W{{0,3}}(?:no|number)?\W{{0,3}})?[{STANDS_FOR['NHS_NUMBER']}]", re.IGNORECASE
)
_HL7 = re.compile(r"[|^](?P<date>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))(?:\d{4,6})?(?![\d])")
_SOMEBODY = re.compile(
    r"\b(?:pt|patient|patients|he|she|his|her|him|lady|gentleman|man|woman|boy|girl|child|baby|son|daughter|"
    r"name|named|"
    r"mr|mrs|ms|miss|master|record|records|label|labelled|other|wrong|same|[mf])\b|"
    rf"[{''.join(STANDS_FOR.values())}]",
    re.IGNORECASE,
)
_BRACKET_OPENS = re.compile(rf"{STANDS_FOR['NAME']}(?:'s)? \(\Z")
_IS = re.compile(r"\b(?:he|she|pt|patient)(?:'s| is) \Z", re.IGNORECASE)
_OF_A_BABY = re.compile(r"\b(?:baby|infant|newborn|twins?)(?: \w+){0,2} \(\Z", re.IGNORECASE)
_LOOKED_UP = re.compile(  # 'nobody on EMIS under 12/03/2015'
    r"\b(?:find|found|search\w*|look(?:s|ed|ing)?|nobody|no-?one|nothing|none|anybody|anyone|registered|filed|listed|"
    r"comes? up|came up|(?:him|her|them|hers|his) (?:\w+ ){0,3})\b[^.;\n\d]{0,24}\bunder (?:the date )?\Z",
    re.IGNORECASE,
)
_SEX_BEFORE = re.compile(
    r"[\s,/|;(](?:M|F|[Mm]ale|[Ff]emale)[\s,/|;]{1,3}\Z"
)  # as on a label: KIERAN DUFFY M 15/04/2016
_SEX_AFTER = re.compile(r"[\s,/|;]{1,3}(?:[MF]|(?:fe)?male)\b")
_ALONE = re.compile(r"(?:^|[.;:|\n\t,(])\s{0,2}\Z|[A-Z][A-Za-z'-]+[\s,]{1,2}\Z")
_LAST_SENTENCE = re.compile(r"(?:[.!?][)\"]?\s+|\n\s*)\(?\Z")
_THE_END = re.compile(r"\)?[.]?\s*\Z")
_UNFINISHED = re.compile(  # 'DOB 12-Nov' and 'D.O.B 04/51': a date without its year or its day, right behind the cue
    r"(?:\bd\s?\.?\s?/?o\s?\.?\s?/?b\b\.?|\bdate[ -]of[ -]birth\b|\bbirth ?date\b|\bbirthday\b)"
    r"(?: ?(?:is|was|on|of|given as|recorded as|[:=(-]))* ?"
    rf"(?P<date>(?:the )?\d{{1,2}}(?:st|nd|rd|th)?[ ./-](?:of )?{_MONTH}|"
    rf"{_MONTH}[ ./-](?:the )?\d{{1,2}}(?:st|nd|rd|th)?|"
    r"\d{1,2} ?[./-] ?(?:\d{4}|\d{1,2})|(?!1900)(?:19|20)\d\d)"
    r"(?![\w/]|[.-]\d|[\s.,/-]{1,3}'?(?:\d{4}|\d\d)\b)",
    re.IGNORECASE,
)
_OF_AN_EMPTY_FIELD = re.compile(r"0?1[/.-]0?1[/.-]1900|3[01][/.-]12[/.-]1899")  # what a computer prints for no date
LONG_AGO = 1950  # no letter, operation or policy of then is reported now
_OLD = 1990  # no letter or scan before is told of by its date in eight figures
RECENT = 2013
THIS_AGE = 2021  # since when a date beside a name is that of a letter, unless a small child is spoken of
_CHILD = re.compile(
    r"\b(?:bab(?:y|ies)|child(?:ren)?(?:'s)?|twins?|infant|newborn|neonat\w+|paed\w*|toddler|boy|girl|son|"
    r"daughter|lad|mum|mother|"
    r"parents?|midwi\w+|health visitor|hv|nursery|months? old|wk old|weeks? old|master|nipe|born)\b",
    re.IGNORECASE,
)
_NEAR = 40  # another date of birth so close before


def dates_of_birth(text: str) -> Iterator[Hit]:
    """Dates that are, or must be taken for, a date of birth."""
    flagged_until = -100
    cued = _ANY_CUE.search(text) is not None
    for start, end, year, needs_cue in sorted((*_in_figures(text), *_in_words(text))):
        certain = _has_cue(text, start, end) if cued or needs_cue else _of_somebody(text, start)
        also = start - flagged_until < _NEAR and bool(_ALSO.search(text[max(0, flagged_until) : start]))
        near = start - flagged_until < _NEAR
        if not certain and _OF_AN_EMPTY_FIELD.fullmatch(text, start, end):
            continue
        if certain or also or not needs_cue and _stands_for_a_person(text, start, end, year, near):
            flagged_until = end
            yield start, end, "DOB", certain
    for pattern in (_COMPACT, _MONTH_YEAR, _ANY_MONTH) if cued else ():
        for match in pattern.finditer(text):
            if _plausible_compact(match.group()) and _has_cue(text, match.start(), match.end()):
                yield match.start(), match.end(), "DOB", True
    for match in _UNFINISHED.finditer(text) if cued else ():
        yield match.start("date"), match.end("date"), "DOB", True
    for match in _BORN_IN.finditer(text) if cued else ():
        yield match.start("year"), match.end("year"), "DOB", False
    for match in _COMPACT_BESIDE.finditer(text):
        if _plausible_compact(match.group("date")):
            yield match.start("date"), match.end("date"), "DOB", False
    for match in _EIGHT_FIGURES.finditer(text):
        if _is_a_birth_beside(text, match.start(), match.end()):
            yield match.start(), match.end(), "DOB", False
    for match in _HL7.finditer(text):
        if not of_a_patient(text, match.start()):
            continue
        yield match.start("date"), match.end("date"), "DOB", False


def _is_a_birth_beside(text: str, start: int, end: int) -> bool:
    """Can eight figures beside what tells who somebody is be a date of birth, and no order's, file's or letter's?"""
    before, after, figures = text[max(0, start - 40) : start], text[end : end + 40], text[start:end]
    if before[-1:] in _NO_DATE_BEFORE or not _EIGHT_DATE.fullmatch(figures) or not _plausible_compact(figures):
        return False
    if not _WHOSE_BEFORE.search(before[-5:]) and not _WHOSE_BEHIND.match(after):
        return False
    year = int(figures[:4] if figures[:2] in ("19", "20") else figures[4:])
    if _COUNTED.search(before) or year > _OLD and (_EVENT_BEFORE.search(before) or _EVENT_AFTER.match(after)):
        return False
    if year < RECENT:
        return True
    return year < THIS_AGE and _CHILD.search(text[max(0, start - 200) : end + 200]) is not None


def _in_figures(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Dates with a day and a year in figures: where, the year, and whether only a cue makes it one."""
    for match in _DATE.finditer(text) if _DIGIT.search(text) else ():
        year = _year(match)
        if year is not None:
            yield match.start(), match.end(), year, int(match.group("m1") or 1) > 12


def _in_words(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Dates with words for numbers; without the name of a month only a cue makes them dates."""
    for dated in dates_in_words(text):
        yield dated.start, dated.end, dated.year, not dated.named


def _plausible_compact(digits: str) -> bool:
    if " " in digits and digits.replace(" ", "").isdigit():
        day, month, _ = digits.split(" ")
        return 1 <= int(day) <= 31 and 1 <= int(month) <= 12
    if not digits.isdigit():
        return True
    if digits[:2] in ("19", "20") and len(digits) == 8 and 1 <= int(digits[4:6]) <= 12 and 1 <= int(digits[6:]) <= 31:
        return True
    return 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12


def _year(match: re.Match[str]) -> int | None:
    """The year of a date that can exist, two digits read as 1931 to 2030; None for what is no date."""
    parts = match.groupdict()
    day = next(int(parts[name]) for name in ("d1", "d2", "d3", "d4", "d5", "d6") if parts[name])
    month = next((int(parts[name]) for name in ("m1", "m2", "m5") if parts[name]), 1)
    written = next(parts[name] for name in ("y1", "y2", "y3", "y4", "y5", "y6") if parts[name])
    year = int(written)
    if len(written) == 2:
        year += 1900 if year > 30 else 2000
    if not 1 <= day <= 31 or not 1 <= month <= 31 or (day > 12 and month > 12) or not 1890 <= year <= 2099:
        return None
    return year


def _has_cue(text: str, start: int, end: int) -> bool:
    before = _CUE.search(text[max(0, start - 60) : start])
    if before and not _EVENT.search(before.group("between")):
        return True
    if _of_somebody(text, start) or _IS.search(text[max(0, start - 12) : start]):
        return True
    return bool(_CUE_AFTER.match(text[end : end + 48])) and not _CUED_ITSELF.search(text[end : end + 48])


def _of_somebody(text: str, start: int) -> bool:
    """'Baby unnamed (22/10/2025)', or a date under which somebody is looked up."""
    before = text[max(0, start - 64) : start]
    if _OF_A_BABY.search(before[-32:]):
        return True
    return before[-16:].lower().endswith(("under ", "under the date ")) and _LOOKED_UP.search(before) is not None


def _stands_for_a_person(text: str, start: int, end: int, year: int, near: bool) -> bool:
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    beside = bool(
        _AFTER_IDENTITY.search(before[-12:])
        or _BEFORE_IDENTITY.match(after)
        or _SEX_BEFORE.search(before[-9:])
        or _SEX_AFTER.match(after)
    )
    alone = _LAST_SENTENCE.search(before) is not None and _THE_END.match(text, end) is not None
    if alone and year < (THIS_AGE if _CHILD.search(text) else RECENT):
        return True
    if year < THIS_AGE and _AFTER_AN_AGE.search(before[-32:]):
        return True
    if year >= RECENT and not beside:
        return False
    if beside and _BRACKET_OPENS.search(before) and after[:1] == ")":
        return year < THIS_AGE or _CHILD.search(text[max(0, start - 200) : end + 200]) is not None
    event = bool(_EVENT_BEFORE.search(before) or _OPERATION_BEFORE.search(before))
    if event and not beside:
        return year < LONG_AGO
    if year < LONG_AGO or year < RECENT and (near or _SOMEBODY.search(before) or _ALONE.search(before)):
        return True
    if year >= THIS_AGE and not _CHILD.search(text[max(0, start - 200) : end + 200]):
        return False
    return beside and not event and not _EVENT_AFTER.match(after)
