"""Names in hurried notes: 'sent in Mohamoud, ?PE', 'Khan ?dob', 'Surname Ward.', 'his widow pat had a reminder',
'j smith no tto'."""

import re
from collections.abc import Iterator

from language.names.by_what_befell import NEVER_ALONE, with_what_belongs
from language.names.staff import STAFF_TITLES
from language.reading.cued import cued
from language.reading.name_cues import NOT_A_PERSONS, OF_A_FORM, POSTS, RELATIVES, TITLES
from language.reading.name_knowledge import (
    AMBIGUOUS,
    CLINICAL,
    HOUSES,
    PLACES,
    cue_words,
    is_first_name,
    is_known_word,
    is_ordinary,
    is_surname,
    strong_first_name,
)
from language.reading.record_fields import EMPTY

Span = tuple[int, int]
_NAME = r"(?-i:(?:[OD]')?[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:-[A-Z][a-z]+)?)"
_PAIR = rf"(?<![\w'-])(?P<names>{_NAME}(?: {_NAME})?)"
_PERHAPS = r"(?:\?{1,3} ?|query |queried |(?:with|for|as) (?:a )?(?:possible|probable|suspected|query|\?) ?)"
_TAKEN = (
    r"(?:sen[dt]|sending|brought|referred|took|taken|admit(?:s|ted)?|accept(?:s|ed)?|clerk(?:s|ed)|s[ae]w|seen|"
    r"reviewed|"
    r"scanned|discharged|transferred|conveyed|blue-?lighted|treated|assessed|expect(?:ed|ing|s)|rang (?:re|about))"
)
_SENT_IN = cued(  # 'GP sent in Mohamoud, ?PE' and 'clerked Khan with ?sepsis'
    ("?", "quer", "possible", "probable", "suspected"),
    rf"\b{_TAKEN}(?: (?:in|up|down|over|on|us|back|round|home|out|to (?:us|you|ed|amu|sdec|a&e)|this))? {_PAIR}"
    r"(?: (?:in|up|down|over|to us|from (?:the |our |your )?(?:gp|practice|surgery|ooh|111|clinic|ward)))?"
    rf"(?:,| -|;|:)? ?\(?(?:with )?{_PERHAPS}(?=[A-Za-z#])",
    re.IGNORECASE,
)
_ILLNESS = (
    r"(?:pe|dvt|mi|n?stemi|acs|tia|cva|stroke|sepsis|uti|pneumonia|lrti|cap|appendic\w{1,8}|fract\w{1,6}|cauda|ces|"
    r"ectopic|gi bleed|bleed|mening\w{1,8}|sbo|obstruct\w{1,6}|cholecyst\w{1,8}|pancreatitis|pyelo\w{0,10}|aki|aaa|"
    r"torsion|delirium|cancer|malignan\w{1,4}|gca|tb|covid|cellulitis|#nof)"
)
_WITH_A_QUERY = cued(  # a note that opens with 'Mohamoud ?PE'
    ("?",), rf"(?:\A|[.;\n] ?){_PAIR}(?:,| -)? ?\(?\? ?{_ILLNESS}\b", re.IGNORECASE
)
_TREATED = cued(  # 'Mr Bell operated on Mohamoud in March'
    ("operated on", "consented", "scoped", "clerked", "anaesthetised", "biopsied", "listed", "examined", "injected"),
    r"\b(?:operated on|consented|scoped|clerked|anaesthetised|biopsied|listed|examined|injected) "
    rf"{_PAIR}(?= (?:in|on|for|last|today|yesterday|and|at|this|with|without|as|then|but|again|twice)\b|[.,;)\n]|"
    r"\s*\Z)",
    re.IGNORECASE,
)
_WHAT_A_PERSON_HAS = (
    r"(?:(?:fore|sur|first |second |last |middle |maiden |real |full )name|dob|d\.o\.b|date of birth|age[d?]?|"
    r"spelling|spelt|sp|nhs(?: (?:no|num|number))?|address|hosp(?:ital)? (?:no|num|number)|initials?|gender|sex|"
    r"next of kin|nok)"
)
_ASKED_ABOUT = cued(  # 'Papadopoulos ?first name'
    ("?",), rf"{_PAIR}(?:,| -|:)? ?[(\[]?\?{{1,3}} ?{_WHAT_A_PERSON_HAS}\b", re.IGNORECASE
)
_BEFORE = re.compile(r"([A-Za-z]+)'?s?\.? \Z")
_LABELLED = cued(  # 'Surname Ward. Was on Ward 7B'
    ("surname", "forename", "last name", "family name", "first name", "christian name"),
    r"\b(?:surname|forename|(?:last|family|first|christian) name)(?P<links> ?[:=] ?| (?:is|was)(?: just| also)? | )"
    r"(?P<names>[A-Za-z]{2,20})(?=[.,;)\n]|\s*\Z| \(| (?:and|but|so|not|on|then|no|same|dob|born|first name)\b)",
    re.IGNORECASE,
)
_KIN = cue_words("family") - {"pt", "patient", "baby"} | {"aunty", "grandad"}
_DOES = (
    r"(?:had|has|was|is|isn't|wasn't|hasn't|hadn't|rang|rings|phoned|says|said|tells|told|asked|asks|came|comes|"
    r"wants|"
    r"wanted|got|gets|died|lives|feels|felt|thinks|reports|reported|did|didn't|does|doesn't|needs|found|saw|"
    r"took|takes|"
    r"went|gave|brought|noticed|complained|visited|knows|knew|answered|called|still|collected|who)"
)
_IN_SMALL = cue_words("first_names_in_small_letters")
_VERBS_AS_WELL = frozenset(("may", "will"))
_SMALL_KIN = re.compile(  # 'his widow pat had'; it begins with letters, so that most places are passed over quickly
    rf"(?P<kin>{'|'.join(sorted((*_KIN, *(kin.title() for kin in _KIN)), reverse=True))}),? "
    rf"(?P<names>[a-z]{{2,10}})(?:(?P<does>,? {_DOES}\b)|"
    r"(?=[.,;)\n]|\s*\Z| (?:about|on|re|to|and|at|with|for|this|today|yesterday|again)\b))"
)
_SOMEBODYS = re.compile(
    r"\b(?:his|her|their|my|pts|(?:pt|patient)'?s) "
    r"(?:(?:late|elderly|young|own|eldest|youngest|older|younger|other|new) )?\Z",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:\A|[.,;:\n] ?|\b(?:and|but|so|then|when) )\Z")

_PAPERS = (
    r"(?:ttos?|ttas?|letters?|summar(?:y|ies)|notes?|paperwork|reports?|discharges?|results?|bloods?|scans?|"
    r"x-?rays?|meds|"
    r"medications?|medicines|tablets|prescriptions?|scripts?|appointments?|appts?|referrals?|follow[ -]?ups?|"
    r"f/?u|dnacprs?|"
    r"histology|echo|ecg|mri|ct|transport|package of care|poc|care package|carers|physio|dressings|handover|"
    r"insulin|oxygen|"
    r"nhs (?:no|number)|dob)"
)
_OF_ONES = r"(?: (?:an?|any|his|her|the))?"
_LACKS = (
    rf"(?:(?:still |again |has |had |got |there (?:is|was) )*(?:no|without|missing|lost|awaiting|wait(?:ing|"
    rf"s) for|chasing|needs|"
    r"wants|wrong|where is|where are|never (?:got|had|received|sent)|not (?:got|had|received|given|sent)|"
    r"(?:sent home|"
    rf"discharged|home|dc'?d|d/c)(?: (?:today|yesterday|overnight|last night|from [a-z]+))? (?:without|with no|"
    rf"no)){_OF_ONES}"
    rf" (?:[a-z]+ ){{0,2}}?{_PAPERS}\b|{_PAPERS} (?:(?:is|was|are|still|not|never|been|has) )*(?:missing|lost|"
    rf"late|received|"
    r"sent|done|outstanding|awaited|delayed|wrong|overdue|given|arrived)\b|(?:sent home|discharged)\b)"
)
_SURNAME = r"(?:[od]')?[a-z]{2,20}(?:-[a-z]{2,20})?"
_IN_SHORT = (  # 'J Smith', 'J.A. Smith', 'smith j', 'Smith, John'
    rf"(?P<names>(?P<letter>[a-z])(?:\. ?|(?: [a-z])? )(?:[a-z]\. ?)?(?P<behind>{_SURNAME})|"
    rf"(?P<before>{_SURNAME})(?:, ?(?P<first>[a-z][a-z'-]{{1,15}})|,? (?P<last>[a-z])\b\.?))"
)
_A_NOTE = rf"(?:[-*•] |\(?\d{{1,2}}[.)] )?{_IN_SHORT},?(?: -|:|;)? (?P<lacks>{_LACKS})"
_HEADS_THE_TEXT = re.compile(rf"\A{_A_NOTE}", re.IGNORECASE)
_HEADS_A_NOTE = re.compile(rf"[.;\n] ?{_A_NOTE}", re.IGNORECASE)
_SPOKEN_OF = re.compile(
    r"[cprs](?<!\w.)(?:e(?:f|garding)?|atient|t|x|lient|esident|ervice user|ubject)(?: is)?(?: ?:)? ?(?<=[ :])"
    rf"{_IN_SHORT}(?=(?P<lacks>,?(?: -|:|;)? {_LACKS})|[,.;:)\n]| -|\s*\Z)",
    re.IGNORECASE,
)
_A_POST_FOLLOWS = re.compile(r"[,(]? ?\(?(?:the |our |your |an? )?([A-Za-z]+)(?: ([a-z]+))?")
_LETTERS_THAT_ARE_WORDS = frozenset("aix")


def names_in_haste(text: str) -> Iterator[Span]:
    """Names that a hurried note leaves without a title or in small letters."""
    low = text.lower()
    for pattern in (_SENT_IN, _WITH_A_QUERY, _TREATED):
        for match in pattern.finditer(text, low):
            if all(_is_somebody(word) and word not in PLACES for word in match.group("names").lower().split()):
                yield with_what_belongs(text, match.start("names")), match.end("names")
    for match in _ASKED_ABOUT.finditer(text, low):
        before = _BEFORE.search(text, max(0, match.start() - 16), match.start())
        at_work = before is not None and before.group(1).lower() in STAFF_TITLES | POSTS
        if not at_work and all(_is_somebody(word) for word in match.group("names").lower().split()):
            yield with_what_belongs(text, match.start("names")), match.end("names")
    for match in _LABELLED.finditer(text, low):
        if _is_in_a_field(text, match):
            yield match.span("names")
    for told in (_HEADS_THE_TEXT, _HEADS_A_NOTE, _SPOKEN_OF):
        for match in told.finditer(text):
            if _is_in_short(text, match):
                yield match.span("names")
    for match in _SMALL_KIN.finditer(text):
        if _is_a_relatives(text, match):
            yield match.span("names")


def _is_somebody(low: str) -> bool:
    """A surname, a first name or a word of no list; nothing of the clinic, no house, post or relative."""
    if low in CLINICAL and low not in AMBIGUOUS or low in HOUSES or low in POSTS or low in TITLES:
        return False
    if low in NEVER_ALONE or low in RELATIVES or low in STAFF_TITLES:
        return False
    return is_surname(low) or is_first_name(low) or len(low) > 3 and not is_known_word(low)


def _is_in_short(text: str, match: re.Match[str]) -> bool:
    """Is 'j smith', 'smith j' or 'smith, john' a patient, and neither 'ward b' nor somebody at a post?"""
    low, first = (match.group("behind") or match.group("before")).lower(), (match.group("first") or "").lower()
    letter = (match.group("letter") or match.group("last") or "").lower()
    follows = _A_POST_FOLLOWS.match(text, match.end("names"))
    if follows and not POSTS.isdisjoint(word.lower() for word in follows.groups() if word):
        return False
    if (
        low in CLINICAL
        or low in POSTS
        or low in TITLES
        or low in STAFF_TITLES
        or low in NEVER_ALONE
        or low in RELATIVES
    ):
        return False
    if not is_surname(low) and (is_known_word(low) or len(low) < 4 or is_first_name(low)):
        return False
    if first:
        sure = strong_first_name(first) and (low not in HOUSES or match.group("lacks"))
        return bool(sure or is_first_name(first) and match.group("lacks") and first not in CLINICAL)
    if low in HOUSES or low in PLACES and not match.group("letter"):
        return False
    return not (letter in _LETTERS_THAT_ARE_WORDS and is_ordinary(low)) and letter != "x"


def _is_a_relatives(text: str, match: re.Match[str]) -> bool:
    """Is a word in small letters behind 'his widow' a name, and 'wife' of 'wife dawn rang' where a clause begins?"""
    name, does, before = match.group("names"), match.group("does"), max(0, match.start() - 24)
    if not (name in _IN_SMALL or name in _VERBS_AS_WELL and does):
        return False
    if _SOMEBODYS.search(text, before, match.start()):
        return True
    return bool(does and match.group("kin").lower() != "sister" and _OPENS.search(text, before, match.start()))


def _is_in_a_field(text: str, match: re.Match[str]) -> bool:
    """Does a patient's name stand behind 'surname', and no word about surnames?"""
    name = match.group("names")
    low = name.lower()
    before = _BEFORE.search(text, max(0, match.start() - 16), match.start())
    if before is not None and not before.group().endswith(". ") and before.group(1).lower() in NOT_A_PERSONS:
        return False
    said_so, known = match.group("links") != " ", is_surname(low) or is_first_name(low)
    if low in EMPTY or low in OF_A_FORM or low in CLINICAL and not (known or said_so):
        return False
    return known or said_so if name[0].isupper() else known and said_so and not is_ordinary(low)
