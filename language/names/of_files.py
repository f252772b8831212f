"""Names in the name of a file, in whatever letters: 'hollingsworth letter', 'pendlebury grace'."""

import re

from language.names.staff import STAFF_TITLES
from language.reading.name_knowledge import (
    HOUSES,
    is_first_name,
    is_known_word,
    is_ordinary,
    is_surname,
    strong_first_name,
)
from language.reading.view import MASKS

_MARKS = re.compile("|".join(re.escape(mask) for mask in MASKS.values()))
_PART = re.compile(rf"{_MARKS.pattern}|[^\W\d_]+(?:'[^\W\d_]+){{0,3}}|\d+")
_SHORTEST = 4
_OF_A_PATIENT = {"scan", "notes", "form", "forms", "operation", "fracture", "checklist", "proforma", "test", "repair"}
_PLACES = HOUSES - _OF_A_PATIENT


def masked_words(words: str) -> str:
    """The words with those masked that are only surnames, and first names beside them; staff and places are left."""
    parts = list(_PART.finditer(words))
    named = {at for at in range(len(parts)) if _is_a_name(parts, at)}
    named |= {at + step for at in named for step in (-1, 1) if _is_beside(parts, at + step)}
    kept, end = [], 0
    for at in sorted(named):
        joined = at - 1 in named and not words[end : parts[at].start()].strip()
        kept += [] if joined else [words[end : parts[at].start()], MASKS["NAME"]]
        end = parts[at].end()
    return "".join([*kept, words[end:]])


def _low(parts: list[re.Match[str]], at: int) -> str:
    return parts[at].group().lower() if 0 <= at < len(parts) else ""


def _is_a_name(parts: list[re.Match[str]], at: int) -> bool:
    low, before, after = _low(parts, at), _low(parts, at - 1), _low(parts, at + 1)
    if len(low) < _SHORTEST or before in STAFF_TITLES or before in ("st", "saint") or after in _PLACES:
        return False
    only = is_surname(low) or strong_first_name(low) and is_surname(after)
    return only and not is_known_word(low)


def _is_beside(parts: list[re.Match[str]], at: int) -> bool:
    low = _low(parts, at)
    return len(low) > 2 and is_first_name(low) and (strong_first_name(low) or not is_ordinary(low))
