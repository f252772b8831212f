"""Who is a patient for all that stands beside the name: a nurse who is also ours, a retired doctor, one in a bed."""

import re

from language.reading.view import STANDS_FOR

_BESIDE = f"[{STANDS_FOR['ADDRESS']}{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['DOB']}{STANDS_FOR['HOSPITAL_NUMBER']}]"
NOBODY_ELSE = (
    rf"(?:(?!\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|about|re|regarding|concerning)\b)[^.;\n{STANDS_FOR['NAME']}]){{0,40}}"
)
_NOW = r"(?:now|today|here|also|this time|himself|herself|for once|on this occasion|is|was|being|sadly|unfortunately)"
NO_VERB = r"(?! (?:is|was|has|had|needs?|needed|came|rang|cannot|can't|did|does|still|attended|got|says|lives)\b)"
_THE_PATIENT = (
    re.compile(  # 'Dr Farrelly (retired GP, now the patient)', but not 'Dr Farrelly, now the patient has gone'
        rf"[\s,]{{0,2}}\((?:[^()\n]{{0,40}}?\b(?:and|{_NOW}) )?(?:unfortunately |sadly |now |also )?(?:the|our) "
        r"(?:patient|pt)(?: (?:here|this time|now|himself|herself|in question|concerned))?[!),;]|"
        rf"[,(\s]{NOBODY_ELSE}\b(?:(?:{_NOW}(?: (?:unfortunately|sadly|alas|actually|in fact|now|also))?|"
        r"(?:gp|doctor|nurse|consultant|surgeon|retired|partner) and) (?:the|our) (?:patient|pt)"
        r"(?: (?:here|this time|himself|herself|in question|in this case|concerned))?(?=[!),;]|\.?\s*\Z)|"
        r"(?:here|there|in|now) as (?:the|our) patient\b)",
        re.IGNORECASE,
    )
)
_IS = r"(?:(?<=[,(] )|(?<=[,(])|(?<=\bis )|(?<=\bwas )|(?<=\balso )|(?<=\bnow )|(?<=\bbeen )|(?<=self ))"
_PATIENT_AFTER = re.compile(
    r"(?: here)?, (?:the )?(?:mum|mother|dad|father|wife|husband|son|daughter|sister|brother|carer) (?:of|to)\b|"
    r"(?:,|\s\()\s?(?:aged? )?(?:[1-9]\d|10\d)\b(?=[,.;)]|$)|,?\saged \d|"
    r"[,;(\s-]{1,4}(?:in )?(?:bed|bay|side ?room|room|cubicle|sr) ?\d|"
    r"[,;(\s-]{1,4}(?:dob|d\.o\.b|nhs (?:no|num)|born|now retired|(?:himself|herself) a patient)|"
    r" (?:of|to) (?:the|a|our|this|my) (?:patient|pt|above|deceased|late)\b|"
    rf"[\s,(:-]{{1,4}}{_BESIDE}|[\s,(]{{1,3}}(?:M?RN|CRN|K|H/?N|PAS|(?:unit|hosp(?:ital)?|K)[ .-]?(?:no|"
    rf"number|num))\b[ /:#.no]{{0,6}}[\d{STANDS_FOR['HOSPITAL_NUMBER']}]|"
    rf"[,(\s]{NOBODY_ELSE}\b(?:{_IS}(?:our|a) patient\b{NO_VERB}|(?:a|is|now|,) retired|a nun|patient of ours|"
    rf"also (?:a|my|our) patient|as a patient)\b",
    re.IGNORECASE,
)
_PATIENT_BEFORE = re.compile(
    rf"[{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['DOB']}{STANDS_FOR['HOSPITAL_NUMBER']}][ ,:-]{{1,3}}\Z|"
    r"\b(?:late|deceased) \Z|"
    r"\b(?:I|we)(?:'ve| have| had)? (?:recently |just |then |also )?(?:reviewed|saw|examined|assessed|clerked|"
    r"treated|admitted|operated on)(?: your patient,?)? \Z|"
    r"\b(?:ex|retired|former)[ -](?:\w+ ){0,2}\Z|\b(?:patient|pt|re:?|nok|"
    r"(?:his|her|their|my|pt's|pts|the) (?:wife|husband|daughter|son|mother|father))[ ,:]{1,2}\Z",
    re.IGNORECASE,
)
_WRITTEN_ABOUT = re.compile(  # 'a letter about Mr Hale, urology', but not 'about Mr Hale's clinic'
    r"\b(?:letters?|reports?|results?|summary|referral|enquiry|query|complaint|call|e-?mail|message)(?: \w+)? "
    r"(?:about|regarding|concerning) \Z|\b(?:referral|prescription) for \Z",
    re.IGNORECASE,
)


def is_patient(text: str, start: int, end: int) -> bool:
    """Is somebody said to be a patient, or a relative of one, right beside the name?"""
    after, before = text[end : end + 64], text[max(0, start - 48) : start]
    if after[:1] != "'" and _WRITTEN_ABOUT.search(before):
        return True
    return bool(_PATIENT_AFTER.match(after) or _PATIENT_BEFORE.search(before) or is_the_patient(after))


def is_the_patient(after: str) -> bool:
    """Do the words behind the name of somebody at work say that this time he is the patient?"""
    return (" patient" in after or "pt" in after or "patient" in after[:12]) and _THE_PATIENT.match(after) is not None
