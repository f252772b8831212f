"""Reports and queries from JSON Lines, every bad line named by its number; and themes back as plain values."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeVar

from language.finding import Found, Report
from language.lines import BadLines, sorted_out

Thing = TypeVar("Thing")


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


def _read(
    lines: Iterable[bytes], build: Callable[[dict[str, Any]], Thing], name: Callable[[Thing], str]
) -> list[Thing]:
    """Each thing once; the same line twice is once, another of the same name is a fault."""
    things, complaints = sorted_out(lines, build)
    first: dict[str, tuple[int, Thing]] = {}
    for number, thing in things:
        earlier, same = first.setdefault(name(thing), (number, thing))
        if same != thing:
            complaints.append((number, f'the id "{name(thing)}" is on line {earlier} already'))
    if complaints:
        raise BadLines(complaints)
    return [thing for _, thing in first.values()]


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
