"""Names after a title, of patients and of those at work: 'Mr and Mrs Name' is one."""

import re
from functools import cached_property
from itertools import chain

from language.names.marking_staff import StaffMarking
from language.names.patients_at_work import is_patient
from language.names.repeated import Told
from language.names.staff import GREETINGS, STAFF_TITLES, is_staff
from language.names.surgeon_words import written_about
from language.reading.name_cues import SURGEONS, TITLES, WEAK_TITLES
from language.reading.name_knowledge import CLINICAL, weight

_LOOKED_BACK = 40  # names of which the last, and places of which the first, are looked at
_FEWEST_IN_A_LIST, _LONGEST_LIST = 3, 6
_WORDS_OF_A_NAME = 4  # a title among them
_JOINS = ("and", "or", "nor")
_TITLED = SURGEONS | {"dr", "prof", "professor"}
_DONE_TO_HIM = re.compile(r"\b(?:sent home|sending home|discharged|readmitted|took in) \Z", re.IGNORECASE)


class Titled(StaffMarking):
    """Takes a title and the name after it, or closes it where its bearer is at work."""

    told: Told

    def titled(self, index: int) -> bool:
        """Title and name; 'Mr and Mrs Name' is one."""
        words, after = self.words, index + 1
        if after + 1 < len(words) and words[after].low in ("and", "&") and words[after + 1].low in TITLES:
            after += 2
        if after < len(words) and words[after].low in TITLES and words[after].gap in (" & ", ". & ", "&", " + ", "/"):
            after += 1
        if words[index].low == "baby" and after + 1 < len(words) and words[after].low in ("boy", "girl", "of"):
            after += 1
        if after >= len(words) or not re.fullmatch(r"\.? {0,2}", words[after].gap):
            return False
        if self.modified_release(index):
            return False
        weak = words[index].low in WEAK_TITLES
        last = self.run(after, titled=not weak)
        if last is None and not weak and words[after].initial and not words[index].upper:
            last = after
        if last is None and not words[after].capital:
            last = self.lower_run(after, after_title=not weak)
        if last is None or (weak and not self.plausible_after_weak(index, after, last)):
            return False
        if words[index].upper and weight(words[after].low) == 0:
            return False
        if index and words[index - 1].low in GREETINGS and self.named_before(words[last].low):
            self.take(index, last, True)
        elif self.at_work(index, last):
            self.staff.update(words[at].low for at in range(after, last + 1))
            self.close(index, last)
        else:
            self.take(index, last, True)
        return True

    def modified_release(self, index: int) -> bool:
        """'Metformin MR' and '120mg MR' are no titles."""
        word, before = self.words[index], self.words[index - 1] if index else None
        if not word.upper or word.low not in ("mr", "ms", "mx") or before is None or word.gap not in (" ", ""):
            return False
        return before.low in CLINICAL or before.low in ("mg", "mcg", "g")

    def named_before(self, low: str) -> bool:
        return any(self.words[at].low == low for first, last, _ in self.found for at in (last,) if last > first)

    def at_work(self, index: int, last: int) -> bool:
        """Is a person with a title staff: by what stands around, or around one named along with them?"""
        words = self.words
        titled = words[index].low in SURGEONS
        if is_staff(self.text, words, index, last, titled) or self.staff_before(index):
            return True
        if not titled or is_patient(self.text, words[index].start, words[last].end):
            return False
        if (
            last == index + 1
            and self.of_services
            and not written_about(self.text, words[index].start, words[last].end)
        ):
            return True
        if last == index + 1 and (words[last].low in self.staff or self.short_for_staff(last)):
            return not self.of_the_same_name(index)
        if self.of_a_list_at_work(index, last):
            return True
        also = last + 2
        if also + 1 < len(words) and words[last + 1].low in ("and", "or", "nor") and words[also].low in SURGEONS:
            return is_staff(self.text, words, also, also + 1, True)
        return bool(
            index > 1
            and words[index - 1].low in ("and", "or", "nor")
            and words[index].gap == " "
            and words[index - 2].low in self.staff
        )

    def of_a_list_at_work(self, index: int, last: int) -> bool:
        """'Mr Cross' of 'Thanks to Mr Bell, Mr Cross and Miss Parrish for coming': all are what one of them is."""
        all_of_them, closed = [(index, last)], False
        first, end = index, last
        for _ in range(_LONGEST_LIST):
            before = self.named_before_in_list(first)
            if before is None:
                break
            all_of_them.insert(0, before[:2])
            first, closed = before[0], closed or before[2]
        for _ in range(_LONGEST_LIST):
            behind = self.named_behind_in_list(end)
            if behind is None:
                break
            all_of_them.append(behind[:2])
            end, closed = behind[1], closed or behind[2]
        if not closed or len(all_of_them) < _FEWEST_IN_A_LIST:
            return False
        if self.works(*all_of_them[0]):
            return True
        begins, ends = self.words[first].start, self.words[all_of_them[0][1]].end
        return not written_about(self.text, begins, ends) and any(
            self.works(first, last) and not self.text.startswith(" (", self.words[last].end)
            for first, last in all_of_them[1:]
        )

    def named_before_in_list(self, index: int) -> tuple[int, int, bool] | None:
        """The title and name that a comma or an 'and' joins to the title here, and whether it is an 'and'."""
        words = self.words
        joined = index > 1 and words[index - 1].low in _JOINS and words[index].gap == " "
        end = index - 2 if joined else index - 1
        gap = words[end + 1].gap if end >= 0 else ""
        if end < 1 or gap not in (", ", " ") or not joined and gap != ", " or words[end].possessive:
            return None
        for title in range(end - 1, max(-1, end - _WORDS_OF_A_NAME), -1):
            if words[title + 1].gap not in (" ", ". ") or not words[title + 1].capital:
                return None
            if words[title].low in _TITLED:
                return title, end, joined
        return None

    def named_behind_in_list(self, last: int) -> tuple[int, int, bool] | None:
        """The same, of the title and name that follow."""
        words, title = self.words, last + 1
        if words[last].possessive or title >= len(words) or words[title].gap not in (", ", " "):
            return None
        joined = words[title].low in _JOINS
        title += joined
        if title + 1 >= len(words) or words[title].low not in _TITLED or not joined and words[title].gap != ", ":
            return None
        end = title + 1
        if words[end].gap not in (" ", ". ") or not words[end].capital:
            return None
        while end + 1 < len(words) and end - title < _WORDS_OF_A_NAME - 1 and words[end + 1].gap == " ":
            if not words[end + 1].capital or words[end].possessive:
                break
            end += 1
        return title, end, joined

    def works(self, index: int, last: int) -> bool:
        """Does what stands around a title and a name say that its bearer is at work?"""
        if (index, last) not in self.looked_at:
            self.looked_at[index, last] = is_staff(self.text, self.words, index, last, True)
        return self.looked_at[index, last]

    @cached_property
    def looked_at(self) -> dict[tuple[int, int], bool]:
        """What `works` has said so far."""
        return {}

    def of_the_same_name(self, index: int) -> bool:
        """'Mr Shah' where 'Ms Priya Shah' is at work, or where somebody at work sent a Mr Shah home."""
        words, surname = self.words, self.words[index + 1].low
        if _DONE_TO_HIM.search(self.text[max(0, words[index].start - 24) : words[index].start]):
            return True
        others = [
            words[title].low
            for at in self.places.get(surname, ())[:_LOOKED_BACK]
            for title in range(max(0, at - 2), at)
            if title != index and words[title].low in SURGEONS
        ]
        return bool(others) and all((low == "mr") != (words[index].low == "mr") for low in others)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, by what it is in small letters."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            found.setdefault(word.low, []).append(at)
        return found

    def short_for_staff(self, at: int) -> bool:
        """'Mr R' where Mr Rajkumar is at work, and no patient's name begins with that letter."""
        letter = self.words[at].low
        if not self.words[at].initial or not any(low.startswith(letter) and len(low) > 1 for low in self.staff):
            return False
        latest = (self.words[last].low for _, last, _ in self.found[-_LOOKED_BACK:])
        return not any(low.startswith(letter) for low in chain(latest, self.told.names))

    def staff_before(self, index: int) -> bool:
        return index > 0 and self.words[index].gap == " " and self.words[index - 1].low in STAFF_TITLES
