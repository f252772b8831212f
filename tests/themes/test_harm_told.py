"""What is said of harm is true: who reported it counts, by when, under the theme that the report is in now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from issues import following, withdrawing
from language import severity
from tests import make
from tests.themes.telling import search, several, theme
from themes import deciding, likening, placing, raising
from themes.models import Grave, Theme, Vector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture
def team():
    return make.registry()["team"]


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
    assert found.sentence == severity.sentence(2, day) and found.on == day


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


def test_a_report_alone_in_its_theme_stays_with_its_kind():
    by = {1: 10, 2: 11, 3: 12, 4: 13, 5: 14}
    assert raising._piles([{1, 2, 3}], {1: 7, 2: 7, 3: 8}, by) == [{1, 2, 3}]
    assert raising._piles([{1, 2, 3, 4}], {1: 7, 2: 7, 3: 8, 4: 8}, by) == [{1, 2}, {3, 4}]
    assert raising._piles([{1, 3}, {2}], {1: 7, 2: 7, 3: 8}, by) == [{1, 2, 3}]
    assert raising._piles([{1, 3}], {1: 7, 3: 8}, by) == [{1, 3}]
    assert raising._piles([{5}], {5: 7}, by) == []
