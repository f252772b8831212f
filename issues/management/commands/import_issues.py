"""`import_issues FILE.csv --by EMAIL`: bring in a log that was kept in a spreadsheet."""

import csv
import io
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from issues import importing
from people.models import User
from people.standing import standing


class Command(BaseCommand):
    help = "Bring in a log of issues from a CSV file. Columns: docs/importing-issues.md."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="the e-mail address of a member of the interface team")
        parser.add_argument("--tell", action="store_true", help="send notices, as for new issues")

    def handle(self, *, file: Path, by: str, tell: bool, **options):
        rows = csv.DictReader(io.StringIO(_read(file), newline=""))
        missing = importing.missing_columns(rows.fieldnames or [])
        if missing:
            raise CommandError(f"{file.name} has no column {', '.join(missing)}. See docs/importing-issues.md.")
        lines = list(importing.bring_in(rows, by=_member(by), tell=tell))
        bad = [line for line in lines if line.problem]
        for line in bad:
            self.stderr.write(f"line {line.number}: {line.problem}")
        new = sum(line.is_new for line in lines)
        self.stdout.write(
            f"{new} brought in, {len(lines) - new - len(bad)} there already, {len(bad)} not understood."
        )
        if bad:
            raise CommandError("Mend the lines named above and run the command again: no issue is brought in twice.")


def _read(file: Path) -> str:
    """The file's text: UTF-8, or what spreadsheet programs on Windows write."""
    try:
        data = file.read_bytes()
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}.") from None
    try:
        return data.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").replace("\0", "")


def _member(email: str) -> User:
    person = User.objects.filter(email=email.lower()).first()
    if person is None or not standing(person).interface_team_of:
        raise CommandError(f"{email} is not a member of an interface team here.")
    return person
