from datetime import timedelta

import pytest
from django.utils import timezone

from issues import following
from issues.models import Issue, IssueEntry
from people.faults import Fault
from tests import make
from tests.themes.telling import search, several, theme
from themes import abbreviations, detecting, grouping, hearing, placing, tracking
from themes.models import Run, Theme, ThemeIssue, Vector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


def test_issues_about_the_same_problem_become_a_theme():
    letters, _scans = several("Letters", 3), several("Scans", 2)
    run = search()
    (found,) = Theme.objects.all()
    assert {link.issue for link in found.members.all()} == set(letters)
    assert (found.size, found.reporters, found.organisations) == (3, 3, 3)
    assert (run.issues, run.themes, run.unthemed) == (5, 1, 2)
    assert run.finished_at


def test_one_loud_voice_makes_no_theme():
    several("Letters", 12, by=make.user())
    search()
    assert not Theme.objects.exists()


def test_size_counts_people_and_organisations_never_reports():
    loud = make.user()
    several("Letters", 9, by=loud)
    several("Letters", 1)
    search()
    found = Theme.objects.get()
    assert (found.size, found.reporters, found.organisations) == (10, 2, 2)


def test_people_who_say_me_too_count_like_reporters():
    issue = several("Letters", 3)[0]
    following.me_too(issue=issue, by=make.user(), text="The same here.")
    search()
    found = Theme.objects.get()
    assert (found.size, found.reporters, found.organisations) == (3, 4, 4)


def test_one_issue_is_no_theme_however_many_say_me_too():
    issue = several("Letters", 1)[0]
    for _ in range(3):
        following.me_too(issue=issue, by=make.user())
    assert search().unthemed == 1
    assert not Theme.objects.exists()
    several("Letters", 1)
    search()
    assert Theme.objects.get().size == 2


def test_an_issue_that_stands_alone_stays_in_the_theme_where_it_was():
    found = theme("Letters", 4)
    alone = found.members.order_by("pk").first().issue
    for _ in range(3):
        following.me_too(issue=alone, by=make.user())
    Issue.objects.filter(pk=alone.pk).update(text="Scans went wrong.")
    search()
    assert list(Theme.objects.all()) == [found] and found.members.filter(issue=alone).exists()


def test_what_works_well_is_never_mixed_with_problems():
    thanks = make.category("thanks", "Something that works well", is_thanks=True)
    several("Letters", 3)
    several("Letters", 3, category=thanks)
    search()
    assert sorted(Theme.objects.values_list("is_thanks", "size")) == [(False, 3), (True, 3)]


def test_a_text_that_could_not_be_placed_is_left_out():
    several("poison", 3)
    assert search().issues == 0


def test_other_systems_issues_stay_theirs():
    several("Letters", 3)
    elsewhere = make.organisation("Southmere ICB", "icb", code="QYY")
    placing.place_due()
    detecting.find(icb=elsewhere, now=timezone.now())
    assert not Theme.objects.exists()


def test_two_searches_never_overlap():
    Run.objects.create(icb=make.icb())
    several("Letters", 3)
    assert search() is None
    assert not Theme.objects.exists()


def test_a_search_that_died_is_taken_over():
    Run.objects.create(icb=make.icb(), alive_at=timezone.now() - detecting.DEAD_AFTER - timedelta(seconds=1))
    several("Letters", 3)
    assert search().themes == 1
    assert Run.objects.count() == 1


def test_a_search_that_was_taken_for_dead_writes_nothing(monkeypatch):
    several("Letters", 3)
    placing.place_due()
    heard = hearing.hear(make.icb())
    monkeypatch.setattr(hearing, "hear", lambda icb: Run.objects.all().delete() and heard)
    with pytest.raises(Exception, match="another has taken its place"):
        detecting.find(icb=make.icb(), now=timezone.now())
    assert not Theme.objects.exists()


def _state():
    return (
        sorted(Theme.objects.values_list("key", "label", "size", "reporters", "is_live")),
        sorted(ThemeIssue.objects.values_list("theme__key", "issue", "is_example")),
        Run.objects.count(),
    )


def test_a_search_broken_off_half_way_leaves_the_old_themes_whole(settings):
    theme("Letters")
    old = _state()
    several("Letters", 4)
    several("Scans", 5)
    settings.FAULTS = "theme.assign:raise"
    with pytest.raises(Fault):
        search()
    assert _state() == old
    settings.FAULTS = ""
    assert search().themes == 2


def test_without_its_transaction_a_search_broken_off_half_way_would_leave_a_mixture(settings, monkeypatch):
    """The positive control of the test above: what it guards against can happen."""
    theme("Letters")
    old = _state()
    several("Scans", 5)
    monkeypatch.setattr(detecting.tracking, "write", detecting.tracking.write.__wrapped__)
    settings.FAULTS = "theme.assign:raise"
    with pytest.raises(Fault):
        search()
    assert _state() != old


def test_a_search_is_due_at_first_and_every_night():
    several("Letters", 3)
    placing.place_due()
    now = timezone.localtime().replace(hour=12)
    assert detecting.find_due(now=now) == 1
    assert detecting.find_due(now=now + timedelta(minutes=5)) == 0
    assert detecting.find_due(now=now + timedelta(days=1)) == 1


def test_while_most_texts_are_read_anew_no_search_ends_the_themes_that_they_make():
    several("Letters", 3)
    search()
    now = timezone.localtime().replace(hour=12)
    Vector.objects.update(space="another")
    assert detecting.find_due(now=now + timedelta(days=1)) == 0
    assert Theme.objects.get().is_live
    placing.place_due()
    assert detecting.find_due(now=now + timedelta(days=1)) == 1
    assert Theme.objects.get().is_live


def test_new_issues_are_searched_after_an_hours_rest():
    noon = timezone.localtime().replace(hour=12)
    several("Letters", 3)
    placing.place_due()
    detecting.find_due(now=noon)
    several("Letters", 1)
    assert not detecting.is_due(icb=make.icb(), now=noon + timedelta(minutes=30))
    assert not detecting.is_due(icb=make.icb(), now=noon + timedelta(minutes=90)), "one still waits for its place"
    placing.place_due()
    assert detecting.is_due(icb=make.icb(), now=noon + timedelta(minutes=90))


def test_no_search_where_there_is_nothing_to_find():
    assert detecting.find_due(now=timezone.now()) == 0


@pytest.mark.parametrize("after", [(hearing, "hear"), (hearing, "texts"), (grouping, "_found")])
def test_an_issue_erased_while_a_search_is_under_way_is_passed_over(monkeypatch, after):
    letters, before = several("Letters", 4, harm="severe"), getattr(*after)

    def erase(*args, **more):
        found = before(*args, **more)
        erased = Issue.objects.filter(pk=letters[0].pk)
        IssueEntry.objects.filter(issue__in=erased).delete()
        erased.delete()
        return found

    monkeypatch.setattr(*after, erase)
    run = search()
    assert (run.issues, Theme.objects.get().size) == (3, 3)
    assert set(ThemeIssue.objects.values_list("issue", flat=True)) == {one.pk for one in letters[1:]}


def test_a_search_whose_issues_were_all_erased_finds_nothing(monkeypatch):
    several("Letters", 3)
    monkeypatch.setattr(hearing, "texts", lambda issues: {})
    assert search().themes == 0


def _read_anew(*issues):
    Vector.objects.filter(issue__in=issues).update(space=abbreviations.READ_ANEW)


@pytest.mark.parametrize("which", [0, 1, 3])
def test_texts_that_are_read_anew_while_a_search_is_under_way_do_not_break_it(monkeypatch, which):
    letters, scans = several("Letters", 3), several("Scans", 3)
    placing.place_due()
    write = tracking.write

    def meanwhile(**all_of_it):
        _read_anew(*letters[:which], *scans)
        return write(**all_of_it)

    monkeypatch.setattr(tracking, "write", meanwhile)
    run = detecting.find(icb=make.icb(), now=timezone.now())
    assert (run.themes, run.issues) == (2, 3 - which) and run.finished_at
    found, other = (Theme.objects.get(members__issue=some[0]) for some in (letters, scans))
    assert found.size == 3 and other.portrait.at_home is None and other.portrait.year == 3
    typical = {link.issue for link in found.members.filter(is_example=True)}
    assert typical == set(letters[which:]), "only of what has a place"
    assert not other.members.filter(is_example=True).exists()
    monkeypatch.setattr(tracking, "write", write)
    placing.place_due()
    later = timezone.now() + timedelta(hours=2)
    assert detecting.is_due(icb=make.icb(), now=later)
    detecting.find(icb=make.icb(), now=later)
    other.portrait.refresh_from_db()
    assert other.portrait.at_home is not None and other.members.filter(is_example=True).count() == 3


def test_a_search_without_vectors_is_whole_and_says_how_many_issues_are_still_to_be_read(caplog):
    found = theme(count=4)
    _read_anew(*Issue.objects.all())
    with caplog.at_level("WARNING"):
        run = detecting.find(icb=make.icb(), now=timezone.now())
    assert (run.issues, run.themes) == (0, 0) and run.finished_at
    assert "4 issues are still to be read" in caplog.text
    search(timezone.now() + timedelta(hours=2))
    assert Theme.objects.current().get() == found
