"""Asks whether everything that must always be true of the data is true; exits 1 if not."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from interface.invariants import CHECKS, every_breach


class Command(BaseCommand):
    help = "Checks what must always be true of the data, and prints each breach in a line."

    def handle(self, **options) -> None:
        breaches = 0
        for breach in every_breach(timezone.now()):
            breaches += 1
            self.stdout.write(breach)
        self.stdout.write(f"{len(CHECKS)} invariants checked, {breaches} breaches.")
        if breaches:
            sys.exit(1)
