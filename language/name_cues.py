"""Words and shapes that announce, or rule out, the name of a person."""

import re

from language.identifier_view import STANDS_FOR
from language.name_knowledge import cue_words

TITLES = cue_words("titles")
ABBREVIATED = cue_words("abbreviated")  # first names cut short: Wm. Hartley
SURGEONS = frozenset(("mr", "mrs", "ms", "miss", "mx", "messrs"))  # whose bearers may be surgeons or staff
WEAK_TITLES = cue_words("weak_titles")
RELATIVES = cue_words("relatives")
FAMILY = cue_words("family")
ACTS = cue_words("acts")
CALLED_AFTER = cue_words("called_after_somebody")
NAMED = cue_words("named")
ABOUT = cue_words("about")
NOT_A_PERSONS = cue_words("not_a_persons")
OF_A_FORM = frozenset(("field", "fields", "column", "box", "only", "label", "labels", "change", "spelling"))
GRADES = frozenset(("sho", "spr", "str", "acp", "anp", "hca", "cpn", "amhp", "slt", "rmn", "odp", "pa"))
POSTS = cue_words("posts")
PARTICLES = cue_words("particles")
PLACE_BEFORE = cue_words("place_before")
BESIDE = re.compile(
    rf"(?:'s|\.)?[\s,(:;/|-]{{1,4}}"
    rf"(?:(?:d\.?o\.?b\.?|nhs|born|nhs (?:no|number)|hosp(?:ital)?(?: no)?|mrn)\W{{0,3}})?"
    rf"[{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['DOB']}{STANDS_FOR['HOSPITAL_NUMBER']}]|[\s,(-]{{1,3}}(?:of |at )?"
    rf"[{STANDS_FOR['ADDRESS']}{STANDS_FOR['POSTCODE']}]|"
    rf"[\s,(:]{{1,3}}(?:on |at )?{STANDS_FOR['PHONE']}|"
    r"[\s,(]{1,3}(?:age[d:]? ?\d|\d{1,2} ?(?:yo|y/o|yrs?|years?|m|f|mths?|months?)\b|[1-9]\d(?=[,)]| lives))",
    re.IGNORECASE,
)
AFTER_IDENTITY = re.compile(
    rf"[{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['DOB']}{STANDS_FOR['HOSPITAL_NUMBER']}][\s,(:;/|-]{{1,4}}\Z"
)
HOUSEHOLDS = frozenset(("family", "household", "children", "twins", "siblings", "parents", "brothers", "sisters"))
HL7 = re.compile(
    r"(?<![A-Za-z^'-])([A-Za-z][A-Za-z'-]{1,40})\^([A-Za-z][A-Za-z'-]{1,40})(?:\^([A-Za-z][A-Za-z'-]{0,40})(?=[\^|\n]|\Z))?"
)
JOINED = re.compile(r" {1,2}|-|\. ?")
