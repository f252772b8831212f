"""Runs of words that look like one name: where a name begins and ends in a text."""

import re

from language.identifier_view import Word
from language.name_cues import ABBREVIATED, BESIDE, NAMED, PARTICLES, POSTS, RELATIVES, TITLES
from language.name_knowledge import (
    CLINICAL,
    EPONYMS,
    HOUSES,
    VERBAL,
    could_be_a_surname,
    is_first_name,
    is_ordinary,
    is_surname,
    strong_first_name,
    weight,
)

_NICK_OPENS = re.compile(r" [(\"']{1,2}")
_NICK_CLOSES = re.compile(r"[)\"']{1,2} ")
_JOINED_PARTICLE = re.compile(r"(?:al|el|ul|ar|as|ash|ad|an|at|az|bin|ibn|ap|d|de|la|ter)['-][A-Z]")
_BEFORE_A_NAME = TITLES | RELATIVES | NAMED | {"re", "for", "regarding"}
_NAME_ENDS = re.compile(r"'s\b|\s?[,;(\n|.](?!\w)|\s?-\s|\Z")
_IN_A_BED = re.compile(r",? \(?(?:bed|bay|ward|room|rm|side ?room|sr|cubicle|w|b)\.? ?\d", re.IGNORECASE)
_CELL_ENDS = re.compile(r"\s?(?:[,;|\n\t(]|\Z)|  ")
_OF_EPONYMS = frozenset(("rule", "law", "syndrome", "disease", "palsy", "fracture", "sign", "score", "criteria"))
LEADING = PARTICLES - {"st", "la", "le", "du"} | {"mc", "mac"}


class Runs:
    """The words of a text, which of them are spoken for, and runs of name-like words among them."""

    def __init__(self, text: str, words: list[Word]) -> None:
        self.text = text
        self.words = words
        self.found: list[tuple[int, int, bool]] = []
        self.staff: set[str] = set()
        self.taken = [False] * len(words)

    def run(self, first: int, *, titled: bool) -> int | None:
        """The last word of the run of name-like words from first on; None if there is none."""
        words, last = self.words, None
        for at in range(first, min(first + 6, len(words))):
            word = words[at]
            if at > first and not self.continues(at, first):
                break
            particle = (
                word.low in PARTICLES and at + 1 < len(words) and words[at + 1].capital and words[at + 1].gap == " "
            )
            joined = at > first and _JOINED_PARTICLE.match(word.text) is not None
            if not word.capital and not particle and not joined or self.taken[at]:
                break
            unlikely = weight(word.low) == 0 and not word.initial and not particle
            if unlikely and at > first and word.title:
                unlikely = not self.surname_by_place(at)
            if unlikely and not (titled and at == first and word.title and word.low not in HOUSES):
                break
            if at > first and word.low in HOUSES and not titled and not is_surname(word.low):
                break
            last = at
            if word.possessive:
                break
        if last is not None and words[last].initial and last == first:
            return None
        return last

    def surname_by_place(self, at: int) -> bool:
        """An English word that is a surname because it stands after a first name."""
        before, low = self.words[at - 1].low, self.words[at].low
        if low in CLINICAL or low in HOUSES:
            return False
        strong = strong_first_name(before)
        if (
            strong
            and could_be_a_surname(low)
            or is_first_name(before)
            and BESIDE.match(self.text, self.words[at].end)
        ):
            return True
        if strong and low.endswith(VERBAL) and len(low) > 4 and low not in POSTS:
            return self.cued_or_closed(at)
        goes_on = at + 1 < len(self.words) and self.words[at + 1].gap == " " and self.words[at + 1].capital
        return strong and not goes_on and len(low) > 3 and low not in POSTS and not low.endswith(VERBAL)

    def cued_or_closed(self, at: int) -> bool:
        """Is 'Tipping' of 'patient George Tipping', or of 'George Tipping,' no verb?"""
        before = self.words[at - 2].low if at > 1 and self.words[at - 1].gap in (" ", ": ") else ""
        return before in _BEFORE_A_NAME or _NAME_ENDS.match(self.text, self.words[at].end) is not None

    def surname_and_initial(self, index: int) -> bool:
        """'SMITHIES P bed 14' and ': Hooley B' at the end of a field."""
        words, after = self.words, index + 1
        word = words[index]
        if after >= len(words) or words[after].gap != " " or not words[after].initial or len(word.low) < 4:
            return False
        if is_ordinary(word.low) or word.low in EPONYMS or word.low in HOUSES or word.possessive:
            return False
        if _IN_A_BED.match(self.text, words[after].end):
            return word.upper or is_surname(word.low)
        opens = index == 0 or word.gap[-1:] in "\n\t|;" or word.gap.endswith((": ", "- "))
        return opens and is_surname(word.low) and _CELL_ENDS.match(self.text, words[after].end) is not None

    def continues(self, at: int, first: int) -> bool:
        gap = self.words[at].gap
        previous = self.words[at - 1]
        if gap in (" ", "  "):
            return True
        if previous.low in ABBREVIATED and gap == ". ":
            return True
        return previous.initial and gap in (".", ". ", "") and at - first <= 3

    def lower_run(self, first: int, *, after_title: bool) -> int | None:
        """A name typed without capitals, after a title or a cue."""
        words = self.words
        if first >= len(words) or words[first].capital:
            return None
        low = words[first].low
        sure = strong_first_name(low) or (after_title and (not is_ordinary(low) or is_surname(low)))
        if not sure or (low in CLINICAL and not (after_title and is_surname(low))) or len(low) < 2:
            return None
        following = first + 1
        if following < len(words) and words[following].gap == " " and not words[first].possessive:
            low = words[following].low
            if len(low) > 2 and not is_ordinary(low) and (is_surname(low) or is_first_name(words[first].low)):
                return following
        return first

    def shorten(self, index: int, last: int) -> int | None:
        """Words at the end of a run that are no part of a name are left out."""
        while last >= index and weight(self.words[last].low) == 0 and not self.words[last].initial:
            if last > index and self.surname_by_place(last):
                break
            last -= 1
        return last if last >= index else None

    def surname_first(self, index: int) -> int | None:
        """SURNAME, First or Surname, F."""
        words = self.words
        if index + 1 >= len(words) or words[index + 1].gap not in (", ", ",", "/", " / "):
            return None
        surname, first = words[index], words[index + 1]
        if weight(surname.low) == 0 or surname.initial or surname.possessive or (index and words[index].gap == ", "):
            return None
        if is_ordinary(surname.low) and not surname.upper:
            return None
        if "/" in first.gap and (not is_surname(surname.low) or not strong_first_name(first.low)):
            return None
        if first.initial:
            beside = bool(BESIDE.match(self.text, first.end))
            known = is_surname(surname.low) and (surname.upper or self.stands_alone(index))
            return index + 1 if beside or known else None
        known = is_first_name(first.low) and not is_ordinary(first.low)
        likely = is_surname(surname.low) or self.alone_before(index, first)
        if first.capital and known and (surname.upper or likely and strong_first_name(first.low)):
            beside = BESIDE.match(self.text, first.end) is not None
            if (
                is_first_name(surname.low)
                and not surname.upper
                and not beside
                and self.words[index - 1].low not in LEADING
            ):
                return None
            return self.run(index + 1, titled=False) or index + 1
        return None

    def stands_alone(self, index: int) -> bool:
        """'Agbaje, T' with no name, title or capital before it, and a letter that is no word."""
        surname, initial = self.words[index], self.words[index + 1]
        before = self.words[index - 1] if index else None
        if is_ordinary(surname.low) or surname.low in EPONYMS or initial.low in ("a", "i"):
            return False
        return surname.title and (before is None or not before.capital)

    def alone_before(self, index: int, first: Word) -> bool:
        """A word of no list that opens a line, or follows a particle, before a first name beside an identity."""
        surname = self.words[index]
        if is_ordinary(surname.low) or surname.low in EPONYMS:
            return False
        if index and self.words[index - 1].low in LEADING:
            return True
        opens = not index or "\n" in surname.gap or surname.gap.endswith((": ", "- "))
        return opens and BESIDE.match(self.text, first.end) is not None

    def house_follows(self, last: int) -> bool:
        after = last + 1
        if after >= len(self.words) or self.words[after].gap not in (" ", "-"):
            return False
        word = self.words[after]
        for _ in range(2):
            if word.low in HOUSES or not word.capital or not is_ordinary(word.low) or after + 1 >= len(self.words):
                break
            if self.words[after + 1].gap != " " or not self.words[after + 1].capital:
                break
            after += 1
            word = self.words[after]
        if word.low not in HOUSES or not word.capital and self.text[word.end : word.end + 1] in (":", "="):
            return False
        return (
            word.capital
            or not self.words[last].possessive
            or word.low in _OF_EPONYMS
            or self.words[last].low in EPONYMS
        )

    def after_saint(self, first: int) -> bool:
        return (
            first > 0 and self.words[first - 1].low in ("st", "saint", "ss") and self.words[first].gap in (" ", ". ")
        )

    def with_partner(self, index: int) -> int:
        """'Paul and Denise Ashcroft' is one span from Paul."""
        words = self.words
        if index < 2 or words[index - 1].low != "and" or words[index].gap != " " or words[index - 1].gap != " ":
            return index
        partner = words[index - 2]
        joins = partner.title and is_first_name(partner.low) and not is_ordinary(partner.low)
        return index - 2 if joins and not self.taken[index - 2] else index

    def with_particles(self, first: int) -> int:
        """'van der Merwe, Anneke' and 'Mc Donagh, Patrick' begin at their particle."""
        while first and self.words[first].gap == " " and not self.taken[first - 1]:
            if self.words[first - 1].low not in LEADING:
                break
            first -= 1
        return first

    def with_family(self, first: int, last: int) -> int:
        """'Paul' of 'parents Paul and Denise Ashcroft' reaches to Ashcroft."""
        words, other = self.words, last + 2
        if first != last or other >= len(words) or words[last + 1].low != "and" or not words[other].title:
            return last
        if words[other].gap != " " or words[last + 1].gap != " " or not is_first_name(words[other].low):
            return last
        return self.run(other, titled=False) or last

    def after_nickname(self, last: int) -> int:
        """'Jacqueline ("Jackie") Bamber' is one name."""
        words, nick, end = self.words, last + 1, last + 2
        if (
            end >= len(words)
            or not _NICK_OPENS.fullmatch(words[nick].gap)
            or not _NICK_CLOSES.fullmatch(words[end].gap)
        ):
            return last
        return end if words[nick].title and words[end].capital and weight(words[end].low) > 0 else last

    def take(self, first: int, last: int, certain: bool) -> None:
        self.found.append((first, last, certain))
        self.close(first, last)

    def close(self, first: int, last: int) -> None:
        for at in range(first, last + 1):
            self.taken[at] = True
