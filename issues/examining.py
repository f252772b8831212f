"""One file as it was given, made into one that may be kept: kind known, name clean, no metadata, text looked through.

What is written in a file is only read here; it is never stored.
"""

import hashlib
import io
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from issues import file_kinds, mail_files, office_files, pdf_text, pictures
from issues.file_kinds import Kind, kind_of
from issues.file_names import shown_name
from issues.not_taken import NotTaken
from language.identifiers import screen
from language.particulars.numbers import nhs_numbers
from language.reading.view import MASKS, view_of

MOST_TEXT = 3_000_000
PIECE = 10_000
WINDOW = 4_000
OVERLAP = 200
SECONDS = 1.0
LONGEST = 4.0
MOST_NAMES, LONGEST_NAME = 3, 60
TOO_LONG = "There is too much in it to be looked through for NHS numbers. Add only the part that matters."
NUMBER = "There is an NHS number in it. Take it out, then add the file again."
NUMBER_IN_A_MESSAGE = (
    "There is an NHS number in it. Paste its text instead, or add it as a PDF with the number blacked out."
)
IN_MEMORY = 1024 * 1024


@dataclass(frozen=True)
class Examined:
    """A file that may be kept. `found` are kinds of identifiers; `is_read`: whether all of it could be read.

    `own_name` is how the name of whoever adds it stands in it; `may_hide_author`: what it tells unseen may be there.
    `patients` are some of the names found, to be said to whoever adds it and nobody else.
    """

    name: str
    kind: Kind
    content: BinaryIO
    size: int
    digest: str
    found: frozenset[str]
    is_read: bool
    own_name: str = ""
    may_hide_author: bool = False
    patients: tuple[str, ...] = ()

    @property
    def names_writer(self) -> bool:
        """Whether it tells, or may tell, who adds it."""
        return bool(self.own_name) or self.may_hide_author

    @property
    def needs_eyes(self) -> bool:
        """Whether a person must have looked through it first."""
        return bool(self.doubt)

    @property
    def doubt(self) -> str:
        """Why a person must have looked through it first, in a sentence; else nothing."""
        if self.found:
            kinds = " and ".join(sorted(MASKS[kind][1:].removesuffix(" removed]") for kind in self.found))
            return f"There is what may identify a patient in it: {kinds}."
        if not self.is_read:
            return "We cannot read all of it."
        return "It is a message, and those often say who a patient is." if self.kind.slug == "eml" else ""


def examine(
    file: BinaryIO,
    name: str,
    *,
    size: int,
    largest: int,
    own_name: Callable[[str], str] = lambda text: "",
    is_own: Callable[[str], bool] = lambda words: False,
) -> Examined:
    """The file as it may be kept, or NotTaken. `largest` is in bytes, before and after.

    `own_name` finds the name of whoever adds it in a text; `is_own` says of a name that it is theirs.
    """
    if size > largest:
        raise NotTaken(too_large(largest))
    kind = kind_of(file, size, name)
    is_clean = True
    if kind.slug == "pdf":
        file, is_clean = pdf_text.without_authors(file)
    content, text, is_read = _clean(file, kind)
    found, patients, all_seen = look_through(text, is_own)
    if "NHS_NUMBER" in found:
        raise NotTaken(NUMBER_IN_A_MESSAGE if kind.slug == "eml" else NUMBER)
    kept_size, digest = _measured(content)
    if kept_size > largest:
        raise NotTaken(too_large(largest))
    named = {"own_name": own_name(text), "may_hide_author": not is_clean, "patients": patients}
    return Examined(shown_name(name, kind), kind, content, kept_size, digest, found, is_read and all_seen, **named)


def too_large(largest: int) -> str:
    return f"It is larger than {largest // 1024 // 1024} MB. Make it smaller, or add only the pages that matter."


def look_through(
    text: str, is_own: Callable[[str], bool] = lambda words: False
) -> tuple[frozenset[str], tuple[str, ...], bool]:
    """Kinds of identifiers in a text, some of its names, and whether time sufficed.

    NHS numbers are looked for in all of it, first. What `is_own` says of is no patient's name.
    """
    stop_at = time.monotonic() + LONGEST
    for at in range(0, len(text), PIECE):
        if time.monotonic() > stop_at:
            raise NotTaken(TOO_LONG)
        if any(True for _ in nhs_numbers(view_of(text[at : at + PIECE + OVERLAP]).text)):
            return frozenset({"NHS_NUMBER"}), (), True
    stop_at, found, names = time.monotonic() + SECONDS, set[str](), dict[str, None]()
    for at in range(0, len(text), WINDOW):
        if time.monotonic() > stop_at:
            return frozenset(found), tuple(names)[:MOST_NAMES], False
        window = text[at : at + WINDOW + OVERLAP]
        for one in screen(window, closely=False).found:
            said = " ".join(window[one.start : one.end].split())
            if one.kind != "NAME":
                found.add(one.kind)
            elif not is_own(said):
                found.add(one.kind)
                names[said[:LONGEST_NAME]] = None
    return frozenset(found), tuple(names)[:MOST_NAMES], True


def _clean(file: BinaryIO, kind: Kind) -> tuple[BinaryIO, str, bool]:
    """The file without what it should not carry, what is written in it, and whether all of that could be read."""
    if kind.slug == "pdf":
        return file, *pdf_text.text_of_pdf(file)
    file.seek(0)
    content = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed by whoever keeps it
    if kind.slug in file_kinds.PICTURES:
        pictures.redraw(file, kind.slug, content)
        return content, "", False
    if kind.slug in file_kinds.OFFICE:
        office_files.copy_clean(file, content)
        return content, _joined(office_files.texts(content)), True
    data, text = mail_files.rewritten(file.read())
    content.write(data)
    return content, text, True


def _joined(pieces: Iterable[str]) -> str:
    """The pieces as one text."""
    taken, length = [], 0
    for piece in pieces:
        taken.append(piece)
        length += len(piece)
        if length > MOST_TEXT:
            raise NotTaken(TOO_LONG)
    return "".join(taken)


def _measured(content: BinaryIO) -> tuple[int, str]:
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256").hexdigest()
    return content.seek(0, io.SEEK_END), digest
