"""Loads the published files of the Organisation Data Service, after saying what would change."""

import csv
import datetime as dt
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people import command_files
from people.exporting import cell
from routing.ods.applying import apply
from routing.ods.files import NothingToRead, read
from routing.ods.planning import Plan, plan
from routing.ods.records import Found
from routing.ods.states import SORTS, Change

SHOWN = 5


class Command(BaseCommand):
    help = "Load ODS files (CSV, JSON or ZIP): what is new, closed, renamed or belongs elsewhere, by date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", metavar="FOLDER_OR_FILE", nargs="+", type=Path)
        parser.add_argument("--check", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--on", type=dt.date.fromisoformat, help="As on this day (2026-03-31); else today.")
        parser.add_argument("--all", action="store_true", help="List every change, not the first few of each sort.")
        parser.add_argument(
            "--report", type=Path, help="Write every change, and the desks affected, to this CSV file."
        )
        parser.add_argument("--without-bad-rows", action="store_true", help="Load the rest where rows are faulty.")

    def handle(self, paths: list[Path], **options) -> None:
        found = self.read(paths)
        planned = plan(found, on=options["on"] or timezone.localdate())
        self.refuse_faults([*found.faults, *planned.faults], options["without_bad_rows"])
        self.say_files(found, planned)
        desks = planned.desks()
        self.say_changes(planned, desks, None if options["all"] else SHOWN)
        if options["report"]:
            write_report(options["report"], planned, desks)
        if options["check"]:
            self.stdout.write("Nothing was changed: this was a check.")
        elif planned.is_empty:
            self.stdout.write("Nothing changed.")
        else:
            apply(planned)
            self.stdout.write(f"Loaded: {len(planned.new)} added, {len(planned.different)} changed.")

    def read(self, paths: list[Path]) -> Found:
        try:
            return read(paths)
        except OSError as bad:
            raise CommandError(f"Cannot read {bad.filename}: {bad.strerror}.") from None
        except NothingToRead as bad:
            raise CommandError(str(bad)) from None

    def refuse_faults(self, faults: list[str], without: bool) -> None:
        if faults and not without:
            command_files.refuse(faults)
        for fault in faults:
            self.stderr.write(f"Left out: {fault}")

    def say_files(self, found: Found, planned: Plan) -> None:
        for name, count in found.files.items():
            self.stdout.write(f"{name}: {count} rows")
        for why, count in sorted(found.passed_over.items()):
            self.stdout.write(f"Passed over: {count} {why}")
        for sentence, count in planned.unknown.most_common():
            self.stdout.write(f"Not known: {sentence} ({count})")

    def say_changes(self, planned: Plan, desks: list, most: int | None) -> None:
        for sort, label in SORTS.items():
            changes = [change for change in planned.changes if change.sort == sort]
            self.stdout.write(f"{label}: {len(changes)}")
            self.say_some([say(change) for change in changes] if sort != "details" else [], most)
        self.stdout.write(f"Desks affected: {len(desks)}")
        self.say_some([f"{desk.title}: {SORTS[change.sort].lower()}" for desk, change in desks], most)

    def say_some(self, lines: list[str], most: int | None) -> None:
        for line in lines[:most]:
            self.stdout.write(f"  {line}")
        if most is not None and len(lines) > most:
            self.stdout.write(f"  and {len(lines) - most} more")


def say(change: Change) -> str:
    """ "N81001 Audlem Medical Practice: from Nantwich PCN to Knutsford PCN, on 1 April 2026" """
    was, now = change.was, change.now
    what = f"from {was} to {now}" if was and now else now
    day = f"on {change.on:%-d %B %Y}" if change.on else ""
    return f"{change.code} {change.name}" + "".join(f", {part}" for part in (what, day) if part)


def write_report(path: Path, planned: Plan, desks: list) -> None:
    """Every change as a row, then the desks affected."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["what", "code", "name", "was", "now", "on", "desk"])
        for change in planned.changes:
            row = (SORTS[change.sort], change.code, change.name, change.was, change.now, change.on, "")
            writer.writerow([cell(value) for value in row])
        for desk, change in desks:
            row = (SORTS[change.sort], change.code, change.name, "", "", change.on, desk.title)
            writer.writerow([cell(value) for value in row])
