"""Asks whether everything that must always be true of the data is true; exits 1 if not."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import timezone

from interface.invariants import CHECKS, every_breach
from issues.models import Issue


class Command(BaseCommand):
    help = "Checks what must always be true of the data, and prints each breach in a line."

    def handle(self, **options) -> None:
        require_tables()
        breaches = 0
        for breach in every_breach(timezone.now()):
            breaches += 1
            self.stdout.write(breach)
        self.stdout.write(f"{len(CHECKS)} invariants checked, {breaches} breaches.")
        if breaches:
            sys.exit(1)


def require_tables() -> None:
    """Say what to do where there is no database, or nothing in it yet."""
    try:
        is_made = Issue._meta.db_table in connection.introspection.table_names()
    except OperationalError as wrong:
        raise CommandError(f"The database cannot be reached: {str(wrong).strip()}") from None
    if not is_made:
        raise CommandError(
            "The database has no tables yet, so there is nothing to check. Run `make run`, which makes them; or "
            "`make environment`, then `DEBUG=1 .venv/bin/python manage.py migrate`."
        )
