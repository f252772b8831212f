"""Files of commands: what cannot be read or written and every bad line is said, and nothing is half-written."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

from django.core.management.base import CommandError

from language import lines

Thing = TypeVar("Thing")


def read(source: Path, how: Callable[[Iterable[bytes]], Thing]) -> Thing:
    """What `how` makes of the lines of a file; where one of them is bad, all that are bad are named."""
    try:
        with source.open("rb") as file:
            return how(file)
    except OSError as wrong:
        raise CommandError(f"Cannot read {source}: {wrong.strerror}.") from wrong
    except lines.BadLines as wrong:
        raise CommandError(f"Nothing was written. {source} has bad lines:\n{wrong}") from wrong


def write(target: Path, words: str) -> None:
    """The whole file, or none of it."""
    try:
        lines.write(target, words)
    except OSError as wrong:
        raise CommandError(f"Cannot write {target}: {wrong.strerror}.") from wrong


def refuse(faults: Sequence[str]) -> NoReturn:
    """Nothing is loaded, for these reasons."""
    counted = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}"
    raise CommandError("\n".join([f"{counted}, so nothing was loaded.", *faults])) from None
