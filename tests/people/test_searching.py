import pytest
from django.db import connection, transaction

from issues.models import WORDS, Issue
from people.models import ORGANISATION_NAMES, Organisation
from people.searching import any_of, settle, tokens
from tests import make


def test_little_words_count_only_where_there_are_no_others():
    assert tokens("The letters of a clinic") == ["letters", "clinic"]
    assert tokens("to be a") == ["to", "be", "a"]
    assert tokens("-- ' \x00 *") == []


@pytest.mark.django_db(transaction=True)
def test_an_index_can_be_taken_away_and_made_again_over_what_is_there():
    issue = make.issue(about=make.registry()["trust"], text="Olive oil")
    with connection.schema_editor() as editor:
        editor.remove_index(Issue, WORDS)
    later = make.issue(text="Olive oil")
    with connection.schema_editor() as editor:
        editor.add_index(Issue, WORDS)
    with transaction.atomic():
        assert set(Issue.objects.filter(WORDS.says("olive"))) == {issue, later}


@pytest.mark.django_db
def test_how_a_name_begins_is_found_in_any_case_and_with_any_sign_in_it():
    for name in ("100% Health", "100 Acre Wood", "O'Neill_s Practice", "Über Surgery", "back\\slash"):
        make.practice(name)

    def begin(words: str) -> list[str]:
        return list(Organisation.objects.filter(ORGANISATION_NAMES.begins(words)).values_list("name", flat=True))

    assert begin("100%") == ["100% Health"]
    assert begin("100_") == []
    assert begin("o'neill_S") == ["O'Neill_s Practice"]
    assert begin("Über") == ["Über Surgery"]
    assert begin("BACK\\") == ["back\\slash"]
    assert begin("\0100%") in ([], ["100% Health"])


@pytest.mark.django_db
def test_several_questions_are_asked_in_one_each_with_its_own_order_and_limit(django_assert_num_queries):
    [make.practice(f"Elm {number}") for number in range(5)]
    rows = Organisation.objects.filter(name__startswith="Elm")
    with django_assert_num_queries(1):
        found = any_of(rows.order_by("name")[:2], rows.order_by("-name")[:2], rows.filter(name="Elm 0"))
        assert {each.name for each in found} == {"Elm 0", "Elm 1", "Elm 3", "Elm 4"}


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps no such figures")
def test_after_a_load_the_database_knows_how_many_rows_there_are():
    [make.practice(f"Elm {number}") for number in range(5)]
    settle(Organisation)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Organisation._meta.db_table])
        assert cursor.fetchone()[0] == Organisation.objects.count()
