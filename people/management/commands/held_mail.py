"""`held_mail`: what is held back after a backup was restored, and the decision what becomes of it."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from people import holding


class Command(BaseCommand):
    help = "Lists e-mails that are held back until somebody decides: --send or --drop. --hold holds all that wait."

    def add_arguments(self, parser) -> None:
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--hold", action="store_true", help="hold back everything that waits now")
        way.add_argument("--send", action="store_true", help="send all that is held back")
        way.add_argument("--drop", action="store_true", help="send none of it; it stays on each person's page")

    def handle(self, *, hold: bool, send: bool, drop: bool, **options) -> None:
        now = timezone.now()
        if hold:
            self.stdout.write(f"{holding.hold(before=now, now=now)} held back.")
        elif send:
            self.stdout.write(f"{holding.send_held(now)} will be sent.")
        elif drop:
            self.stdout.write(f"{holding.drop_held()} will not be sent.")
        else:
            self._list()

    def _list(self) -> None:
        """One line each: when it was written, to whom, what about. Never a text."""
        notices, digests = holding.held_back()
        for one in notices:
            self.stdout.write(f"{one.created_at:%Y-%m-%d %H:%M}  {one.recipient or one.address}  {one.subject}")
        for one in digests:
            self.stdout.write(f"{one.slot:%Y-%m-%d %H:%M}  {one.recipient}  what goes together in one e-mail")
        self.stdout.write(f"{len(notices) + len(digests)} held back.")
