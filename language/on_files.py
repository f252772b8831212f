"""Reports and queries from JSON Lines, every bad line named by its number; and themes back as plain values."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from language.finding import Found, Report

MOST_COMPLAINTS = 20

Thing = TypeVar("Thing")


class BadLines(Exception):
    """What is wrong with a file: one sentence per bad line, the first twenty of them."""

    def __init__(self, complaints: list[str]) -> None:
        shown = complaints[:MOST_COMPLAINTS]
        if len(complaints) > len(shown):
            shown.append(f"and {len(complaints) - len(shown)} more bad lines")
        super().__init__("\n".join(shown))


def read_reports(lines: Iterable[bytes]) -> list[Report]:
    """Reports from lines of {"id", "text", "on"} with optional "reporter" and "organisation"."""
    return _read(lines, _report, lambda report: report.id)


def read_texts(lines: Iterable[bytes]) -> list[tuple[str, str]]:
    """Pairs of id and text from lines of {"id", "text"}."""
    return _read(lines, lambda row: (_id(row), _words(row, "text")), lambda pair: pair[0])


def as_values(found: Found) -> dict[str, Any]:
    """The themes as values that JSON can hold, dates in ISO form."""
    themes = [asdict(theme) for theme in found.themes]
    return json.loads(  # type: ignore[no-any-return]
        json.dumps({"themes": themes, "unthemed": found.unthemed}, default=date.isoformat)
    )


def write(target: Path, words: str) -> None:
    """The whole file or none of it: written beside, then moved into place."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_text(words, encoding="utf-8")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _read(
    lines: Iterable[bytes], build: Callable[[dict[str, Any]], Thing], name: Callable[[Thing], str]
) -> list[Thing]:
    things: list[Thing] = []
    seen: dict[str, tuple[int, Thing]] = {}
    complaints: list[str] = []
    for number, line in enumerate(lines, start=1):
        try:
            thing = build(_row(line)) if line.strip() else None
        except ValueError as wrong:
            complaints.append(f"line {number}: {wrong}")
            continue
        if thing is None or seen.setdefault(name(thing), (number, thing)) == (number, thing):
            things += [] if thing is None else [thing]
        elif seen[name(thing)][1] != thing:
            complaints.append(f'line {number}: the id "{name(thing)}" is on line {seen[name(thing)][0]} already')
    if complaints:
        raise BadLines(complaints)
    return things


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("not UTF-8 text") from None
    except ValueError:
        raise ValueError("not JSON") from None
    if not isinstance(row, dict):
        raise ValueError('not an object like {"id": "1", "text": "…"}')
    return row


def _report(row: dict[str, Any]) -> Report:
    return Report(
        id=_id(row),
        text=_words(row, "text"),
        on=_day(row),
        reporter=_words(row, "reporter", needed=False),
        organisation=_words(row, "organisation", needed=False),
    )


def _id(row: dict[str, Any]) -> str:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError('"id" is missing or not text')
    return value


def _words(row: dict[str, Any], field: str, *, needed: bool = True) -> str:
    value = row.get(field)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise ValueError(f'"{field}" is missing or not text')
    return value.encode("utf-8", "replace").decode("utf-8")


def _day(row: dict[str, Any]) -> date:
    value = row.get("on")
    try:
        return datetime.fromisoformat(value or "").date()
    except (TypeError, ValueError):
        raise ValueError('"on" is missing or not a date like 2026-03-31') from None
