import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from archive.loading import COLUMNS, Unreadable, load
from archive.models import Project
from archive.searching import search
from language.identifiers import screen
from tests import make
from tests.archive.test_proposing import NHS_NUMBER

pytestmark = pytest.mark.django_db
EXAMPLES = Path(settings.BASE_DIR) / "archive" / "examples" / "projects.csv"
GOOD = {"title": "Letters", "organisation": "A trust", "stage": "idea", "summary": "Better letters."}


def lines(*rows):
    """The rows as the lines of a CSV file with all columns."""
    texts = [",".join(COLUMNS)]
    texts += [",".join('"' + row.get(name, "").replace('"', '""') + '"' for name in COLUMNS) for row in rows]
    return [f"{text}\n" for text in texts]


def test_the_examples_load_whole_and_a_second_time_changes_nothing(capsys):
    rows = list(csv.DictReader(EXAMPLES.open(encoding="utf-8")))
    for _ in range(2):
        call_command("load_projects", str(EXAMPLES))
        assert Project.objects.count() == len(rows)
    assert "0 projects added, 42 were there already." in capsys.readouterr().out
    assert {row["title"] for row in rows} == set(Project.objects.values_list("title", flat=True))
    assert search("methotrexate monitoring")


def test_the_examples_link_to_their_source_tell_failures_and_hold_no_identifier():
    rows = list(csv.DictReader(EXAMPLES.open(encoding="utf-8")))
    assert all(row["source_address"].startswith("http") for row in rows)
    assert "did_not" in {row["outcome"] for row in rows}
    words = [row[name] for row in rows for name in ("title", "summary", "aim", "result") if row.get(name)]
    assert [text for text in words if screen(text).found] == []


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"title": ""}, "title"),
        ({"organisation": ""}, "organisation"),
        ({"organisation": f"Trust of {NHS_NUMBER}"}, "organisation"),
        ({"organisation_code": "NONE"}, "organisation_code"),
        ({"stage": "doing"}, "stage"),
        ({"stage": "completed"}, "outcome"),
        ({"outcome": "great"}, "outcome"),
        ({"year": "last"}, "year"),
        ({"year": "20240"}, "year"),
        ({"source_address": "javascript:x"}, "source_address"),
        ({"summary": ""}, "summary"),
        ({"title": "x" * 161}, "title"),
    ],
)
def test_a_bad_row_is_told_by_line_and_the_good_ones_go_in(change, trouble):
    loaded = load(lines(GOOD, GOOD | {"title": "Bad"} | change, GOOD | {"title": "Good"}))
    assert loaded.added == 2
    [(line, told)] = loaded.troubles
    assert line == 3
    assert trouble in told


def test_a_row_of_another_length_is_told():
    loaded = load([*lines(GOOD), "too,short\n", "x," * 40 + "\n"])
    assert (loaded.added, [line for line, _ in loaded.troubles]) == (1, [3, 4])


def test_rows_are_known_by_source_or_by_title_without_one():
    source = {"source_address": "https://example.org/1"}
    assert load(lines(GOOD, GOOD | source)).added == 2
    assert load(lines(GOOD, GOOD | source, GOOD | source | {"title": "Other words"})).known == 3


def test_an_organisation_of_the_registry_is_named_by_code():
    trust = make.trust()
    load(lines(GOOD | {"organisation": "", "organisation_code": trust.code}))
    assert Project.objects.get().organisation == trust


def test_identifiers_are_masked_and_lessons_kept():
    row = {"summary": f"Of {NHS_NUMBER}.", "what_worked": "Templates.", "what_did_not_work": f"As {NHS_NUMBER}."}
    load(lines(GOOD | row))
    project = Project.objects.get()
    assert [lesson.worked for lesson in project.lessons.all()] == [True, False]
    assert "4561" not in project.summary + "".join(lesson.text for lesson in project.lessons.all())


@pytest.mark.parametrize("text", [[], ["title\n"], ["title,organisation,stage,summary,colour\n"], ['"open\n']])
def test_a_file_that_is_no_list_of_projects_is_refused_whole(text):
    with pytest.raises(Unreadable):
        load(text)


def test_the_command_says_in_one_line_what_is_wrong_with_a_file(tmp_path):
    odd, wrong = tmp_path / "odd.csv", tmp_path / "wrong.csv"
    odd.write_bytes(b"title\xff\n")
    wrong.write_text("".join(lines(GOOD, GOOD | {"title": "Other", "stage": "x"})), encoding="utf-8")
    for path, told in [(tmp_path / "none.csv", "cannot be read"), (odd, "UTF-8"), (wrong, "not loaded: 1")]:
        with pytest.raises(CommandError, match=told):
            call_command("load_projects", str(path))
    assert Project.objects.count() == 1
