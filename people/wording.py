"""What people say of themselves and of their colleagues, who are no patients."""

import re
import unicodedata
from collections.abc import Collection

from language.identifiers import Finding, screen

TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sister"})
OF_A_PATIENT = re.compile(r"\b(?:mr|mrs|ms|miss|mx|master|baby|pt|patient)\b\.?[^.,;]{0,10}\Z", re.IGNORECASE)
UNSEEN_LETTERS = "\u115f\u1160\u3164\uffa0"  # letters by name that show nothing


def has_words(text: str) -> bool:
    """Whether it says anything: one letter or digit that can be seen, among whatever marks and pictures."""
    return any(unicodedata.category(char)[0] in "LN" and char not in UNSEEN_LETTERS for char in text)


def without_numbers(words: str, *, patients: Collection[str] = ()) -> str:
    """The words as they may be stored: without an NHS number and names of `patients`, which are in small letters."""
    known = () if "@" in words else patients

    def is_released(one: Finding) -> bool:
        said = _words_in(words[one.start : one.end])
        return one.kind != "NHS_NUMBER" and not (one.kind == "NAME" and set(known).intersection(said))

    found = screen(words, known=known).found
    return screen(words, known=known, release={(one.start, one.end) for one in found if is_released(one)}).masked


def told_of_others(words: str, *, name: str) -> list[str]:
    """The parts of what somebody of this name says of themselves that may identify a patient.

    Neither their own name, nor one without a title: wards and surgeries are called after people.
    """
    own = TITLES.union(_words_in(name))
    found = [one for one in screen(words).found if one.kind != "NAME" or OF_A_PATIENT.search(words[: one.start + 8])]
    told = [(one.kind, words[one.start : one.end]) for one in found]
    return [said for kind, said in told if kind != "NAME" or not own.issuperset(_words_in(said))]


def _words_in(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())
