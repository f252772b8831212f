"""Loads organisations, Places, desks, holders and rules from a registry's CSV files."""

from django.core.management.base import BaseCommand, CommandParser

from people import command_files
from routing.gaps import gaps_of
from routing.loading import Load, load
from routing.publishing import say_published
from routing.reading import FILES, BadRegistry


class Command(BaseCommand):
    help = "Load a registry: the name of one that is shipped, or a folder with its CSV files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("registry", metavar="NAME_OR_FOLDER")
        parser.add_argument("--rules", action="store_true", help="Put its rules in force over those of the pages.")
        parser.add_argument("--all-gaps", action="store_true", help="List every gap, not the first few of each sort.")

    def handle(self, registry: str, all_gaps: bool, rules: bool, **options) -> None:
        try:
            loaded = load(registry, with_rules=rules)
        except BadRegistry as bad:
            command_files.refuse(bad.faults)
        self.say_counts(loaded)
        self.say_gaps(loaded, None if all_gaps else 5)

    def say_counts(self, loaded: Load) -> None:
        """What the files hold, and what was new or different."""
        for file in FILES:
            rows = len(loaded.rows[file])
            if rows:
                added, changed = loaded.added.get(file, 0), loaded.changed.get(file, 0)
                news = f", {added} added, {changed} changed" if added or changed else ""
                self.stdout.write(f"{file}: {rows} rows{news}")
        if loaded.rulebook:
            self.stdout.write(f"The rules are published as version {loaded.rulebook}.")
        if loaded.kept_rules:
            self.stdout.write(f"{say_published(loaded.kept_rules)} It stays in force; --rules puts the files’ in.")
        if loaded.is_unchanged:
            self.stdout.write("Nothing changed.")

    def say_gaps(self, loaded: Load, most: int | None) -> None:
        for gap in gaps_of(loaded.icb):
            names = [str(each) for each in gap.named[:most]]
            more = len(gap.named) - len(names)
            listed = "; ".join(names) + (f"; and {more} more" if more else "")
            self.stdout.write(f"Gap: {gap.title}: {len(gap.named)}" + (f" ({listed})" if names else ""))
