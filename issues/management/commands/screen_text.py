"""`screen_text IN OUT`: what the gate finds in each text of a JSON Lines file. Reads and writes no database."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from language.identifiers import screen


class Command(BaseCommand):
    help = 'Adds "masked" and "found" to each {"text"} of a JSON Lines file; offsets are code points of the text.'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="IN", type=Path)
        parser.add_argument("target", metavar="OUT", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        bad = 0
        try:
            lines = options["source"].open("rb")
            target = options["target"].open("wb")
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}") from problem
        with lines, target:
            for number, line in enumerate(lines, start=1):
                if not line.strip():
                    continue
                try:
                    row = screened_row(line.decode("utf-8-sig"))
                except ValueError as problem:
                    bad += 1
                    self.stderr.write(f"line {number}: {problem}")
                    continue
                target.write(_as_line(row))
        if bad:
            raise CommandError(f"{bad} line(s) left out, the others are in {options['target']}", returncode=1)


def screened_row(line: str) -> dict[str, Any]:
    """The object of one line with "masked" and "found" added; ValueError says what is wrong with the line."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"not JSON ({problem})") from problem
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ValueError('not an object with a string "text"')
    screened = screen(row["text"])
    return {**row, "masked": screened.masked, "found": [asdict(finding) for finding in screened.found]}


def _as_line(row: dict[str, Any]) -> bytes:
    try:
        return (json.dumps(row, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:  # half a character: keep it as an escape
        return (json.dumps(row) + "\n").encode()
