"""Run by itself: reads a PDF on standard input, writes whether it could be read whole, and its text."""

import contextlib
import io
import resource
import sys

import pypdf

SECONDS = 4
MEMORY = 600 * 1024 * 1024
MOST_TEXT = 2_000_000


def main() -> None:
    """Within limits of time and memory. What breaks off has been read in part."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    pages: list[str] = []
    is_whole = False
    with contextlib.suppress(Exception):
        is_whole = read(pages)
    text = "\n".join(pages)[:MOST_TEXT]
    sys.stdout.buffer.write(f"{'whole' if is_whole else 'part'}\n{text}".encode("utf-8", "replace"))


def read(pages: list[str]) -> bool:
    """Add what is written in it, page by page; False where a page has no words, as a scan has none."""
    reader = pypdf.PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    pages.extend(str(value) for value in (reader.metadata or {}).values())
    is_whole = True
    for page in reader.pages:
        text = page.extract_text()
        is_whole = is_whole and bool(text.strip())
        pages.append(text)
        if sum(map(len, pages)) > MOST_TEXT:
            return False
    return is_whole


if __name__ == "__main__":
    main()
