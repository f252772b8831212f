"""Patients in the name of a file: 'THOMAS_Dilwyn_EDT_letter2.pdf', which the view shows with spaces."""

import re
from collections.abc import Iterator

from language.reading.name_cues import POSTS, TITLES
from language.reading.name_knowledge import CLINICAL, HOUSES, cue_words, is_known_word, is_surname, strong_first_name

Span = tuple[int, int]
_KIND = re.compile(
    r"(?<=\w)\.(?:pdf|docx?|odt|rtf|txt|xlsx?|csv|pptx?|jpe?g|png|tiff?|msg|eml|html?|zip)\b", re.IGNORECASE
)
_TOKEN = re.compile(r"[^\s,;:/\\()\"]+")
_NAME = re.compile(r"[A-Z][A-Za-z]+(?:['-][A-Z][A-Za-z]+)?")
_LONGEST = 80
_MOST_BEHIND = 5  # words between a name and the kind of file
_IN_A_SENTENCE = frozenset(
    ("a", "an", "and", "as", "at", "by", "has", "her", "his", "in", "is", "it", "of", "on", "our", "sent", "that")
    + ("the", "to", "was", "who", "with", "your")
)
_OF_STAFF = cue_words("staff_titles") | TITLES | POSTS | {"by"}


def names_in_file_names(text: str) -> Iterator[Span]:
    """First name and surname, in either order, among the last words before the kind of a file."""
    for kind in _KIND.finditer(text):
        tokens = list(_TOKEN.finditer(text, max(0, kind.start() - _LONGEST), kind.start()))
        for at in range(len(tokens) - 2, max(-1, len(tokens) - 2 - _MOST_BEHIND), -1):
            if tokens[at + 1].group().lower() in _IN_A_SENTENCE:
                break
            first, second = tokens[at], tokens[at + 1]
            beside = text[first.end() : second.start()] in (" ", ", ")
            before = tokens[at - 1].group().lower().strip(".") if at else ""
            if beside and _is_a_name(first.group(), second.group()):
                if before not in _OF_STAFF:
                    yield first.start(), second.end()
                break


def _is_a_name(first: str, second: str) -> bool:
    if not _NAME.fullmatch(first) or not _NAME.fullmatch(second):
        return False
    lows = first.lower(), second.lower()
    if any(low in CLINICAL or low in HOUSES for low in lows):
        return False
    unknown = not second.isupper() and not is_known_word(lows[1])
    return (
        strong_first_name(lows[0])
        and (is_surname(lows[1]) or unknown)
        or strong_first_name(lows[1])
        and is_surname(lows[0])
    )
