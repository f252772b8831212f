"""Runs of words that look like one name: where a name begins and ends in a text."""

import re
from functools import cached_property

from language.names.surgeon_words import speaks_of_services
from language.reading.name_cues import (
    ABBREVIATED,
    BESIDE,
    EASTERN,
    NAMED,
    ONLY_OF_NAMES,
    PARTICLES,
    POSTS,
    RELATIVES,
    TITLES,
    speaks_of_a_patient,
)
from language.reading.name_knowledge import (
    CLINICAL,
    EPONYMS,
    HOUSES,
    VERBAL,
    could_be_a_surname,
    cue_words,
    is_first_name,
    is_ordinary,
    is_surname,
    strong_first_name,
    weight,
)
from language.reading.view import Word

_HOUSES_WITH_A_CAPITAL = cue_words("houses_with_a_capital")
_IN_SMALL_LETTERS = frozenset(
    ("block", "annexe", "annex", "campus")
)  # 'Cherry Tree block', where Joan Block is somebody
_BOOKED = re.compile(r" (?:book|list|contract|fund)")
_TAKEN_HOME = re.compile(
    r"\b(?:send(?:s|ing)?|sent|tak(?:es?|ing|en)|took|bring(?:ing)?|brought|get(?:ting)?|got|dr[io]ve|driving|let(?:ting)?|"
    r"discharg\w+|transfer\w+|return\w+|mov\w+|accompan\w+|see) (?:[\w'-]+ ){1,4}\Z",
    re.IGNORECASE,
)
_NEAR = 40
_ACRONYMS = re.compile(r"[A-Z]{2,}s|[FM]RC[A-Z]\w*")
_NICK_OPENS = re.compile(r" [(\"']{1,2}")
_NICK_CLOSES = re.compile(r"[)\"']{1,2} ")
_JOINED_PARTICLE = re.compile(r"(?:al|el|ul|ar|as|ash|ad|an|at|az|bin|ibn|ap|d|de|la|ter)['-][A-Z]")
_BEFORE_A_NAME = TITLES | RELATIVES | NAMED | {"re", "for", "regarding"}
_NAME_ENDS = re.compile(r"'s\b|\s?[,;(\n|.](?!\w)|\s?-\s|\Z")
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

    @cached_property
    def somebody_ill(self) -> bool:
        """Does the text speak of a patient?"""
        return speaks_of_a_patient(self.text)

    @cached_property
    def of_services(self) -> bool:
        """Is the text about lists and theatres, and about no one patient?"""
        return speaks_of_services(self.text)

    def run(self, first: int, *, titled: bool) -> int | None:
        """The last word of the run of name-like words from first on; None if there is none."""
        words, last = self.words, None
        for at in range(first, min(first + 6, len(words))):
            word = words[at]
            if at > first and not self.continues(at, first) or _ACRONYMS.fullmatch(word.text):
                break
            particle = (
                word.low in PARTICLES
                and at + 1 < len(words)
                and words[at + 1].capital
                and words[at + 1].gap in ((" ", ". ") if word.low == "st" else (" ",))
            )
            if word.low in ("an", "na") and at > first and words[at - 1].low in ("mac", "nic", "mag"):
                particle = True
            joined = at > first and _JOINED_PARTICLE.match(word.text) is not None
            if not word.capital and not particle and not joined or self.taken[at]:
                break
            unlikely = (
                weight(word.low) == 0 and not word.initial and not particle and not self.after_particle(at, first)
            )
            if unlikely and at > first and word.title:
                unlikely = not self.surname_by_place(at) and not self.of_the_east(at, first)
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

    def after_particle(self, at: int, first: int) -> bool:
        """'BERG' of 'VAN DER BERG': a word of English after what only stands before a surname."""
        low = self.words[at].low
        return at > first and self.words[at - 1].low in ONLY_OF_NAMES and low not in CLINICAL and low not in HOUSES

    def of_the_east(self, at: int, first: int) -> bool:
        """'Tai' and 'Man' of 'Chan Tai Man': two short words in capitals after a surname of the east."""
        words = self.words
        if words[first].low not in EASTERN or at - first > 2 or first + 2 >= len(words):
            return False
        given = words[first + 1 : first + 3]
        return all(word.title and len(word.low) < 6 and word.gap == " " for word in given) and not any(
            word.low in CLINICAL or word.low in HOUSES for word in given
        )

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
        long = len(low) > 3 or len(low) == 3 and _NAME_ENDS.match(self.text, self.words[at].end) is not None
        return strong and not goes_on and long and low not in POSTS and not low.endswith(VERBAL)

    def cued_or_closed(self, at: int) -> bool:
        """Is 'Tipping' of 'patient George Tipping', or of 'George Tipping,' no verb?"""
        before = self.words[at - 2].low if at > 1 and self.words[at - 1].gap in (" ", ": ") else ""
        return before in _BEFORE_A_NAME or _NAME_ENDS.match(self.text, self.words[at].end) is not None

    def continues(self, at: int, first: int) -> bool:
        gap = self.words[at].gap
        previous = self.words[at - 1]
        if gap in (" ", "  "):
            return True
        if (previous.low in ABBREVIATED or previous.low in ("st", "ste") and at - first > 1) and gap == ". ":
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
                third = following + 1
                if third < len(words) and words[third].gap == " " and is_surname(words[third].low):
                    return following if is_ordinary(words[third].low) else third
                return following
        return first

    def shorten(self, index: int, last: int) -> int | None:
        """Words at the end of a run that are no part of a name are left out."""
        while last >= index and weight(self.words[last].low) == 0 and not self.words[last].initial:
            if last > index and (self.surname_by_place(last) or self.after_particle(last, index)):
                break
            last -= 1
        return last if last >= index else None

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
        before = max(0, self.words[last].start - _NEAR)
        if word.text == "home" and _TAKEN_HOME.search(self.text, before, word.start):
            return False
        if word.text in _IN_SMALL_LETTERS:
            return _BOOKED.match(self.text, word.end) is None
        label = not word.capital and self.text[word.end : word.end + 1] in (":", "=")
        if word.low in _HOUSES_WITH_A_CAPITAL:
            return word.title
        if word.low not in HOUSES or label and not is_ordinary(self.words[last].low):
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
        likely = (
            weight(words[end].low) > 0 or strong_first_name(words[last].low) and could_be_a_surname(words[end].low)
        )
        return end if words[nick].capital and words[end].capital and likely else last

    def to_the_end(self, last: int) -> int:
        """'Hock' of 'forenames Boon Hock,': one more capital word that ends what a label holds."""
        after = last + 1
        if (
            after >= len(self.words)
            or self.words[after].gap != " "
            or not self.words[after].title
            or self.taken[after]
        ):
            return last
        low, end = self.words[after].low, self.words[after].end
        ends = not self.text[end:].strip() or self.text[end] in ",.;)\n|"
        return after if ends and low not in CLINICAL and low not in HOUSES else last

    def take(self, first: int, last: int, certain: bool) -> None:
        self.found.append((first, last, certain))
        self.close(first, last)

    def close(self, first: int, last: int) -> None:
        for at in range(first, last + 1):
            self.taken[at] = True
