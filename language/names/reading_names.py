"""Reads a name where a sign before or behind says that one stands there, and judges whether its words can be one."""

import re
from collections.abc import Iterator

from language.reading.name_knowledge import CLINICAL, HOUSES, is_first_name, is_known_word, is_surname

Span = tuple[int, int]
_WORD = r"(?-i:[A-Z][A-Za-z]+(?:['-][A-Z][A-Za-z]+)?)"
NAME = (  # begins at a word: tried from every letter of a long one, it would take the square of its length
    rf"(?<![^\W\d_])(?:(?-i:Mr|Mrs|Ms|Miss|MR|MRS|MS|MISS)\.? (?:(?-i:[A-Z])\.? ?){{0,2}}{_WORD}(?: {_WORD})?|"
    rf"{_WORD}(?: (?:{_WORD}|(?-i:[A-Z])(?![\w'.])))?)"
)
_NEXT = r"(?:, and |, or |, | and | or | & ?| ?/ ?|\? ?|\? or )(?:(?:old|young|big|little|new|our) )?"
NAMES = rf"(?:(?:old|young|big|little|new|our) )?{NAME}(?:{_NEXT}{NAME}){{0,5}}"
LIST = rf"(?:(?:old|young|big|little|new|our) )?{NAME}(?:{_NEXT}{NAME}){{1,5}}"
_ONE = re.compile(NAME)
_TITLES = ("mr", "mrs", "ms", "miss")


def people(text: str, start: int, end: int) -> Iterator[Span]:
    """The names in a stretch that a sign has given to people: of each, the words that can be part of it."""
    for match in _ONE.finditer(text, start, end):
        lows = match.group().lower().replace(".", "").split()
        if lows[0] in _TITLES:
            more = len(lows) > 2 and len(lows[-2]) > 1 and is_known_word(lows[-1]) and not is_surname(lows[-1])
            if lows[-1 - more] not in HOUSES:
                yield match.start(), match.end() - (len(lows[-1]) + 1) * more
        elif len(lows) == 2 and is_known_word(lows[0]) and not is_first_name(lows[0]):
            if may_be_called(lows[1]):  # 'Ring Marlene'
                yield match.end() - len(lows[1]), match.end()
        elif may_be_called(lows[0]):
            surname = len(lows) > 1 and (len(lows[1]) == 1 or is_surname(lows[1]) or not is_known_word(lows[1]))
            yield match.start(), match.end() if surname else match.start() + len(lows[0])


def may_be_called(low: str) -> bool:
    """A first name, or a word of no list; nothing of the clinic."""
    return low not in CLINICAL and low not in HOUSES and (is_first_name(low) or not is_known_word(low))
