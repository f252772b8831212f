"""What somebody is called besides, or is to another: 'known as Paddy', 'Dear Dr, Folasade was', 'Dilwyn, son'."""

import re
from collections.abc import Iterator

from language.reading.name_knowledge import CLINICAL, HOUSES, cue_words, is_first_name, is_known_word, is_surname

Span = tuple[int, int]
STAFF_TITLES = cue_words("staff_titles")
_USE = re.compile(
    r"\b(?:(?i:(?:pt|patient|also|is|was|better|previously|formerly|now|he|she|who|usually) (?:is |"
    r"was )?known as|known to (?:everybody|everyone|all|family|friends) as|goes by(?: the name(?: of)?)?|answers to|"
    r"calls? (?:himself|herself|themselves)|(?:prefers|likes|wants|asks) to be (?:called|known as)|real name(?: is)?|"
    r"maiden name(?: is| was)?|married name(?: is)?|alias|a\.?k\.?a\.?|nickname(?: is)?|dear (?:dr|doctor|gp|"
    r"colleague),))"
    r"(?P<opens>[:,]?\s[\"']?)"
    r"(?P<name>[A-Z][^\W\d_]*[a-z](?:['-][A-Z][a-z]+)?(?: [A-Z][a-z]+(?:['-][A-Z][a-z]+)?){0,2})"
    r"(?P<after> [a-z]+)?"
)
_NICKNAMED = re.compile(  # 'known as "Nobby" Clarke'
    r"\b(?P<who>(?i:pt|patient|he|she|who|lady|gentleman|man|woman|lad)(?: is| was)?(?: (?:also|better|usually))? )?"
    r"(?i:known as|a\.?k\.?a\.?|answers to|goes by|nicknamed|called) "
    r"[\"'](?P<name>[A-Z][a-z]{1,15})[\"'](?P<more> [A-Z][A-Za-z'-]{1,24})?(?! [A-Z])"
)
_SIGNS = (
    "known ",
    "goes by",
    "answers to",
    "call",
    "to be ",
    " name",
    "alias",
    "aka",
    "a.k",
    "ak.a",
    "nickname",
    "dear ",
)
_KIN = (
    r"(?:mum|mam|mother|dad|father|wife|husband|son|daughter|dtr|brother|aunt(?:ie)?|uncle|nan|gran|grandma|"
    r"grand(?:mother|father|son|daughter|dad)|niece|nephew|cousin|widow(?:er)?|twin|baby|toddler|step-?(?:son|"
    r"daughter|mother|father|dad|mum)|"
    r"(?:mother|father|son|daughter)-?\s?in-?\s?law|nok|next of kin)"
)
_ONES = r"(?:his|her|their|the|pt'?s?|patient'?s?|my|an? )"
_IS_KIN = re.compile(
    rf"(?<![\w'-])(?P<name>[A-Z][A-Za-z'-]{{1,24}}(?: [A-Z][A-Za-z'-]{{1,24}}){{0,2}})"
    rf"(?: ?\((?:{_ONES}\s)?(?:\w+[ -])?(?:{_KIN}|sister|partner|friend|neighbour|carer)\)|"
    rf", (?:{_ONES} (?:\w+ )?)?{_KIN}(?=[,.;)\n]|\s-|\Z)|"
    rf", {_ONES} (?:\w+ )?(?:{_KIN}|partner|sister|friend|neighbour|carer)\b)"
)
_AT_THE_HEAD = re.compile(  # 'Temperance Oduya, 22/40, previous preterm birth'
    r"\A\s?(?P<name>(?P<first>[A-Z][a-z'-]{2,24}) (?P<last>[A-Z][A-Za-z'-]{2,24})),? \(?"
    r"(?:\d{1,2}(?:\+\d)?/40|\d{1,2} ?(?:yo|y/o|yrs?|weeks pregnant|wks))\b"
)
_NO_NAME = frozenset(
    ("the", "his", "her", "their", "my", "our", "he", "she", "also", "however", "then", "and", "but", "if", "when")
)
_DONE = frozenset(
    (
        "was",
        "is",
        "has",
        "attended",
        "came",
        "had",
        "presented",
        "remains",
        "did",
        "needs",
        "will",
        "rang",
        "saw",
        "called",
    )
)


def names_by_use(text: str) -> Iterator[Span]:
    """Names that the words before them give to somebody."""
    low = text.lower()
    for match in _USE.finditer(text) if any(sign in low for sign in _SIGNS) else ():
        lows = match.group("name").lower().split()
        greeted = match.group().lower().startswith("dear")
        if any(low in CLINICAL for low in lows):
            continue
        known = is_first_name(lows[0]) or is_surname(lows[0]) and len(lows) > 1
        unknown = not is_known_word(lows[0])
        if greeted and ((match.group("after") or "").strip() not in _DONE or not (unknown or known)):
            continue
        if greeted or known:
            yield match.span("name")
    for match in _NICKNAMED.finditer(text) if '"' in text or "'" in text else ():
        low, more = match.group("name").lower(), (match.group("more") or "").strip().lower()
        if more and low not in CLINICAL and _is_a_last_name(more):
            yield match.span("name")
            yield match.start("more") + 1, match.end("more")
        elif match.group("who") and not more and (is_first_name(low) or not is_known_word(low)):
            yield match.span("name")
    head = _AT_THE_HEAD.match(text)
    if head and head.group("first").lower() not in CLINICAL and _is_a_last_name(head.group("last").lower()):
        yield head.span("name")
    for match in _IS_KIN.finditer(text):
        lows = match.group("name").lower().split()
        if any(low in CLINICAL or low in HOUSES for low in lows) or lows[0] in _NO_NAME or lows[0] in STAFF_TITLES:
            continue
        if (
            is_first_name(lows[0])
            or not is_known_word(lows[0])
            or len(lows) > 1
            and is_surname(lows[-1])
            and is_surname(lows[0])
        ):
            yield match.span("name")


def _is_a_last_name(low: str) -> bool:
    return low not in CLINICAL and low not in HOUSES and (is_surname(low) or not is_known_word(low))
