"""The text between the tags of an XML stream, by regular expressions: no entity is expanded, nothing looked up."""

import codecs
import html
import re
from collections.abc import Iterator
from typing import IO

PIECE = 64 * 1024
LONGEST_HELD = 1024 * 1024
APART = "\n" * 5  # further apart than the digits of one number may stand
CELL = re.compile(r"</(?:\w+:)?(?:tc|tr|row|c|si|comment|table-cell|table-row)\s*>|<table:table-cell\b[^<]*/>")
LINE = re.compile(r"</(?:\w+:)?(?:p|h)\s*>|<(?:\w+:)?(?:br|cr|line-break)\b[^<>]*>")
SPACE = re.compile(r"<(?:w:tab|a:tab|text:tab|text:s)\b[^<>]*>")
VALUE = re.compile(r'\boffice:value="([^"<>]{1,40})"([^<>]*>)')  # of a cell, which may be shown shortened
TAG = re.compile(r"<[^<>]*>")


def text_of_xml(part: IO[bytes]) -> Iterator[str]:
    """The text piece by piece; words that are split by formatting are whole, table cells stand apart."""
    held = ""
    for piece in _decoded(part):
        held += piece
        cut = held.rfind("<")
        if cut > 0:
            yield _text(held[:cut])
            held = held[cut:]
        elif len(held) > LONGEST_HELD:
            yield _text(held)
            held = ""
    yield _text(held)


def _decoded(part: IO[bytes]) -> Iterator[str]:
    first = part.read(PIECE)
    is_wide = first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    decoder = codecs.getincrementaldecoder("utf-16" if is_wide else "utf-8")("replace")
    while first:
        yield decoder.decode(first)
        first = part.read(PIECE)


def _text(marked: str) -> str:
    marked = VALUE.sub(rf"\2{APART}\1{APART}", marked)
    apart = SPACE.sub(" ", LINE.sub("\n", CELL.sub(APART, marked)))
    return html.unescape(TAG.sub("", apart))
