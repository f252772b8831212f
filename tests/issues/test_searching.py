import pytest
from django.db import connection

from issues import queries, responding
from issues.forms import FilterForm
from issues.models import WORDS, Issue
from tests import make
from tests.archive.test_searching import HOSTILE

pytestmark = pytest.mark.django_db


def found(words, rows=None):
    rows = Issue.objects.all() if rows is None else rows
    return set(FilterForm({"q": words}).narrow(rows))


@pytest.fixture
def system():
    return make.registry()


def test_words_are_found_in_all_that_a_report_says(system):
    issue = make.issue(about=system["trust"], text="Apples rot.", wanted="Bananas.", about_words="the Cherry clinic")
    make.issue(about=system["trust"], text="Other fruit")
    assert found("apple") == found("BANANA") == found("cherries") == found("apple banana") == {issue}
    assert found("apple zebra") == found("zebra") == set()


def test_endings_and_beginnings_of_words_do_not_matter(system):
    issue = make.issue(about=system["trust"], text="Discharge letters are delayed")
    assert [found(words) for words in ("letter", "discharged", "discha", "the delay of letters")] == [{issue}] * 4


def test_an_issue_is_found_by_its_reference_in_small_letters_too(system):
    issue = make.issue(about=system["trust"])
    make.issue(about=system["trust"])
    assert found(issue.reference.lower()) == {issue}


def test_an_index_follows_changes_and_removals(system):
    issue = make.issue(about=system["trust"], text="Olive oil")
    Issue.objects.filter(pk=issue.pk).update(text="Peach")
    assert (found("olive"), found("peach")) == (set(), {issue})
    issue.delete()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT rowid FROM issue_words WHERE issue_words MATCH 'peach'")
            assert cursor.fetchall() == []
            cursor.execute("INSERT INTO issue_words (issue_words) VALUES ('integrity-check')")


def test_a_search_finds_nothing_that_its_reader_may_not_see(system):
    mine, other = (make.issue(about=system["trust"], text="Apples rot") for _ in range(2))
    assert found("apples", queries.reported_by(mine.reporter)) == {mine}
    assert found("apples", Issue.objects.visible_to(other.reporter)) == {other}


def test_an_internal_note_is_not_searched(system):
    issue = make.issue(about=system["trust"])
    responding.note(issue=issue, by=system["director"], text="Zebra")
    assert found("zebra") == set()


def test_what_identifies_a_patient_is_not_in_the_index(system):
    make.issue(about=system["trust"], text="Letter of 943 476 5919 is missing")
    assert found("9434765919") == found("943") == set()


@pytest.mark.parametrize("words", HOSTILE)
def test_no_input_breaks_the_search(system, words):
    make.issue(about=system["trust"])
    assert isinstance(list(Issue.objects.filter(WORDS.says(words))), list)


def test_the_index_is_used(system):
    rows = Issue.objects.filter(WORDS.says("letters"))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert ("VIRTUAL TABLE INDEX" if connection.vendor == "sqlite" else "issue_words") in rows.explain()


@pytest.mark.django_db(transaction=True)
def test_the_index_outlives_a_change_of_the_table(system):
    issue = make.issue(about=system["trust"], text="Olive oil")
    usual = Issue._meta.get_field("about_words")
    longer = usual.clone()
    longer.max_length = usual.max_length + 1
    longer.set_attributes_from_name("about_words")
    longer.model = Issue
    with connection.schema_editor() as editor:
        editor.alter_field(Issue, usual, longer)
    try:
        later = make.issue(about=system["trust"], text="Olive oil")
        assert found("olive") == {issue, later}
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Issue, longer, usual)


def test_my_issues_are_narrowed_to_the_confirmed_ones(client, system):
    confirmed, answered = make.issue(about=system["trust"]), make.issue(about=system["trust"])
    for issue in (confirmed, answered):
        responding.answer(issue=issue, by=system["director"], outcome="made", changed="Sent at once.")
    Issue.objects.filter(pk=confirmed.pk).update(confirmed_at=confirmed.created_at)
    client.force_login(confirmed.reporter)
    page = client.get("/issues/", {"state": "confirmed"})
    assert list(page.context["page"]) == [confirmed] and "Select a valid choice" not in page.content.decode()
    assert set(FilterForm({"state": "confirmed"}).narrow(Issue.objects.all())) == {confirmed}
