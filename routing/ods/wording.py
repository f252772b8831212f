"""Names that ODS writes in capitals and short forms, as people write them. Pure."""

import re

from people.models import Organisation
from routing.matching import words_of

Kind = Organisation.Kind
LITTLE = frozenset(
    ["and", "of", "the", "for", "in", "at", "with", "upon", "on", "by", "to", "de", "le", "la", "under", "near"]
)
CAPITALS = frozenset(
    [
        "NHS",
        "GP",
        "GPS",
        "PCN",
        "ICB",
        "CCG",
        "UK",
        "CIC",
        "LLP",
        "OOH",
        "PLC",
        "HMP",
        "ICU",
        "II",
        "III",
        "IV",
        "UCC",
        "WIC",
        "MH",
        "CAMHS",
        "MSK",
    ]
)
SHORT = {
    "CTR": "Centre",
    "CTRE": "Centre",
    "CNTR": "Centre",
    "CENTER": "Centre",
    "MED": "Medical",
    "HC": "Health Centre",
    "MC": "Medical Centre",
    "HTH": "Health",
    "HOSP": "Hospital",
    "SURG": "Surgery",
    "PRACT": "Practice",
    "PRAC": "Practice",
    "GRP": "Group",
}
SORTS = (
    (Kind.AMBULANCE, r"\bambulance\b"),
    (
        Kind.SPECIALIST_TRUST,
        r"\b(?:heart|cancer|children'?s|women'?s|orthopaedic|eye|neuro\w*|walton|marsden|christie|papworth"
        r"|chest|rheumatic)\b",
    ),
    (
        Kind.MENTAL_HEALTH_TRUST,
        r"\b(?:mental|partnership|psychiatric|tavistock|maudsley|mersey care|forensic)\b(?!.*\bcommunity\b)",
    ),
    (Kind.COMMUNITY_TRUST, r"\bcommunity\b"),
)


def in_plain_case(name: str) -> str:
    """ "THE GREAT SUTTON MED.CTR. (RED)" as "The Great Sutton Medical Centre (Red)". Mixed case stays as it is."""
    name = " ".join(name.split())
    if name != name.upper():
        return name
    name = re.sub(r"\bM\.C\b\.?", "MC", name)
    spaced = re.sub(r"(?<=[A-Z])[./](?=[A-Z]{2})", " ", name)
    words = re.split(r"([^A-Z0-9']+)", spaced)
    plain = "".join(_word(word, is_first=not "".join(words[:at]).strip(" (")) for at, word in enumerate(words))
    return " ".join(re.sub(r"(?<=[a-z])\.(?=\s|$|\))", "", plain).split())


def _word(word: str, *, is_first: bool) -> str:
    if not word[:1].isalnum():
        return word
    if word in SHORT:
        return SHORT[word]
    if word in CAPITALS or (any(letter.isdigit() for letter in word) and len(word) < 5):
        return word
    if word.lower() in LITTLE and not is_first:
        return word.lower()
    if re.fullmatch(r"(?:O'|D'|MC)[A-Z]{3,}", word):
        return word[:2].capitalize() + word[2:].capitalize()
    return word.capitalize()


def is_the_same(one: str, other: str) -> bool:
    """Whether two names differ in spelling only: capitals, short forms, full stops, a leading "the"."""
    return words_of(in_plain_case(one)) == words_of(in_plain_case(other))


def sort_of_trust(name: str) -> str:
    """The kind of trust that a name speaks of. The files do not say; a registry that knows better is left alone."""
    plain = name.lower()
    return next((kind for kind, pattern in SORTS if re.search(pattern, plain)), Kind.ACUTE_TRUST)
