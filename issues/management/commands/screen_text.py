"""`screen_text IN OUT`: what the gate finds in each text of a JSON Lines file. Reads and writes no database."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from language.identifiers import screen
from language.lines import as_line, read_rows
from people import command_files


class Command(BaseCommand):
    help = 'Adds "masked" and "found" to each {"text"} of a JSON Lines file; offsets are code points of the text.'
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="IN", type=Path)
        parser.add_argument("target", metavar="OUT", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        rows = command_files.read(options["source"], lambda lines: read_rows(lines, screened_row))
        command_files.write(options["target"], "".join(as_line(row) for _, row in rows))


def screened_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row with "masked" and "found" added; ValueError says what is wrong with it."""
    if not isinstance(row.get("text"), str):
        raise ValueError('"text" is missing or not text')
    screened = screen(row["text"])
    return {**row, "masked": screened.masked, "found": [asdict(finding) for finding in screened.found]}
