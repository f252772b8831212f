"""For each text in a file the ten most like it in another, without a database."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from language import on_files, similarity

TOP = 10


class Command(BaseCommand):
    help = (
        "For each text of QUERIES find the ten most like it in CORPUS. Both are JSON Lines of id and text; "
        "OUT is JSON Lines of id and similar, best first, without the text itself."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("corpus", metavar="CORPUS", type=Path)
        parser.add_argument("queries", metavar="QUERIES", type=Path)
        parser.add_argument("out", metavar="OUT", type=Path)

    def handle(self, *args: object, **options: object) -> None:
        corpus, queries = (self._texts(Path(str(options[name]))) for name in ("corpus", "queries"))
        known, asked = [text for _, text in corpus], [text for _, text in queries]
        ranked = similarity.rank(similarity.represent(asked), asked, similarity.represent(known), known, top=TOP + 1)
        lines = []
        for query, best in zip(queries, ranked, strict=True):
            others = [{"id": corpus[at][0], "score": score} for at, score in best if corpus[at] != query]
            lines.append({"id": query[0], "similar": others[:TOP]})
        target = Path(str(options["out"]))
        try:
            on_files.write(target, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
        except OSError as wrong:
            raise CommandError(f"Cannot write {target}: {wrong.strerror}.") from wrong
        self.stdout.write(f"{len(queries)} queries against {len(corpus)} texts.")

    def _texts(self, source: Path) -> list[tuple[str, str]]:
        try:
            with source.open("rb") as lines:
                return on_files.read_texts(lines)
        except OSError as wrong:
            raise CommandError(f"Cannot read {source}: {wrong.strerror}.") from wrong
        except on_files.BadLines as wrong:
            raise CommandError(f"Nothing was written. {source} has bad lines:\n{wrong}") from wrong
