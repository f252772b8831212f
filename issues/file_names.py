"""The name under which a file is shown: the writer's own, cleaned and screened. No file is ever stored under it."""

import re
import unicodedata
from collections.abc import Collection

from issues.file_kinds import SUFFIXES, Kind
from language.identifiers import screen
from language.names.of_files import masked_words
from language.short_lines import masked_line

LONGEST_GIVEN = 255
LONGEST = 80
UNSAFE = re.compile(r'[<>:"|?*/\\]')
DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
CUE = "Patient: "  # in the name of a file, a name is somebody's until it is known to be no name


def shown_name(given: str, kind: Kind) -> str:
    """The last part of the name in plain characters, with what identifies a patient masked, and the kind's ending."""
    plain = unicodedata.normalize("NFC", re.split(r"[/\\]", given[:LONGEST_GIVEN])[-1])
    plain = "".join(" " if char.isspace() else char for char in plain if _is_plain(char))
    stem, dot, suffix = plain.rpartition(".")
    if not dot or f".{suffix.lower()}" not in kind.suffixes:
        stem, suffix = plain, kind.suffixes[0][1:]
    stem = " ".join(_screened(UNSAFE.sub("-", stem)).split()).strip(". ")
    stem = stem[:LONGEST].strip(". ") or "file"
    return f"{'file-' if DEVICES.fullmatch(stem) else ''}{stem}.{suffix.lower()}"


def without_patients(name: str, names: Collection[str]) -> str:
    """The name of a file without the patients that what it belongs to names, in small letters."""
    stem, dot, suffix = name.rpartition(".")
    masked = _screened(stem, names) if names else stem
    return name if masked == stem else f"{masked[:LONGEST].strip('. ')}{dot}{suffix}"


def kept_name(given: str, names: Collection[str] = ()) -> str:
    """The name of a file that did not arrive, as it may be kept: cleaned, with what identifies a patient masked."""
    plain = given_name(given)
    stem, dot, suffix = plain.rpartition(".")
    if f".{suffix.lower()}" not in SUFFIXES:
        stem, dot, suffix = plain, "", ""
    return f"{_screened(stem, names)[:LONGEST].strip('. ') or 'file'}{dot}{suffix.lower()}"


def given_name(given: str) -> str:
    """The name as its owner knows it, for telling them of it; cleaned, not screened, and stored nowhere."""
    plain = "".join(char for char in re.split(r"[/\\]", given)[-1] if _is_plain(char))
    return " ".join(plain.split())[:LONGEST] or "A file without a name"


def _is_plain(char: str) -> bool:
    """No control or formatting character, such as those that turn the direction of reading."""
    return char.isspace() or unicodedata.category(char)[0] != "C"


def _screened(stem: str, names: Collection[str] = ()) -> str:
    """The stem itself, or where a part of it identifies a patient, its words with that masked."""
    words = re.sub(r"[_.+~]|(?<=[^\W\d])-|-(?=[^\W\d])", " ", stem)
    is_masked = False
    for text in (words, CUE + words):
        screened = screen(text, known=names)
        if screened.found:
            words, is_masked = screened.masked.removeprefix(CUE), True
    named = masked_words(words)
    if named != words:
        words, is_masked = screen(named).masked, True
    return masked_line(words) if is_masked else stem
