from datetime import timedelta

import pytest
from django.utils import timezone

from issues import following
from issues.models import Issue
from tests import make
from tests.themes.telling import search, several, theme
from themes import curating
from themes.models import Signal, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


def _history(found):
    return list(found.entries.values_list("verb", flat=True))


def test_a_theme_keeps_its_key_as_it_grows():
    found = theme("Letters")
    several("Letters", 6)
    search()
    again = Theme.objects.get()
    assert (again.pk, again.key, again.size) == (found.pk, found.key, 9)
    assert _history(again) == ["born"]


def test_an_issue_that_stays_keeps_the_day_it_came():
    found = theme("Letters")
    since = dict(found.members.values_list("issue", "since"))
    search()
    assert dict(found.members.values_list("issue", "since")) == since


def test_a_theme_that_is_no_longer_found_is_kept_and_remembers_its_issues():
    found = theme("Letters")
    issues = set(found.members.values_list("issue", flat=True))
    Issue.objects.update(text="Different each time")
    Issue.objects.filter(pk=min(issues)).update(text="Alone")
    Issue.objects.filter(pk=max(issues)).update(text="Lonely")
    search()
    found.refresh_from_db()
    assert not found.is_live
    assert set(found.remembered) == issues
    assert _history(found) == ["born", "gone"]


def test_a_theme_that_comes_back_is_the_same_theme():
    found = theme("Letters")
    texts = dict(found.members.values_list("issue", "issue__text"))
    for at, issue in enumerate(texts):
        Issue.objects.filter(pk=issue).update(text=f"Word{at} alone")
    search()
    for issue, text in texts.items():
        Issue.objects.filter(pk=issue).update(text=text)
    search()
    again = Theme.objects.get()
    assert (again.pk, again.is_live, again.remembered) == (found.pk, True, [])
    assert _history(again) == ["born", "gone", "back"]


def test_the_key_of_a_theme_that_went_is_never_given_to_another():
    gone = theme("Letters")
    Theme.objects.update(is_live=False, remembered=[])
    gone.members.all().delete()
    search()
    assert Theme.objects.count() == 2
    assert Theme.objects.exclude(pk=gone.pk).get().key != gone.key


def test_a_given_name_outlives_every_search():
    found = theme("Letters")
    curating.rename(theme=found, by=make.interface_team(), label="Clinic letters arrive late")
    Issue.objects.update(text="Post went wrong")
    search()
    again = Theme.objects.get()
    assert str(again) == "Clinic letters arrive late"
    assert again.label == "Post problems"
    assert "relabelled" not in _history(again)


def test_another_name_by_the_portal_is_written_down_and_comes_at_most_once_in_four_weeks():
    found = theme("Letters")
    Issue.objects.update(text="Post went wrong")
    search()
    assert (Theme.objects.get().label, _history(found)) == ("Letters problems", ["born"])
    search(timezone.now() + timedelta(weeks=4, days=1))
    assert found.entries.last().text == Theme.objects.get().label == "Post problems"


def test_a_name_goes_at_once_where_most_of_the_issues_are_others_or_it_fits_another_theme():
    letters = theme("Letters")
    several("Letters", 4)
    search()
    assert Theme.objects.get().label == "Letters problems"
    Issue.objects.update(text="Post went wrong")
    several("Letters", 3)
    search()
    assert set(Theme.objects.values_list("label", flat=True)) == {"Letters problems", "Post problems"}
    letters.refresh_from_db()
    assert letters.label == "Post problems"


def test_a_sudden_rise_is_kept_as_a_signal_once():
    several("Other", 2, days=150)
    for word in range(40):
        several(f"Matter{word}", 1, days=170 - 4 * word)
    found = theme("Letters", 8)
    search()
    signal = Signal.objects.get()
    assert signal.theme == found
    assert signal.kind == "emerging"
    assert signal.reporters >= 3
    assert "different people" in signal.sentence
    assert Theme.objects.get(pk=found.pk).state == "emerging"
    assert timedelta(0) <= found.last_on - signal.on < timedelta(days=30)


def test_one_issue_that_many_say_me_too_to_makes_no_theme_grow():
    several("Other", 2, days=150)
    for word in range(40):
        several(f"Matter{word}", 1, days=170 - 4 * word)
    found = theme("Letters", 4, days=35)
    for _ in range(7):
        following.me_too(issue=found.members.latest("issue").issue, by=make.user())
    search()
    assert not Signal.objects.exists()
    for issue in several("Letters", 1):
        following.me_too(issue=issue, by=make.user())
    search()
    assert "(2 issues; 8 said “me too”)" in Signal.objects.get().sentence
