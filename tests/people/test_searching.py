import pytest
from django.db import connection, transaction

from issues.models import WORDS, Issue
from people.searching import tokens
from tests import make


def test_little_words_count_only_where_there_are_no_others():
    assert tokens("The letters of a clinic") == ["letters", "clinic"]
    assert tokens("to be a") == ["to", "be", "a"]
    assert tokens("-- ' \x00 *") == []


@pytest.mark.django_db(transaction=True)
def test_an_index_can_be_taken_away_and_made_again_over_what_is_there():
    issue = make.issue(about=make.registry()["trust"], text="Olive")
    with connection.schema_editor() as editor:
        editor.remove_index(Issue, WORDS)
    later = make.issue(text="Olive")
    with connection.schema_editor() as editor:
        editor.add_index(Issue, WORDS)
    with transaction.atomic():
        assert set(Issue.objects.filter(WORDS.says("olive"))) == {issue, later}
