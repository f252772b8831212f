"""The text of a PDF. It is read by a process of its own, which may take only so long and so much memory."""

import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from issues.not_taken import NotTaken

READER = Path(__file__).with_name("pdf_reading.py")
SECONDS = 4
CARRIED = {
    "files": "It has other files inside it. Take them out and add them by themselves, or print it to a new PDF.",
    "acts": "It does something by itself when it is opened. Print it to a new PDF and add that.",
}


def text_of_pdf(file: BinaryIO) -> tuple[str, bool]:
    """What is written in it, and whether that was all of it: scans, passwords and oddities cannot be read."""
    file.seek(0)
    command = [sys.executable, "-I", str(READER)]
    try:
        done = subprocess.run(command, input=file.read(), capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return "", False
    said, _, text = done.stdout.decode("utf-8", "replace").partition("\n")
    if said in CARRIED:
        raise NotTaken(CARRIED[said])
    return text, done.returncode == 0 and said == "whole"
