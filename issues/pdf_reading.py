"""Run by itself: reads a PDF on standard input; writes whether that was all of it, what else it carries, its text."""

import contextlib
import io
import resource
import sys
from collections.abc import Iterator

import pypdf

SECONDS = 4
MEMORY = 600 * 1024 * 1024
MOST_STEPS = 5
MOST_TEXT = 2_000_000
ACTIONS = {"/JavaScript", "/Launch", "/URI", "/SubmitForm"}


def main() -> None:
    """Within limits of time and memory. What breaks off has been read in part."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    pages: list[str] = []
    is_whole, carries = False, ""
    with contextlib.suppress(Exception):
        reader = pypdf.PdfReader(io.BytesIO(sys.stdin.buffer.read()))
        carries = what_it_carries(reader)
        is_whole = read(reader, pages)
    text = "\n".join(pages)[:MOST_TEXT]
    said = f"{carries or ('whole' if is_whole else 'part')}\n{text}"
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))


def what_it_carries(reader: pypdf.PdfReader) -> str:
    """`files` where other files are inside it, `acts` where it does something when it is opened, else nothing."""
    root = reader.trailer["/Root"]
    names = root.get("/Names", {})
    opening = root.get("/OpenAction")
    action = opening.get("/S") if isinstance(opening, dict) else None
    if "/EmbeddedFiles" in names:
        return "files"
    return "acts" if "/JavaScript" in names or action in ACTIONS else ""


def read(reader: pypdf.PdfReader, pages: list[str]) -> bool:
    """Add what is written in it, page by page; False where a page has no words, as a scan has none."""
    told = reader.metadata or {}
    pages.extend(str(told.get(name, "")) for name in ("/Title", "/Author", "/Subject", "/Keywords"))
    is_whole = True
    for page in reader.pages:
        text = page.extract_text()
        is_whole = is_whole and bool(text.strip())
        pages.append(text)
        pages.extend(_beside(page))
        if sum(map(len, pages)) > MOST_TEXT:
            return False
    return is_whole


def _beside(page: pypdf.PageObject) -> Iterator[str]:
    """What stands in the page's notes and form fields. A value may belong to the field above its box."""
    for note in page.get("/Annots") or ():
        part, steps = note.get_object(), 0
        while part is not None and steps < MOST_STEPS:
            yield from (str(part[name]) for name in ("/Contents", "/V") if name in part)
            part, steps = part.get("/Parent"), steps + 1


if __name__ == "__main__":
    main()
