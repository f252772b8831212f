"""Words and shapes that announce, or rule out, the name of a person."""

import re

from language.reading.name_knowledge import cue_words
from language.reading.number_words import in_small_letters
from language.reading.view import STANDS_FOR

TITLES = cue_words("titles")
ABBREVIATED = cue_words("abbreviated")  # first names cut short: Wm. Hartley
EASTERN = cue_words("surnames_of_the_east")  # which go before two short given names
SURGEONS = frozenset(("mr", "mrs", "ms", "miss", "mx", "messrs"))  # whose bearers may be surgeons or staff
WEAK_TITLES = cue_words("weak_titles")
RELATIVES = cue_words("relatives")
FAMILY = cue_words("family")
ACTS = cue_words("acts")
CALLED_AFTER = cue_words("called_after_somebody")
SITES = cue_words("sites_by_name")  # hospitals and community sites that sound like homes or people
NAMED = cue_words("named")
ABOUT = cue_words("about")
NOT_A_PERSONS = cue_words("not_a_persons")
OF_A_FORM = frozenset(("field", "fields", "column", "box", "only", "label", "labels", "change", "spelling"))
GRADES = frozenset(("sho", "spr", "str", "acp", "anp", "hca", "cpn", "amhp", "slt", "rmn", "odp", "pa"))
POSTS = cue_words("posts")
PARTICLES = cue_words("particles")
ONLY_OF_NAMES = frozenset(("von", "der", "den", "ibn", "bint"))  # particles that are nothing else
PLACE_BEFORE = cue_words("place_before")
BESIDE = re.compile(
    rf"(?:'s|\.)?[\s,(:;/|-]{{1,4}}"
    rf"(?:(?:d\.?o\.?b\.?|nhs|born|nhs (?:no|number)|hosp(?:ital)?(?: no)?|mrn)\W{{0,3}})?"
    rf"[{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['DOB']}{STANDS_FOR['HOSPITAL_NUMBER']}]|[\s,(;/|-]{{1,4}}(?:of |at )?"
    rf"[{STANDS_FOR['ADDRESS']}{STANDS_FOR['POSTCODE']}]|"
    rf"[\s,(:]{{1,3}}(?:on |at )?{STANDS_FOR['PHONE']}|"
    r"[\s,(]{1,3}(?:age[d:]? ?\d|\d{1,2}(?:\+\d)?/40\b|\d{1,2} ?(?:yo|y/o|yrs?|years?|m|f|mths?|months?)\b|"
    r"[1-9]\d?(?=[,)]| lives))",
    re.IGNORECASE,
)
AFTER_IDENTITY = re.compile(
    rf"[{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['DOB']}{STANDS_FOR['HOSPITAL_NUMBER']}][\s,(:;/|-]{{1,4}}\Z"
)
_SOMEBODY_ILL = re.compile(  # words that speak of one patient, without which a first name alone may be anybody's
    r"\b(?:pts?'?s?|px|he|she|he's|she's|hes|shes|him|her|his|hers|himself|herself|mum|mam|mother|dad|"
    r"father|wife|husband|"
    r"sons?|daughters?|dtr|baby|child|lady|gentleman|chap|lad|girl|boy|twins?|nan|gran\w*|aged|yo|yrs?|"
    r"dob|d\.o\.b|born|nok|next of kin|"
    r"famil(?:y|ies)|parents?|carers?|neighbour|died|lives|widow\w*|niece|nephew|aunt\w*|uncle|"
    r"old (?:man|woman)|pregnan\w+|in (?:the|our) (?:mortuary|morgue)|"
    r"(?:gone|went|sent) home|in bed \d+|bed ?bound|house ?bound)\b|"
    r"\bpatient(?:'s)?\b(?! (?:transport|access|safety|experience|flow|participation|group|leaflet|line|"
    r"advice|liaison|hub|"
    r"service|information|info|portal|communication|admin|pathway|choice)s?\b)|"
    rf"[{''.join(STANDS_FOR.values())}]|\bmrs?\b|\bmiss\b"
)


def speaks_of_a_patient(text: str) -> bool:
    """Does a text speak of one patient, so that a first name alone may be hers or his?"""
    return _SOMEBODY_ILL.search(in_small_letters(text)) is not None


HOUSEHOLDS = frozenset(
    (
        "family",
        "household",
        "children",
        "twins",
        "siblings",
        "parents",
        "brothers",
        "sisters",
    )
)
CHILDREN = frozenset(("baby", "babies", "boy", "girl", "child", "kids", "lad", "couple"))
HL7 = re.compile(
    r"(?<![A-Za-z^'-])([A-Za-z][A-Za-z'-]{1,40})\^([A-Za-z][A-Za-z'-]{1,40})(?:\^([A-Za-z][A-Za-z'-]{0,40})(?=[\^|\s,.;:)]|\Z))?"
)
JOINED = re.compile(r" {1,2}|-|\. ?")
