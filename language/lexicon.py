"""Everyday clinical shorthand in plain words: abbreviations, synonyms, and medicines by name.

Reports and the library of known problems both pass through here, so that they speak one language.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

LONGEST_TEXT = 8_000  # characters that are read for meaning; the rest of a pasted record adds nothing

FILE = Path(__file__).with_name("data") / "lexicon.json"
_NOT_MEDICINES = frozenset({"blood test", "nutritional supplement drinks", "glucose sensor"})
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_SHORTEST_SENTENCE = 12
_IN_CAPITALS = re.compile(r"(?<![\w&-])[A-Z][A-Z0-9&]{1,6}(?![\w&-])")
_MOST_SENTENCES = 16
_WORD = re.compile(r"[^\W\d_]{2,20}(?![^\W\d_])")
_VOWEL = re.compile("[aeiou]", re.IGNORECASE)
_FEWEST_WORDS = 2  # different ones, without which a text tells of no problem


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    """Written exactly as given: US is a scan, us is not."""
    table: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))["abbreviations"]
    return _any_of(table, 0), table


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    """In any case, medicines included: which one it was seldom tells what went wrong."""
    lexicon = json.loads(FILE.read_text(encoding="utf-8"))
    table = {spoken.lower(): plain for spoken, plain in lexicon["synonyms"].items()}
    for kind, names in lexicon["classes"].items():
        plain = kind if kind in _NOT_MEDICINES else "medicine"
        table.update({name.lower(): plain for name in names})
    return _any_of(table, re.IGNORECASE), table


def is_abbreviation(short: str) -> bool:
    """Is it one of those that the lexicon spells out, written exactly so?"""
    return short in _abbreviations()[1]


def _any_of(table: dict[str, str], flags: int) -> re.Pattern[str]:
    """The longest of these words that stands somewhere, beginnings that they share read once."""
    beginnings: dict[str, Any] = {}
    for word in sorted(table):
        within = beginnings
        for letter in word:
            within = within.setdefault(letter, {})
        within[""] = {}
    return re.compile(rf"(?<!\w){_ways_on(beginnings)}(?!\w)", flags)


def _ways_on(within: dict[str, Any]) -> str:
    ways = [re.escape(letter) + _ways_on(further) for letter, further in within.items() if letter]
    return f"(?:{'|'.join(ways)}){'?' if '' in within else ''}" if ways else ""


def readable(text: str) -> str:
    """At most LONGEST_TEXT characters of the text, halves of broken characters replaced."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")


def normalise(text: str) -> str:
    """What is readable of the text, in plain words."""
    words, table = _abbreviations()
    plain = words.sub(lambda found: table[found.group()], readable(text))
    words, spoken = _synonyms()
    return words.sub(lambda found: spoken[found.group().lower()], plain)


def meaning(short: str) -> str:
    """What an abbreviation stands for, or of one that is kept as it is, how it is spelt out; "" if it is unknown."""
    _, table = _abbreviations()
    _, spoken = _synonyms()
    said = [words for words, plain in spoken.items() if plain == short]
    spelt = [words for words in said if "".join(word[0] for word in words.split()).upper() == short]
    return table.get(short) or next(iter(spelt + said), "")


def unknown_abbreviations(texts: Sequence[str], *, fewest: int = 2) -> list[tuple[str, int]]:
    """Words in capitals that the lexicon lacks, with how many texts use them, most first: for a curator."""
    _, known = _abbreviations()
    _, spoken = _synonyms()
    held: Counter[str] = Counter()
    for text in texts:
        held.update({word for word in _IN_CAPITALS.findall(readable(text)) if any(map(str.isalpha, word))})
    lacking = [(word, count) for word, count in held.items() if word not in known and word.lower() not in spoken]
    return sorted(((word, count) for word, count in lacking if count >= fewest), key=lambda one: (-one[1], one[0]))


def says_something(text: str) -> bool:
    """Whether there are words enough to compare: signs, figures and one word said for ever are not."""
    return len({word.lower() for word in _WORD.findall(normalise(text))}) >= _FEWEST_WORDS


def tells_what_happened(text: str) -> bool:
    """Whether a report can be acted on: two words or more, not all without vowels.

    Letters of other alphabets are words by themselves: not all of them are written with spaces.
    """
    others = sum(letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN") for letter in text)
    if others >= _FEWEST_WORDS:
        return True
    plain = unicodedata.normalize("NFD", normalise(text))
    return len(text.split()) >= _FEWEST_WORDS and says_something(text) and bool(_VOWEL.search(plain))


def sentences(text: str) -> list[str]:
    """The text's sentences that say something, at least one, at most sixteen."""
    parts = [part.strip() for part in _SENTENCE_END.split(text[:LONGEST_TEXT])]
    return [part for part in parts if len(part) >= _SHORTEST_SENTENCE][:_MOST_SENTENCES] or [text.strip()]
