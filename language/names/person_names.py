"""Names of patients and relatives in a view, by cue words, by knowledge of names and by what stands beside them."""

import re
from collections.abc import Iterator

from language.names.as_initials import initials, short_forms_beside_a_patient
from language.names.at_a_desk import names_at_a_desk, names_of_a_crew
from language.names.at_work import names_at_work
from language.names.beside_signs import names_beside_signs
from language.names.by_line import names_by_line
from language.names.by_record import names_by_record
from language.names.by_role import names_by_role
from language.names.by_use import names_by_use
from language.names.by_what_befell import names_by_what_befell
from language.names.casing import Casing, recased
from language.names.colleagues_named import consultants_asked_for, names_of_named_colleagues
from language.names.greeted import names_greeted
from language.names.in_file_names import names_in_file_names
from language.names.in_haste import names_in_haste
from language.names.in_passing import names_in_passing
from language.names.of_colleagues import names_of_colleagues
from language.names.of_those_affected import names_of_those_affected
from language.names.places_called_after_people import places_called_after_people
from language.names.repeated import Repeating, Told
from language.names.runs import LEADING
from language.names.staff import GREETINGS, is_staff, signed_off
from language.names.surnames_in_shorthand import surnames_in_shorthand
from language.names.that_are_words import names_that_are_words
from language.names.titled import Titled
from language.names.told_apart import names_told_apart
from language.names.with_other_titles import names_with_other_titles
from language.particulars.numbers import Hit
from language.reading.hl7_segments import of_a_patient, work_of_segments
from language.reading.name_cues import (
    BESIDE,
    FAMILY,
    GRADES,
    HL7,
    NAMED,
    NOT_A_PERSONS,
    OF_A_FORM,
    POSTS,
    RELATIVES,
    TITLES,
    WEAK_TITLES,
)
from language.reading.name_knowledge import (
    is_first_name,
    is_known_word,
    is_ordinary,
    is_surname,
    strong_first_name,
)
from language.reading.record_fields import people_of_fields, work_of_fields
from language.reading.record_tables import Tables
from language.reading.view import words_of


def names(text: str, casing: Casing, told: Told) -> Iterator[Hit]:
    """Spans that name a patient or a relative; people named as staff are left alone, and noted in what was told."""
    for match in HL7.finditer(text):
        for group in (1, 2, 3):
            if match.group(group) and of_a_patient(text, match.start()):
                yield match.start(group), match.end(group), "NAME", True
    for start, end in initials(text):
        yield start, end, "NAME", False
    for match in _SUBJECT.finditer(text) if ":" in text else ():
        low = match.group(1).lower()
        if is_surname(low) and not is_known_word(low):
            yield match.start(1), match.end(1), "NAME", False
    words = recased(words_of(text), casing)
    tables = Tables(text)
    finder = _Finder(text, words)
    finder.close_staff(names_of_a_crew(text))
    finder.take_spans(
        [
            *names_with_other_titles(text),
            *tables.people,
            *people_of_fields(text),
            *names_by_use(text),
            *names_by_what_befell(text),
            *names_in_passing(text),
            *names_greeted(text),
            *names_in_haste(text),
            *names_by_record(text),
            *names_in_file_names(text),
            *names_by_line(text),
            *names_of_those_affected(text),
            *names_that_are_words(text),
            *surnames_in_shorthand(text),
            *names_told_apart(text),
            *names_beside_signs(text),
        ]
    )
    finder.close_spans(
        [
            *tables.work,
            *work_of_fields(text),
            *work_of_segments(text),
            *places_called_after_people(text),
            *consultants_asked_for(text),
            *short_forms_beside_a_patient(text),
            *(match.span() for match in _A_NUMBER.finditer(text)),
        ]
    )
    for at_work in (names_at_work, names_by_role, names_at_a_desk, names_of_colleagues, names_of_named_colleagues):
        finder.close_staff(at_work(text))
    finder.small = casing is Casing.SMALL
    finder.told = told
    finder.look()
    told.staff |= finder.staff
    found = {at for first, last, _ in finder.found for at in range(first, last + 1)}
    told.left = [(word.start, word.end) for at, word in enumerate(words) if finder.taken[at] and at not in found]
    for first, last, certain in finder.found:
        yield words[first].start, _with_title_behind(text, words[last].end), "NAME", certain


_TITLE_BEHIND = re.compile(r" ?\((?:Mr|Mrs|Ms|Miss|Mx|Master)\.?\)")


def _with_title_behind(text: str, end: int) -> int:
    """Where 'E. Blenkinsop (Miss)' ends: a title in brackets behind a name belongs to it."""
    behind = _TITLE_BEHIND.match(text, end)
    return behind.end() if behind else end


_A_NUMBER = re.compile(r"(?<!Mr )(?<!Mrs )(?<!Ms )(?<!Miss )\bCHI\b(?! [A-Z])")  # what Scotland calls an NHS number
_SUBJECT = re.compile(
    r"^[> ]{0,4}(?:subject|re)[ ]?:[^\n]*[-:] ?([A-Z][A-Za-z'-]{2,})[ ]?$", re.IGNORECASE | re.MULTILINE
)
_CUES = TITLES | WEAK_TITLES | RELATIVES | NAMED
_NAMING = ("called", "named", "name")
_NEVER_A_SURNAME = ("has", "was", "had", "did")
_LINKS = ("maybe", "possibly", "perhaps", "probably", "is", "was", "spelled", "spelt", "reads", "as", "wrongly")


class _Finder(Titled, Repeating):
    """One pass over the words of a text, remembering who was found and who is staff."""

    def look(self) -> None:
        self.mark_signatures()
        self.mark_staff()
        for index, word in enumerate(self.words):
            if not self.taken[index] and (word.capital or word.low in _CUES or strong_first_name(word.low)):
                self.at(index)
        self.touching()
        self.again()

    def at(self, index: int) -> None:
        word = self.words[index]
        if (word.low in TITLES or word.low in WEAK_TITLES) and self.titled(index):
            return
        if word.low in RELATIVES or word.low in NAMED:
            self.cued(index)
        if not self.taken[index]:
            self.untitled(index)

    def cued(self, index: int) -> None:
        """The words after patient, mum, called, surname and the like."""
        words, after = self.words, index + 1
        label = words[index].low in NAMED
        linked = after < len(words) and not words[after].capital
        if linked and (words[after].low in _NAMING or (label and words[after].low in _LINKS)):
            after += 1
        if (
            after >= len(words)
            or words[after].gap.count("\n")
            or not re.fullmatch(r"[\s,:(\"'=-]{0,4}", words[after].gap)
        ):
            return
        if (
            words[after].low in TITLES
            or self.taken[after]
            or words[after].low in ("hi", "hello", "hiya")
            or label
            and (words[after].low in OF_A_FORM or index and words[index - 1].low in NOT_A_PERSONS)
        ):
            return
        last = self.surname_first(after)
        if last is None:
            last = self.run(after, titled=label)
        if last is None and label and ":" in words[after].gap and len(words[after].low) > 2:
            self.labelled(after)
            return
        if last is None and words[index].low in FAMILY and self.word_and_surname(after):
            self.take(after, after + 1, False)
            return
        if last is None and self.in_brackets(index, after):
            last = after
            self.take(after, last, False)
            return
        if last is None:
            last = self.lower_run(after, after_title=False)
            if last is not None:
                self.take(after, last, False)
            return
        if self.believable(after, last, label) and not is_staff(self.text, words, after, last, False):
            last = self.to_the_end(last) if label and words[index].low not in _NAMING else last
            self.take(after, self.after_nickname(self.with_family(after, last)), label)

    def labelled(self, after: int) -> None:
        """'First name: blessing': whatever a form has in a name's field, unless it is a word of the clinic."""
        low = self.words[after].low
        if is_first_name(low) or is_surname(low) or not is_known_word(low):
            self.take(after, after, True)

    def word_and_surname(self, after: int) -> bool:
        """'Wing Kwan' of 'her dad Wing Kwan': a word in capitals before a surname that is no word."""
        words, surname = self.words, after + 1
        if surname >= len(words) or words[after].gap != " " or words[surname].gap != " ":
            return False
        low = words[surname].low
        both = words[after].title and words[surname].title
        return both and is_surname(low) and not is_known_word(low) and not self.house_follows(surname)

    def in_brackets(self, index: int, after: int) -> bool:
        """'dtr (shaz)': a word of no list, alone in brackets after a relative."""
        word = self.words[after]
        closed = self.text[word.end : word.end + 1] == ")" and self.words[after].gap in (" (", "(")
        return closed and self.words[index].low in FAMILY and len(word.low) > 2 and not is_known_word(word.low)

    def untitled(self, index: int) -> None:
        """A capital word: alone, with an initial, as SURNAME, First, or as the first of a run."""
        word = self.words[index]
        if word.low in GREETINGS or not word.capital and not self.lower_beside(index):
            return
        grade = word.low in GRADES or word.low in POSTS and len(word.low) < 5 and word.text[-1].isupper()
        if grade or word.initial and word.gap == "/":
            return
        if self.surname_and_initial(index):
            self.take(index, index + 1, False)
            return
        last = self.surname_first(index)
        sure = last is not None and (
            index > 0 and self.words[index - 1].low in LEADING or self.register(index) or self.heads_a_line(index)
        )
        if last is None:
            last = self.run(index, titled=False)
        if last is None or self.taken[last]:
            return
        last = self.shorten(index, last)
        if last is None:
            return
        beside = bool(BESIDE.match(self.text, self.words[last].end))
        if index == last and not beside and word.low in self.staff and not is_ordinary(word.low):
            return
        if not sure and not self.looks_like_a_name(index, last, beside):
            return
        at_work = is_staff(self.text, self.words, index, last, False) or not beside and self.after_staff(index, last)
        if at_work or signed_off(self.text, self.words, index, last):
            self.staff.update(self.words[at].low for at in range(index, last + 1))
            self.close(index, last)
            return
        last -= last > index and self.words[last].low in _NEVER_A_SURNAME
        self.take(self.with_particles(self.with_partner(index)), self.after_nickname(last), beside)

    def after_staff(self, index: int, last: int) -> bool:
        """'Charmaine' of 'nurses Bev and Charmaine', 'Mo' of 'thanks to Jenny, Mo and all'."""
        words = self.words
        if index != last or index == 0:
            return False
        joined = words[index - 1].low in ("and", "&") and words[index].gap == " " and index > 1
        before = words[index - 2] if joined else words[index - 1]
        listed = (
            joined or words[index].gap == ", " and re.match(r",| and\b", self.text[words[last].end :][:4]) is not None
        )
        return listed and before.low in self.staff and before.capital

    def lower_beside(self, index: int) -> bool:
        words = self.words
        if index + 1 >= len(words) or words[index + 1].gap != " " or not strong_first_name(words[index].low):
            return False
        surname = words[index + 1]
        if surname.capital or is_ordinary(surname.low) or surname.low in _NAMING:
            return False
        if not is_surname(surname.low) and not BESIDE.match(self.text, surname.end):
            return False
        self.take(index, index + 1, False)
        return False
