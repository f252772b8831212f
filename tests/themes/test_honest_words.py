"""What teams wrote of their projects is refused for none of the reports that people wrote of the same problems."""

import csv
import json
from pathlib import Path

import pytest
from django.conf import settings

from language.retelling import retold_by_few
from themes import quoting

BASE = Path(settings.BASE_DIR)
REPORTS = [BASE / "interface/demonstration/reports.jsonl", *(BASE / "tests/data").glob("written_reports_*.jsonl")]


def of_teams() -> list[str]:
    """The texts of the demonstration's projects and of the examples for an archive."""
    plans = json.loads((BASE / "interface/demonstration/projects.json").read_text("utf-8"))
    texts = [words for plan in plans for words in (plan["title"], plan["summary"], *plan["updates"])]
    texts += [words for plan in plans for words, _ in plan["lessons"]]
    with (BASE / "archive/examples/projects.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return texts + [row[name] for row in rows for name in ("title", "summary", "aim", "result") if row.get(name)]


@pytest.fixture(scope="module")
def told() -> list[quoting.Told]:
    lines = (line for file in REPORTS for line in file.read_text("utf-8").splitlines())
    return [(list(quoting._plain(json.loads(line)["text"])), who) for who, line in enumerate(lines)]


def test_no_words_of_a_team_are_taken_for_an_issues(told):
    runs, refused = set(quoting._runs(words for words, _ in told)), []
    for text in of_teams():
        words = list(quoting._plain(text))
        here = {tuple(words[at : at + quoting.LONG_RUN]) for at in range(len(words) - quoting.LONG_RUN + 1)}
        passages = [" ".join(words[first : last + 1]) for first, last in retold_by_few(words, told)]
        refused += [*passages, *(here & runs)]
    assert len(told) > 1000 and refused == []


def test_words_of_a_report_are_found_among_them_all(told):
    words = told[7][0]
    assert retold_by_few(words, told) and retold_by_few(["and", *words, "and"], told[7:8])
