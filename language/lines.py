"""JSON Lines for commands on files: every bad line is named by number, and files are written whole or not at all."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

Thing = TypeVar("Thing")
Numbered = list[tuple[int, Thing]]


class BadLines(Exception):
    """What is wrong with a file: one sentence for each bad line, in their order."""

    def __init__(self, complaints: Numbered[str]) -> None:
        super().__init__("\n".join(f"line {number}: {why}" for number, why in sorted(complaints)))


def read_rows(lines: Iterable[bytes], build: Callable[[dict[str, Any]], Thing]) -> Numbered[Thing]:
    """What each line that is not blank is built into, with its number. `build` says by ValueError what is wrong."""
    things, complaints = sorted_out(lines, build)
    if complaints:
        raise BadLines(complaints)
    return things


def sorted_out(
    lines: Iterable[bytes], build: Callable[[dict[str, Any]], Thing]
) -> tuple[Numbered[Thing], Numbered[str]]:
    """The same, with what is wrong beside it."""
    things: Numbered[Thing] = []
    complaints: Numbered[str] = []
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                things.append((number, build(_row(line))))
        except ValueError as wrong:
            complaints.append((number, str(wrong)))
    return things, complaints


def as_line(row: dict[str, Any]) -> str:
    """A row as a line; half a character, which no file can hold, as an escape."""
    words = json.dumps(row, ensure_ascii=False)
    return f"{words if _is_whole(words) else json.dumps(row)}\n"


def write(target: Path, words: str) -> None:
    """The whole file or none of it: written beside, then moved into place. What is no file (a pipe) is written to."""
    if target.exists() and not target.is_file():
        target.write_text(words, encoding="utf-8")
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_text(words, encoding="utf-8")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    return row


def _is_whole(words: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in words)
