"""Routes cases from a file (JSON Lines) on a registry, without any database of the portal's own."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

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
        rows = self.read(cases)
        with throwaway_database():
            try:
                router = Router(load(registry).icb)
            except BadRegistry as bad:
                raise CommandError("\n".join(bad.faults)) from None
            answers = [self.answer(router, line, row) for line, row in rows]
        self.write(routes, answers)
        if self.not_understood:
            raise CommandError(
                f"{self.not_understood} fields were not understood; their cases are routed without them."
            )

    def write(self, routes: Path, answers: list[dict]) -> None:
        lines = [json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers]
        routes.write_text("".join(lines), encoding="utf-8")
        self.stdout.write("\n".join([f"{len(answers)} cases routed.", *lines_of(answers)]))

    def read(self, path: Path) -> list[tuple[int, dict]]:
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"{path}: {fault}") from None
        rows = []
        for line, text in enumerate(lines, start=1):
            if not text.strip():
                continue
            try:
                row = json.loads(text)
            except ValueError as fault:
                raise CommandError(f"{path} line {line}: {fault}") from None
            if not isinstance(row, dict):
                raise CommandError(f"{path} line {line}: must be an object.")
            rows.append((line, row))
        return rows

    def answer(self, router: Router, line: int, row: dict) -> dict:
        """The routed case; a field that is not understood is named, and the case routed without it."""
        known = dict(row)
        while True:
            try:
                return router.route(known) | row
            except BadCase as bad:
                self.stderr.write(f"Line {line}: {bad}")
                self.not_understood += 1
                known.pop(bad.field)
