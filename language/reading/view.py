"""A text as the identifier rules see it: folded to plain letters and digits, with a map back to the original.

Offsets found in the view are turned into code points of the original by `View.back`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

MASKS = {
    "NHS_NUMBER": "[NHS number removed]",
    "NAME": "[name removed]",
    "DOB": "[date of birth removed]",
    "ADDRESS": "[address removed]",
    "POSTCODE": "[postcode removed]",
    "PHONE": "[phone number removed]",
    "EMAIL": "[e-mail address removed]",
    "HOSPITAL_NUMBER": "[hospital number removed]",
    "REFERENCE": "[reference number removed]",
}
KINDS = tuple(MASKS)
# A mask already in the text is one private character in the view, so that no rule can read inside it.
STANDS_FOR = {kind: chr(0xE000 + number) for number, kind in enumerate(KINDS)}
ANY_MASK = "".join(STANDS_FOR.values())
_KEPT = {10: " ", 9: " "}
_MASK = re.compile("|".join(re.escape(mask) for mask in MASKS.values()))
_MASK_KIND = {mask: kind for kind, mask in MASKS.items()}
_SPECIAL = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "þ": "th"}
_DASHES = "‐‑‒–—―−﹘﹣-⁃"
_QUOTES = "‘’ʼʹ′`´＇"


@dataclass(frozen=True)
class View:
    """Folded text, and for each of its characters where it starts and ends in the original."""

    text: str
    original: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that stands behind view characters start to end (exclusive)."""
        first, last = self.starts[start], self.ends[end - 1]
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return first, last


_TWO_INITIALS = re.compile(r"[A-Z]-[A-Z]")


class Word(NamedTuple):
    """One word of the view; `gap` is what stands between it and the word before."""

    text: str
    low: str
    start: int
    end: int
    gap: str
    possessive: bool

    @property
    def title(self) -> bool:
        return self.text[0].isupper() and not self.text.isupper()

    @property
    def upper(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def initial(self) -> bool:
        if len(self.text) == 1:
            return self.text.isupper()
        return len(self.text) == 3 and _TWO_INITIALS.fullmatch(self.text) is not None

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    if char in "\n\t":
        return char
    if char in _SPECIAL:
        return _SPECIAL[char]
    if char in _DASHES:
        return "-"
    if char in _QUOTES:
        return "'"
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cs", "Co", "Cn"):
        return "\x1f"
    if category in ("Cf", "Cc", "Mn", "Me"):
        return ""
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKD", char)
    return "".join(part for part in plain if not unicodedata.combining(part)) or "\x1f"


def view_of(text: str) -> View:
    """The text folded for detection, masks already in it closed to every rule."""
    masks = list(_MASK.finditer(text))
    if not masks and _is_plain(text):
        return View(text, text, range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for mask in [*masks, None]:
        until = mask.start() if mask else len(text)
        between = text[position:until]
        if _is_plain(between):
            pieces.append(between)
            starts.extend(range(position, until))
            ends.extend(range(position + 1, until + 1))
        else:
            for index, char in enumerate(between, start=position):
                for part in _fold(char):
                    pieces.append(part)
                    starts.append(index)
                    ends.append(index + 1)
        if mask:
            pieces.append(STANDS_FOR[_MASK_KIND[mask.group()]])
            starts.append(mask.start())
            ends.append(mask.end())
            position = mask.end()
    return View("".join(pieces), text, tuple(starts), tuple(ends))


def _is_plain(text: str) -> bool:
    """Whether folding would leave it as it is."""
    return text.isascii() and text.translate(_KEPT).isprintable()


_FILE = re.compile(
    r"[^\n/\\]{1,250}\.(?:pdf|docx?|odt|rtf|txt|xlsx?|csv|pptx?|jpe?g|png|gif|tiff?|bmp|heic|webp|eml|msg|html?|"
    r"xml|zip)",
    re.IGNORECASE,
)
_JOINS = re.compile(r"_|(?<=[^\W\d])[.+-]|[.+-](?=[^\W\d])")


def spaced(text: str) -> str:
    """The view of a text or of a file's name, character for character, with what joins words there as spaces."""
    if "." in text[-5:] and _FILE.fullmatch(text):
        return _JOINS.sub(" ", text)
    return text.replace("_", " ")


_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def words_of(text: str) -> list[Word]:
    """The words of a view in order; a possessive 's is not part of the word."""
    found: list[Word] = []
    before = 0
    for match in _WORD.finditer(text):
        start, end = after = match.span()
        raw = text[start:end]
        low = raw.lower()
        possessive = False
        if low[-1] == "s":
            if low[-2:-1] == "'" and len(raw) > 2:
                raw, low, end, possessive = raw[:-2], low[:-2], end - 2, True
            else:
                possessive = text[end : end + 1] == "'"
        found.append(Word(raw, low, start, end, text[before:start], possessive))
        before = after[1]
    return found
