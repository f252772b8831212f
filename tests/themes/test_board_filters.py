"""What the board can be asked for, by whom, and what that costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from issues import withdrawing
from tests import make
from tests.themes.telling import search, several, theme
from themes import curating, deciding
from themes.models import Grave, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


def board(client, reader, **asked) -> str:
    client.force_login(reader)
    return client.get("/themes/", asked).content.decode()


def cost(client, reader, **asked) -> int:
    client.force_login(reader)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/themes/", asked).status_code == 200
    return len(queries)


def test_who_curates_finds_the_dismissed_again(client, registry):
    team, scans = registry["team"], theme("Scans", 3)
    curating.dismiss(theme=theme("Letters", 3), by=team, reason="Not one.")
    page = board(client, team, state="dismissed")
    assert "Letters problems" in page and "Scans problems" not in page
    assert page.split("<tbody")[1].count("Dismissed") == 1 and "Steady" not in page.split("<tbody")[1]
    client.force_login(team)
    assert "Letters problems" in b"".join(client.get("/themes/themes.csv?state=dismissed")).decode()
    for reader in (make.user(), make.leader()):
        page = board(client, reader, state="dismissed")
        assert "Letters problems" not in page and str(scans) in page and "Dismissed" not in page


def test_the_dismissed_cost_the_same_with_two_and_ten(client, registry):
    team, costs = registry["team"], []
    for words in ("AB", "CDEFGHIJ"):
        for word in words:
            several(word * 4, 3)
        search()
        for found in Theme.objects.current():
            curating.dismiss(theme=found, by=team, reason="Not one.")
        costs.append(cost(client, team, state="dismissed"))
    assert Theme.objects.dismissed().count() == 10
    assert costs[0] == costs[1] <= 12


def test_themes_of_one_category_are_found_by_those_of_the_area(client):
    scans = make.category("tests", "Tests and results")
    several("Scans", 3, category=scans)
    theme("Letters", 3)
    shown = board(client, make.user(), category="tests")
    assert "Scans problems" in shown and "Letters problems" not in shown
    assert "Letters problems" in board(client, make.user(), category="nothing")
    client.logout()
    assert "Tests and results" not in client.get("/themes/").content.decode()


def test_leaders_find_themes_with_harm_and_others_are_not_told(client, registry):
    several("Insulin", 3, harm="low")
    theme("Letters", 3)
    several("Scans", 2)
    make.issue(text="Scans went wrong.", harm="severe")
    search()
    for reader in (registry["team"], make.leader()):
        shown = board(client, reader, harm="grave")
        assert "Scans problems" in shown
        assert "Letters problems" not in shown and "Insulin problems" not in shown
    shown = board(client, make.user(), harm="grave")
    assert "Letters problems" in shown and "harm or worse" not in shown


def test_harm_is_where_its_issue_is_at_once_and_not_where_it_was_withdrawn(client, registry):
    letters = theme("Letters", 3)
    hurt = make.issue(text="Scans went wrong.", harm="severe")
    deciding.add(theme=letters, issue=hurt, by=registry["team"])
    assert "Letters problems" in board(client, registry["team"], harm="grave")
    withdrawing.withdraw(issue=hurt, by=hurt.reporter)
    search()
    assert "Letters problems" not in board(client, registry["team"], harm="grave").split("<tbody")[-1]


def test_a_filter_costs_the_same_with_two_themes_and_ten(client):
    leader, costs = make.leader(), []
    for words in ("AB", "CDEFGHIJ"):
        for word in words:
            several(word * 4, 3, harm="moderate")
        search()
        Grave.objects.all().delete()
        costs.append(cost(client, leader, harm="grave", category="letters"))
    assert costs[0] == costs[1] <= 12
