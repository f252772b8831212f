"""Run by itself: reads a PDF on standard input; writes it without what tells who made it, where nobody sees that.

The first line says how that went: `same` where it told nothing, `clean` before what it is now, `signed` where it
would no longer be what was signed. Without a first line it could not be done.
"""

import contextlib
import io
import resource
import sys
from collections.abc import Iterator

import pypdf
from pypdf.generic import DictionaryObject

SECONDS = 6
MEMORY = 600 * 1024 * 1024
OF_THE_PROGRAM = {"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"}
TELLING = ("/Metadata", "/PieceInfo")  # XMP, and what programs keep for themselves


def main() -> None:
    """Within limits of time and memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    said = b""
    with contextlib.suppress(Exception):
        said = cleaned(sys.stdin.buffer.read())
    sys.stdout.buffer.write(said)


def cleaned(data: bytes) -> bytes:
    """What is said of it, and what it is without what it tells."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return b""
    writer = pypdf.PdfWriter(clone_from=reader)
    tells = bool(set(reader.metadata or ()) - OF_THE_PROGRAM)
    for part in _parts(writer):
        for name in _telling(part):
            del part[name]
            tells = True
    if not tells:
        return b"same\n"
    if int(reader.trailer["/Root"].get("/AcroForm", {}).get("/SigFlags", 0)) & 1:
        return b"signed\n"
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = io.BytesIO()
    writer.write(out)
    return b"clean\n" + out.getvalue() if _shows_the_same(reader, pypdf.PdfReader(out)) else b""


def _parts(writer: pypdf.PdfWriter) -> Iterator[DictionaryObject]:
    """All its objects, and the dictionaries that stand in them."""
    waiting = [one.get_object() for one in writer._objects if one is not None]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            yield part
        inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        waiting += [one for one in inside if isinstance(one, dict | list)]


def _telling(part: DictionaryObject) -> list[str]:
    """What of a part tells who made it. The name of a form's field has the same key as whose a remark is."""
    is_remark = "/Rect" in part and part.get("/Subtype") not in {None, "/Widget"}
    return [name for name in (*TELLING, *(("/T",) if is_remark else ())) if name in part]


def _shows_the_same(before: pypdf.PdfReader, after: pypdf.PdfReader) -> bool:
    """Whether what is drawn on each page stayed as it was."""

    def drawn(reader: pypdf.PdfReader) -> list[bytes]:
        contents = [page.get_contents() for page in reader.pages]
        return [one.get_data() if one is not None else b"" for one in contents]

    return drawn(before) == drawn(after)


if __name__ == "__main__":
    main()
