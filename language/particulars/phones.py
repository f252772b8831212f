"""Phone numbers of people in a view, as figures or as dictated words; those of departments are left alone."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from language.particulars.numbers import Hit
from language.reading.name_cues import speaks_of_a_patient
from language.reading.number_words import said_digits
from language.reading.view import STANDS_FOR

_PHONE = re.compile(
    r"(?<![\w.])(?:\(?(?:\+|00)\s?44\)?[\s.-]{0,2}(?:\(0\)[\s.-]?)?|\(?0(?=[1-378]))"
    r"\d{2,4}\)?(?:[\s./-]{0,3}\d{2,8}){1,3}(?!\d)"
)
_ABROAD = re.compile(
    r"(?<![\w.])(?:\+|00) ?(?!44)[1-9]\d{0,2}(?:[\s().-]{1,2}\d)?(?:[\s().-]{0,2}\d{2,9}){2,5}(?!\d)"
)
_ANY_GROUPS = re.compile(
    r"(?<![\w.,/-])(?:[oO(]{0,2}\+?\d|[oO](?=[\s-]?7))[\doO]{0,11}(?:[\s().,-]{1,3}[\doO]{1,11}){0,12}(?![\w/-]|\.\d)"
)
_WITHOUT_A_NOUGHT = re.compile(  # '7700 900123', a mobile as a spreadsheet leaves it
    r"(?<![\w.,/+-])(?<!\d )7[1-57-9]\d\d[ -]?(?:\d{6}|\d{3}[ -]\d{3})(?![\w/-]| ?\d|\.\d)"
)
_OF_A_TELEPHONE = re.compile(
    r"\b(?:phone|telephone|tel|mob(?:ile)?|cell|ring(?:s|ing)?|rang|call(?:s|ed|ing)?|text(?:s|ed|ing)?|contact|"
    r"whatsapp)\b(?: (?:number|no|is|was|now|on|him|her|them|mum|dad|it))*[ .:#-]{1,3}\Z",
    re.IGNORECASE,
)
_LOCAL = re.compile(  # 'landline 496 0123', a number without its code
    r"\b(?:land ?line|(?:home|daytime|evening|private|her|his|pt'?s|patient'?s|mum'?s|dad'?s|wife'?s|husband'?s|"
    r"son'?s|daughter'?s|nok'?s?) (?:(?:home|land|new|old|own|contact) ?)?(?:line|number|no|phone|tel|telephone|fax))"
    r"(?: (?:number|no|is|was|now))*[ .:#-]{1,3}(?P<number>\d{3} \d{4}|\d{3} \d{3}|\d{4} \d{4}|\d{6,8})"
    r"(?![\w/-]| ?\d|\.\d)",
    re.IGNORECASE,
)
_NATIONAL = re.compile(r"07\d{9}|0[12]\d{8,9}")
_REFERENCE = re.compile(
    r"\b(?:ubrn|e-?referral|referral|ref|reference|ticket|order|invoice|incident|datix|job|batch|lot|account|po|"
    r"asset|"
    r"serial|version|barcode|booking|case|claim|gtin|pip|isbn|doi|cord)"
    r"(?: (?:id|no|number|num|code|reference|ref))?[\s.:#-]{1,3}\Z|[/\w]-\Z|://\S*\Z",
    re.IGNORECASE,
)
_READY_TO_TALK = re.compile(  # 'Mrs Makin, service manager, will be pleased to talk it through on'
    r"\b(?:manager|lead|leader|matron|coordinator|sister|secretary|administrator|director|head of [a-z]+),? "
    r"(?:(?:will|would|can) be|is|are) (?:very )?(?:pleased|happy|glad|available|reached|contacted)\b"
    r"[^.;\n]{0,60} on \Z",
    re.IGNORECASE,
)
_OWN_FAX = re.compile(
    r"\b(?:her|his|home|private|(?:pt|patient|mum|dad|son|daughter)'?s)(?: own| home)? fax\b", re.IGNORECASE
)
_STAFF_POSSESSIVE = re.compile(
    r"\b(?:mr|mrs|miss|ms)\.? [A-Za-z'-]{2,24}'s? (?:secretary|clinic|team|office|pa|registrar)\b", re.IGNORECASE
)
_DATE_LIKE = re.compile(r"\d{1,2}[ .-]{1,3}\d{1,2}[ .-]{1,3}(?:19|20)\d\d")
_DEPARTMENT = re.compile(
    r"\b(?:switchboard|helpline|hotline|advice ?line|line|ward|clinic|team|department|dept|office|secretar(?:y|ies)|"
    r"surgery|practice|hub|hospital|reception|bleep|ext|extension|fax|pharmacy|chemist|duty|on-call|booking|bookings|"
    r"desk|control|bureau|lab|laboratory|triage|bypass|switch|direct|unit|service|suite|centre|"
    r"care home|nursing home|ambulatory|"
    r"manager|coordinator|registrar|consultant|doctor|nurse|matron|midwives|midwife|pager|trust|my mobile|"
    r"our (?:\w+ ){0,2}(?:number|landline|phone|telephone|mobile|line)|(?:ring|call|phone) (?:us|me)|dr|"
    r"gp|hospice|samaritans|(?-i:IT)|help ?desk|service desk|technical support|tech support|supplier|courier|"
    r"council|police|a&e|ed|amu|sdec|mau|sau|icb|pals|physio|school)\b",
    re.IGNORECASE,
)
_WRITER = re.compile(r"\b(?:me|my mobile)\Z", re.IGNORECASE)  # the writer, unless a patient is being quoted
_CALLS_BACK = re.compile(r"(?:ring|call|phone) (?:us|me)", re.IGNORECASE)
_PATIENT_CUE = re.compile(
    r"\b(?:his|her|hers|him|he|she|patient|patients|pt|pts|mum|mother|dad|father|daughter|son|wife|husband|partner|"
    r"family|carer|nok|next of kin|lady|gentleman|sister|brother|nan|gran|neighbour|niece|nephew|mrs|mr|miss|"
    r"parents?|"
    r"granddaughter|grandson|friend|relative|man|woman|lad|boy|girl|home number|own)\b|[" + STANDS_FOR["NAME"] + "]",
    re.IGNORECASE,
)
_FAMILY_WRITES = re.compile(
    r"\b(?:I am|I'm|this is|as) (?:his|her|their|the patient's) \w|\bmy (?:mum|mother|dad|father|"
    r"husband|wife|son|daughter|"
    r"aunt\w*|uncle|gran\w*|nan|brother|baby)\b|\b(?:mum|mother|dad|father|husband|wife|son|daughter|carer) here\b",
    re.IGNORECASE,
)
_FROM_HOME = re.compile(  # "message from pt's wife: 'can somebody call us on", before the quotation ends
    r"\b(?:msg|message|text|voice ?mail|v/?mail|e-?mail|letter|note|call|complaint)s? (?:\w+ ){0,2}?"
    r"(?:from|by|off|left by) (?:the )?(?:(?:our )?(?:pt|patient)(?:'?s)?|his|her|their|a)(?: (?:husband|wife|"
    r"partner|mum|mam|mother|dad|father|parents|son|daughter|sister|brother|nan|gran\w{0,8}|carer|neighbour|niece|nephew|nok|"
    r"next of kin|family|friend))?"
    r"[^\"“”\n]{0,24}[\"“][^\"“”\n]{0,300}\b(?:ring|call|phone|text) (?:us|me)\b[^\"“”\n]{0,24}\Z",
    re.IGNORECASE,
)
_ON_DUTY = re.compile(r"\b(?:duty|on[- ]call|my|our|bleep|doctor's|nurse's|team's|dr)\b", re.IGNORECASE)
_IS_NOW = re.compile(
    r"\b(?:ward|surgery|team|clinic|office|practice|department|our|duty|desk|unit|service)(?:'s)? (?:new |main )?"
    r"(?:phone|number|line|mobile|landline|telephone|tel)(?: number)?"
    r"(?: is| was| has|'s| now|:)[^.;\n]{0,24}\Z",
    re.IGNORECASE,
)
_RUNG_FROM = re.compile(
    r"\b(?:rang|rung|ring(?:s|ing)|phoned|phoning|call(?:ed|s|ing)|texted|texting)\b"
    r"(?: [\w']+){0,4} (?:from|off)\s\Z",
    re.IGNORECASE,
)
_OUR_NUMBER = re.compile(  # 'our number on her list (01632 960118'
    r"\bour (?:\w+ ){0,2}(?:number|phone|line|fax|tel|telephone)\b"
    r"(?:,? (?!(?:rang|rung|rings?|from|mobile|and|but|so|because)\b)[\w']+){0,7},? ?\(?\Z",
    re.IGNORECASE,
)
_THEIR_NUMBER = re.compile(
    r"\b(?:their (?:\w+ )?(?:number|phone|line|fax|tel|telephone)|theirs)\b(?: [\w']+){0,4},? ?\(?\Z",
    re.IGNORECASE,
)
_A_FAMILYS = re.compile(
    r"\b(?:mum|mother|dad|father|parents?|family|wife|husband|son|daughter|nok|carers?|couple|twins|neighbours?)\b",
    re.IGNORECASE,
)
_OF_SOMEBODY_AT_WORK = re.compile(
    r",? (?:which|that|this)(?: number)?(?:'s| is| was)? (?:(?:actually|in fact|now) )?"
    r"(?:dr|prof|sister|matron|my|our|(?:the )?(?:duty|on-call|ward|practice)|a (?:doctor|nurse|gp|consultant)'s)\b",
    re.IGNORECASE,
)
_IS_SOMEBODYS = re.compile(  # 'the surgery line 0161 496 0227 she gave was her home number'
    r"[^.;\n]{0,40}?\b(?:is|was|turned out to be)(?: (?:actually|in fact|really|just))? "
    r"(?:her|his|the patient's|the pt's|pt's)(?: (?!secretary|team|office|clinic|gp|consultant)[a-z]+'s)?"
    r"(?: (?:own|home|old|private|personal))* (?:number|landline|mobile|phone)\b",
    re.IGNORECASE,
)
_DIALLED = re.compile(
    r"\b(?:ring(?:s|ing)?|rang|call(?:s|ing|ed)?|phon(?:es?|ing|ed)|text(?:s|ing|ed)?|dial(?:s|ling|led)?|us(?:es?|ing|ed))"
    r"\s\Z",
    re.IGNORECASE,
)
_KIN = (
    r"(?:husband|wife|partner|boyfriend|girlfriend|mum|mam|mother|dad|father|parents|son|daughter|sister|brother|aunt\w*|"
    r"uncle|nan|gran\w*|niece|nephew|cousin|neighbours?|friend|carers?|family|landlord|lodger|flatmate|widow|widower|nok|"
    r"next of kin|in-laws)"
)
_SOMEBODY_PRIVATE = (
    r"(?:(?:her|his|their|(?:the )?(?:pt|patient)'?s)(?: (?:own|late|old|elderly|former|estranged))? "
    rf"(?:ex-?)?{_KIN}\b"
    r"(?!'?s? (?:work|office|secretary|gp|surgery|ward|clinic|employer)\b)|(?:her|his|their) ex\b|"
    r"an? (?:total |complete |perfect )?stranger|an? private (?:house|home|address)|"
    r"somebody else's (?:house|home|flat))"
)
_ANSWERS = re.compile(  # 'no. given by hospital, 01632 960 417, gets her ex-husband': whoever answers, it is a home's
    r"(?: for (?:him|her|them|(?:the )?(?:pt|patient)))?[\s,.;:()-]{0,4}"
    r"(?:(?:which|that|this|it|but|and|just|only|now|then|always|still|actually) ){0,3}"
    r"(?:(?:gets|got|reache[sd]|rings|(?:goes|went|comes)(?: straight)?(?: through)? to|connects(?: us| me| you)? to|"
    r"(?:puts|put) (?:us|me|you) through to|(?:(?:is|was) )?answered by|belong(?:s|ed) to|is|was|(?:that|it)'s|"
    rf"turn(?:s|ed) out to be) {_SOMEBODY_PRIVATE}|{_SOMEBODY_PRIVATE} (?:answer(?:s|ed)|picks? up|picked up)\b)",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"[\s,(]{0,3}(?:option|opt|ext|extension|x ?\d{3})", re.IGNORECASE)
_SHORT_EXTENSION = re.compile(r"[\s,(]{0,3}x\d\d(?!\d)", re.IGNORECASE)  # of two figures; one is a number of times
_IN_VAIN = re.compile(  # a number that somebody rings although it is no longer the patient's
    r",? (?:(?:which|that|but it|it|and it) (?:has been|is|was|has) )?(?:(?:now|been|the|her|his|an) )*"
    r"(?:wrong|old|dead|disconnected|out of date|unobtainable|not (?:hers|his)|changed)\b",
    re.IGNORECASE,
)
_LINE_AFTER = re.compile(r" (?:line|helpline|hotline|switchboard|number for (?:the|our|your))\b", re.IGNORECASE)
_THE_BEFORE = re.compile(r"\b(?:the|our|your|that|this|on|via)(?: (?:new|old|main|direct|usual))? \Z", re.IGNORECASE)
_RING = re.compile(r"\b(?:rang|rung|phoned|called|texted|dialled|tried|attempted|messaged)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?](?=\s|$)|[\n;|\t]")
_MOBILE = re.compile(r"(?:0|(?=7)|(?:\+|00)44[ -]?(?:\(0\))?[ -]?)7")
_FAR = 4000  # a text that speaks of nobody so far is about offices
_BESIDE = 12  # so close after a mobile number a department has to be named to own it
_NEXT_FIELD = re.compile(r"\b[A-Z][\w/&]*(?: [a-z]+)?\s?[:=]")


def phones(text: str) -> Iterator[Hit]:
    """Phone numbers, unless the sentence gives them to a department."""
    of_a_patient = cache(lambda: speaks_of_a_patient(text[:_FAR]))
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        national = re.sub(r"^(?:0044|44|0)0?", "", digits)
        if (
            not 9 <= len(national) <= 11
            or national[0] in "3"
            or national[:3] in ("800", "808", "845", "870", "844", "843")
        ):
            continue
        if not _is_a_departments(text, match.start(), match.end(), of_a_patient):
            yield match.start(), match.end(), "PHONE", False
    for start, end in (*_oddly_spaced(text), *_said(text), *_shortened(text)):
        if not _is_a_departments(text, start, end, of_a_patient):
            yield start, end, "PHONE", False
    for match in _ABROAD.finditer(text):
        figures = sum(char.isdigit() for char in match.group())
        if 9 <= figures <= 15 and not _REFERENCE.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.start(), match.end(), "PHONE", False


def _oddly_spaced(text: str) -> Iterator[tuple[int, int]]:
    """Ten or eleven digits from nought on, however grouped, when all the groups together make one number."""
    for match in _ANY_GROUPS.finditer(text):
        digits = re.sub(r"\D", "", re.sub(r"[oO]", "0", match.group()))
        if digits.startswith("0044"):
            digits = "0" + digits[4:].removeprefix("0")
        elif digits.startswith("44"):
            digits = "0" + digits[2:].removeprefix("0")
        if _NATIONAL.fullmatch(digits) and not _DATE_LIKE.match(match.group()):
            yield match.span()


def _shortened(text: str) -> Iterator[tuple[int, int]]:
    """A mobile number without its nought, in groups or after a word for a telephone; a home's without its code."""
    for match in _WITHOUT_A_NOUGHT.finditer(text):
        if not match.group().isdigit() or _OF_A_TELEPHONE.search(text, max(0, match.start() - 40), match.start()):
            yield match.span()
    for match in _LOCAL.finditer(text):
        yield match.span("number")


def _said(text: str) -> Iterator[tuple[int, int]]:
    """Numbers dictated digit by digit."""
    for said in said_digits(text):
        if _NATIONAL.fullmatch(said.digits):
            yield said.start, said.end


def _is_a_departments(text: str, start: int, end: int, of_a_patient: Callable[[], bool]) -> bool:
    before = text[max(0, start - 160) : start]
    if _REFERENCE.search(before):
        return True
    after = text[end : end + 80]
    ends = [stop.end() for stop in _SENTENCE.finditer(before)]
    before = before[ends[-1] :] if ends else before
    stop = _SENTENCE.search(after)
    rest = after[: stop.start()] if stop else after
    label = _NEXT_FIELD.search(rest)
    rest = rest[: label.start()] if label else rest
    mobile = _MOBILE.match(text, start) is not None
    if _EXTENSION.match(after) or not mobile and _SHORT_EXTENSION.match(after):
        return True
    if (
        _IS_SOMEBODYS.match(rest)
        or _ANSWERS.match(after)
        or mobile
        and _IN_VAIN.match(rest)
        and _DIALLED.search(before[-16:])
    ):
        return False
    if not mobile and _is_on_a_paper(text, start, before):
        return True
    if not mobile and _LINE_AFTER.match(after) and _THE_BEFORE.search(before[-24:]):
        return True
    if _READY_TO_TALK.search(before) or _OF_SOMEBODY_AT_WORK.match(after) or _IS_NOW.search(before[-80:]):
        return True
    if _RUNG_FROM.search(before[-80:]) and _PATIENT_CUE.search(before):
        return False
    if mobile and STANDS_FOR["NAME"] in before and not _ON_DUTY.search(before):
        return False
    fax = _OWN_FAX.search(before)
    if fax and not _DEPARTMENT.search(before, 0, fax.start()):
        before = f"{before[: fax.start()]}her number{before[fax.end() :]}"
    near = " ".join(before.split(" ")[-5 if mobile else -7 :])
    cues = list(_DEPARTMENT.finditer(near))
    by_family = _PATIENT_CUE.search(before) or _FAMILY_WRITES.search(text[max(0, start - 400) : start])
    if cues and _WRITER.search(cues[-1].group()) and by_family:
        return False
    if cues and _CALLS_BACK.fullmatch(cues[-1].group()) and _FROM_HOME.search(text, max(0, start - 400), start):
        return False
    if cues and not _PATIENT_CUE.search(near, cues[-1].end()) and not _RING.search(near, cues[-1].end()):
        return True
    before = _STAFF_POSSESSIVE.sub(" secretary", before)
    if not mobile and text[start] in "0(+" and not of_a_patient():
        return True
    someone = _PATIENT_CUE.search(before) or _PATIENT_CUE.search(rest)
    rest = rest[:_BESIDE] if mobile else rest
    if mobile and not _ON_DUTY.search(before) and not _DEPARTMENT.search(rest):
        return False
    return bool(_DEPARTMENT.search(before) or _DEPARTMENT.search(rest)) and not someone


def _is_on_a_paper(text: str, start: int, before: str) -> bool:
    """Our number, as it stands on somebody's paper; theirs in brackets, in a sentence that names no family."""
    if _OUR_NUMBER.search(before[-80:]):
        return _FAMILY_WRITES.search(text[max(0, start - 400) : start]) is None
    in_brackets = "(" in text[max(0, start - 1) : start + 1]
    nobody = STANDS_FOR["NAME"] not in before and not _A_FAMILYS.search(before)
    return in_brackets and nobody and _THEIR_NUMBER.search(before[-80:]) is not None
