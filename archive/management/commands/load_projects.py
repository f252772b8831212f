"""Add the projects of a CSV file to the archive. Rows that are there already are left alone."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.loading import COLUMNS, REQUIRED, Unreadable, load


class Command(BaseCommand):
    help = (
        "Add the projects of a CSV file (UTF-8, with a heading) to the archive. "
        f"Columns: {', '.join(COLUMNS)}. Needed: {', '.join(REQUIRED)}; organisation may be left empty where "
        "organisation_code names one of the registry. stage is idea, planning, testing, implementing, sustaining, "
        "completed or stopped; outcome is worked, partly, did_not or unknown, and needed when completed. "
        "Good rows go in, bad ones are told by line; a row whose source_address, or title without one, "
        "is in the archive already is left alone. The real examples: archive/examples/projects.csv"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                loaded = load(lines)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} is not UTF-8. Save it as CSV UTF-8 and try again.") from error
        except Unreadable as error:
            raise CommandError(f"{file}: {error}") from error
        for line, trouble in loaded.troubles:
            self.stderr.write(f"Line {line}: {trouble}")
        self.stdout.write(f"{loaded.added} projects added, {loaded.known} were there already.")
        if loaded.troubles:
            raise CommandError(f"Rows that were not loaded: {len(loaded.troubles)}.")
