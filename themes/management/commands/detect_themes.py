"""Places all issues and searches for themes now, in every ICB or in one."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from issues.models import Issue
from people.models import Organisation
from themes import detecting, placing


class Command(BaseCommand):
    help = "Read every issue that has not been read, then find the themes of each ICB now."

    def add_arguments(self, parser):
        parser.add_argument("--icb", help="ODS code of the one ICB to search in.")

    def handle(self, *args, icb=None, **options):
        icbs = Organisation.objects.filter(kind=Organisation.Kind.ICB)
        if icb:
            icbs = icbs.filter(code=icb)
            if not icbs:
                raise CommandError(f"No ICB has the code {icb}.")
        else:
            icbs = icbs.filter(pk__in=Issue.objects.values("icb"))
        self._place()
        for one in icbs:
            run = detecting.find(icb=one, now=timezone.now())
            if run is None:
                self.stderr.write(f"{one}: a search is under way already.")
            else:
                self.stdout.write(
                    f"{one}: {run.themes} themes in {run.issues} issues; {run.unthemed} issues are in none."
                )

    def _place(self) -> None:
        """Chunk by chunk, saying how far it has come."""
        done, left = 0, placing.waiting().count()
        while left > 0:
            placed = placing.place_due(seconds=2)
            done, left = done + placed, left - placed
            self.stdout.write(f"Read {done} issues, {max(left, 0)} to go.")
            if not placed:
                break
