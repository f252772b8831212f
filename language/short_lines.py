"""A line of a few words, such as what somebody looks for: once a part tells who the patient is, the rest may too."""

import re

from language.identifier_view import MASKS
from language.name_knowledge import is_first_name, is_known_word, is_surname
from language.screening import screen

_MARKS = re.compile("|".join(re.escape(mask) for mask in MASKS.values()))
_WORD = re.compile(r"[^\W\d_]{3,}")


def masked_line(words: str) -> str:
    """The words as they may be stored: also a lone surname, or a name beside what was found, is masked."""
    masked = screen(words).masked
    if not _MARKS.search(masked):
        alone = words.strip().lower()
        return MASKS["NAME"] if is_surname(alone) and not is_known_word(alone) else words
    kept = _MARKS.split(masked)
    marks = [*_MARKS.findall(masked), ""]
    return "".join(_WORD.sub(_masked_name, part) + mark for part, mark in zip(kept, marks, strict=True))


def unmasked_rest(words: str) -> str:
    """What is left of the words where nothing marks what was taken out: for looking by them."""
    masked = masked_line(words)
    return words if masked == words else " ".join(_MARKS.sub(" ", masked).split())


def _masked_name(word: re.Match[str]) -> str:
    low = word[0].lower()
    is_name = word[0].istitle() or is_surname(low) or is_first_name(low)
    return MASKS["NAME"] if is_name and not is_known_word(low) else word[0]
