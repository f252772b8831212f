"""`load_demonstration`: a made-up system with a year of issues, into an empty database."""

from django.core.management.base import BaseCommand, CommandError

from interface.demonstrating import demonstrate
from people.models import Organisation


class Command(BaseCommand):
    help = "Fill an empty database with a made-up system that has been in use for a year."

    def handle(self, **options):
        if Organisation.objects.exists():
            raise CommandError("This database is not empty. Made-up issues never stand beside real organisations.")
        demonstrate(say=self.say)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
