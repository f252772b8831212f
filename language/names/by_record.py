"""Names that a record gives its patient: in a bed, kept under a name, on a result, in a list of what went wrong."""

import re
from collections.abc import Iterator, Sequence

from language.names.at_work import TO_A_PATIENT
from language.reading.cued import cued
from language.reading.name_cues import PARTICLES, POSTS, RELATIVES, TITLES
from language.reading.name_knowledge import (
    CLINICAL,
    EPONYMS,
    HOUSES,
    PLACES,
    VERBAL,
    is_first_name,
    is_known_word,
    is_ordinary,
    is_surname,
    strong_first_name,
)
from language.reading.view import STANDS_FOR

Span = tuple[int, int]
_NAME = r"(?:[OD]')?[A-Z][^\W\d_]+(?:['-][A-Z]?[^\W\d_]+){0,3}"
_ANY = r"[^\W\d_]+(?:['-][^\W\d_]+){0,3}"
_IN_A_BED = cued(
    ("bed", "room", "cubicle", "trolley", "chair", "sr"),
    rf"\b(?i:bed|bay \d{{1,2}} bed|side ?room|room|cubicle|trolley|chair|SR) ?\d{{1,2}}[A-Za-z]?(?: ?[:=,.)-] ?| )"
    rf"(?P<names>{_NAME}(?: {_NAME}){{0,2}})",
)
_KEPT = (
    r"(?:booked(?: in)?|filed|registered|recorded|labelled|saved|scanned|entered|logged|stored|listed|kept|"
    r"down|put(?: in)?|shows?(?: up)?|showing|appears?|comes? up|came up|addressed|typed|sent(?: out)?|"
    r"issued|reported|"
    r"printed|requested|taken)"
)
_KEPT_UNDER = cued(
    (
        "under",
        " as",
        "the name of",
        "labelled",
        "prev",
        "formerly",
        "nee ",
        "nee.",
        "nee:",
        "née",
        "maiden",
        "married name",
        "now married",
    ),
    rf"\b(?:{_KEPT} (?:under(?: the (?:name|surname)(?: of)?)?|as|in the name of)|labelled|prev(?:iously)?|"
    rf"formerly|nee|née|"
    rf"maiden name|married name|now married,?|in the name of|under the (?:sur)?name(?: of)?)"
    rf"[.:]? [\"']?(?P<names>{_ANY}(?: {_ANY}){{0,2}})",
    re.IGNORECASE,
)
_OF_AN_AUTHOR = re.compile(
    r"\b(?:prescriber|clinician|author|signatory|consultant|requester)(?:'s)?(?: name)?(?: (?:is|was))? \Z",
    re.IGNORECASE,
)
_PAPER = (
    r"(?:results?|bloods?|blood (?:tests?|forms?)|scans?|x-?rays?|reports?|letters?|histology|samples?|"
    r"specimens?|biopsy|"
    r"ecg|echo|mri|ct|films?|images|notes|summary|summaries|swabs?|smears?|fit ?notes?|scripts?|"
    r"prescription|referral|"
    r"appointment|appt|form|ttos?|label|wristband|discharge)"
)
_ON_A_PAPER = re.compile(rf"\b(?i:{_PAPER}) (?:for|of|on|re|about|belonging to) (?P<names>{_NAME})(?! [A-Z]|-)")
_BOTH_ON_A_PAPER = re.compile(  # 'this letter about Temperance Moyo'
    rf"\b(?i:{_PAPER})(?: \w+)? (?:for|re|about|regarding|concerning) (?P<names>(?P<first>{_NAME}) (?P<last>{_NAME}))"
    r"(?! [A-Z]|-)"
)
_DEAR = re.compile(
    rf"\bDear (?P<names>(?:(?:Mr|Mrs|Ms|Miss|Master)\.? )?(?!Dr\b|Doctor|Sir|Madam|Colleague|All\b|Team|GP|"
    rf"Mr|Ms|Miss){_NAME}"
    rf"(?: {_NAME})?)(?=[,:]? ?\s)"
)
_NOT_THE_OTHER = re.compile(rf"(?P<names>{_NAME}) ?\((?P<more>{_NAME}),? not (?P<other>{_NAME})\)")
_AT_A_PLACE = cued(  # 'Room 14 at the Laurels, Enid: no letter'
    ("room", "flat", "bed"),
    rf"\b(?i:room|flat|bed|side ?room) \d{{1,3}}[A-Za-z]?,? (?i:at|in|"
    rf"of) [^,:;.\n]{{3,40}}, (?P<names>{_NAME}(?: {_NAME})?)(?=[:,.(]| -|\s*\Z)",
)
_FAR = 160
_KIN = (
    r"(?:mum|mam|mother|dad|father|wife|husband|son|daughter|dtr|brother|sister|aunt|uncle|nan|gran|grandma|"
    r"grand(?:mother|father|son|daughter|dad)|niece|nephew|cousin|step-?(?:son|daughter|dad|mum|mother|"
    r"father)|partner|"
    r"neighbour|carer|friend)"
)
_BESIDE_KIN = cued(
    (" her ", " his ", " their ", "pt's", "patient's"),
    rf"(?<![\w'-])(?P<names>{_NAME}) (?:her|his|their|pt's|the patient's|our patient's) {_KIN}\b(?!')",
)
_BABY = cued(
    ("baby", "newborn", "twin"), rf"\b(?i:baby|newborn|twin (?:1|2|one|two|i|ii)) (?P<names>{_NAME})\b(?! [A-Z]|')"
)
_SYSTEM = (
    r"(?:hospital|labs?|ward|clinic|pharmacy|chemist|practice|surgery|gps?|spine|pds|emis|systmone|ice|pmr|pas|epr|"
    r"cerner|docman|careflow|meditech|path(?:ology)?|radiology|x-?ray|cris|pacs|maternity|badgernet|trust|letter|"
    r"discharge|summary|referral|form|label|sticker|wristband|ambulance|111|a&e|ed|ooh|community|dentist|optician|"
    r"we|you|they|system|records?)"
)
_OF_HIM = (
    r"(?:him|her|them|(?:the |this )?(?:pt|patient|baby|child|lady|man|gentleman)|(?:the |her |his )?(?:sur)?name)"
)
_MASK = STANDS_FOR["NAME"]
_HELD_AS = cued(  # 'PMR has him as [name], hospital as Van Tander, lab as Van T'
    (" as ",),
    rf"\b(?i:{_SYSTEM})(?: (?i:has|have|had|got|shows?|lists?|holds?|knows?|spells?|calls?|records?))?"
    rf"(?P<him> (?i:{_OF_HIM}))?(?: (?i:down|listed|registered|recorded|spelt))? as [\"']?"
    rf"(?:{_MASK}|(?P<names>{_NAME}(?: {_NAME}| [A-Z]\b(?!')){{0,2}}))",
)
_ITEM = re.compile(
    rf"^[ \t]{{0,3}}(?:[-*•] ?|\d{{1,2}}[.)] )?(?P<names>{_ANY}(?: {_ANY})?(?:,? [A-Za-z]\.?)?)(?: - | -- |"
    rf": |- | = |, )(?=\S)",
    re.MULTILINE,
)
_FEWEST_ITEMS = 3


def names_by_record(text: str) -> Iterator[Span]:
    """Stretches that a record or what is said of it gives to a patient."""
    low = text.lower()
    for match in (*_IN_A_BED.finditer(text, low), *_AT_A_PLACE.finditer(text, low)):
        yield from _name_part(match, text)
    for match in _KEPT_UNDER.finditer(text, low):
        if not _OF_AN_AUTHOR.search(text[max(0, match.start() - 32) : match.start()]):
            yield from _kept_under(match, text)
    for match in _ON_A_PAPER.finditer(text):
        name = match.group("names").lower()
        if is_surname(name) and not is_known_word(name) and not _goes_on_as_a_house(text, match.end()):
            yield match.span("names")
    for match in _BOTH_ON_A_PAPER.finditer(text):
        first, last = match.group("first").lower(), match.group("last").lower()
        surname = is_surname(last) and not is_known_word(last)
        if surname and not _is_a_things(first) and not _goes_on_as_a_house(text, match.end()):
            yield match.span("names")
    for match in _DEAR.finditer(text) if "Dear" in text else ():
        if TO_A_PATIENT.search(text, match.end(), match.end() + _FAR):
            yield match.span("names")
    for match in _BESIDE_KIN.finditer(text, low):
        if _is_a_name(match.group("names").lower()) and not match.group("names").lower().endswith(VERBAL):
            yield match.span("names")
    for match in _BABY.finditer(text, low):
        name = match.group("names").lower()
        if not is_known_word(name) and name not in RELATIVES and not _goes_on_as_a_house(text, match.end()):
            yield match.span()
    for match in _NOT_THE_OTHER.finditer(text) if " not " in text else ():
        if is_first_name(match.group("more").lower()) or is_first_name(match.group("other").lower()):
            yield match.span("more")
            yield match.span("other")
            if is_surname(match.group("names").lower()):
                yield match.span("names")
    yield from _held_as(list(_HELD_AS.finditer(text, low)))
    yield from _items(text)


def _held_as(held: Sequence[re.Match[str]]) -> Iterator[Span]:
    """The name that each of several systems has for somebody, where one of them is said to have 'him' or 'her' so."""
    if not any(match.group("him") for match in held):
        return
    for match in held:
        lows = (match.group("names") or "").lower().split()
        own = [low for low in lows if low not in PARTICLES and len(low) > 1]
        if lows and all(_may_be_held_as(low) for low in own) and (own or len(lows) > 1):
            yield match.span("names")


def _may_be_held_as(low: str) -> bool:
    known = is_surname(low) or is_first_name(low)
    return not _is_a_things(low) and (known and low not in PLACES or len(low) > 3 and not is_known_word(low))


def _is_a_name(low: str) -> bool:
    """A first name, a surname or a word of no list; nothing of the clinic, no post and no house."""
    return not _is_a_things(low) and (strong_first_name(low) or not is_known_word(low))


def _is_a_things(low: str) -> bool:
    """A word of the clinic, a house, a post, a title or a relative."""
    return low in CLINICAL or low in HOUSES or low in POSTS or low in TITLES or low in RELATIVES


def _goes_on_as_a_house(text: str, end: int) -> bool:
    following = re.match(r"(?:'s)?[ -]([A-Za-z]+)", text[end : end + 24])
    return following is not None and following.group(1).lower() in HOUSES


def _name_part(match: re.Match[str], text: str) -> Iterator[Span]:
    """The leading words that can be a name."""
    end = start = match.start("names")
    for word in re.finditer(r"[^ ]+", match.group("names")):
        if not _is_a_name(word.group().lower()) and not (end > start and is_surname(word.group().lower())):
            break
        end = start + word.end()
    if end > start and not _goes_on_as_a_house(text, end):
        yield start, end


def _kept_under(match: re.Match[str], text: str) -> Iterator[Span]:
    """Up to three words after 'booked under' and the like, each known as a name or, with a capital, in no list."""
    end = start = match.start("names")
    for word in re.finditer(r"[^ ]+", match.group("names")):
        low = word.group().lower()
        capital = word.group()[0].isupper()
        known = is_surname(low) or is_first_name(low)
        if low in TITLES or low in CLINICAL or low in HOUSES or low in POSTS:
            break
        title = capital and not word.group().isupper()
        if end > start and len(low) == 1 and capital:
            return (yield start, start + word.end())
        unknown = title and not is_known_word(low) and end == start
        if is_ordinary(low) or len(low) < 3 or not known and not unknown:
            break
        if low in EPONYMS and not (capital or strong_first_name(low)):
            break
        end = start + word.end()
    if end > start and not _goes_on_as_a_house(text, end):
        yield start, end


def _items(text: str) -> Iterator[Span]:
    """'price - no summary' and so on, line by line: where most lines begin with a surname, all of them do."""
    if text.count("\n") < _FEWEST_ITEMS - 1:
        return
    items = list(_ITEM.finditer(text))
    if len(items) < _FEWEST_ITEMS:
        return
    heads = [re.split(r",? [A-Za-z]\.?\Z", item.group("names").lower())[0].split() for item in items]
    known = [all(is_surname(low) or is_first_name(low) for low in head) and not _is_plain(head) for head in heads]
    if sum(known) * 2 <= len(items) or sum(known) < _FEWEST_ITEMS - 1:
        return
    for item, head, sure in zip(items, heads, known, strict=True):
        if sure or not any(is_known_word(low) for low in head):
            yield item.span("names")


def _is_plain(head: list[str]) -> bool:
    return any(low in CLINICAL or low in HOUSES or low in POSTS or is_ordinary(low) for low in head)
