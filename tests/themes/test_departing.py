"""A detail of an issue that a search took out of a theme is told no more than one of an issue that is in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive import updating
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, several, theme
from themes import curating, departing, quoting, seeding
from themes.models import Departure, Theme, ThemeIssue, Vector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
TOLD = "It was told at five past six."
FREE = "It was told at ten to nine."
WHOSE = "This detail stands in one issue"


@pytest.fixture
def found(team) -> Theme:
    return theme("Letters", 6)


def lose(found: Theme, first_word: str, detail: str = "Rang at five past six.") -> None:
    """A search takes one of the theme's issues out of it, as it begins with another word now; it tells a detail."""
    issue = found.members.order_by("-pk").first().issue
    type(issue).objects.filter(pk=issue.pk).update(text=f"{first_word} were nowhere. {detail}")
    search()
    Vector.objects.update(looks_like=None)  # of the words of the small engine all look like any theme
    assert not found.members.filter(issue=issue).exists()


@pytest.mark.parametrize("others", [3, 0])
def test_a_detail_of_an_issue_that_a_search_took_elsewhere_or_nowhere_is_not_told(found, team, others):
    said = {"title": "Letters on time", "summary": "To be faster."}
    project = seeding.seed_project(theme=found, by=make.leader(), organisation=make.icb(), **said)
    several("Scans", others)
    lose(found, "Scans")
    with pytest.raises(Refused, match=WHOSE):
        updating.update(project=project, by=project.lead, text=TOLD)
    with pytest.raises(Refused, match=WHOSE):
        curating.publish(theme=found, by=team, label="Late letters", summary=TOLD)
    updating.update(project=project, by=project.lead, text=FREE)


def test_nor_one_of_an_issue_that_did_not_come_back_with_its_theme(found):
    *back, away = make.Issue.objects.order_by("pk")
    for at, issue in enumerate([*back, away]):
        make.Issue.objects.filter(pk=issue.pk).update(text=f"Word{at} alone, at five past six.")
    search()
    assert not Theme.objects.get().is_live
    for issue in back:
        make.Issue.objects.filter(pk=issue.pk).update(text=issue.text)
    search()
    Vector.objects.update(looks_like=None)
    found.refresh_from_db()
    assert found.is_live and found.size == len(back) and away.pk not in found.remembered
    assert WHOSE in quoting.trouble(found, TOLD)


def test_what_never_was_in_a_theme_is_no_detail_of_it(found):
    scans = theme("Scans", 4)
    lose(scans, "Post")
    assert WHOSE in quoting.trouble(scans, TOLD)
    assert quoting.trouble(found, TOLD) == ""


def test_what_left_long_ago_is_forgotten_and_what_left_again_is_not(found):
    lose(found, "Scans")
    (departure,) = Departure.objects.all()
    ThemeIssue.objects.create(theme=found, issue=departure.issue)
    later = departure.at + departing.KEPT / 2
    search(later)
    again = Departure.objects.get()
    assert again.at == later and again.pk == departure.pk
    search(later + departing.KEPT)
    assert WHOSE in quoting.trouble(found, TOLD)
    search(later + departing.KEPT + timedelta(seconds=1))
    assert quoting.trouble(found, TOLD) == "" and not Departure.objects.exists()


def test_an_area_forgets_nothing_of_another(found):
    lose(found, "Scans")
    away = make.icb("QYY", "Southmere ICB")
    departing.write(away, {}, {}, timezone.now() + departing.KEPT * 2)
    assert Departure.objects.count() == 1


def test_a_detail_costs_as_many_statements_however_many_left(found, django_assert_num_queries):
    for word in ("Scans", "Post"):
        with django_assert_num_queries(5):
            assert quoting.trouble(found, FREE) == ""
        lose(found, word)


@pytest.mark.parametrize("many", [1, 4])
def test_a_search_keeps_them_in_as_many_statements_however_many_left(found, many):
    issues, icb = list(found.members.values_list("issue", flat=True))[:many], make.icb()
    with CaptureQueriesContext(connection) as spent:
        departing.write(icb, dict.fromkeys(issues, found.pk), {}, timezone.now())
    assert Departure.objects.count() == many
    assert sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in spent) == 2


def test_a_search_that_takes_nothing_out_keeps_nothing(found):
    search()
    assert not Departure.objects.exists()
