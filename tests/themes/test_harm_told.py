"""What is said of harm is true: who reported it counts, by when, under the theme that the report is in now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from issues import following, withdrawing
from issues.models import Issue
from language import severity
from tests import make
from tests.themes.telling import search, several, theme
from themes import deciding, likening, piling, placing, raising
from themes.models import Grave, Theme, Vector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture
def two(team) -> tuple[Theme, Theme]:
    """Harm in two themes: three reports in one, two in the other."""
    insulin = theme("Insulin", 3, harm="moderate")
    several("Scans", 2, harm="severe")
    several("Scans", 1)
    search()
    return insulin, Theme.objects.exclude(pk=insulin.pk).get()


def box(team, found: Theme) -> list[tuple[str, set]]:
    """What the page of a theme says of harm, and of which issues with what is said of where each is."""
    return [
        (one.sentence.split(" reported")[0], {(each.reference, each.lies) for each in one.readable})
        for one in raising.of_theme(team, found)
    ]


def references(found: Theme) -> set[tuple[str, str]]:
    harmed = found.members.exclude(issue__harm="none").exclude(issue__harm="unknown")
    return {(reference, "") for reference in harmed.values_list("issue__reference", flat=True)}


def test_me_too_says_nothing_of_harm(team):
    first, second = several("Insulin", 2, harm="moderate", days=5)
    for issue in (first, second):
        for _ in range(3):
            following.me_too(issue=issue, by=make.user())
    search()
    found = Grave.objects.get()
    day = timezone.localdate(second.created_at)
    assert found.sentence == severity.sentence(2, day, severity.OF_ONE_THEME) and found.on == day


def test_one_report_of_harm_with_me_too_is_no_alarm(team):
    issue = several("Insulin", 1, harm="moderate")[0]
    following.me_too(issue=issue, by=make.user())
    search()
    assert not Grave.objects.exists()
    old = several("Insulin", 2, harm="severe")
    for one in old:
        type(one).objects.filter(pk=one.pk).update(created_at=timezone.now() - timedelta(days=120))
        following.me_too(issue=one, by=make.user())
    search()
    assert not Grave.objects.exists(), "told long ago, though others joined since"


def test_whose_report_was_withdrawn_is_not_counted_though_others_said_me_too(team):
    first, _ = several("Insulin", 2, harm="moderate")
    following.me_too(issue=first, by=make.user())
    withdrawing.withdraw(issue=first, by=first.reporter)
    placing.place_due()
    likening.raise_harm([first.pk], space=placing.space())
    search()
    assert not Grave.objects.exists()


def test_after_a_merge_the_survivor_tells_of_both_and_taken_back_each_of_its_own(team, two):
    insulin, scans = two
    apart = box(team, insulin), box(team, scans)
    assert apart == ([("3 people", references(insulin))], [("2 people", references(scans))])
    deciding.merge(theme=insulin, other=scans, by=team)
    assert box(team, insulin) == [("5 people", references(insulin))] and box(team, scans) == []
    assert len(references(insulin)) == 5
    deciding.undo(decision=insulin.decisions.get(), by=team)
    assert (box(team, insulin), box(team, scans)) == apart
    search()
    assert (box(team, insulin), box(team, scans)) == apart


def test_a_report_that_people_moved_is_told_under_its_new_theme(team, two):
    insulin, scans = two
    moved = insulin.members.order_by("pk").first().issue
    deciding.add(theme=scans, issue=moved, by=team)
    told = [("2 people", references(insulin))], [("3 people", references(scans))]
    assert (box(team, insulin), box(team, scans)) == told
    search()
    assert (box(team, insulin), box(team, scans)) == told


def test_one_that_only_looks_like_the_theme_or_is_in_another_is_said_to_be(client, team, two):
    insulin, scans = two
    (like,) = several("Insulin", 1, harm="moderate")
    placing.place_due()
    Vector.objects.filter(issue=like).update(looks_like=insulin)
    likening.raise_harm([like.pk], space=placing.space())
    (told,) = box(team, insulin)
    assert told == ("4 people", references(insulin) | {(like.reference, "looks like this theme; not yet in it")})
    client.force_login(team)
    assert "looks like this theme; not yet in it)" in client.get(insulin.get_absolute_url()).content.decode()
    mixed = [insulin.members.first().issue, scans.members.filter(issue__harm="severe").first().issue]
    one = raising.tell(make.icb(), [{each.pk for each in mixed}], known={mixed[0].pk: insulin.pk})[0]
    assert one.theme is None
    (shown,) = [each for each in raising.to_look_at(team) if each.pk == one.pk]
    assert {each.lies for each in shown.readable} == {f"in the theme “{insulin}”", f"in the theme “{scans}”"}


def test_a_theme_shows_every_alarm_that_holds_a_report_of_it_and_counts_what_stands_in_another(client, team, two):
    insulin, scans = two
    (own,) = box(team, insulin)
    (another,) = several("Insulin", 1, harm="moderate")
    insulin.members.create(issue=another, since=timezone.now())
    scan = scans.members.filter(issue__harm="severe").first().issue
    raising.tell(make.icb(), [{another.pk, scan.pk}], known={})
    lies = {(another.reference, f"in the theme “{insulin}”"), (scan.reference, f"in the theme “{scans}”")}
    assert box(team, insulin) == [own, ("2 people", lies)]
    client.force_login(team)
    page = client.get(insulin.get_absolute_url()).content.decode()
    assert page.count("people reported moderate or worse harm") == 2
    assert "1 more report of harm in this theme stands in another alarm, which is shown here too." in page
    board = client.get("/themes/").content.decode()
    all_of_it = f'<a href="{insulin.get_absolute_url()}">all alarms of this theme</a>'
    assert f"1 more report of harm in this theme stands in another alarm: {all_of_it}." in board


def test_what_reports_have_in_common_is_said_and_no_more(team, two):
    insulin, scans = two
    own = Grave.objects.get(theme=insulin, is_live=True)
    assert own.sentence.startswith("3 people reported moderate or worse harm in the same theme within 90 days")
    one = scans.members.filter(issue__harm="severe").first().issue_id
    issues = {*own.issues.values_list("pk", flat=True), one}
    known = dict.fromkeys(issues - {one}, insulin.pk)
    (wider,) = raising.tell(make.icb(), [issues], known=known)
    assert "harm in the same theme or beside it within" in wider.sentence


def test_a_report_alone_in_its_theme_stays_with_its_kind():
    by = {1: 10, 2: 11, 3: 12, 4: 13, 5: 14}
    assert piling.piles([{1, 2, 3}], {1: 7, 2: 7, 3: 8}, by) == [{1, 2, 3}]
    assert piling.piles([{1, 2, 3, 4}], {1: 7, 2: 7, 3: 8, 4: 8}, by) == [{1, 2}, {3, 4}]
    assert piling.piles([{1, 3}, {2}], {1: 7, 2: 7, 3: 8}, by) == [{1, 2, 3}]
    assert piling.piles([{1, 3}], {1: 7, 3: 8}, by) == [{1, 3}]
    assert piling.piles([{5}], {5: 7}, by) == []


def test_what_is_told_in_one_way_stays_together_though_its_issues_are_in_different_themes():
    by = {issue: issue for issue in range(1, 8)}
    found, known = [{1, 2, 3, 4, 5}, {6, 7}], {1: 7, 2: 8, 6: 8, 7: 8}
    assert piling.piles(found, known, by) == [{6, 7}, {1, 2, 3, 4, 5}]
    assert piling.piles([{1, 2, 3, 4, 5}, {2, 6}], known, by) == [{1, 2, 3, 4, 5, 6}], "nothing is lost"
    assert piling.piles([{1, 2}, {2, 3}, {3, 1}], {}, by) == [{1, 2, 3}], "nor told twice"


def test_the_issues_of_an_alarm_stand_by_their_dates_the_latest_first(client, team):
    found = theme("Insulin", 3, harm="moderate")
    first, *others = found.members.order_by("issue_id").values_list("issue", flat=True)
    Issue.objects.filter(pk=first).update(created_at=timezone.now())
    client.force_login(team)
    alarm = client.get(found.get_absolute_url()).text.split("The issues that you may read:")[1].split("</p>")[0]
    known = dict(Issue.objects.values_list("pk", "reference"))
    places = [alarm.index(f">{known[issue]}<") for issue in (first, *reversed(others))]
    assert places == sorted(places)
