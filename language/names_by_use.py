"""What somebody is called besides: 'known as Paddy', 'goes by Bella', 'Dear Dr, Folasade was seen'."""

import re
from collections.abc import Iterator

from language.name_knowledge import CLINICAL, is_first_name, is_known_word, is_surname

Span = tuple[int, int]
_USE = re.compile(
    r"\b(?:(?i:(?:pt|patient|also|is|was|better|previously|formerly|now|he|she|who|usually) (?:is |"
    r"was )?known as|goes by(?: the name(?: of)?)?|answers to|"
    r"calls? (?:himself|herself|themselves)|(?:prefers|likes|wants|asks) to be (?:called|known as)|real name(?: is)?|"
    r"maiden name(?: is| was)?|married name(?: is)?|alias|a\.?k\.?a\.?|nickname(?: is)?|dear (?:dr|doctor|gp|"
    r"colleague),))"
    r"(?P<opens>[:,]?\s[\"']?)"
    r"(?P<name>[A-Z][^\W\d_]*[a-z](?:['-][A-Z][a-z]+)?(?: [A-Z][a-z]+(?:['-][A-Z][a-z]+)?){0,2})"
    r"(?P<after> [a-z]+)?"
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
    for match in _USE.finditer(text):
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
