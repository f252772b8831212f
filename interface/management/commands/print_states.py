"""`print_states`: write docs/states.md from the tables of states in the code."""

from django.conf import settings
from django.core.management.base import BaseCommand

from interface import states


class Command(BaseCommand):
    help = "Write docs/states.md from the tables of states in the code."

    def handle(self, **options):
        file = settings.BASE_DIR / "docs" / "states.md"
        file.write_text(states.page(), encoding="utf-8")
        self.stdout.write(f"{file.name} written.")
