"""Names found by names found before: what touches one, and one that stands again."""

from language.identifier_view import STANDS_FOR
from language.name_cues import TITLES, WEAK_TITLES
from language.name_judging import Judging
from language.name_knowledge import CLINICAL, EPONYMS, HOUSES, is_known_word, is_ordinary, is_surname
from language.staff_names import STAFF_TITLES

_TOUCHED_BEFORE = STANDS_FOR["NAME"] + " "
_TOUCHED_AFTER = " " + STANDS_FOR["NAME"]


class Repeating(Judging):
    """Looks through a text again once names are known."""

    small = False  # typed without capitals

    def touching(self) -> None:
        """A word of no list, or a surname, that touches a name found before belongs to it."""
        for index, word in enumerate(self.words):
            least = 3 if word.title else 4 if self.small else 99
            if self.taken[index] or len(word.low) < least:
                continue
            after = self.text[word.end : word.end + 2]
            follows = word.gap[-2:] == _TOUCHED_BEFORE
            precedes = after == _TOUCHED_AFTER or after == "," + STANDS_FOR["NAME"]
            known = is_known_word(word.low)
            if (follows and (not known or is_surname(word.low) and word.low not in CLINICAL | HOUSES)) or (
                precedes and not known and not self.after_title(index)
            ):
                self.take(index, index, False)

    def after_title(self, index: int) -> bool:
        return index > 0 and self.words[index - 1].low in STAFF_TITLES

    def again(self) -> None:
        """Somebody named once in full is found again by either name alone."""
        known: set[str] = set()
        for first, last, _ in self.found:
            known.update(self.words[at].low for at in range(first, last + 1) if len(self.words[at].low) > 2)
        known -= self.staff | TITLES | WEAK_TITLES | CLINICAL
        for at, word in enumerate(self.words):
            if self.taken[at] or not word.title or word.low not in known or is_ordinary(word.low):
                continue
            if (
                not self.house_follows(at)
                and not self.after_saint(at)
                and not (word.possessive and word.low in EPONYMS)
            ):
                self.found.append((at, at, False))
