"""Names that begin with the surname: SURNAME, First; Surname, F.; Surname F."""

import re

from language.names.runs import LEADING, Runs
from language.reading.name_cues import ABOUT, BESIDE, PLACE_BEFORE
from language.reading.name_knowledge import (
    EPONYMS,
    HOUSES,
    is_first_name,
    is_known_word,
    is_ordinary,
    is_surname,
    strong_first_name,
    weight,
)
from language.reading.view import Word

_MONTHS = frozenset(("april", "may", "june", "august"))
_IN_A_BED = re.compile(r",? \(?(?:bed|bay|ward|room|rm|side ?room|sr|cubicle|w|b)\.? ?\d", re.IGNORECASE)
_FIELD_FOLLOWS = re.compile(r" ?[/|(;]| - ")
_HEAD_ENDS = re.compile(r"\s?[:;(|,\n]|\s-|\Z| \d")
_CELL_ENDS = re.compile(r"\s?(?:[,;|\n\t(]|\Z)|  ")


class Orders(Runs):
    """Runs of words, and names in the order of a register."""

    def surname_and_initial(self, index: int) -> bool:
        """'SMITHIES P bed 14' and ': Hooley B' at the end of a field."""
        words, after = self.words, index + 1
        word = words[index]
        if len(word.low) < 4 or after >= len(words) or words[after].gap != " " or not words[after].initial:
            return False
        if self.surname_with_letter(index):
            return True
        if is_ordinary(word.low) or word.low in EPONYMS or word.low in HOUSES or word.possessive:
            return False
        if _IN_A_BED.match(self.text, words[after].end):
            return word.upper or is_surname(word.low)
        opens = index == 0 or word.gap[-1:] in "\n\t|;" or word.gap.endswith((": ", "- "))
        return opens and is_surname(word.low) and _CELL_ENDS.match(self.text, words[after].end) is not None

    def surname_with_letter(self, index: int) -> bool:
        """'booked under Smith J but': a surname that is no word or place, with a letter that is no word."""
        word, letter = self.words[index], self.words[index + 1]
        before = self.words[index - 1] if index else None
        if before is not None and (before.capital or before.low in PLACE_BEFORE) or letter.low in ("a", "i"):
            return False
        plain = is_surname(word.low) and not is_first_name(word.low) and not is_ordinary(word.low)
        after = self.words[index + 2] if index + 2 < len(self.words) else None
        return plain and word.title and not (after is not None and after.capital and after.gap == " ")

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
        if self.written_about(index) and first.gap == ", ":
            return index + 1
        if "/" in first.gap and (not is_surname(surname.low) or not strong_first_name(first.low)):
            return None
        if first.initial:
            beside = bool(BESIDE.match(self.text, first.end))
            known = is_surname(surname.low) and (surname.upper or self.stands_alone(index))
            more = index + 2 < len(words) and words[index + 2].initial and words[index + 2].gap == "."
            return index + 1 + more if beside or known else None
        if self.heads_a_line(index):
            return index + 1
        known = is_first_name(first.low) and not is_ordinary(first.low)
        likely = is_surname(surname.low) or self.alone_before(index, first)
        if first.capital and known and (surname.upper or likely and strong_first_name(first.low)):
            opens = index == 0 or "\n" in surname.gap
            beside = BESIDE.match(self.text, first.end) is not None
            beside = beside or opens and _FIELD_FOLLOWS.match(self.text, first.end) is not None
            if (
                is_first_name(surname.low)
                and not surname.upper
                and not beside
                and self.words[index - 1].low not in LEADING
            ):
                return None
            return self.run(index + 1, titled=False) or index + 1
        return None

    def heads_a_line(self, index: int) -> bool:
        """'FIELD, Rose:' at the head of a line: words, but in the order and the letters of a register."""
        surname, first = self.words[index], self.words[index + 1]
        opens = index == 0 or surname.gap[-1:] in "\n\t|;*" or surname.gap.endswith("- ")
        shaped = surname.upper and len(surname.low) > 2 and first.title and is_first_name(first.low)
        return opens and shaped and _HEAD_ENDS.match(self.text, first.end) is not None

    def register(self, index: int) -> bool:
        """'LIAQAT, Mohammed': a surname of no list in capitals before a first name that is nothing else."""
        surname, first = self.words[index], self.words[index + 1]
        return (
            surname.upper and len(surname.low) > 3 and not is_known_word(surname.low) and strong_first_name(first.low)
        )

    def written_about(self, index: int) -> bool:
        """'Oduwole, Patience' after 'for' or 're': a word of no list before a first name, whatever else that is."""
        surname, first = self.words[index], self.words[index + 1]
        about = index > 0 and surname.gap in (" ", ": ") and self.words[index - 1].low in ABOUT
        named = first.title and is_first_name(first.low) and first.low not in _MONTHS
        return about and named and surname.title and not is_known_word(surname.low)

    def stands_alone(self, index: int) -> bool:
        """'Agbaje, T' with no name, title or capital before it, and a letter that is no word."""
        surname, initial = self.words[index], self.words[index + 1]
        before = self.words[index - 1] if index else None
        if is_ordinary(surname.low) or surname.low in EPONYMS or initial.low in ("a", "i"):
            return False
        return surname.title and (before is None or not before.capital or surname.gap != " ")

    def alone_before(self, index: int, first: Word) -> bool:
        """A word of no list that opens a line, or follows a particle, before a first name beside an identity."""
        surname = self.words[index]
        if is_ordinary(surname.low) or surname.low in EPONYMS:
            return False
        if index and self.words[index - 1].low in LEADING:
            return True
        opens = not index or "\n" in surname.gap or surname.gap.endswith((": ", "- "))
        ends = BESIDE.match(self.text, first.end) or not index and _FIELD_FOLLOWS.match(self.text, first.end)
        return opens and ends is not None
