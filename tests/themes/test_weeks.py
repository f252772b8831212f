"""Counts by week, written by a run and read by pages."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.themes.telling import several, theme
from themes import deciding
from themes.models import Portrait, Theme
from themes.queries import weeks_in
from themes.weeks import WEEKS, as_of, counted_weeks

TODAY = date(2026, 3, 18)


def test_each_person_counts_once_a_week_once_in_four_weeks_and_once_a_year():
    voices = [(TODAY, 1), (TODAY, 1), (TODAY - timedelta(weeks=1), 1), (TODAY - timedelta(weeks=3), 2)]
    found = counted_weeks([*voices, (TODAY - timedelta(weeks=52), 3)], today=TODAY)
    assert found["people"] == [0] * 48 + [1, 0, 1, 1]
    assert found["fours"][-4:] == [1, 1, 2, 2]
    assert found["year"] == 2


@pytest.mark.parametrize("passed", range(6))
def test_what_was_counted_last_week_stands_as_if_nobody_had_spoken_since(passed):
    voices = [(TODAY - timedelta(days=9 * at), at % 5) for at in range(40)]
    later = TODAY + timedelta(weeks=passed)
    until = TODAY - timedelta(days=TODAY.weekday())
    counted = as_of(later, until=until, **counted_weeks(voices, today=TODAY))
    afresh = as_of(later, until=later - timedelta(days=later.weekday()), **counted_weeks(voices, today=later))
    assert (counted.people, counted.fours[3:]) == (afresh.people, afresh.fours[3:])
    assert len(counted.people) == WEEKS


@pytest.mark.django_db
def test_the_run_counts_and_no_page_counts_over_issues(client, engine):
    make.registry()
    found = theme("Letters", 5)
    assert weeks_in(found.portrait, today=timezone.localdate()).year == 5
    client.force_login(make.leader())
    for path in ("/themes/", found.get_absolute_url()):
        with CaptureQueriesContext(connection) as spent:
            client.get(path)
        assert not [one["sql"] for one in spent if " UNION " in one["sql"]]


@pytest.mark.django_db
def test_a_persons_act_counts_both_themes_anew(engine):
    team = make.registry()["team"]
    letters = theme("Letters", 3)
    alone = several("Scans", 1)[0]
    deciding.add(theme=letters, issue=alone, by=team)
    portrait = Portrait.objects.get(theme=letters)
    assert portrait.year == 4
    assert alone.reporter_organisation.name in portrait.sides["from"]["names"]
    assert Theme.objects.get(pk=letters.pk).first_on <= timezone.localdate(alone.created_at)
