"""Office documents, which are zip files: judged by their headers alone, read as text, copied without metadata."""

import re
import shutil
import stat
import struct
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from issues.metadata import without_metadata
from issues.not_taken import NotTaken, is_for_room
from issues.xml_text import text_of_xml

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
MOST_ENTRIES = 2_000
MOST_DIRECTORY = 512 * 1024
MOST_BYTES = 100 * 1024 * 1024
MOST_TIMES = 100  # a document that is so many times larger than its file is no document
SMALL = 5 * 1024 * 1024  # below this, however well it is packed
MOST_LISTED = 1024 * 1024
ENDING = struct.Struct("<4s4H2LH")

MAIN_PARTS = (
    ("docx", "word/document.xml", b"wordprocessingml.document.main+xml"),
    ("xlsx", "xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
    ("pptx", "ppt/presentation.xml", b"presentationml.presentation.main+xml"),
)
ODF_SLUGS = {f"{ODF}text".encode(): "odt", f"{ODF}spreadsheet".encode(): "ods"}
MACROS = re.compile(r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|activex/.*|basic/.*|scripts/.*)$")
INSIDE = re.compile(
    r"(?:^|/)embeddings/|"
    r"\.(?:zip|jar|7z|rar|gz|exe|dll|js|vbs|hta|lnk|html?|docx?|docm|xlsx?|xlsm|xlsb|pptx?|pptm|od[tsp]|msg|eml)$"
)
NO_TEXT = re.compile(r"(?:^|/)theme/|fonttable|calcchain|websettings|_rels/|\[content_types\]|manifest\.xml$")
CORE = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<%s xmlns="%s"/>'
PROPERTIES = b"http://schemas.openxmlformats.org/officeDocument/2006/"
BLANK_CORE = CORE % (b"coreProperties", b"http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
BLANKS = (
    (re.compile(r"docprops/core\d*\.xml|.*\.psmdcp"), BLANK_CORE),
    (re.compile(r"docprops/app\d*\.xml"), CORE % (b"Properties", PROPERTIES + b"extended-properties")),
    (re.compile(r"docprops/custom\d*\.xml"), CORE % (b"Properties", PROPERTIES + b"custom-properties")),
    (
        re.compile(r"(?:.*/)?meta\.xml"),
        b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta '
        b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>',
    ),
)
AUTHORS = re.compile(rb'\b(w\d*:(?:author|initials))="[^"]*"')
DAMAGED = "It is damaged. Open and save it afresh, then add it again."


def slug_of(file: BinaryIO, size: int) -> str:
    """Which office document it is. Nothing is unpacked but the short list of its parts."""
    _check_ending(file, size)
    try:
        with ZipFile(file) as whole:
            entries = whole.infolist()
            _check_entries(entries, size)
            return _slug(whole, {entry.filename: entry for entry in entries})
    except (BadZipFile, NotImplementedError, OSError, ValueError, RuntimeError, EOFError) as error:
        raise NotTaken(DAMAGED) from error


def copy_clean(file: BinaryIO, target: BinaryIO) -> None:
    """The same document without who made it and when, and without what its pictures say of place and camera."""
    try:
        with ZipFile(file) as whole, ZipFile(target, "w", ZIP_DEFLATED) as clean:
            for entry in whole.infolist():
                if not entry.is_dir():
                    _copy_part(whole, clean, entry)
    except Exception as error:  # a damaged part, in one of the many ways that packed data can be
        if is_for_room(error):
            raise
        raise NotTaken(DAMAGED) from error


def texts(file: BinaryIO) -> Iterator[str]:
    """What is written in the document, piece by piece."""
    with ZipFile(file) as whole:
        for entry in whole.infolist():
            name = entry.filename.lower()
            if name.endswith(".xml") and not NO_TEXT.search(name):
                with whole.open(entry) as part:
                    yield from text_of_xml(part)
                yield "\n"


def _check_ending(file: BinaryIO, size: int) -> None:
    """The list of parts stands right before the end and is short; nothing hides before or behind it."""
    file.seek(max(0, size - ENDING.size))
    tail = file.read()
    if len(tail) < ENDING.size:
        raise NotTaken(DAMAGED)
    sign, disk, first_disk, here, entries, length, begins, comment = ENDING.unpack(tail)
    if sign != b"PK\5\6" or comment or disk or first_disk or here != entries or begins + length + ENDING.size != size:
        raise NotTaken("It is not a plain office document. Save it afresh, then add it again.")
    if entries > MOST_ENTRIES or length > MOST_DIRECTORY:
        raise NotTaken("It holds far too many parts for a document. Save it as PDF and add that.")


def _check_entries(entries: list[ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_BYTES or packed > size or unpacked > max(SMALL, MOST_TIMES * packed):
        raise NotTaken("Unpacked, it would be far too large. Save it as PDF and add that.")
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MOST_ENTRIES or len(set(names)) < len(names) or min(e.header_offset for e in entries):
        raise NotTaken(DAMAGED)
    if any(_is_dangerous(entry) for entry in entries):
        raise NotTaken("It is not a plain office document. Save it afresh, then add it again.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise NotTaken("It has a password. Save it without one, then add it again.")
    if any(MACROS.search(name) for name in names):
        raise NotTaken("It has macros. Save it without them, as .docx, .xlsx, .pptx or PDF.")
    if any(INSIDE.search(name) for name in names):
        raise NotTaken("It has other files inside it. Save it as PDF, or take them out and add them by themselves.")


def _is_dangerous(entry: ZipInfo) -> bool:
    """A link, a path that leads elsewhere, or a way of packing that offices do not use."""
    path = PurePosixPath(entry.filename)
    return (
        stat.S_ISLNK(entry.external_attr >> 16)
        or path.is_absolute()
        or ".." in path.parts
        or any(char in entry.filename for char in "\\:\0")
        or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}
    )


def _slug(whole: ZipFile, entries: dict[str, ZipInfo]) -> str:
    if "mimetype" in entries:
        slug = ODF_SLUGS.get(_listed(whole, entries["mimetype"]).strip())
        manifest = entries.get("META-INF/manifest.xml")
        if slug and manifest and "content.xml" in entries:
            if b"encryption-data" in _listed(whole, manifest):
                raise NotTaken("It has a password. Save it without one, then add it again.")
            return slug
    elif "[Content_Types].xml" in entries:
        types = _listed(whole, entries["[Content_Types].xml"])
        if b"macroenabled" in types.lower():
            raise NotTaken("It has macros. Save it without them, as .docx, .xlsx, .pptx or PDF.")
        for slug, part, mime in MAIN_PARTS:
            if part in entries and mime in types:
                return slug
    raise NotTaken("It is an archive, or a kind of document that is not taken. Take the files out and add those.")


def _listed(whole: ZipFile, entry: ZipInfo) -> bytes:
    if entry.file_size > MOST_LISTED:
        raise NotTaken(DAMAGED)
    return whole.read(entry)


def _copy_part(whole: ZipFile, clean: ZipFile, entry: ZipInfo) -> None:
    fresh = ZipInfo(entry.filename)
    fresh.compress_type = entry.compress_type
    name = entry.filename.lower()
    blank = next((blank for pattern, blank in BLANKS if pattern.fullmatch(name)), None)
    with whole.open(entry) as old, clean.open(fresh, "w") as new:
        if blank is not None:
            new.write(blank)
        elif name.endswith((".jpg", ".jpeg", ".png")):
            new.write(without_metadata(old.read()))
        elif name.startswith("word/") and name.endswith(".xml"):
            _copy_without_authors(old, new)
        else:
            shutil.copyfileobj(old, new)


def _copy_without_authors(old: IO[bytes], new: IO[bytes]) -> None:
    """Who changed or remarked what in Word; piece by piece, no piece ending within a tag."""
    held = b""
    while piece := old.read(64 * 1024):
        held += piece
        cut = held.rfind(b"<")
        if cut > 0:
            new.write(AUTHORS.sub(rb'\1=""', held[:cut]))
            held = held[cut:]
    new.write(AUTHORS.sub(rb'\1=""', held))
