"""Whether a run of words names somebody: what is known of its words and what stands beside it."""

import re

from language.names.unknown import DONE_TO_PEOPLE, ONLY_BODIES, Unknown
from language.reading.name_cues import (
    ABOUT,
    AFTER_IDENTITY,
    BESIDE,
    CALLED_AFTER,
    FAMILY,
    ONLY_OF_NAMES,
    PARTICLES,
    PLACE_BEFORE,
    SITES,
    TITLES,
)
from language.reading.name_knowledge import (
    AMBIGUOUS,
    CLINICAL,
    EPONYMS,
    HOUSES,
    is_first_name,
    is_known_word,
    is_ordinary,
    is_surname,
    strong_first_name,
    weight,
)
from language.reading.view import STANDS_FOR

_OPENS = ("", " ", "(", "\n", '"', "/")
_ONLY_PEOPLE = frozenset(
    ("rang", "says", "said", "came", "lives", "attended", "told", "phoned", "died", "collapsed", "waited", "fell")
)
_SOMEBODY_IS = frozenset(
    ("told", "asked", "rang", "phoned", "saw", "tell", "ask", "ring", "phone", "called", "visited")
)
_ABOUT_A_PATIENT = ABOUT | {
    *("took", "taking", "admitted", "readmitted", "transferred", "brought", "moved", "treated", "assessed"),
    *("discharging", "weighed", "dressed", "washed", "fed", "collected", "drove", "conveyed", "scanned", "injected"),
}
_TIMES = frozenset(("april", "may", "june", "august", "summer", "winter", "autumn", "easter", "sunday", "christmas"))
_BEFORE_A_TIME = frozenset(
    ("in", "since", "from", "until", "by", "of", "last", "next", "this", "on", "and", "early", "late")
)
_BRACKET_OPENS = re.compile(rf"[{STANDS_FOR['NAME']}{STANDS_FOR['NHS_NUMBER']}{STANDS_FOR['HOSPITAL_NUMBER']}] ?\(\Z")
_LISTED_BEFORE = re.compile(rf"{STANDS_FOR['NAME']}(?:, | and |, and )\Z")
_LISTED_AFTER = re.compile(rf",(?: and)? {STANDS_FOR['NAME']}")
_AND_AFTER = re.compile(rf" (?:and|&) (?:baby )?{STANDS_FOR['NAME']}")
_MESSAGE_FROM = re.compile(
    r"\b(?:complaints?|calls?|concerns?|voicemails?|plea|sample|swab) from \Z|"
    r"\b(?:bloods?|letters?|results?|report|notes?|summary|news|update|information|info|section|scan|swabs?|"
    r"tests?)(?: taken| done| sent)? on \Z",
    re.IGNORECASE,
)
_IS_OF_AN_AGE = re.compile(r" (?:is|was) (?:only |just |now |nearly )?\d")
_I_AM = re.compile(r"\b(?:I'm|I am|my name is|name is|this is) \Z", re.IGNORECASE)
_TOLD_TO = re.compile(r" (?:to|that|he|she|it)\b")
_ITEM_OPENS = re.compile(r"(?:^|\n|[;.] )\s?(?:\(?\d{1,2}[.)]|[-*\u2022]|\[[ x]?\])\s\Z")
_ITEM_HEAD_ENDS = re.compile(r"\s?[-:,(\n]|\Z")
_WARDS = frozenset(
    ("ward", "unit", "clinic", "wing", "suite", "centre", "hospital", "team", "court", "house", "lodge", "road")
    + ("building", "block")
)
_STREETS = frozenset(("street", "avenue", "lane", "close", "drive", "crescent", "terrace", "grove", "gardens"))
_REGIONS = frozenset(("north", "south", "east", "west", "england", "wales", "scotland", "london", "ireland"))
_COMES_HOME = re.compile(r" (?:came (?:home|in|back|to)|lives|phoned|rang|died|collapsed|fell|attended)\b")
_ROYAL = frozenset(("king", "queen", "prince", "princess", "duke", "duchess"))
_LETTERED = frozenset(
    ("vitamin", "hepatitis", "plan", "type", "group", "band", "ward", "bay", "grade", "category", "part", "section")
    + ("site", "block", "form", "appendix", "level", "stage", "strep", "factor", "protein")
)


class Judging(Unknown):
    """Judges runs of words; finds nothing by itself."""

    def looks_like_a_name(self, first: int, last: int, beside: bool) -> bool:
        words = self.words
        if self.house_follows(last) and not beside or self.after_saint(first) or words[first].low in TITLES:
            return False
        if words[last].low in ("no", "nos"):
            return False
        if first == last:
            return self.single(first, beside)
        lows = [words[at].low for at in range(first, last + 1)]
        if not beside and "-".join(lows) in SITES:
            return False
        if not beside and AFTER_IDENTITY.search(self.text[max(0, words[first].start - 5) : words[first].start]):
            beside = lows[-1] not in _WARDS or is_first_name(lows[0])  # '[date of birth], Adelphi Ward'
        if beside and words[last].initial and last == first + 1 and is_surname(lows[0]) and lows[0] not in CLINICAL:
            return True
        if words[first].initial:
            return self.initialled(first, last, beside)
        if "-".join(lows[:2]) in CALLED_AFTER and not beside and not self.listed(first, last):
            return False
        if _REGIONS.issuperset(lows) and not beside:
            return False
        if lows[0] in _ROYAL and not beside and not words[first].upper:
            return False
        if weight(lows[0]) == 0 or all(low in EPONYMS for low in lows) and not beside:
            return False
        total = sum(weight(low) for low in lows)
        place = first > 0 and words[first - 1].low in PLACE_BEFORE and words[first].gap == " "
        if place and not words[last].possessive and not beside:
            if lows[-1] in _WARDS or lows[-1] in _STREETS:
                return False
            known = is_surname(lows[-1]) or words[first - 1].low in ("on", "from", "via")
            turned = words[first - 1].low == "on" and is_surname(lows[0]) and strong_first_name(lows[-1])
            return total >= 3 and (strong_first_name(lows[0]) or turned) and known and weight(lows[-1]) > 0
        if any(words[at].upper for at in (first, last)) and not beside:
            full = [low for low in lows if len(low.split("-")[0]) > 1] or lows
            return all(is_first_name(low) or is_surname(low) for low in full) and total >= 3
        return self.pair(lows, total, beside, first, last)

    def pair(self, lows: list[str], total: int, beside: bool, first: int, last: int) -> bool:
        """Two words or more: known names, or unknown ones that act or are written about."""
        told = self.told_about(first, last)
        whole, lows = lows, [low for low in lows if low not in PARTICLES] or lows
        placed = first > 0 and self.words[first - 1].low in PLACE_BEFORE
        if lows[-1] in HOUSES and not beside and (placed or not (told and strong_first_name(lows[0]))):
            return is_first_name(lows[0]) and lows[-1] not in _WARDS and self.item(first, last)
        if strong_first_name(lows[0]):
            return (
                len(lows) == 1 or not is_ordinary(lows[1]) or is_surname(lows[1]) or self.surname_by_place(first + 1)
            )
        if is_first_name(lows[0]) and (is_surname(lows[-1]) or total >= 3 or told and not is_ordinary(lows[-1])):
            return total >= 2 and (total >= 3 or not is_ordinary(lows[0]) or lows[0] in AMBIGUOUS)
        if is_surname(lows[0]) and is_first_name(lows[-1]) and total >= 4:
            return True
        if len(lows) == 2 and is_surname(lows[0]) and lows[0] in EPONYMS and strong_first_name(lows[1]):
            return True
        if beside:
            if not ONLY_OF_NAMES.isdisjoint(whole[:-1]):  # 'VAN DER BERG'
                return lows[-1] not in CLINICAL
            return total >= 2 and not is_ordinary(lows[0]) or is_first_name(lows[0])
        if is_ordinary(lows[0]) or is_ordinary(lows[-1]) or any(low in EPONYMS for low in lows):
            return False
        return total >= 3 or self.unknown_run(first, last)

    def listed(self, first: int, last: int) -> bool:
        """Does the run stand in a list with names found before?"""
        before = self.text[max(0, self.words[first].start - 6) : self.words[first].start]
        end = self.words[last].end
        after_small = first == 0 or self.words[first].gap == " " and not self.words[first - 1].capital
        pair = first == last and (after_small or self.after_first_name(first))
        return bool(
            _LISTED_BEFORE.search(before)
            or _LISTED_AFTER.match(self.text, end)
            or pair
            and _AND_AFTER.match(self.text, end)
        )

    def after_first_name(self, first: int) -> bool:
        """'Faith' of 'for Grace, Faith and [name]'."""
        before = self.words[first - 1]
        return self.words[first].gap == ", " and before.title and is_first_name(before.low)

    def item(self, first: int, last: int) -> bool:
        """'1) Wendy Hall - no copy': the head of an item in a list."""
        start = self.words[first].start
        opens = _ITEM_OPENS.search(self.text[max(0, start - 8) : start])
        return opens is not None and _ITEM_HEAD_ENDS.match(self.text, self.words[last].end) is not None

    def initialled(self, first: int, last: int, beside: bool) -> bool:
        """D. Eccleston, T.W. Bagshaw, and A Smith when the surname is known."""
        words = self.words
        surname = words[last]
        gap = words[first].gap
        if surname.initial or weight(surname.low) == 0 or surname.low in HOUSES or gap[-1:] not in _OPENS:
            return False
        if first and gap == " " and words[first - 1].low in _LETTERED:
            return False
        dotted = "." in words[first + 1].gap
        labelled = gap.endswith(": ") and not is_ordinary(surname.low)
        if beside or labelled or dotted and (not is_ordinary(surname.low) or is_surname(surname.low)):
            return True
        return (
            weight(surname.low) == 2
            and is_surname(surname.low)
            and (last > first + 1 or words[first].text not in ("I", "A"))
        )

    def closed_off(self, last: int) -> bool:
        """Does a comma, an end or a person's verb follow, so that 'A Khan' is no article and noun?"""
        end = self.words[last].end
        return not self.text[end:].strip() or self.text[end] in ",;:(\n" or self.does_something(last)

    def single(self, index: int, beside: bool) -> bool:
        word = self.words[index]
        if word.initial or word.upper and not beside or word.gap.endswith("& "):
            return False
        if self.household(index) or self.all_of_a_house(index):
            return True
        if index + 1 < len(self.words) and f"{word.low}-{self.words[index + 1].low}" in CALLED_AFTER:
            return False
        if beside:
            unknown = word.title and len(word.low) > 2 and not is_known_word(word.low)
            unknown = unknown and not any(is_ordinary(half) for half in word.low.split("-")[1:])
            return (is_first_name(word.low) or weight(word.low) == 2 or unknown) and word.low not in CLINICAL
        if self.in_brackets_beside(index):
            return True
        dated = index > 0 and word.low in _TIMES and self.words[index - 1].low in _BEFORE_A_TIME
        if word.title and not dated and self.listed(index, index) and not self.house_follows(index):
            between = (
                _LISTED_AFTER.match(self.text, word.end) is not None
                or _AND_AFTER.match(self.text, word.end) is not None
            )
            return is_first_name(word.low) and (between or word.low not in CLINICAL) or not is_known_word(word.low)
        eponym = word.possessive and word.low in EPONYMS
        if word.low in ("st", "saint") or eponym or not strong_first_name(word.low):
            return self.ambiguous_single(index)
        before = self.words[index - 1] if index else None
        of_a_house = before is not None and (before.low in HOUSES or before.low in _ROYAL)
        if before and before.capital and word.gap in (" ", "-") and (of_a_house or not is_ordinary(before.low)):
            return False
        if before and before.low in PLACE_BEFORE and word.gap == " " and not word.possessive:
            return _MESSAGE_FROM.search(self.text[max(0, word.start - 24) : word.start]) is not None
        return self.somebody_ill or self.of_somebody(index)

    def of_somebody(self, index: int) -> bool:
        """Is a first name alone that of a patient, in a text that speaks of no patient otherwise?"""
        word, before = self.words[index], self.words[index - 1] if index else None
        after = self.words[index + 1].low if index + 1 < len(self.words) else ""
        about = before is not None and word.gap in (" ", ": ") and before.low in _ABOUT_A_PATIENT
        if about or word.possessive or after in ONLY_BODIES or _IS_OF_AN_AGE.match(self.text, word.end):
            return True
        if self.after_nickname(index) != index or BESIDE.match(self.text, word.end):
            return True
        done = self.words[index + 2].low in DONE_TO_PEOPLE if index + 2 < len(self.words) else False
        return (
            done
            and after in ("was", "is", "has")
            or _I_AM.search(self.text[max(0, word.start - 16) : word.start]) is not None
        )

    def in_brackets_beside(self, index: int) -> bool:
        """'[NHS number] (Tranter)' and '[name] (Tranter)'."""
        word = self.words[index]
        if not word.title or is_known_word(word.low) or not is_surname(word.low) and not is_first_name(word.low):
            return False
        before = self.text[max(0, word.start - 3) : word.start]
        return self.text[word.end : word.end + 1] == ")" and _BRACKET_OPENS.search(before) is not None

    def ambiguous_single(self, index: int) -> bool:
        """Mark, Grace or Ray: a name when it says, rings or comes."""
        word = self.words[index]
        if self.unknown_but_acts(index) or self.unknown_but_written_about(index):
            return True
        before = self.words[index - 1] if index else None
        told = (
            before is not None and before.low in ("told", "asked") and _TOLD_TO.match(self.text, word.end) is not None
        )
        if told and word.title and word.low in AMBIGUOUS:
            return True
        if word.title and is_first_name(word.low) and word.low not in CLINICAL and word.low not in EPONYMS:
            if before and word.gap == " " and before.low in _SOMEBODY_IS and not self.house_follows(index):
                return True
            if before and word.gap == " " and before.capital and not is_first_name(before.low):
                return False
            if word.possessive and not self.house_follows(index) and not (before and before.capital):
                return word.low not in _TIMES
        if not word.title or not is_first_name(word.low) or word.low in CLINICAL or index + 1 >= len(self.words):
            return False
        following = self.words[index + 1]
        starts = index == 0 or re.search(r"[.!?]\s|\n", word.gap) is not None
        if following.gap != " " or starts and is_ordinary(word.low) and not _COMES_HOME.match(self.text, word.end):
            return False
        return following.low in _ONLY_PEOPLE and not self.after_saint(index)

    def believable(self, first: int, last: int, label: bool) -> bool:
        total = sum(weight(self.words[at].low) for at in range(first, last + 1))
        if first == last and self.words[first].possessive and self.words[first].low in EPONYMS:
            return False
        if label and first < last and (self.house_follows(last) or self.words[last].low in HOUSES):
            return strong_first_name(self.words[first].low) and not self.house_follows(last)
        if label:
            return weight(self.words[first].low) > 0 and self.words[first].low not in CLINICAL
        if self.house_follows(last):
            return False
        if first == last:
            word = self.words[first]
            kin = first > 0 and self.words[first - 1].low in FAMILY and word.title and not is_known_word(word.low)
            return total == 2 or is_first_name(word.low) or kin
        return total >= 2 and weight(self.words[first].low) > 0

    def plausible_after_weak(self, index: int, after: int, last: int) -> bool:
        if not self.words[index].capital and last == after and weight(self.words[after].low) < 2:
            return False
        if last + 1 < len(self.words) and self.words[last + 1].low in HOUSES and self.words[last + 1].gap == " ":
            return False
        return weight(self.words[after].low) > 0 and self.words[after].low not in HOUSES
