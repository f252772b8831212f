"""Reads a text typed all small or all in capitals as if its names, and only they, began with a capital."""

import re
from enum import Enum

from language.reading.name_cues import ACTS, POSTS, TITLES, WEAK_TITLES
from language.reading.name_knowledge import (
    AMBIGUOUS,
    CLINICAL,
    EPONYMS,
    HOUSES,
    could_be_a_surname,
    is_first_name,
    is_known_word,
    is_ordinary,
    is_surname,
    strong_first_name,
)
from language.reading.view import Word

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CAPITAL_INSIDE = re.compile(r"(?<![.!?:\n>*-]) [\"'(]?[A-Z][^\W\d_]*[a-z]")  # not at the head of a sentence or line
_AGE = re.compile(r",? \d{1,3} ?")
_JOINED = re.compile(r"([A-Z][a-z]+)([A-Z][a-z]+)")
_FEW = 8  # one capital in so many words, of a street or a system, does not make a text that uses them
_ENOUGH = 6
_CUES = frozenset(("pt", "patient", "px", "re", "name", "named", "called", "nok", "ref", "regarding"))
_OF_AN_AGE = frozenset(("lives", "f", "m", "yo", "yr", "yrs", "years", "year", "male", "female"))
_SINGLE = 3
_NEVER = (
    ACTS
    | TITLES
    | WEAK_TITLES
    | frozenset(("for", "and", "the", "who", "but", "may", "will", "can", "not", "to", "fell"))
)


class Casing(Enum):
    """How a writer treats capitals."""

    USUAL = 0
    SMALL = 1
    CAPITALS = 2


def casing_of(text: str) -> Casing:
    """How the text is typed; to be asked of a text before anything in it is masked."""
    words = _LETTERS.findall(text)
    capitals = sum(not word[0].islower() for word in words)
    if capitals * _FEW <= len(words) and text.lstrip()[:1].islower() or not capitals:
        return Casing.SMALL
    if len(words) >= _ENOUGH and not _CAPITAL_INSIDE.search(text):
        return Casing.SMALL
    if len(words) >= _ENOUGH and sum(word.isupper() for word in words) * 4 >= len(words) * 3:
        return Casing.CAPITALS
    return Casing.USUAL


def recased(words: list[Word], casing: Casing) -> list[Word]:
    """The words with names in capitals and other words small, if the writer did not trouble to; else as they are."""
    if casing is Casing.SMALL:
        return _raised(words)
    if casing is Casing.CAPITALS:
        return [
            word if word.title else _titled(word) if word.upper and not is_ordinary(word.low) else _lowered(word)
            for word in words
        ]
    return _parted(words)


def _has_an_age(words: list[Word], at: int) -> bool:
    """'frank 88 lives alone' and 'hope 27f'."""
    after = at + 1
    return after < len(words) and words[after].low in _OF_AN_AGE and _AGE.fullmatch(words[after].gap) is not None


def _all_of_a_name(words: list[Word], at: int) -> bool:
    """'park ji woo' after 'pt'."""
    return (
        (is_surname(words[at].low) or is_first_name(words[at].low))
        and words[at + 1].gap == " "
        and (
            words[at + 1].low not in _NEVER
            and (is_first_name(words[at + 1].low) or is_surname(words[at + 1].low))
            and words[at].low not in _NEVER
        )
    )


def _parted(words: list[Word]) -> list[Word]:
    """'JoanAckerley' of a file's name is two words."""
    parted: list[Word] = []
    for word in words:
        joined = _JOINED.fullmatch(word.text)
        if joined and strong_first_name(joined[1].lower()) and not is_ordinary(joined[2].lower()):
            middle = word.start + len(joined[1])
            parted.append(Word(joined[1], joined[1].lower(), word.start, middle, word.gap, False))
            parted.append(Word(joined[2], joined[2].lower(), middle, word.end, " ", word.possessive))
        else:
            parted.append(word)
    return parted


def _titled(word: Word) -> Word:
    return word._replace(text=word.low.title())


def _lowered(word: Word) -> Word:
    return word if word.initial else word._replace(text=word.low)


def _raised(words: list[Word]) -> list[Word]:
    """Words that are names by themselves get a capital, then their neighbours that can be part of the same name."""
    last = len(words) - 1
    sure = [_is_sure(word) for word in words]
    raised = list(sure)
    for at, word in enumerate(words):
        if at and words[at].gap == " " and words[at - 1].low in _CUES and not raised[at]:
            raised[at] = (
                _is_surname_only(word)
                and not is_known_word(word.low)
                or (at < last and sure[at + 1] and not is_known_word(word.low) and len(word.low) > _SINGLE)
            )
            if at < last and _all_of_a_name(words, at):
                raised[at] = raised[at + 1] = True
        if is_first_name(word.low) and not raised[at]:
            raised[at] = _has_an_age(words, at)
            if _has_an_age(words, at + 1) and words[at + 1].gap == " " and words[at + 1].low not in _NEVER:
                raised[at] = raised[at + 1] = True
        if at < last and words[at + 1].gap == " " and not word.possessive:
            following = words[at + 1]
            if sure[at] and not raised[at + 1]:
                raised[at + 1] = _can_follow(following, strong_first_name(word.low))
            elif sure[at + 1] and not raised[at]:
                raised[at] = _can_precede(word, following)
            elif not raised[at] and word.low in AMBIGUOUS and _is_surname_only(following):
                raised[at] = raised[at + 1] = True
    for at in range(last - 1, -1, -1):
        if raised[at + 1] and not raised[at] and words[at + 1].gap == " " and not words[at].possessive:
            raised[at] = words[at].low not in _NEVER and strong_first_name(words[at].low)
    for at, word in enumerate(words):
        if len(word.low) == 1 and word.low.isalpha() and not raised[at]:
            raised[at] = _is_initial(words, raised, at)
            if not raised[at] and _is_a_patients_initial(words, at):
                raised[at] = raised[at + 1] = True
    return [_titled(word) if raised[at] else word for at, word in enumerate(words)]


def _is_sure(word: Word) -> bool:
    low = word.low
    if not word.text[0].islower():
        return False
    if len(low) < _SINGLE or is_ordinary(low) or low in AMBIGUOUS or low in EPONYMS:
        return False
    return is_first_name(low) or is_surname(low)


def _is_surname_only(word: Word) -> bool:
    low = word.low
    if len(low) < _SINGLE or len(low) == _SINGLE and is_ordinary(low):
        return False
    return is_surname(low) and low not in HOUSES and low not in _NEVER and low not in CLINICAL


def _can_follow(word: Word, strong: bool) -> bool:
    low = word.low
    if len(low) < 2 or low in _NEVER or low in CLINICAL or low in HOUSES and not strong:
        return False
    if is_surname(low) or low in AMBIGUOUS:
        return strong
    return strong and len(low) > _SINGLE and (could_be_a_surname(low) or low in EPONYMS)


def _can_precede(word: Word, following: Word) -> bool:
    low = word.low
    if low in _NEVER or low in CLINICAL:
        return False
    if low in AMBIGUOUS:
        return len(low) > 2
    if is_first_name(low) and len(low) > 2:
        return True
    if len(low) > _SINGLE and not is_known_word(low) and low not in POSTS:
        return True
    return is_surname(low) and strong_first_name(following.low) and not (is_ordinary(low) and len(low) <= _SINGLE)


def _is_a_patients_initial(words: list[Word], at: int) -> bool:
    """The letter of 'pt m. khairallah', before a word of no list."""
    if not at or at + 1 >= len(words) or words[at - 1].low not in _CUES or words[at].gap != " ":
        return False
    after = words[at + 1]
    return after.gap in (" ", ". ", ".") and len(after.low) > _SINGLE and not is_known_word(after.low)


def _is_initial(words: list[Word], raised: list[bool], at: int) -> bool:
    """The letter of 'j hargest', 'a n entwistle' and 'mcgarry p'."""
    after = at + 1
    if at and raised[at - 1] and words[at].gap == " ":
        return True
    if after < len(words) and len(words[after].low) == 1 and words[after].gap in (" ", ". ", "."):
        after += 1
    if after >= len(words) or words[after].gap not in (" ", ". ", "."):
        return False
    low = words[after].low
    return (
        raised[after] and is_surname(low) or len(low) > 3 and not is_known_word(low) and (at == 0 or after > at + 1)
    )
