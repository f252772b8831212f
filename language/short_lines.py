"""A line of a few words, such as what somebody looks for: once a part tells who the patient is, the rest may too."""

import re

from language.reading.name_knowledge import is_first_name, is_known_word, is_surname
from language.reading.view import MASKS
from language.screening import screen

_MARKS = re.compile("|".join(re.escape(mask) for mask in MASKS.values()))
_WORD = re.compile(r"[^\W\d_]{3,}")
MOST_WORDS, LONGEST = 6, 60
_TRIM = ".,;:!?()[]\"'“”‘’"


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


def is_identifying(words: str) -> bool:
    """Whether a few words, as they stand in a text, are a name, a number, a date or an address, and not prose."""
    parts = [part for word in words.split() if (part := word.strip(_TRIM)) and any(map(str.isalnum, part))]
    if not parts or len(parts) > MOST_WORDS or len(words) > LONGEST:
        return False
    if screen(words).found:
        return True
    are_all_capitals = all(part[0].isupper() or part[0].isdigit() for part in parts)
    telling = [part for part in parts if _may_tell(part, are_all_capitals)]
    return 2 * len(telling) >= len(parts)


def _may_tell(word: str, are_all_capitals: bool) -> bool:
    """Whether a word is a number or an address, or can be a name. One that is a plain word too has a capital."""
    low = word.lower()
    if "@" in word or any(letter.isdigit() for letter in word) or not is_known_word(low):
        return True
    return are_all_capitals and (is_first_name(low) or is_surname(low))


def _masked_name(word: re.Match[str]) -> str:
    low = word[0].lower()
    is_name = word[0].istitle() or is_surname(low) or is_first_name(low)
    return MASKS["NAME"] if is_name and not is_known_word(low) else word[0]
