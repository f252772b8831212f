"""Marks who is at work before patients are looked for: signatures, titles, and patients with such a title."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from language.names.at_work import is_a_patient_beside
from language.names.judging import Judging
from language.names.patients_at_work import NO_VERB, NOBODY_ELSE, is_the_patient
from language.names.signatures import signatures, within
from language.names.staff import STAFF_TITLES, ends_with_a_doctor, is_staff
from language.reading.name_cues import TITLES, WEAK_TITLES
from language.reading.name_knowledge import is_ordinary
from language.reading.view import STANDS_FOR

_TOUCHES = re.compile(r"\.?[ ]{0,2}|[:(/-] ?|\s?[&/]\s?")
_RETIRED_BEFORE = re.compile(r"\b(?:(?:retired|ex|former)[ :-]|(?:our )?patient[ ,:-]{1,2})\Z", re.IGNORECASE)
_RETIRED_AFTER = re.compile(
    rf"[\s,(:-]{{1,4}}[{STANDS_FOR['DOB']}{STANDS_FOR['NHS_NUMBER']}]|"
    rf"[\s,(]{NOBODY_ELSE}\b(?:(?:a|is|now) retired|a nun|our patient\b{NO_VERB}|patient of ours|a patient|"
    rf"aged \d|dob|born)\b|, \d\d[,.]",
    re.IGNORECASE,
)


class StaffMarking(Judging):
    """Closes the names of people at work to every later rule."""

    def mark_signatures(self) -> None:
        """Who signs a letter or sends an e-mail is at work, here and wherever else the name stands."""
        spans = signatures(self.text)
        for at, word in enumerate(self.words) if spans else ():
            if within(spans, word.start):
                self.taken[at] = True
                if word.capital and not is_ordinary(word.low):
                    self.staff.add(word.low)

    def take_spans(self, spans: list[tuple[int, int]]) -> None:
        """Words in these places are names of patients or relatives."""
        starts = [word.start for word in self.words] if spans else []
        for start, end in spans:
            first, after = bisect_left(starts, start), bisect_left(starts, end)
            if first < after and not self.taken[first]:
                self.take(first, after - 1, True)

    def close_spans(self, spans: list[tuple[int, int]]) -> None:
        """Words in these places name nobody who is a patient."""
        starts = [word.start for word in self.words] if spans else []
        for start, end in spans:
            for at in range(bisect_left(starts, start), bisect_left(starts, end)):
                self.taken[at] = True

    def close_staff(self, spans: Iterable[tuple[int, int]]) -> None:
        """Names in these places are of people at work, here and wherever else they stand; save a patient's."""
        starts: list[int] = []
        for start, end in spans:
            starts = starts or [word.start for word in self.words]
            first, after = bisect_left(starts, start), bisect_left(starts, end)
            if first == after or is_a_patient_beside(self.text, start, end):
                continue
            for at in range(first, after):
                if not self.taken[at]:
                    self.taken[at] = True
                    if not is_ordinary(self.words[at].low):
                        self.staff.add(self.words[at].low)

    def mark_staff(self) -> None:
        for index, word in enumerate(self.words):
            if (
                word.low in STAFF_TITLES
                and index + 1 < len(self.words)
                and _TOUCHES.fullmatch(self.words[index + 1].gap)
                and not (len(word.low) > 4 and "." in self.words[index + 1].gap)
                and not ends_with_a_doctor(self.words, index + 1)
            ):
                also = self.words[index + 1].low in TITLES or self.words[index + 1].low in WEAK_TITLES
                last = self.run(index + 1 + also, titled=True)
                if last is not None and self.patient_despite_post(index, last):
                    self.take(index, last, True)
                elif last is not None:
                    self.staff.update(self.words[at].low for at in range(index + 1, last + 1))
                    self.close(index, last)

    def patient_despite_post(self, first: int, last: int) -> bool:
        if self.words[first].low not in ("dr", "prof", "professor", "doctor", "sister", "sr"):
            return False
        return not is_staff(self.text, self.words, first, last, True) and _retired(
            self.text, self.words[first].start, self.words[last].end
        )


def _retired(text: str, start: int, end: int) -> bool:
    """Somebody with a professional title who is written about as a patient."""
    return bool(
        _RETIRED_BEFORE.search(text[max(0, start - 30) : start])
        or _RETIRED_AFTER.match(text[end : end + 60])
        or is_the_patient(text[end : end + 64])
    )
