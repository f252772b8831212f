"""The text of a PDF. It is read by a process of its own, which may take only so long and so much memory."""

import io
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from issues.not_taken import NotTaken

READER = Path(__file__).with_name("pdf_reading.py")
CLEANER = Path(__file__).with_name("pdf_cleaning.py")
SECONDS = 4
SECONDS_TO_CLEAN = 6
CARRIED = {
    "files": "It has other files inside it. Take them out and add them by themselves, or print it to a new PDF.",
    "acts": "It does something by itself when it is opened. Print it to a new PDF and add that.",
}


SIGNED = (
    "It is signed, and says where nobody sees it who made it. Taking that out would break the signature: print it to "
    "a new PDF and add that."
)


def text_of_pdf(file: BinaryIO) -> tuple[str, bool]:
    """What is written in it, and whether that was all of it: scans, passwords and oddities cannot be read."""
    done = _run(READER, file, SECONDS)
    if done is None:
        return "", False
    said, _, text = done.stdout.decode("utf-8", "replace").partition("\n")
    if said in CARRIED:
        raise NotTaken(CARRIED[said])
    return text, done.returncode == 0 and said == "whole"


def without_authors(file: BinaryIO) -> tuple[BinaryIO, bool]:
    """The same PDF without what it tells, unseen, of who made it and remarked in it; and whether that could be done.

    The first is the file itself where it tells nothing, or where nothing can be done.
    """
    done = _run(CLEANER, file, SECONDS_TO_CLEAN)
    said, _, data = done.stdout.partition(b"\n") if done and done.returncode == 0 else (b"", b"", b"")
    if said == b"signed":
        raise NotTaken(SIGNED)
    return (io.BytesIO(data), True) if said == b"clean" else (file, said == b"same")


def _run(script: Path, file: BinaryIO, seconds: int) -> subprocess.CompletedProcess[bytes] | None:
    file.seek(0)
    command = [sys.executable, "-I", str(script)]
    try:
        return subprocess.run(command, input=file.read(), capture_output=True, timeout=seconds, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return None
