"""Surnames alone, as in hurried notes: 'Patel's TTO', 'Khan likewise', 'Patients: Hall, Page', 'told Khan to'."""

import re
from collections.abc import Iterator
from functools import cache

from language.names.by_what_befell import NEVER_ALONE, with_what_belongs
from language.reading.name_cues import CHILDREN, POSTS, RELATIVES
from language.reading.name_knowledge import (
    AMBIGUOUS,
    CLINICAL,
    EPONYMS,
    HOUSES,
    PLACES,
    is_first_name,
    is_known_word,
    is_surname,
    strong_first_name,
)

Span = tuple[int, int]
_NAME = r"(?:[OD]')?[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:-[A-Z][a-z]+)?"
_LIST = rf"{_NAME}(?:(?:, and |, | and | & |/|; ?){_NAME}){{0,19}}"
_ONE = re.compile(_NAME)
_BEHIND = re.compile(rf"(?<![\w'-])(?P<name>{_NAME})\Z")
_FAR = 40
_OPENS = re.compile(  # where a note or a clause begins
    r"(?:\A|[.;:!?\n(] ?|[-*•] |\b(?:and|but|that|when|because|why|then|says|said|also|as|so|if|where|hear|heard|"
    r"told) )\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"['’-]| (?:[A-Z]|(?:clinics?|lists?|patients?|wards?|theatres?|team|surgery|practice|hospital)\b)"
)
_OF_A_TITLE = re.compile(
    r"\b(?:Dr|Prof|Professor|Mr|Miss|Ms|Sister|Matron|Nurse|Consultant)\.? (?P<name>[A-Z][a-z]+)"
)
_KIN = (
    r"(?:family|wife|husband|partner|mum|mam|mother|dad|father|son|daughter|sister|brother|niece|nephew|carers?|nok|"
    r"neighbour|widow|parents|relatives)"
)
_OWNS = re.compile(
    rf"(?<=[a-z])'s? (?:own |late |new |old |missing |wrong |last )?(?P<what>{_KIN}|(?:TTOs?|TTAs?|ttos?)|"
    rf"discharge(?!d)|"
    r"medication|meds|medicines|tablets|bloods?|results?|scan|ct|mri|op|operation|appointment|appt|dnacpr|funeral|"
    r"wound|legs?|hip|knee|fall|oxygen|transport|death|stroke|diagnosis|treatment|chemo|inhalers?|dressings?|"
    r"catheter|package of care|care package|dosette|notes|admission|biopsy|histology|complaint)\b"
    r"(?! (?:clinics?|services?|nurses?|support group|pathways?|teams?|lists?|leaflets?)\b)"
)
_AN_ILLNESS_IS_CALLED_AFTER = EPONYMS - frozenset(
    (
        "bell",
        "smith",
        "jones",
        "williams",
        "wilson",
        "thomas",
        "jackson",
        "clark",
        "turner",
        "wood",
        "wells",
        "murphy",
    )
    + ("edwards", "baker", "lloyd", "vincent", "reed", "potter", "hunt", "flynn", "lambert", "morton", "stevens")
)
_TOO = re.compile(
    r"(?<=[a-z]),? (?:likewise|ditto|idem|the same|same|as well|too|also affected|also missing)"
    r"(?=[.,;:\n)]|\s*\Z| (?:story|thing|again|issue|problem|happened|last|this|today|yesterday|no|only|as|with|"
    r"for)\b)"
)
_ENDED = (
    r"(?:sent home|(?:re-?)?admitted(?! (?:to )?(?:hav|mak|los|that|it|liab))|discharged|"
    r"transferred|rushed in|brought in)"
)
_WITHOUT_A_VERB = re.compile(
    rf"(?<=[a-z])(?:, (?:was )?(?:seen|reviewed|{_ENDED}|referred|booked|listed|awaiting|waiting|known to|under|"
    rf"post-?op|bed \d)\b| {_ENDED}(?=[.,;\n]|\s*\Z| (?:with|without|no|on|from|home|in|to|at|again|too|yesterday|"
    r"today|last|before|after|twice|and|but|early|late|overnight|despite)\b))"
)
_LACKING = (
    r"(?:missing|lost|late|outstanding|awaited|wanted|needed|delayed|incomplete|blank|unsigned|overdue|not \w+|"
    r"never|wrong|"
    r"still|chased|absent|gone|hasn't|has not|has never|illegible|nowhere)"
)
_PAPERS = (
    r"(?:ttos?|ttas?|summary|summaries|discharges?|letters?|results?|bloods?|scans?|reports?|meds|scripts?|notes|"
    r"forms?|"
    r"referrals?|histology|fit ?notes?|appointments?|appts?|dnacprs?|x-?rays?)"
)
_ON_PAPERS = re.compile(
    rf"\b(?:(?i:{_LACKING} {_PAPERS}|{_PAPERS}(?: (?:are|is|all|was|were|both))* {_LACKING}|no {_PAPERS})"
    rf" (?:for|re|on) (?P<names>{_LIST})|(?i:{_PAPERS}) (?:for|re|on) (?P<more>{_LIST})(?=,? (?:is |was |are |"
    rf"were )?{_LACKING}\b))"
)
_HOW_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|both|all|\d{1,2})"
_SO_MANY = re.compile(
    rf"\b(?i:(?:{_HOW_MANY} )?(?:patients?|pts?)|{_HOW_MANY} (?:(?:more|others?|people|cases|examples|of them) ?)?"
    r"(?:in a row|so far|today|this week|this month|last week|yesterday|already|now|affected|again|others?|"
    r"people|cases|"
    rf"examples|of them))(?: (?:are|were|affected|today|this week|so far|names))* ?(?::|=| -) ?(?P<names>{_LIST})"
)
_AGED = re.compile(
    r"\b\d{1,3} ?(?:yo|y/o|yrs?(?: old)?|[- ]?year[- ]old)(?: (?:pt|patient|man|lady|male|female|M|F|woman|"
    r"gentleman))?,? "
    rf"(?P<name>{_NAME})(?! (?:man|woman|male|female|lady|gentleman|boy|girl|british|caribbean|african|patient|pt)\b)"
)
_FAMILY = re.compile(
    r"\b[Tt]he (?P<name>(?:[OD]')?[A-Z][a-z]+?)s (?:(?:are|were|have been|remain|feel|felt)(?: (?:both|all|very|now|"
    r"still|so|understandably|rightly|not|really|quite))* (?:furious|upset|angry|livid|distraught|distressed|unhappy|"
    r"happy|worried|anxious|devastated|complaining|desperate|frantic|fuming|cross|bereaved|grieving|elderly|"
    r"frightened|beside themselves|our patients|patients of ours)\b|(?:have |had |both )?(?:complained|live in|"
    r"live at)\b)"
)
_WHO_TELLS = (
    r"(?:ward|nurses?|hca|reception(?:ist)?|hospital|clinic|doctors?|dr|consultant|surgeon|pharmac(?:y|ist)|111|"
    r"ambulance|"
    r"paramedics?|midwi(?:fe|ves)|hv|gps?|team|ed|a&e|crew|registrar|reg|sho|secretary|switchboard|they|staff|physio|"
    r"sister|matron|ooh|surgery|practice|who|and|was|were|been|letter|discharge)"
)
_TO_DO = (
    r"(?:ring (?!the (?:patient|pt|family)|him|her|them|mum|dad)|call (?!the (?:patient|pt|family)|him|her|them)|"
    r"phone "
    r"(?!the (?:patient|pt|family)|him|her|them)|go |come |wait|stop |take |start |see |"
    r"contact (?!the (?:patient|pt))|"
    r"attend|make an|book |ask (?:us|his|her|the gp|for)|get |keep |rest|stay|use |buy |collect |speak to (?:us|"
    r"his|her)|"
    r"return|expect|eat|fast|drink|hold |restart|increase|reduce|double|finish|self|pick up)"
)
_TOLD = re.compile(
    rf"\b(?i:{_WHO_TELLS}) (?:(?:then|also|has|had|have|just|wrongly|only) )*(?:told|advised|asked|instructed) "
    rf"(?P<name>{_NAME})(?=,? (?:not )?to {_TO_DO}| (?:that )?(?:he|she|his|her) )"
)
_WRITTEN = re.compile(
    rf"\b(?i:(?:letters?|summary|report|discharge|note|entry|e-?mail|form) (?:says|said|states?d?|reads|suggests|"
    rf"implies|claims)"
    rf"(?: that)?) (?P<name>{_NAME})(?= (?:was|is|has|had|needs|should|must|can|cannot|takes|lives|came|attended|"
    rf"remains|"
    r"wants|may|declined|refused|will (?:need|have|be|go|attend|ring|return|take|stop|start))\b)"
)


def surnames_in_shorthand(text: str) -> Iterator[Span]:
    """Surnames alone, beside what only a patient has, does or is told."""
    at_work = cache(lambda: {match.group("name").lower() for match in _OF_A_TITLE.finditer(text)})
    for match in (*_OWNS.finditer(text), *_TOO.finditer(text), *_WITHOUT_A_VERB.finditer(text)):
        found = _BEHIND.search(text, max(0, match.start() - _FAR), match.start())
        if found is None:
            continue
        low = found.group("name").lower()
        opens = _OPENS.search(text, max(0, found.start() - 12), found.start()) is not None
        if match.re is _OWNS:
            likely = low not in _AN_ILLNESS_IS_CALLED_AFTER and (opens or not _after_a_capital(text, found.start()))
        else:
            called = match.group().startswith(", ") and strong_first_name(low)  # 'Karen, seen this?'
            likely = opens and not called and not (match.re is _TOO and low in AMBIGUOUS)
        if likely and _is_somebody(low) and low not in at_work():
            yield with_what_belongs(text, found.start()), found.end()
    for match in (*_ON_PAPERS.finditer(text), *_SO_MANY.finditer(text)):
        group = "names" if match.group("names") else "more"
        if not _GOES_ON.match(text, match.end(group)):
            yield from _listed(text, *match.span(group))
    for match in (*_AGED.finditer(text), *_TOLD.finditer(text), *_WRITTEN.finditer(text)):
        low = match.group("name").lower()
        if _is_somebody(low) and low not in at_work() and not _GOES_ON.match(text, match.end("name")):
            yield match.span("name")
    for match in _FAMILY.finditer(text):
        if _is_somebody(match.group("name").lower()) and is_surname(match.group("name").lower()):
            yield match.start("name"), match.end("name") + 1


def _after_a_capital(text: str, start: int) -> bool:
    """'Patel' of 'Dr Patel' or 'Priya Patel', but not of 'No Patel'."""
    before = re.search(r"([A-Z][A-Za-z'-]*)\.? \Z", text[max(0, start - 24) : start])
    return before is not None


def _listed(text: str, start: int, end: int) -> Iterator[Span]:
    """The words of a list, where all can be names and one at least can hardly be anything else."""
    words = list(_ONE.finditer(text, start, end))
    lows = [word.group().lower() for word in words]
    sure = [
        (is_surname(low) or strong_first_name(low)) and low not in PLACES and not is_known_word(low) for low in lows
    ]
    alone = len(lows) == 1 and _is_somebody(lows[0])
    if (any(sure) and all(_may_be(low) for low in lows)) or alone:
        yield from (word.span() for word in words)


def _may_be(low: str) -> bool:
    if low in CLINICAL or low in POSTS or low in NEVER_ALONE:
        return False
    return is_surname(low) or is_first_name(low) or not is_known_word(low)


def _is_somebody(low: str) -> bool:
    """A surname or a first name, and no place, house or post."""
    if low in CLINICAL or low in HOUSES or low in POSTS or low in PLACES or low in NEVER_ALONE:
        return False
    return low not in RELATIVES and low not in CHILDREN and (is_surname(low) or is_first_name(low))
