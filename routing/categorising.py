"""The category that words suggest, by cue words. A suggestion: whoever reports decides."""

import re
from collections.abc import Iterable
from functools import lru_cache

from routing.models import Category

OTHER = "other"


def suggest_category(text: str, categories: Iterable[Category]) -> str:
    """The slug of the category whose cues the text holds most of, longer cues counting more; else "other"."""
    best, most = OTHER, 0.0
    plain = text.lower().replace("’", "'")
    for category in categories:
        found = {each for each in _pattern(category.cues).findall(plain) if each} if category.cues else ()
        score = sum(1 + 0.8 * each.count(" ") + 0.5 * each.count("-") for each in found)
        if score > most:
            best, most = category.slug, score
    return best


@lru_cache(maxsize=256)
def _pattern(cues: str) -> re.Pattern[str]:
    words = sorted((cue.strip() for cue in cues.lower().split(";") if cue.strip()), key=len, reverse=True)
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, words)) + r")(?![a-z0-9])")
