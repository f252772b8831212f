"""Names found by names found before: what touches one, and one that stands again."""

from dataclasses import dataclass, field

from language.names.judging import Judging
from language.names.staff import STAFF_TITLES
from language.reading.name_cues import CHILDREN, HOUSEHOLDS, NAMED, RELATIVES, TITLES, WEAK_TITLES
from language.reading.name_knowledge import (
    AMBIGUOUS,
    CLINICAL,
    EPONYMS,
    HOUSES,
    is_first_name,
    is_known_word,
    is_ordinary,
    is_surname,
)
from language.reading.view import STANDS_FOR

_TOUCHED_BEFORE = STANDS_FOR["NAME"] + " "
_NICK_CLOSED = tuple(STANDS_FOR["NAME"] + close for close in ")\"'")
_NICK_OPENED = tuple(f" {opened}{STANDS_FOR['NAME']}" for opened in "(\"'")
_TOUCHED_AFTER = " " + STANDS_FOR["NAME"]
_OPENED = f" ({STANDS_FOR['NAME']}"
_NOT_OF_A_NAME = NAMED | RELATIVES | TITLES
_NOT_ONLY_NAMES = AMBIGUOUS | TITLES | WEAK_TITLES | RELATIVES
_NEVER_SAID_AGAIN = TITLES | WEAK_TITLES | CLINICAL
_OF_ANYBODY = frozenset(("mr", "mrs", "ms", "miss", "mx", "master"))
_BORN_TO = frozenset(("baby", "babies", "newborn", "twin", "twins", "triplet"))
_NUMBERED = (" ", " 1 ", " 2 ", " 3 ")
_SHOUTED = 3  # letters in capitals that may be no more than an abbreviation
_LONG_ENOUGH = 5  # to be known with an initial before it or a letter after it


@dataclass
class Told:
    """Whose names a writer has told so far, in small letters: patients and relatives, and staff.

    `left` is where in the text, as it was read last, somebody is at work or a place is called like somebody.
    """

    names: set[str] = field(default_factory=set)
    staff: set[str] = field(default_factory=set)
    left: list[tuple[int, int]] = field(default_factory=list)


def is_only_a_name(low: str) -> bool:
    """Whether a word that was found in a name says the same wherever it stands, in small letters as well."""
    return len(low) > 2 and low not in _NOT_ONLY_NAMES and not is_known_word(low)


class Repeating(Judging):
    """Looks through a text again once names are known."""

    small = False  # typed without capitals
    told = Told()  # before this reading

    def touching(self) -> None:
        """A word of no list, or a surname, that touches a name found before belongs to it."""
        if STANDS_FOR["NAME"] not in self.text:
            return
        for index, word in enumerate(self.words):
            if self.text[word.end : word.end + 3] == _OPENED and self.of_a_relative(index):
                self.take(index, index, False)
                continue
            least = 3 if word.title else 4 if self.small else 99
            if self.taken[index] or len(word.low) < least or word.low in _NOT_OF_A_NAME:
                continue
            if word.text == "fell":
                continue
            after = self.text[word.end : word.end + 2]
            follows = word.gap[-2:] == _TOUCHED_BEFORE
            precedes = after == _TOUCHED_AFTER or after == "," + STANDS_FOR["NAME"]
            if precedes and word.title and self.titled_and_half_found(index):
                self.take(index - 1, index, True)
                continue
            known = is_known_word(word.low)
            if word.title and not is_ordinary(word.low) and (self.nicknamed(index) or self.before_nickname(index)):
                self.take(index, index, False)
                continue
            if (
                follows
                and (not known or is_surname(word.low) and word.low not in CLINICAL and word.low not in HOUSES)
            ) or (precedes and not known and not self.after_title(index)):
                self.take(index, index, False)

    def titled_and_half_found(self, index: int) -> bool:
        """'Mr Wing' of 'Mr Wing [name]': a title, and a word before what was found to be the rest."""
        if index == 0 or self.words[index].gap not in (" ", ". ") or self.taken[index - 1]:
            return False
        return self.words[index - 1].low in _OF_ANYBODY

    def nicknamed(self, index: int) -> bool:
        """'Bowen' of '[name] (Ceri) Bowen' once the nickname is known."""
        gap = self.words[index].gap
        return gap[-3:-1] in _NICK_CLOSED and gap.endswith(" ")

    def before_nickname(self, index: int) -> bool:
        """'Ceridwen' of 'Ceridwen (Ceri) Bowen' once the nickname is known."""
        end = self.words[index].end
        return self.text[end : end + 3] in _NICK_OPENED and self.text[end + 3 : end + 5] in (") ", '" ', "' ")

    def of_a_relative(self, index: int) -> bool:
        """'bob' of "bob ([name]'s brother)"."""
        low, end = self.words[index].low, self.words[index].end
        said = self.text[end + 3 : end + 20].removeprefix("'s").split(")")[0].strip().lower()
        return said in RELATIVES and is_first_name(low) and not self.taken[index]

    def short_for_one(self, at: int) -> bool:
        """'Yetty' of no list where a Yetunde is named, and no part of a longer name of something."""
        low = self.words[at].low
        alone = not (at + 1 < len(self.words) and self.words[at + 1].capital and self.words[at + 1].gap == " ")
        return alone and len(low) > 3 and low[-1] in "yie" and not is_known_word(low) and low not in self.staff

    def after_title(self, index: int) -> bool:
        return index > 0 and self.words[index - 1].low in STAFF_TITLES

    def again(self) -> None:
        """Somebody named once in full is found again by either name alone; what is only a name, in any letters."""
        known: set[str] = set()
        for first, last, _ in self.found:
            known.update(self.words[at].low for at in range(first, last + 1) if len(self.words[at].low) > 2)
        known = {low for low in known if low not in self.staff and low not in _NEVER_SAID_AGAIN}
        told = {low for low in known if is_only_a_name(low)} | self.told.names - self.staff
        if not known and not told:
            return
        begins = {low[:3] for low in known if len(low) > 4}
        surnames = {self.words[last].low for first, last, _ in self.found if last > first}
        for at, word in enumerate(self.words):
            if self.taken[at]:
                continue
            if word.title and word.low in surnames and self.of_the_family(at):
                self.found.append((at, at, False))
                continue
            capital = word.title or word.upper and len(word.low) > _SHOUTED
            likely = capital and (word.low in known or word.low[:3] in begins) and not is_ordinary(word.low)
            if not (likely and (word.low in known or self.short_for_one(at)) or self.said_again(word.low, told)):
                continue
            if (
                not self.house_follows(at)
                and not self.after_saint(at)
                and not (word.possessive and word.low in EPONYMS)
            ):
                self.found.append((at, at, False))

    def of_the_family(self, at: int) -> bool:
        """'Ward' of 'Baby Ward' and 'the Ward twins' where a Kelly Ward is named."""
        before = self.words[at - 1] if at else None
        if before is not None and before.low in _BORN_TO and self.words[at].gap in _NUMBERED:
            return True
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        return after is not None and after.gap == " " and (after.low in HOUSEHOLDS or after.low in CHILDREN)

    def said_again(self, low: str, told: set[str]) -> bool:
        """'thistlewood', 'jramsbottom' and 'ethels' where Thistlewood, Ramsbottom and Ethel are named."""
        if low in told:
            return True
        if len(low) <= _LONG_ENOUGH - (low[-1] == "s") or low in self.staff or is_known_word(low):
            return False
        return low[1:] in told or low[:-1] in told
