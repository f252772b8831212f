"""For each text in a file the ten most like it in another, without a database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from language import on_files, similarity
from language.lines import as_line
from people import command_files

TOP = 10
Text = tuple[str, str]  # id and text


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
        corpus, queries = (
            command_files.read(Path(str(options[name])), on_files.read_texts) for name in ("corpus", "queries")
        )
        known, asked = [text for _, text in corpus], [text for _, text in queries]
        ranked = similarity.rank(similarity.represent(asked), asked, similarity.represent(known), known, top=TOP + 1)
        answers = [
            {"id": name, "similar": self._others(corpus, (name, text), best) if text.strip() else []}
            for (name, text), best in zip(queries, ranked, strict=True)
        ]
        command_files.write(Path(str(options["out"])), "".join(map(as_line, answers)))
        self.stdout.write(f"{len(queries)} queries against {len(corpus)} texts.")

    def _others(self, corpus: list[Text], query: Text, best: list[tuple[int, float]]) -> list[dict[str, object]]:
        """The ten best of the corpus, without the query itself."""
        others = [{"id": corpus[at][0], "score": round(score, 4)} for at, score in best if corpus[at] != query]
        return others[:TOP]
