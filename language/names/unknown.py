"""Words of no list that are used as names: what stands around them tells."""

import re

from language.names.orders import Orders
from language.reading.name_cues import ABOUT, ACTS, CHILDREN, HOUSEHOLDS
from language.reading.name_knowledge import CLINICAL, EPONYMS, HOUSES, is_known_word, is_ordinary, is_surname

ONLY_BODIES = frozenset(
    (
        "came",
        "lives",
        "attended",
        "died",
        "collapsed",
        "waited",
        "fell",
        "rang",
        "phoned",
        "telephoned",
        "says",
        "slipped",
    )
    + ("presented", "presents", "complains", "complained", "resides", "slept", "vomited", "weighs", "wept", "cried")
)
_WENT = frozenset(("home", "to", "into", "back", "without", "in", "straight"))
DONE_TO_PEOPLE = frozenset(
    (
        "told",
        "promised",
        "seen",
        "discharged",
        "referred",
        "admitted",
        "reviewed",
        "asked",
        "sent",
        "waiting",
        "transferred",
        "moved",
        "refused",
        "readmitted",
        "sectioned",
        "assessed",
        "treated",
        "rushed",
        "operated",
        "upset",
    )
    + (
        "advised",
        "given",
        "left",
        "anxious",
        "worried",
        "assured",
        "diagnosed",
        "started",
        "inpatient",
        "weighed",
        "not",
        "still",
        "been",
    )
)
_BEFORE_A_PERSON = ABOUT | frozenset(
    ("by", "under", "and", "both", "to", "between", "or", "told", "asked", "as", "not")
)
_BEFORE_SOMEBODY = frozenset(("see", "saw", "seeing", "discharged", "discharging", "examined", "visited"))
_THE = frozenset(("the", "a", "an", "our", "this", "your", "their", "my", "new", "using", "on", "via", "in", "at"))
_PERSON_AFTER = re.compile(r"[^.!?\n]{0,80}\b(?:he|she|him|her|his|hers|himself|herself)\b")
_CLOSES = re.compile(r"\s?[,(]|'s\b")
_STATES = frozenset(("is", "was", "has", "had", "needs", "needed", "still", "would", "will", "can", "should", "may"))


class Unknown(Orders):
    """Judges runs of words that no list holds."""

    def told_about(self, first: int, last: int) -> bool:
        """For somebody, re somebody; or somebody was, rang, came."""
        before = first > 0 and self.words[first].gap in (" ", ": ") and self.words[first - 1].low in ABOUT
        return before or self.does_something(last)

    def does_something(self, last: int) -> bool:
        """Is the word after the run something that a person does?"""
        after = last + 1
        if after >= len(self.words) or self.words[after].gap != " " or self.words[last].possessive:
            return False
        return self.words[after].low in ACTS

    def household(self, index: int) -> bool:
        """'The Hindley family' and 'the Osei twins'."""
        word, after = self.words[index], index + 1
        if after >= len(self.words) or self.words[after].gap != " ":
            return False
        if self.words[after].low in CHILDREN:  # 'the Osei baby', and neither 'Foster child' nor 'Jaundiced baby'
            return bool(index) and word.title and self.words[index - 1].low == "the" and not is_known_word(word.low)
        if self.words[after].low not in HOUSEHOLDS:
            return False
        unknown = word.title and not is_ordinary(word.low) and word.low not in EPONYMS
        return unknown and (index == 0 or self.words[index - 1].low == "the" or is_surname(word.low))

    def all_of_a_house(self, index: int) -> bool:
        """'A letter to the Hendersons': the plural of a surname that is no word."""
        word = self.words[index]
        if not word.title or not word.low.endswith("s") or index == 0 or self.words[index - 1].low != "the":
            return False
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        if after is not None and after.gap == " " and (after.capital or after.low in HOUSES):
            return False
        stem = word.low.removesuffix("s")
        return word.gap == " " and is_surname(stem) and not is_known_word(stem) and not is_known_word(word.low)

    def unknown_but_acts(self, index: int) -> bool:
        """A word of no list, which says, came or was told something."""
        word = self.words[index]
        if not word.title or len(word.low) < 4 or is_known_word(word.low) or not self.does_something(index):
            return False
        if index and self.words[index - 1].capital and word.gap in (" ", "-"):
            return False
        return (
            self.words[index + 1].low in ONLY_BODIES
            or self.words[index + 1].low == "went"
            and (index + 2 < len(self.words) and self.words[index + 2].low in _WENT)
            or self.words[index + 1].low in ("was", "is", "has")
            and (index + 2 < len(self.words) and self.words[index + 2].low in DONE_TO_PEOPLE)
        )

    def unknown_run(self, first: int, last: int) -> bool:
        """Two words or more of no list, where a person is written about and not some product or place."""
        words = self.words
        for at in range(first, last + 1):
            if len(words[at].low) < 2 or not (words[at].title or at > first) or is_known_word(words[at].low):
                return False
        before = words[first - 1].low if first and words[first].gap == " " else ""
        if before in _THE or self.house_follows(last):
            return False
        return (
            before in _BEFORE_A_PERSON
            or self.opens_a_note(first, last)
            or self.does_something(last)
            or bool(_CLOSES.match(self.text, words[last].end))
        )

    def opens_a_note(self, first: int, last: int) -> bool:
        """'Shqipe Berisha postnatal': two words at the start of a text before a word of the clinic."""
        after = last + 1
        if first or last != 1 or after >= len(self.words) or self.words[after].gap != " ":
            return False
        return self.words[after].low in CLINICAL and not self.words[after].capital

    def unknown_but_written_about(self, index: int) -> bool:
        """'We saw Oluwadamilola', and 'Oluwadamilola is still in pain and she'."""
        word = self.words[index]
        if not word.title or len(word.low) < 4 or is_known_word(word.low) or self.house_follows(index):
            return False
        before = self.words[index - 1] if index and word.gap == " " else None
        if before is not None and before.low in _BEFORE_SOMEBODY:
            return True
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        if before is not None or after is None or after.gap != " " or after.low not in _STATES:
            return False
        return _PERSON_AFTER.match(self.text, word.end) is not None
