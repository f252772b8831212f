"""Whom words that anyone may read name, though no mask hides it: people at work, and in a name a patient's surname.

Eponyms, wards and surgeries that are called after somebody name nobody.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from language import known_problems
from language.names.staff import STAFF_TITLES
from language.reading.name_cues import TITLES, speaks_of_a_patient
from language.reading.name_knowledge import (
    AMBIGUOUS,
    EPONYMS,
    PLACES,
    cue_words,
    is_first_name,
    is_ordinary,
    is_surname,
    weight,
)
from language.reading.view import View, Word, view_of, words_of
from language.screening import screen

Run = tuple[int, int]
_POSTS = frozenset(("doctor", "professor", "sister", "nurse", "matron", "miss", "sir", "dame", "councillor", "hon"))
_TITLES = TITLES | STAFF_TITLES | _POSTS
_MOST_INITIALS = 3
_FEWEST_WORDS = 2
_TOUCHES = re.compile(r"\.? {0,2}|\.")
_MAIL_OR_PHONE = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w.-]{1,64}\w|(?<!\d)\+?\d(?:[ ()-]{0,2}\d){8,14}(?!\d)")
_CALLED_AFTER = re.compile(
    r"(?:'s?)? (?:Surgery|Practice|Medical|Health|Hospital|House|Ward|Unit|Hospice|Centre|Building|Wing|Court)\b|"
    r",? (?:&|and) Partners\b"
)
_MONTHS = frozenset(("january", "april", "may", "june", "august"))
_ENDS_A_SENTENCE = re.compile(r"[.!?:;\n\u2022\"(]")
_TOUCHES_A_WORD = re.compile(r",? ")
_DEEDS = cue_words("deeds_of_a_person")
_IS = frozenset(("is", "was", "has", "had", "will", "does", "did"))


def people_named(text: str) -> list[str]:
    """The passages of a text that name somebody at work, by a title or a role, each once and as it stands there."""
    view = view_of(text)
    words = words_of(view.text)
    staff = screen(text).staff
    named = [at for run in _titled(words) for at in range(run[0], run[1] + 1)]
    named += [at for at, word in enumerate(words) if word.low in staff and _is_of_a_name(word)]
    runs = _joined(words, sorted(set(named)))
    return _passages(view, words, [run for run in runs if not _CALLED_AFTER.match(view.text, words[run[1]].end)])


def in_a_name(text: str) -> list[str]:
    """What besides is no part of a name of anything: a phone number, an e-mail address, a lone patient's surname."""
    view = view_of(text)
    spans = [match.span() for match in _MAIL_OR_PHONE.finditer(view.text)]
    if speaks_of_a_patient(view.text):
        spans += [(word.start, word.end) for word in words_of(view.text) if _is_a_surname(word)]
    return _texts(view, spans)


def said_of(people: Collection[str], text: str) -> list[str]:
    """Those of the passages of a text that are the whole name of one of these people, whatever their titles."""
    view = view_of(text)
    words = words_of(view.text)
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word.low, []).append(at)
    runs = [run for name in people if (run := _place_of(name, words, places))]
    return _passages(view, words, runs)


def alone_of(people: Collection[str], text: str) -> list[str]:
    """Those of the words of a text that name one of these people by a surname or a first name alone.

    What is a word or a place as well names somebody only where it is written as a name is.
    """
    view = view_of(text)
    words = words_of(view.text)
    capital = {word.low for word in words if word.capital and len(word.low) > 2}
    names = {low for name in people for low in _ends(name) if low in capital}
    runs = [(at, at) for at, word in enumerate(words) if word.low in names and _is_a_name_here(words, at, view)]
    return _passages(view, words, runs)


def _ends(name: str) -> tuple[str, ...]:
    """The first and the last word of a whole name."""
    own = [word.low for word in words_of(view_of(name).text) if word.low not in _TITLES]
    return (own[0], own[-1]) if len(own) >= _FEWEST_WORDS else ()


def _is_a_name_here(words: Sequence[Word], at: int, view: View) -> bool:
    word, after = words[at], words[at + 1] if at + 1 < len(words) else None
    if not word.capital or word.low in _MONTHS or _CALLED_AFTER.match(view.text, word.end):
        return False
    follows = after.low if after and _TOUCHES_A_WORD.fullmatch(after.gap) else ""
    if word.low in PLACES:
        return follows in _DEEDS and not word.possessive
    does = follows in _DEEDS | _IS and not word.possessive
    if is_surname(word.low) and weight(word.low) > 1 and word.low not in _said_in_small_letters():
        return True
    if word.low in EPONYMS and word.low not in AMBIGUOUS:
        return does or not word.possessive and not (after and after.gap == " " and is_ordinary(follows))
    return does or word.possessive or not _begins(word, at) and not _stands_in_a_title(words, at)


def _begins(word: Word, at: int) -> bool:
    """Whether a sentence or a line does with this word."""
    return at == 0 or _ENDS_A_SENTENCE.search(word.gap) is not None


def _stands_in_a_title(words: Sequence[Word], at: int) -> bool:
    """Whether a word beside it has a capital letter that no sentence begins with."""
    before = words[at - 1].capital and not _begins(words[at - 1], at - 1) and words[at].gap == " "
    return before or at + 1 < len(words) and words[at + 1].gap == " " and words[at + 1].capital


@cache
def _said_in_small_letters() -> frozenset[str]:
    """English words, though lists of names have them too."""
    texts = (text for _, text in known_problems.made_up_reports())
    return frozenset(word.low for text in texts for word in words_of(view_of(text).text) if not word.capital)


def _place_of(name: str, words: Sequence[Word], places: dict[str, list[int]]) -> Run | None:
    if name.rpartition(" ")[2].lower() not in places:
        return None
    own = [word.low for word in words_of(view_of(name).text) if word.low not in _TITLES]
    if len(own) < _FEWEST_WORDS or all(is_ordinary(low) and not is_first_name(low) for low in own):
        return None
    for last in places.get(own[-1], ()):
        first = last + 1 - len(own)
        here = words[max(first, 0) : last + 1]
        if [word.low for word in here] == own and (
            all(word.capital for word in here) or not all(is_ordinary(low) for low in own)
        ):
            return first, last
    return None


def _titled(words: Sequence[Word]) -> Iterator[Run]:
    """Where a title and the name after it stand."""
    for index, title in enumerate(words):
        at = index + 1
        while title.low in _TITLES and at < len(words) and at <= index + _MOST_INITIALS and words[at].initial:
            at += 1
        if title.low in _TITLES and at < len(words) and _TOUCHES.fullmatch(words[at].gap):
            if words[at].low in _TITLES or not _is_titled(title, words[at]):
                continue
            last = at
            while last + 1 < len(words) and words[last + 1].gap == " " and _goes_on(words[last + 1]):
                last += 1
            yield index, last


def _is_titled(title: Word, word: Word) -> bool:
    if title.low in _POSTS:
        return word.capital and not is_ordinary(word.low) or weight(word.low) > 1
    return weight(word.low) > (0 if word.capital and not title.upper else 1)


def _goes_on(word: Word) -> bool:
    return word.low not in _TITLES and _is_of_a_name(word)


def _is_of_a_name(word: Word) -> bool:
    return len(word.low) > 1 and word.title and weight(word.low) > 0 or weight(word.low) > 1


def _is_a_surname(word: Word) -> bool:
    return word.title and is_surname(word.low) and not is_ordinary(word.low) and word.low not in EPONYMS


def _joined(words: Sequence[Word], places: Sequence[int]) -> list[Run]:
    """Runs of words that stand side by side."""
    runs: list[Run] = []
    for at in places:
        if runs and runs[-1][1] == at - 1 and _TOUCHES.fullmatch(words[at].gap):
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def _passages(view: View, words: Sequence[Word], runs: Sequence[Run]) -> list[str]:
    return _texts(view, [(words[first].start, words[last].end) for first, last in runs])


def _texts(view: View, spans: Sequence[Run]) -> list[str]:
    found = (view.back(start, end) for start, end in sorted(spans))
    return list(dict.fromkeys(view.original[start:end] for start, end in found))
