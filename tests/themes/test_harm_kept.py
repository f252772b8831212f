"""A grave report leaves all alarms only when a person has looked, whatever a look at the rest does not know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from issues.models import Issue
from tests import make
from tests.themes.telling import search, several, theme
from themes import abbreviations, deciding, grouping, hearing, placing, raising, tracking
from themes.models import Grave, Run, Theme, Vector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def placed_in(found: Theme, **answers) -> Issue:
    """One more report that looks like a theme."""
    (issue,) = several("Insulin", 1, **answers)
    placing.place_due()
    Vector.objects.filter(issue=issue).update(looks_like=found)
    return issue


def raised(team) -> list[tuple[str, set[int]]]:
    alarms = raising.to_look_at(team)
    return [(one.sentence.split(" reported")[0], {each.pk for each in one.readable}) for one in alarms]


@pytest.fixture
def insulin(team) -> Theme:
    """A theme of three people's harm, with its alarm."""
    found = theme("Insulin", 3, harm="moderate", days=5)
    assert len(raised(team)) == 1
    return found


def test_a_report_whose_text_is_being_read_anew_stays_in_its_alarm(team, insulin):
    ((_, before),) = raised(team)
    fresh = placed_in(insulin, harm="severe")
    placing.likening.raise_harm([fresh.pk], space=placing.space())
    assert raised(team) == [("4 people", before | {fresh.pk})]
    waiting = [fresh.pk, min(before)]
    Vector.objects.filter(issue__in=waiting).update(space=abbreviations.READ_ANEW)
    other = several("Insulin", 1, harm="moderate", days=5)[0]
    Vector.objects.create(issue=other, space=placing.space(), data=_place_of(insulin), looks_like=insulin)
    placing.likening.raise_harm([other.pk], space=placing.space())
    ((people, issues),) = raised(team)
    assert (people, issues) == ("5 people", before | {fresh.pk, other.pk})
    last = timezone.localdate(fresh.created_at)
    assert f"the last on {last.day} {last:%B %Y}" in Grave.objects.get(is_live=True).sentence


def _place_of(found: Theme) -> bytes:
    return Vector.objects.filter(issue__theme_link__theme=found).first().data


def test_a_search_that_began_before_a_report_came_leaves_it_in_its_alarm(team, insulin):
    ((_, before),) = raised(team)
    now = timezone.now()
    placed_in(insulin, harm="none")
    later = several("Insulin", 1, harm="moderate", days=3)
    placing.place_due()
    run = Run.objects.create(icb=make.icb(), started_at=now)
    heard = hearing.hear(run.icb)
    fresh = placed_in(insulin, harm="severe")
    placing.likening.raise_harm([fresh.pk], space=placing.space())
    assert any(fresh.pk in issues for _, issues in raised(team))
    groups, grave = grouping.group(run=run, heard=heard, is_thanks=False, now=now)
    tracking.write(run=run, groups=groups, grave=grave, heard=heard, now=now)
    assert raised(team) == [("5 people", before | {later[0].pk, fresh.pk})]


def test_two_reports_stay_in_an_alarm_though_a_person_puts_one_where_nobody_else_reports_harm(team):
    two = several("Insulin", 2, harm="severe")
    found = theme("Insulin", 1)
    scans = theme("Scans", 3)
    assert raised(team) == [("2 people", {one.pk for one in two})]
    deciding.add(theme=scans, issue=two[0], by=team)
    assert raised(team) == [("2 people", {one.pk for one in two})]
    assert found.graves.filter(is_live=True).count() == 0


def aged(days: int, issues=None) -> None:
    """So many days go by for these reports, or for all, and for what was raised of them."""
    ago = timedelta(days=days)
    told = Issue.objects.filter(pk__in=issues) if issues else Issue.objects.all()
    told.update(created_at=F("created_at") - ago)
    for one in Grave.objects.filter(issues__in=told).distinct():
        Grave.objects.filter(pk=one.pk).update(on=one.on - ago)


def test_an_alarm_that_nobody_has_looked_at_stays_after_ninety_days_and_says_so(client, team):
    two = several("Insulin", 2, harm="severe")
    search()
    aged(120)
    several("Letters", 3)
    search()
    assert raised(team) == [("2 people", {one.pk for one in two})]
    for reader in (team, make.leader()):
        client.force_login(reader)
        page = client.get("/themes/").text
        assert "look at it now. Nobody of the interface team has looked at it yet." in page
    raising.look_at(grave=Grave.objects.get(), by=team)
    client.force_login(team)
    assert "has looked at it yet" not in client.get("/themes/").text
    search()
    assert not Grave.objects.filter(is_live=True).exists(), "looked at, and long ago"


def test_a_new_report_joins_what_nobody_looked_at_and_the_days_between_are_said(team, insulin):
    ((_, before),) = raised(team)
    old = min(before)
    aged(80, before)
    aged(60, [old])
    last = several("Insulin", 1, harm="severe", days=3)[0]
    search()
    ((people, issues),) = raised(team)
    assert (people, issues) == ("4 people", before | {last.pk})
    first = timezone.localdate(Issue.objects.get(pk=old).created_at)
    sentence = Grave.objects.get(is_live=True).sentence
    assert f"in the same theme since {first.day} {first:%B %Y}, the last on" in sentence and "within" not in sentence


def test_old_reports_that_stand_in_another_alarm_are_counted_on_the_page_of_their_theme(client, team, insulin):
    scans = theme("Scans", 3)
    (another,) = several("Insulin", 1, harm="moderate")
    (scan,) = several("Scans", 1, harm="moderate")
    for found, issue in ((insulin, another), (scans, scan)):
        found.members.create(issue=issue, since=timezone.now())
    raising.tell(make.icb(), [{another.pk, scan.pk}], known={})
    aged(120)
    client.force_login(team)
    assert (
        "1 more report of harm in this theme stands in another alarm" in client.get(insulin.get_absolute_url()).text
    )


def test_old_alarms_that_nobody_looked_at_cost_the_board_the_same_with_two_and_twelve(client, team):
    costs = []
    client.force_login(team)
    for words in ("AB", "CDEFGHIJKL"):
        for word in words:
            several(word * 4, 2, harm="moderate")
        search()
        lately = Issue.objects.filter(created_at__gte=timezone.now() - timedelta(days=60))
        aged(120, set(lately.values_list("pk", flat=True)))
        search()
        with CaptureQueriesContext(connection) as queries:
            client.get("/themes/")
        costs.append(len(queries))
    assert len(raised(team)) == 12 and costs[0] == costs[1]
