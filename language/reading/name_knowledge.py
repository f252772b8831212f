"""What the project knows of names and of words that are not names, from plain lists in language/data."""

import re
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parents[1] / "data"
_HYPHEN = re.compile(r"['-]")
# Endings that ordinary and clinical words have and names rarely have.
_WORD_ENDING = re.compile(
    r"(?:ings|tion|tions|ment|ments|ness|ology|ologist|ectomy|itis|oscopy|ogram|graphy|aemia|emia|osis|uria|"
    r"opathy|plasty|pril|olol|statin|mab|azole|cillin|mycin|sartan|gliptin|flozin|dipine|xaban|prazole|oxetine|"
    r"ically|fully|ously|ately|ible|able|ised|ized|ated|ative|cies|ities|ient|iatric|iatrics|ogical)\Z"
)


def _listed(name: str) -> frozenset[str]:
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _sections() -> dict[str, frozenset[str]]:
    text = (_DATA / "cue_words.txt").read_text(encoding="utf-8")
    parts = re.split(r"^\[(\w+)\]$", text, flags=re.MULTILINE)[1:]
    return {name: frozenset(words.split()) for name, words in zip(parts[::2], parts[1::2], strict=True)}


def cue_words(name: str) -> frozenset[str]:
    """One list of language/data/cue_words.txt."""
    return _sections()[name]


FIRST_NAMES = _listed("first_names") | _listed("more_first_names") | _listed("world_first_names")
SURNAMES = _listed("surnames") | _listed("more_surnames") | _listed("world_surnames")
EPONYMS = _listed("eponyms")
PLACES = _listed("place_words")
CLINICAL = _listed("clinical_words") | _listed("medicine_words")
OF_THE_CLINIC = _listed("ordinary_words")
ORDINARY = OF_THE_CLINIC | _listed("dictionary_words")
_REMEMBERED = 8192
AMBIGUOUS = _listed("names_that_are_words")
_DONE = ("-up", "-off", "-in", "-out", "-on", "-down", "-back", "-over", "-by", "-through")  # pick-up, drop-off
_SHORTENED = ("'re", "'ve", "'ll", "n't", "'m", "'d", "’d")
VERBAL = ("ing", "ed", "ly", "tion", "ment", "ness")
HOUSES = cue_words("houses")
_OF_A_PEOPLE = re.compile(  # endings and beginnings that surnames of a people share and English words do not
    r"[a-z]{3,}(?:[oe]va?|chuk|czyk|i[ct]z|[cdn]?ski|[cdn]?ska|[kc]ka|eanu|iu|akis|akos|oulos|singhe|suriya|wardena|"
    r"ratnam|nathan|swamy|murthy|eswaran|zadeh|nejad|dottir|sson|auskas|aite|iene|unas|wala|chukwu|gwu|kwe|shah|"
    r"patil|kumar|veer|jeet|preet|pour|begum|uddin|ullah|rahman)\Z|"
    r"(?:oluw?a?|ogun|aki?n|ade|nwa|onye|chukw|mba|nku|tesf|gebre|wolde|hail|abdul|abdi|el-|al-|fitz)[a-z]{3,}\Z"
)
_CELTIC_OR_SLAVIC = re.compile(
    r"(?:mc|mac(?=[^ehiknru])|o')[a-z]{3,}\Z|[a-z]{4,}"
    r"(?:owski|ewski|owska|ewska|escu|enko|oglu|idis|opoulos|yan|ovic|shvili)\Z"
)


@lru_cache(_REMEMBERED)
def _parts(low: str) -> tuple[str, ...]:
    return (low.replace("'", ""), *(part for part in _HYPHEN.split(low) if len(part) > 2))


@lru_cache(_REMEMBERED)
def is_first_name(low: str) -> bool:
    """Known as a first name, also as one half of a double one."""
    return any(part in FIRST_NAMES or part in AMBIGUOUS and part not in CLINICAL for part in _parts(low))


@lru_cache(_REMEMBERED)
def is_surname(low: str) -> bool:
    """Known as a surname, also as one half of a double one, or of a Celtic or Slavic shape."""
    joined, *halves = _parts(low)
    if joined in SURNAMES or joined.removesuffix("s") in SURNAMES or any(half in SURNAMES for half in halves):
        return True
    if _CELTIC_OR_SLAVIC.match(low):
        return True
    return low not in ORDINARY and low not in CLINICAL and low not in PLACES and _OF_A_PEOPLE.match(low) is not None


@lru_cache(_REMEMBERED)
def is_ordinary(low: str) -> bool:
    """A word of English or of the clinic rather than a name, whatever its first letter."""
    if low in CLINICAL or low in ORDINARY or low in PLACES or low.endswith(_SHORTENED):
        return True
    if low.endswith(_DONE) and low.rpartition("-")[0] in ORDINARY:
        return True
    if low in FIRST_NAMES or low in SURNAMES:
        return False
    if low[1:2] == "-" and (low[2:] in ORDINARY or low[2:] in CLINICAL):  # l-spine
        return True
    stem = low.removesuffix("s")
    return stem in ORDINARY or stem in CLINICAL and len(stem) > 3 or _ends_like_a_word(low)


@lru_cache(_REMEMBERED)
def _ends_like_a_word(low: str) -> bool:
    return low not in FIRST_NAMES and low not in SURNAMES and _WORD_ENDING.search(low) is not None


def is_known_word(low: str) -> bool:
    """In some list of words that are no names, or shaped like one."""
    return is_ordinary(low) or low in EPONYMS or low in HOUSES


def could_be_a_surname(low: str) -> bool:
    """Not known as a name, but an English word that reports seldom use, as Deacon or Lawless."""
    return low not in OF_THE_CLINIC and low not in CLINICAL and low not in HOUSES and not low.endswith(VERBAL)


@lru_cache(_REMEMBERED)
def strong_first_name(low: str) -> bool:
    """A first name that is hardly ever anything else."""
    joined = low.replace("'", "")
    if joined in FIRST_NAMES:
        return joined not in AMBIGUOUS and joined not in CLINICAL and joined not in ORDINARY
    halves = [half for half in low.split("-") if half]
    return len(halves) == 2 and all(half in FIRST_NAMES for half in halves)


@lru_cache(_REMEMBERED)
def weight(low: str) -> int:
    """How strongly a capitalised word looks like part of a name: 2 known, 1 possible, 0 not."""
    known = is_first_name(low) or is_surname(low)
    if is_ordinary(low):
        return 1 if known else 0
    if (low in EPONYMS and low not in FIRST_NAMES) or low in AMBIGUOUS:
        return 1
    return 2 if known else 1
