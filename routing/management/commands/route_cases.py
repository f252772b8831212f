"""Routes cases from a file (JSON Lines) on a registry, without any database of the portal's own."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from language.lines import as_line, read_rows
from people import command_files
from routing.cases import BadCase, Router, throwaway_database
from routing.loading import load
from routing.precision import lines_of
from routing.reading import BadRegistry


class Command(BaseCommand):
    help = "Say for every case in a file where it would go, and why."
    requires_system_checks = ()
    not_understood = 0

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cases", metavar="IN", type=Path)
        parser.add_argument("routes", metavar="OUT", type=Path)
        parser.add_argument("--registry", metavar="NAME_OR_FOLDER", required=True)

    def handle(self, cases: Path, routes: Path, registry: str, **options) -> None:
        rows = command_files.read(cases, lambda lines: read_rows(lines, lambda row: row))
        with throwaway_database():
            try:
                router = Router(load(registry).icb)
            except BadRegistry as bad:
                raise CommandError("\n".join(bad.faults)) from None
            answers = [self.answer(router, line, row) for line, row in rows]
        command_files.write(routes, "".join(map(as_line, answers)))
        self.stdout.write("\n".join([f"{len(answers)} cases routed.", *lines_of(answers)]))
        if self.not_understood:
            said = "1 field was" if self.not_understood == 1 else f"{self.not_understood} fields were"
            raise CommandError(f"{said} not understood; a case is routed without them.")

    def answer(self, router: Router, line: int, row: dict) -> dict:
        """The routed case; a field that is not understood is named, and the case routed without it."""
        known = dict(row)
        while True:
            try:
                return router.route(known) | row
            except BadCase as bad:
                self.stderr.write(f"line {line}: {bad}")
                self.not_understood += 1
                known.pop(bad.field)
