"""What people decide about themes: every later run keeps it, and it can be taken back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse

from interface.invariants import themes_count_what_they_hold
from issues.models import Issue
from language import finding
from language.constraints import Decided
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, several, theme
from themes import certainty, curating, deciding, library
from themes.models import Decision, Pin, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def held(found: Theme) -> set[int]:
    return set(found.members.values_list("issue", flat=True))


def said(found: Theme) -> list[str]:
    return list(found.entries.values_list("verb", flat=True))


def scatter() -> None:
    """The engine finds nothing alike any more."""
    for at, issue in enumerate(Issue.objects.order_by("pk")):
        Issue.objects.filter(pk=issue.pk).update(text=f"Word{at} alone")


def miscounted() -> list[str]:
    return list(themes_count_what_they_hold(None))


def test_a_confirmed_theme_lives_whatever_runs_find(team, two):
    letters, scans = two
    deciding.confirm(theme=letters, by=team)
    issues = held(letters)
    scatter()
    search()
    letters.refresh_from_db()
    scans.refresh_from_db()
    assert (letters.is_live, letters.size, held(letters)) == (True, 4, issues)
    assert not scans.is_live
    assert letters.entries.get(verb="confirmed").by == team
    assert miscounted() == []


def test_confirming_twice_is_one_act_until_issues_join(team, two):
    letters, _ = two
    for _ in range(2):
        deciding.confirm(theme=letters, by=team)
    assert said(letters).count("confirmed") == 1
    several("Letters", 1)
    search()
    deciding.confirm(theme=letters, by=team)
    assert said(letters).count("confirmed") == 2


def test_merged_themes_stay_one(team, two):
    letters, scans = two
    both = held(letters) | held(scans)
    deciding.merge(theme=letters, other=scans, by=team)
    scans.refresh_from_db()
    assert (scans.is_live, scans.merged_into) == (False, letters)
    assert held(letters) == both
    for _ in range(2):
        search()
        assert held(letters) == both
        assert Theme.objects.filter(is_live=True).count() == 1
    assert said(letters)[-1] == "merged"
    assert said(scans)[-1] == "absorbed"
    assert miscounted() == []


def test_what_was_split_off_stays_a_theme_of_its_own(team, two):
    letters, _ = two
    chosen = list(Issue.objects.filter(theme_link__theme=letters)[:2])
    new = deciding.split(theme=letters, issues=chosen, label="Letters to the wrong practice", by=team)
    for _ in range(2):
        search()
        new.refresh_from_db()
        assert held(new) == {one.pk for one in chosen}
        assert len(held(letters)) == 2
        assert (new.is_live, new.size, str(new)) == (True, 2, "Letters to the wrong practice")
    assert said(new) == ["split"]
    assert said(letters)[-1] == "shed"
    assert miscounted() == []


def test_two_themes_that_are_never_one_stay_two(team, two):
    letters, scans = two
    ones, others = held(letters), held(scans)
    deciding.keep_apart(theme=letters, other=scans, by=team)
    Issue.objects.update(text="All the same now")
    search()
    assert (held(letters), held(scans)) == (ones, others)
    pins = dict(Pin.objects.values_list("issue", "theme"))
    decided = deciding.decided(make.icb(), is_thanks=False, held=pins)
    assert len(decided.apart) == 12
    assert all({one in map(str, ones), two in map(str, others)} == {True} for one, two in decided.apart)


def test_without_the_decision_the_run_makes_one_of_them(team, two):
    Issue.objects.update(text="All the same now")
    search()
    assert Theme.objects.filter(is_live=True).count() == 1


def test_themes_that_are_never_one_are_not_merged(team, two):
    letters, scans = two
    deciding.keep_apart(theme=letters, other=scans, by=team)
    with pytest.raises(Refused):
        deciding.merge(theme=scans, other=letters, by=team)


def test_dismissed_issues_are_no_theme_again_under_another_key(team, two):
    letters, _ = two
    curating.dismiss(theme=letters, by=team, reason="Two in one.")
    assert len(Pin.objects.filter(theme=letters)) == 4
    issues = held(letters)
    for again in ("Post", "Mail"):
        scatter()
        search()
        Issue.objects.filter(pk__in=issues).update(text=f"{again} went wrong")
        search()
        assert held(letters) == issues
    assert not Theme.objects.current().exclude(label="Scans problems").exists()
    curating.restore(theme=letters, by=team)
    assert not Pin.objects.exists()


@pytest.mark.parametrize("act", ["merge", "split", "apart", "move"])
def test_only_who_confirms_makes_a_theme_certain(client, team, act):
    """Whatever else people decide keeps its issues together, and leaves open how sure that is."""
    letters = theme("Letters", 12)
    several("Scans", 12)
    search()
    scans = Theme.objects.exclude(pk=letters.pk).get()
    some = list(Issue.objects.filter(theme_link__theme=letters)[:2])
    {
        "merge": lambda: deciding.merge(theme=letters, other=scans, by=team),
        "split": lambda: deciding.split(theme=letters, issues=some, label="Two", by=team),
        "apart": lambda: deciding.keep_apart(theme=letters, other=scans, by=team),
        "move": lambda: deciding.add(theme=letters, issue=Issue.objects.last(), by=team),
    }[act]()
    about = Q(decisions__isnull=False) | Q(decisions_with__isnull=False)
    kept = {one.pk: held(one) for one in Theme.objects.filter(about, is_live=True)}
    client.force_login(team)
    for one in Theme.objects.filter(is_live=True):
        page = client.get(one.get_absolute_url()).content.decode()
        assert "Certain: people confirmed it" not in page
        assert reverse("themes:confirm", args=[one.key]) in page
    assert not library.proposed(team).exists()
    if act != "move":
        scatter()
    search()
    assert {one: held(Theme.objects.get(pk=one)) for one in kept} == kept
    assert not Theme.objects.filter(confirmed_at__isnull=False).exists()
    deciding.confirm(theme=letters, by=team)
    assert not certainty.is_confirmed(scans)
    assert list(library.proposed(team)) == [letters]


def test_the_engine_is_told_all_that_stands(team, two, monkeypatch):
    letters, scans = two
    told = []

    def engine(*_, decided, **__):
        told.append(decided)
        return finding.Found((), ())

    monkeypatch.setattr(finding, "find_themes", engine)
    deciding.confirm(theme=letters, by=team)
    moved = Issue.objects.filter(theme_link__theme=scans).first()
    deciding.add(theme=letters, issue=moved, by=team)
    search()
    assert told[0].confirmed == dict.fromkeys(map(str, held(letters)), letters.key)
    for decision in Decision.objects.order_by("-pk"):
        deciding.undo(decision=decision, by=team)
    search()
    assert told[-1] == Decided()


@pytest.mark.parametrize("act", ["confirm", "merge", "split", "apart", "move"])
def test_taken_back_everything_is_as_it_was(team, two, act):
    letters, scans = two
    before = held(letters), held(scans)
    some = list(Issue.objects.filter(theme_link__theme=letters)[:2])
    {
        "confirm": lambda: deciding.confirm(theme=letters, by=team),
        "merge": lambda: deciding.merge(theme=letters, other=scans, by=team),
        "split": lambda: deciding.split(theme=letters, issues=some, label="Two", by=team),
        "apart": lambda: deciding.keep_apart(theme=letters, other=scans, by=team),
        "move": lambda: deciding.add(theme=scans, issue=some[0], by=team),
    }[act]()
    decision = Decision.objects.get()
    for _ in range(2):
        deciding.undo(decision=decision, by=team)
    letters.refresh_from_db()
    scans.refresh_from_db()
    assert (held(letters), held(scans)) == before
    assert (letters.size, scans.size, letters.is_live, scans.is_live) == (4, 3, True, True)
    assert (letters.confirmed_at, scans.confirmed_at, scans.merged_into) == (None, None, None)
    assert not Pin.objects.exists()
    assert Theme.objects.filter(is_live=True).count() == 2
    assert decision.theme.entries.filter(verb="undone", by=team).count() == 1
    assert miscounted() == []


def test_an_earlier_decision_holds_again_once_a_later_one_is_taken_back(team, two):
    letters, scans = two
    deciding.confirm(theme=scans, by=team)
    deciding.merge(theme=letters, other=scans, by=team)
    deciding.undo(decision=Decision.objects.get(kind="merged"), by=team)
    scatter()
    search()
    scans.refresh_from_db()
    assert (scans.is_live, len(held(scans))) == (True, 3)


def test_a_decision_that_a_later_one_overtook_is_taken_back_without_moving_anything(team, two):
    letters, scans = two
    moved = Issue.objects.filter(theme_link__theme=letters).first()
    deciding.confirm(theme=letters, by=team)
    deciding.add(theme=scans, issue=moved, by=team)
    deciding.undo(decision=Decision.objects.get(kind="confirmed"), by=team)
    assert moved.pk in held(scans)


def test_only_the_interface_team_decides(two):
    letters, scans = two
    for person in (make.leader(), make.user(), make.user(make.icb("QYY", "Southmere ICB"), "interface_team")):
        with pytest.raises(PermissionDenied):
            deciding.confirm(theme=letters, by=person)
        with pytest.raises(PermissionDenied):
            deciding.merge(theme=letters, other=scans, by=person)
        with pytest.raises(PermissionDenied):
            deciding.keep_apart(theme=letters, other=scans, by=person)
