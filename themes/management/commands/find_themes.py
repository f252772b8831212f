"""Themes of the reports in a file, without a database."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from language import finding, on_files
from people import command_files


class Command(BaseCommand):
    help = (
        "Find the themes of reports in a file. IN is JSON Lines of id, text, on (a date) and, if known, reporter "
        "and organisation; OUT is one JSON object with themes and unthemed. The last date in IN counts as today."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("in", metavar="IN", type=Path)
        parser.add_argument("out", metavar="OUT", type=Path)

    def handle(self, *args: object, **options: object) -> None:
        source, target = Path(str(options["in"])), Path(str(options["out"]))
        reports = command_files.read(source, on_files.read_reports)
        now = max((report.on for report in reports), default=None)
        found = finding.find_themes(reports, now=now) if now else finding.Found((), ())
        command_files.write(target, json.dumps(on_files.as_values(found), ensure_ascii=False, indent=1) + "\n")
        self.stdout.write(
            f"{len(reports)} reports: {len(found.themes)} themes, {len(found.unthemed)} reports in none."
        )
