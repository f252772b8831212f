"""Learns now which words belong to which category, as is done every night, and says how well."""

from django.core.management.base import BaseCommand

from issues.suggesting import LEAST, learn_all


class Command(BaseCommand):
    help = "Learn from answered issues which words belong to which category."

    def handle(self, **options) -> None:
        found = learn_all()
        for one in found:
            used = "used" if one.is_used else "not used"
            figures = f"right {one.right:.1%} of the time, cue words {one.baseline:.1%}"
            self.stdout.write(f"{one.icb}: learnt from {one.texts} answered issues; {figures}; {used}.")
        if not found:
            self.stdout.write(f"Nothing to learn from: fewer than {LEAST} answered issues.")
