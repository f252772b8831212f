"""Patients behind a greeting or at the head of a hurried note: 'hi, Jean Thornley in again re her hip'."""

import re
from collections.abc import Iterator

from language.names.by_what_befell import can_be_called
from language.names.staff import STAFF_TITLES
from language.reading.name_cues import POSTS, RELATIVES, TITLES
from language.reading.name_knowledge import CLINICAL, is_known_word, is_surname, strong_first_name
from language.reading.view import STANDS_FOR

Span = tuple[int, int]
_IDENTITY = "".join(STANDS_FOR[kind] for kind in ("NHS_NUMBER", "DOB", "HOSPITAL_NUMBER", "ADDRESS"))
_WHEN = (
    r"(?:again|today|yesterday|tonight|twice|just|now|back|in|up|late|early|earlier|this (?:morning|afternoon|week)|"
    r"last (?:night|week)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_KIN = r"(?:husband|wife|mum|mother|dad|father|son|daughter|dtr|partner|nan|gran\w{0,8}|sister|brother|carer|nephew)"
_OWN = (
    r"(?:hips?|knees?|legs?|foot|feet|toes?|back|shoulders?|neck|hands?|wrists?|arms?|elbows?|ankles?|eyes?|ears?|skin|"
    r"chest|heart|stomach|tummy|breast|breathing|breathlessness|lump|mole|rash|wound|ulcer|pain|pains|cough|bowels?|"
    r"bladder|waterworks|catheter|stoma|memory|mood|nerves|headaches?|dizzy spells|blood pressure|bp|pregnancy|scan|"
    r"bloods?|blood (?:tests?|results?)|results?|biopsy|x-?ray|mri|ct|op|operation|surgery|appointment|appt|"
    r"tablets|meds|medication|medicines|prescription|inhalers?|insulin|dressings?|discharge|referral|fit note|"
    r"sick note|diabetes|asthma|copd|cancer|stroke|fall)\b"
    r"(?! (?:list|lists|clinic|rota|slots?|team|templates?|sessions?)\b)"
)
_ABOUT = r"(?:about|re:?|regarding|with|for|because of|as|asking about|chasing|worried about|upset about)"
_OWN_ILLNESS = rf"(?:,? {_ABOUT} (?:his|her|their) (?:\w+ )?{_OWN})"
_TO_CARE = (
    r"(?:(?:to|at|via) (?:(?:the|our|your) )?(?:a ?& ?e|ed|aed|casualty|surgery|practice|clinic|hospital|ooh|utc|wic|"
    r"walk-in|minor injuries|resus|amu|sdec)\b(?! (?:meeting|teaching|training))|(?:by|in an?) ambulance|"
    r"with (?:chest|abdo\w*|back|hip|knee|severe|ongoing|worsening|a (?:fall|cough|rash|lump|fever|headache)|"
    r"pain|sob|palpitations|sepsis|\?))"
)
_ENDS = r"(?=[,.;!)\n]|\s*\Z)"
_IDENTIFIED = (
    rf"(?:,? \(?(?:d\.?o\.?b\.?|born|nhs(?: (?:no|num|number))?)\b[ .:#]{{0,3}}[\d{_IDENTITY}]|,? \(?[{_IDENTITY}]|"
    r",? \(?(?:aged? )?\d{1,3} ?(?:yo|y/o|yrs?|years?)\b)"
)
_OF_AN_OFFICE = rf"(?: {_ABOUT} (?:the|an?|our|your|that|this|another) (?!(?:\w+ )?{_OWN}))"  # 'about the printer'
_COMES = (  # what patients do, told of one by any name
    rf"(?:(?: (?:is|was|has been))?(?: back)? in again(?: {_WHEN}){{0,3}}+(?!{_OF_AN_OFFICE})(?:"
    rf"{_ENDS}|{_OWN_ILLNESS}|{_IDENTIFIED}|(?: (?:re|about|with|for|and|has|still|no)\b|,))|"
    rf"(?: (?:is|was|has been))? (?:back )?in(?: {_WHEN}){{0,2}}{_OWN_ILLNESS}|"
    rf" (?:came|has come|attended|presented|turned up|walked in|collapsed|fell)(?: {_WHEN}){{0,3}}+"
    rf"(?:{_ENDS}|{_OWN_ILLNESS}| {_TO_CARE}| with (?:his|her) {_KIN}\b)|"
    rf" (?:rang|phoned|called|has rung)(?: (?:{_WHEN}|crying|in tears|upset|distressed|very)){{0,4}}"
    rf"(?:{_OWN_ILLNESS}|{_IDENTIFIED})|"
    rf" (?:(?:was|is|has been|being) )?(?:seen|reviewed|admitted|readmitted|discharged|sent home|brought in)"
    rf"(?: {_WHEN}){{1,3}}(?:{_ENDS}|{_OWN_ILLNESS}))"
)
_IS_TOLD_OF = (  # what is said of a patient, behind a whole name
    rf"(?: (?:(?:was|is|has been|being) )?(?:seen|reviewed|admitted|readmitted|discharged|sent home|brought in)\b"
    rf"(?: {_WHEN}){{0,3}}(?:{_ENDS}|{_OWN_ILLNESS}| (?:in|by|at|on|from|with|and|without|for|after|but)\b)|"
    rf" (?:rang|phoned|called)(?: (?:{_WHEN}|crying|in tears|upset|distressed|very)){{1,4}}{_ENDS}|"
    rf"{_OWN_ILLNESS}|{_IDENTIFIED})"
)
_NAMES = r"(?:(?:mrs?|ms|miss|mx)\.? )?[a-z][a-z'-]{1,24}(?: {1,2}[a-z][a-z'-]{1,24}){0,2}?"
_GREETED = re.compile(
    r"(?:\A|[\n>.!?\"]) ?(?:hi|hiya|hello|hallo|hey|(?:good )?(?:morning|afternoon|evening))"
    rf"(?: (?:again|all|both|there|team|everyone))?(?:,? (?:dr|doctor|sister|nurse|matron)\.? [a-z'-]{{2,24}})?"
    rf",? (?P<names>{_NAMES})(?:(?P<comma>,)?{_COMES}|(?P<whole>,?){_IS_TOLD_OF})",
    re.IGNORECASE,
)
_FEELS = r"(?:crying|in tears|tearful|sobbing|upset|distressed|distraught|frantic|frightened|confused|in pain)"
_AT_THE_HEAD = re.compile(  # 'doreen rang crying, 84, husband Ken in resus'
    r"(?:\A|[\n.;] ?)(?P<names>[a-z]{3,15}(?: [a-z]{3,20})?) "
    r"(?:rang|phoned|called|came|attended|presented|turned up|walked in|collapsed|fell)"
    rf"(?: (?:{_WHEN}|very|{_FEELS})){{0,4}}(?:{_OWN_ILLNESS}|,? \(?(?:(?:his|her) )?{_KIN}\b|"
    rf",? \(?(?:aged? )?\d{{1,3}}(?:yo|yrs)?(?=[,.;)]|\s*\Z)|{_IDENTIFIED})"
)
_NOBODY = frozenset(
    ("team", "all", "both", "everyone", "there", "folks", "colleagues", "patient", "pt", "he", "she", "they")
    + ("we", "just", "who", "this", "that", "nobody", "somebody", "someone", "the", "our", "your", "doctor", "doc")
    + ("another", "you")
)


def names_greeted(text: str) -> Iterator[Span]:
    """Names behind a greeting or at the head of a note, of those to whom happens what happens to patients."""
    for match in _GREETED.finditer(text):
        words = match.group("names").replace(".", "").split()
        titled = len(words) > 1 and words[0].lower() in TITLES
        own = words[titled:]
        told = match.group("comma") is not None or match.group("whole") is not None
        alone = told and len(own) == 1 and not titled  # 'Hi Sarah, seen today' and 'Hi Sarah re her hip': to Sarah
        if not alone and own and _is_somebody(own, titled):
            yield match.span("names")
    for match in _AT_THE_HEAD.finditer(text):
        if _is_somebody(match.group("names").split(), titled=False):
            yield match.span("names")


def _is_somebody(words: list[str], titled: bool) -> bool:
    """Is it a name, in small letters one that is hardly anything else, and nobody's at work?"""
    lows = [word.lower() for word in words]
    if any(low in _NOBODY or low in STAFF_TITLES or low in POSTS or low in RELATIVES for low in lows):
        return False
    if all(word[0].isupper() for word in words):
        return titled or can_be_called(lows)
    if any(low in CLINICAL for low in lows):
        return False
    rest = lows if titled else lows[1:]
    return (titled or strong_first_name(lows[0])) and all(is_surname(low) or not is_known_word(low) for low in rest)
