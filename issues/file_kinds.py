"""Which kinds of files are taken, and which of them a file is by what it holds; its name only has to agree."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from issues import mail_files, office_files
from issues.not_taken import NotTaken


@dataclass(frozen=True)
class Kind:
    """A kind of file: how it is called, how its names end, and as what it is served."""

    slug: str
    name: str
    suffixes: tuple[str, ...]
    mime: str


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("pdf", "PDF", (".pdf",), "application/pdf"),
        Kind("jpeg", "JPEG picture", (".jpg", ".jpeg"), "image/jpeg"),
        Kind("png", "PNG picture", (".png",), "image/png"),
        Kind("gif", "GIF picture", (".gif",), "image/gif"),
        Kind("webp", "WebP picture", (".webp",), "image/webp"),
        Kind("docx", "Word document", (".docx",), office_files.OOXML + "wordprocessingml.document"),
        Kind("xlsx", "Excel workbook", (".xlsx",), office_files.OOXML + "spreadsheetml.sheet"),
        Kind("pptx", "PowerPoint presentation", (".pptx",), office_files.OOXML + "presentationml.presentation"),
        Kind("odt", "OpenDocument text", (".odt",), office_files.ODF + "text"),
        Kind("ods", "OpenDocument spreadsheet", (".ods",), office_files.ODF + "spreadsheet"),
        Kind("eml", "e-mail message", (".eml",), "message/rfc822"),
    )
}
PICTURES = frozenset({"jpeg", "png", "gif", "webp"})
OFFICE = frozenset({"docx", "xlsx", "pptx", "odt", "ods"})
SUFFIXES = tuple(suffix for kind in KINDS.values() for suffix in kind.suffixes)

TAKEN = "Add a PDF, a picture (JPEG, PNG, GIF or WebP), a Word, Excel, PowerPoint or OpenDocument file, or an .eml"
PROGRAM = f"It is a program or a script. {TAKEN}."
WEB_PAGE = f"It is a web page or a drawing that can run scripts. {TAKEN}."
OLD_OFFICE = "It is in an old Office format or has a password. Save it without, as .docx, .xlsx, .pptx or PDF."
FORMAT = "It is a picture or a film in a format that is not taken. Save a picture as JPEG or PNG first."
SIGNATURES = (
    ("jpeg", re.compile(rb"\xff\xd8\xff")),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("pdf", re.compile(rb"%PDF-\d\.\d")),
)
REFUSED = (
    (re.compile(rb"MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|#!|L\0\0\0\x01\x14\x02\0"), PROGRAM),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|script|svg|\?xml|!--)", re.IGNORECASE), WEB_PAGE),
    (re.compile(rb"\{\\rtf"), "It is in Rich Text Format. Save it as .docx or PDF."),
    (re.compile(rb"II\*\0|MM\0\*|BM.{4}\0\0\0\0|.{4}ftyp", re.DOTALL), FORMAT),
    (re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!|\x1f\x8b"), "It is an archive. Take the files out of it and add those."),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 64 * 1024
TAIL = 2048


def kind_of(file: BinaryIO, size: int, name: str) -> Kind:
    """The kind of a file by its content; NotTaken, with what to do instead, where it is none that is taken."""
    file.seek(0)
    head = file.read(HEAD)
    suffix = PurePath(name).suffix.lower()
    if not head:
        raise NotTaken("It is empty.")
    kind = KINDS[_slug(file, head, size, suffix)]
    if kind.slug not in OFFICE and zipfile.is_zipfile(file):
        raise NotTaken(f"It is a {kind.name} with an archive hidden behind it. Save it afresh, then add it again.")
    if suffix and suffix not in kind.suffixes:
        raise NotTaken(f"It is a {kind.name}, but its name ends in {suffix}. Rename it to {kind.suffixes[0]}.")
    return kind


def _slug(file: BinaryIO, head: bytes, size: int, suffix: str) -> str:
    if head.startswith(OLE):
        is_message = suffix == ".msg"
        raise NotTaken("Save the message as .eml or PDF first: .msg is not taken." if is_message else OLD_OFFICE)
    if head.startswith(b"PK"):
        return office_files.slug_of(file, size)
    for pattern, instead in REFUSED:
        if pattern.match(head):
            raise NotTaken(instead)
    for slug, pattern in SIGNATURES:
        if pattern.match(head):
            return _whole_pdf(file, head, size) if slug == "pdf" else slug
    if mail_files.is_message(head):
        return "eml"
    raise NotTaken(f"It is none of the kinds of files that are taken. {TAKEN}.")


def _whole_pdf(file: BinaryIO, head: bytes, size: int) -> str:
    """A PDF that also ends as one, and is not a web page besides."""
    file.seek(max(0, size - TAIL))
    if b"%%EOF" not in file.read():
        raise NotTaken("It is only the beginning of a PDF. Save it afresh, then add it again.")
    if re.search(rb"<(?:script|html|svg)\b", head[:1024], re.IGNORECASE):
        raise NotTaken(WEB_PAGE)
    return "pdf"
