"""What a line of words that is taken out is, and which words beside it are likely to belong to it. Stores nothing."""

import re
from dataclasses import dataclass

from language.identifiers import screen
from language.reading.name_cues import TITLES, WEAK_TITLES
from language.reading.name_knowledge import is_first_name, is_known_word, is_surname

REFERENCE = "REFERENCE"
EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,64}")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][A-Z]{2}", re.IGNORECASE)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
DATE = re.compile(
    r"[0-9]{1,2}\s?[./-]\s?[0-9]{1,2}\s?[./-]\s?[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2} [0-9]{1,2} [0-9]{4}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{MONTH},?[ -][0-9]{{2,4}}",
    re.IGNORECASE,
)
PHONE = re.compile(r"(?:\+44 ?|0)[1-9](?:[ -]?[0-9]){8,9}")
SHAPES = {"EMAIL": EMAIL, "POSTCODE": POSTCODE, "DOB": DATE}
OF_WORDS = {"NAME", "ADDRESS"}
OF_NUMBERS = {"NHS_NUMBER", "PHONE", "HOSPITAL_NUMBER", REFERENCE}
REACH = 60
WORD = r"[^\W\d_]{1,40}(?:['’-][^\W\d_]{1,40})?"
BEFORE = re.compile(rf"(?<![\w'’-])({WORD}\.?)(\s{{1,3}})\Z")
AFTER = re.compile(rf"(\s{{1,3}})({WORD})(?![\w'’-])")
ENDS_A_SENTENCE = re.compile(r"(?:\A|[.!?:;\n]|\A[-*•])\s*\Z")
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
LONGEST_ABBREVIATION = 5


@dataclass(frozen=True)
class Beside:
    """A word that stands right before or after what is taken out, and the line that takes out both."""

    word: str
    side: str
    line: str


def kind_of(line: str, chosen: str) -> str:
    """What a line is, by itself; `chosen` only where neither its words nor its shape tell."""
    for kind, shape in SHAPES.items():
        if shape.fullmatch(line):
            return kind
    found = {one.kind for one in screen(line).found}
    if "ADDRESS" in found:
        return "ADDRESS"
    if len(found) == 1 and found != {"NAME"}:
        return found.pop()
    if PHONE.fullmatch(line):
        return "PHONE"
    if any(char.isdigit() for char in line):
        is_told = chosen in OF_NUMBERS or (chosen == "ADDRESS" and any(char.isalpha() for char in line))
        return chosen if is_told else REFERENCE
    if chosen not in OF_WORDS and any(is_first_name(one) or is_surname(one) for one in line.lower().split()):
        return "NAME"
    return chosen


def beside(text: str, start: int, end: int) -> list[Beside]:
    """The words around a span of a text, if it is of words itself, that look like more of the same name."""
    if any(char.isdigit() for char in text[start:end]):
        return []
    found = []
    reached = max(0, start - REACH)
    if before := BEFORE.search(text[reached:start]):
        at = reached + before.start(1)
        if _may_belong(before[1], ENDS_A_SENTENCE.search(text[max(0, at - REACH) : at]) is not None):
            found.append(Beside(before[1], "before", text[at:end]))
    after = AFTER.match(text[end : end + REACH])
    if after and _may_belong(after[2], "\n" in after[1]):
        found.append(Beside(after[2], "after", text[start : end + after.end(2)]))
    return [Beside(one.word, one.side, " ".join(one.line.split())) for one in found]


def _may_belong(word: str, is_first: bool) -> bool:
    """Whether a word with a capital may be a name. `is_first`: of a sentence, where any word has one."""
    bare = word.rstrip(".")
    low = bare.lower()
    is_initial = len(bare) == 1
    if not bare[0].isupper() or low in TITLES or low in WEAK_TITLES or low in WEEKDAYS:
        return False
    if is_initial:
        return bare != "I" and (word != bare or not is_first)
    if word != bare:  # a sentence ended there
        return False
    is_name = is_first_name(low) or is_surname(low)
    if bare.isupper() and len(bare) <= LONGEST_ABBREVIATION and not is_name:
        return False
    return not is_first or is_first_name(low) or not is_known_word(low)
