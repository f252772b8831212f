"""Abbreviations of one area: those that the lexicon lacks, for its curator, and those that it explained. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from language import lexicon
from language.reading import name_knowledge

FEWEST_REPORTS, FEWEST_PEOPLE = 3, 2
SHORT = re.compile(r"[A-Z]{2,6}")
_ALONE = r"(?<![\w&-])(?:{})(?![\w&-])"


@dataclass(frozen=True)
class Unknown:
    """An abbreviation, how many reports use it, and how many people."""

    short: str
    reports: int
    people: int


def unknown(texts: Sequence[str], speakers: Sequence[str]) -> list[Unknown]:
    """Capitals of two to six letters that nobody explained, most used first; no name, place or ordinary word."""
    listed = [word for word, _ in lexicon.unknown_abbreviations(texts, fewest=FEWEST_REPORTS)]
    asked = {word for word in listed if SHORT.fullmatch(word) and not is_a_word(word.lower())}
    if not asked:
        return []
    pattern = _pattern(tuple(sorted(asked)))
    users: dict[str, list[str]] = {word: [] for word in asked}
    for text, speaker in zip(texts, speakers, strict=True):
        for word in set(pattern.findall(lexicon.readable(text))):
            users[word].append(speaker)
    found = [Unknown(word, len(who), len(set(who))) for word, who in users.items()]
    enough = [one for one in found if one.reports >= FEWEST_REPORTS and one.people >= FEWEST_PEOPLE]
    return sorted(enough, key=lambda one: (-one.reports, -one.people, one.short))


def is_a_word(low: str) -> bool:
    """A person's or a place's name, or a word that somebody wrote in capitals."""
    named = name_knowledge.is_first_name(low) or name_knowledge.is_surname(low) or low in name_knowledge.PLACES
    return named or name_knowledge.is_ordinary(low)


def spell_out(text: str, words: Mapping[str, str]) -> str:
    """The text with an area's abbreviations, written exactly as given, in the words that they stand for."""
    if not words:
        return text
    return _pattern(tuple(sorted(words))).sub(lambda found: words[found.group()], text)


@lru_cache(maxsize=100)
def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_ALONE.format("|".join(map(re.escape, sorted(shorts, key=lambda one: (-len(one), one))))))
