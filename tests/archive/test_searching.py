import pytest
from django.db import connection

from archive import stages, updating
from archive.searching import search
from tests import make
from tests.archive.test_proposing import propose

pytestmark = pytest.mark.django_db
HOSTILE = [
    "",
    " ",
    '"',
    "'",
    '"" OR "" NEAR(a b)',
    "a AND OR NOT",
    "title:x",
    "-title : x ^ *",
    "x\x00y",
    "🙂 🙃",
    "'; drop table archive_project; --",
    "a:*b & !c | (d <-> e)",
    "\\",
    "%_%",
    "￾ \u202e",
    "word " * 2000,
    "x" * 10_000,
    "((((",
    "信件",
]


def titles(words):
    return [hit.project.title for hit in search(words)]


def test_words_are_found_in_every_open_part_of_a_project():
    project = propose(
        title="Apple", summary="banana", aim="cloudberry", topic="damson", at=make.practice("Elder Surgery")
    )
    updating.add_lesson(project=project, by=project.lead, text="fig", worked=False)
    updating.add_lesson(project=project, by=project.lead, text="grape", worked=True)
    for verb in ["plan", "test"]:
        stages.move(project=project, verb=verb, by=project.lead)
    stages.complete(project=project, by=project.lead, outcome="partly", result="huckleberry")
    propose(title="Other")
    for word in ["apple", "banana", "cloudberry", "damson", "elder", "fig", "grape", "huckleberry"]:
        assert titles(word) == ["Apple"]


def test_endings_and_beginnings_of_words_do_not_matter():
    propose(title="Improving discharge letters")
    for words in ["discharged", "letter", "improve", "discha", "IMPROVED Letters", "the improving of letters"]:
        assert titles(words) == ["Improving discharge letters"]


def test_a_title_counts_for_more_than_a_summary():
    propose(title="Other work", summary="It is about methotrexate and much else besides.")
    propose(title="Methotrexate", summary="Short.")
    assert titles("methotrexate") == ["Methotrexate", "Other work"]


def test_all_words_are_wanted_and_some_will_do_if_no_project_has_all():
    propose(title="Fit notes at discharge")
    propose(title="Fit notes in clinics")
    assert titles("notes clinics") == ["Fit notes in clinics"]
    assert titles("discharge zebra") == ["Fit notes at discharge"]
    assert titles("zebra") == []


def test_an_index_follows_edits_and_removals():
    project = propose(title="Olive", summary="first")
    lesson = updating.add_lesson(project=project, by=project.lead, text="walnut", worked=True)
    updating.edit(project=project, by=project.lead, title="Peach", summary="second")
    assert (titles("olive"), titles("first")) == ([], [])
    assert titles("peach") == titles("second") == titles("walnut") == ["Peach"]
    lesson.delete()
    assert titles("walnut") == []
    project.entries.all().delete()
    project.delete()
    assert titles("peach") == []


def test_an_index_follows_the_name_of_an_organisation():
    at = make.practice("Old Name Surgery")
    propose(title="X-ray", at=at)
    type(at).objects.filter(pk=at.pk).update(name="Quince Surgery")
    assert titles("quince") == ["X-ray"]
    assert titles("old") == []


def test_a_snippet_marks_what_was_found_and_keeps_the_text_as_it_is():
    propose(title="X", summary="A <b>bold</b> claim & letters for all.")
    [hit] = search("letters")
    assert [piece.text for piece in hit.snippet if piece.is_match] == ["letters"]
    assert "&" in "".join(piece.text for piece in hit.snippet)
    assert not {"\x02", "\x03"} & set("".join(piece.text for piece in hit.snippet))


@pytest.mark.parametrize("words", HOSTILE)
def test_no_input_breaks_the_search(words):
    propose()
    assert isinstance(search(words), list)


def test_a_limit_holds_and_a_search_costs_two_statements(django_assert_num_queries):
    for number in range(5):
        propose(title=f"Letters {number}")
    with django_assert_num_queries(2):
        assert len(search("letters", 3)) == 3


def test_the_index_is_used():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN SELECT rowid FROM archive_search WHERE archive_search MATCH 'x'")
            assert "VIRTUAL TABLE INDEX" in str(cursor.fetchall())
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                "EXPLAIN SELECT id FROM archive_project WHERE search_words @@ to_tsquery('english', '''x''')"
            )
            assert "archive_project_search" in str(cursor.fetchall())
