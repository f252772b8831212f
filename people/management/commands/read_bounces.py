"""Reads an e-mail that says that one of ours did not arrive, as a mail server hands it to a program."""

import sys

from django.core.management.base import BaseCommand

from people.bouncing import note_undelivered
from people.reports import LARGEST, read_bounce


class Command(BaseCommand):
    help = "Reads a delivery status notification from standard input and marks the address that refuses e-mail."

    def handle(self, **options) -> None:
        bounce = read_bounce(sys.stdin.buffer.read(LARGEST))
        is_ours = bounce and note_undelivered(name=bounce.name, reason=bounce.reason, for_good=bounce.for_good)
        self.stdout.write("1 address marked." if is_ours else "No e-mail of ours was refused for good; nothing done.")
