"""For every issue of a theme: why it is here, for those who may see the theme."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from language import finding
from tests import make
from tests.themes.telling import search, several
from themes import curating, deciding
from themes.models import Theme

pytestmark = pytest.mark.django_db
PLACES = {"Letters": [1.0, 0.0], "Scans": [0.0, 1.0], "Beds": [-1.0, -0.5]}


@pytest.fixture(autouse=True)
def apart(engine, monkeypatch):
    """Texts lie where their first word says."""
    monkeypatch.setattr(
        finding, "represent", lambda texts: np.array([PLACES[text.split()[0]] for text in texts], dtype=np.float32)
    )


@pytest.fixture
def registry():
    made = make.registry()
    several("Letters", 4, about=made["trust"])
    several("Scans", 3, about=made["trust"])
    search()
    return made


ALL_NEAR = "It tells much the same as all 3 other most typical issues. It clearly belongs here."


def theme_of(word: str) -> Theme:
    return Theme.objects.get(label=f"{word} problems")


def page_of(client, who, path: str) -> str:
    client.force_login(who)
    return client.get(path).content.decode()


def test_the_issue_says_why_it_is_part_of_the_theme(client, registry):
    issue = theme_of("Letters").members.first().issue
    page = page_of(client, issue.reporter, issue.get_absolute_url())
    assert f"Why: It says “Letters”, as others here do. {ALL_NEAR}" in page


def test_each_issue_of_the_theme_says_it_in_the_list(client, registry):
    page = page_of(client, make.user(), theme_of("Letters").get_absolute_url())
    assert page.count("Why it is here: It says “Letters”, as others here do. It tells much the same as") == 4


def test_people_s_word_comes_before_what_is_near(client, registry):
    letters, scans = theme_of("Letters"), theme_of("Scans")
    moved = scans.members.first().issue
    deciding.add(theme=letters, issue=moved, by=registry["team"])
    assert "Why: People put it here." in page_of(client, registry["team"], moved.get_absolute_url())
    deciding.confirm(theme=scans, by=registry["team"])
    page = page_of(client, registry["team"], scans.get_absolute_url())
    assert page.count("Why it is here: People confirmed that it belongs here.") == 2


def test_who_keeps_two_themes_apart_has_not_said_that_an_issue_belongs(client, registry):
    letters = theme_of("Letters")
    deciding.keep_apart(theme=letters, other=theme_of("Scans"), by=registry["team"])
    page = page_of(client, registry["team"], letters.get_absolute_url())
    assert "People put it here" not in page and "People confirmed" not in page
    assert page.count("Why it is here: It says") == 4


def test_no_word_of_what_was_reported_in_confidence_is_told(client, registry):
    letters = theme_of("Letters")
    type(letters.members.first().issue).objects.update(is_confidential=True)
    page = page_of(client, make.user(), letters.get_absolute_url())
    assert f"Why it is here: {ALL_NEAR}" in page
    assert "It says" not in page


def test_what_lies_elsewhere_by_now_says_so(client, registry):
    letters = theme_of("Letters")
    issue = letters.members.first().issue
    deciding.keep_apart(theme=letters, other=theme_of("Scans"), by=registry["team"])
    issue.vector.data = theme_of("Scans").members.first().issue.vector.data
    issue.vector.save()
    page = page_of(client, issue.reporter, issue.get_absolute_url())
    assert (
        "That is not certain: it could as well be part of another theme. It lies nearer to “Scans problems”." in page
    )


def test_what_lies_nearer_to_a_theme_that_is_no_neighbour_of_its_own_is_not_clear(client, registry):
    several("Beds", 3, about=registry["trust"])
    search()
    letters, scans = theme_of("Letters"), theme_of("Scans")
    issue = letters.members.order_by("pk").first().issue
    letters.portrait.neighbours = [{"theme": theme_of("Beds").pk, "there": []}]
    letters.portrait.save()
    assert "It clearly belongs here." in page_of(client, issue.reporter, issue.get_absolute_url())
    issue.vector.data = scans.members.first().issue.vector.data
    issue.vector.save()
    for path in (issue.get_absolute_url(), letters.get_absolute_url()):
        assert "It lies nearer to “Scans problems”." in page_of(client, issue.reporter, path)
    curating.dismiss(theme=scans, by=registry["team"], reason="No theme.")
    assert "It lies nearer to" not in page_of(client, issue.reporter, issue.get_absolute_url())


def test_reasons_cost_the_same_for_one_issue_and_for_twenty(client, registry):
    letters = theme_of("Letters")
    client.force_login(registry["team"])

    def cost() -> int:
        with CaptureQueriesContext(connection) as spent:
            assert client.get(letters.get_absolute_url()).status_code == 200
        return len(spent)

    few = cost()
    several("Letters", 16, about=registry["trust"])
    search()
    assert cost() == few
