"""The category that words suggest, by cue words. A suggestion: whoever reports decides."""

import re
from collections.abc import Iterable
from functools import lru_cache

from routing.models import Category

OTHER = "other"
WEAK = 0.35


def suggest_category(text: str, categories: Iterable[Category]) -> str:
    """The slug of the category whose cues the text holds most of, longer cues counting more; else "other".

    A cue written with ~ before it is a weak one.
    """
    best, most = OTHER, 0.0
    plain = text.lower().replace("’", "'")
    for category in categories:
        pattern, weak = _pattern(category.cues)
        found = set(pattern.findall(plain)) - {""}
        score = sum(WEAK if each in weak else 1 + 0.8 * each.count(" ") + 0.5 * each.count("-") for each in found)
        if score > most:
            best, most = category.slug, score
    return best


@lru_cache(maxsize=256)
def _pattern(cues: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """What finds the cues in a text, and which of them are weak."""
    given = {cue.strip() for cue in cues.lower().split(";") if cue.strip()}
    weak = frozenset(cue[1:] for cue in given if cue.startswith("~"))
    words = sorted((cue.removeprefix("~") for cue in given), key=lambda cue: (-len(cue), cue)) or ["(nothing)"]
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, words)) + r")(?![a-z0-9])"), weak
