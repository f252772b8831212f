"""Which postcodes are those of hospitals and sites that the words beside them name or imply."""

import re

from language.reading.name_knowledge import cue_words

_IS_OUR_SITE = re.compile(
    r"[,)]? (?:is|was|are) (?:our|the|their|your) (?:[a-z]+ )?(?:site|surgery|practice|clinic|hospital|base|branch|"
    r"hub|building|unit|office|pharmacy)\b",
    re.IGNORECASE,
)
_ON_A_PAGE = re.compile(
    r"\b(?:web ?site|web ?page|letterhead|google(?: maps)?|nhs\.uk|sat ?nav)(?:'s)?"
    r"(?: (?:is|was|says|said|shows|still|now|has|gives|as)){0,3}:? \Z",
    re.IGNORECASE,
)
_OF_ANYBODY = re.compile(r"\baddress\b", re.IGNORECASE)
_STREET = r"(?:[A-Z][a-z]+ (?:Road|Rd|Lane|Ln|Street|St|Way|Drive|Avenue|Ave),? )?"
_BY_NAME = re.compile(
    r"\b(?:Royal (?P<of>[A-Z][a-z]+)|[A-Z][a-z]+ (?:Royal|General|Infirmary|Central)|Countess of [A-Z][a-z]+|"
    rf"(?:[Tt]he|at|in|to|from|of) (?P<alone>[A-Z][a-z']+)(?: Park| Cross| Green| Hey)?)"
    rf"(?:,| \(| at|,? \()? ?{_STREET}\Z"
)
_ALONE = cue_words("hospitals_by_name")
_NO_HOSPITAL = frozenset(
    ("oak", "crescent", "court", "mews", "avenue", "arms", "hotel", "mail", "standard", "terrace")
)


def is_a_places(before: str, after: str, somebody: re.Pattern[str]) -> bool:
    """Do the words of the sentence around a postcode name a hospital or a site, and no `somebody`?"""
    if _IS_OUR_SITE.match(after):
        return True
    if _ON_A_PAGE.search(before) and not somebody.search(_OF_ANYBODY.sub("", before)):
        return True
    if somebody.search(before):
        return False
    named = _BY_NAME.search(before[-64:])
    if named is None:
        return False
    of, alone = (named.group("of") or "").lower(), (named.group("alone") or "").lower()
    return alone in _ALONE if alone else of not in _NO_HOSPITAL
