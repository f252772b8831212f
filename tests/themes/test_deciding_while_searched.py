"""What people decide or take back while a search runs stands once it has written, whatever it had read before."""

import random

import pytest

from interface.invariants import themes_count_what_they_hold
from issues import withdrawing
from issues.models import Issue
from tests.themes.telling import search, several
from tests.themes.test_taking_back import decide, members, three  # noqa: F401
from themes import curating, deciding, grouping, hearing
from themes.models import Decision, Pin, Theme, ThemeEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
LIVING = Theme.objects.filter(is_live=True)
AFTER_READING = [(hearing, "hear"), (grouping, "group")]


def search_while(monkeypatch, act, after=AFTER_READING[1]) -> None:
    """A search during which that is done once, when it has read or worked out something."""
    before, done = getattr(*after), []

    def meanwhile(*args, **more):
        found = before(*args, **more)
        if not done:
            done.append(act())
        return found

    with monkeypatch.context() as patched:
        patched.setattr(*after, meanwhile)
        search()
    assert done


def as_it_stands() -> list[tuple]:
    """Of every theme what people decide about."""
    return [
        (one.key, one.given_label, one.is_live, one.merged_into, bool(one.dismissed_at), bool(one.published_at))
        + (bool(one.confirmed_at), members(one))
        + ((one.size, one.reporters, one.organisations, one.first_on, one.last_on) if one.is_live else ())
        for one in Theme.objects.order_by("pk")
    ]


def places() -> dict[int, tuple]:
    """The theme that each issue is in, and the one in which people hold it."""
    held = dict(Pin.objects.order_by("pk").values_list("issue", "theme"))
    links = dict(Issue.objects.values_list("pk", "theme_link__theme"))
    return {issue: (there, held.get(issue)) for issue, there in links.items()}


def some(found: Theme, many: int = 1) -> list[Issue]:
    return list(Issue.objects.filter(theme_link__theme=found).order_by("pk")[:many])


def rename(themes, team):
    curating.rename(theme=themes[1], by=team, label="Lost scans")


def publish(themes, team):
    curating.publish(theme=themes[1], by=team, label="Lost scans", summary="They are lost between two sites.")


def merge(themes, team):
    deciding.merge(theme=themes[0], other=themes[1], by=team)


def split(themes, team):
    deciding.split(theme=themes[0], issues=some(themes[0], 2), label="Torn letters", by=team)


def move(themes, team):
    deciding.add(theme=themes[0], issue=some(themes[1])[0], by=team)


def move_all(themes, team):
    for issue in some(themes[1], 4):
        deciding.add(theme=themes[0], issue=issue, by=team)


def apart(themes, team):
    deciding.keep_apart(theme=themes[0], other=themes[1], by=team)


def confirm(themes, team):
    deciding.confirm(theme=themes[1], by=team)


def dismiss(themes, team):
    curating.dismiss(theme=themes[1], by=team, reason="Not one.")


def withdraw(themes, team):
    curating.withdraw(theme=themes[1], by=team)


def restore(themes, team):
    curating.restore(theme=themes[1], by=team)


def take_back(themes, team):
    for decision in Decision.objects.filter(undone_at=None).order_by("-pk"):
        deciding.undo(decision=decision, by=team)


DECIDED = [rename, merge, split, move, move_all, apart, confirm]
ACTS = [(None, one) for one in [*DECIDED, publish, dismiss]]
ACTS += [(one, take_back) for one in DECIDED] + [(publish, withdraw), (dismiss, restore), (publish, dismiss)]


@pytest.mark.parametrize("after", AFTER_READING)
@pytest.mark.parametrize(("before", "act"), ACTS)
def test_each_act_during_a_search_stands_after_it(monkeypatch, three, team, before, act, after):  # noqa: F811
    if before:
        before(three, team)
        search()
    told, stood = [], []

    def meanwhile():
        act([Theme.objects.get(pk=one.pk) for one in three], team)
        stood.append(as_it_stands())
        told.append(ThemeEntry.objects.latest("pk").pk)

    search_while(monkeypatch, meanwhile, after)
    assert as_it_stands() == stood[0]
    assert not ThemeEntry.objects.filter(pk__gt=told[0], verb__in=["gone", "born", "back"]).exists()
    search()
    assert as_it_stands() == stood[0]


@pytest.mark.parametrize("seed", range(16))
def test_in_any_order_before_and_during_searches_the_end_is_what_people_made_of_it(
    monkeypatch,
    three,  # noqa: F811
    team,
    seed,
):
    chance = random.Random(seed)

    def act() -> None:
        stands = list(Decision.objects.filter(undone_at=None))
        if stands and chance.random() < 0.5:
            deciding.undo(decision=chance.choice(stands), by=team)
        else:
            decide(chance, team)

    def several_acts() -> dict[int, int]:
        """Returns where those issues are that people hold, moved or let go."""
        was = places()
        for _ in range(chance.randint(1, 4)):
            act()
        now = places()
        return {issue: place[0] for issue, place in now.items() if place[1] or place != was[issue]}

    for _ in range(3):
        several_acts()
        search()
        stood = []
        search_while(monkeypatch, lambda: stood.append(several_acts()), chance.choice(AFTER_READING))  # noqa: B023
        now = places()
        assert {issue: now[issue][0] for issue in stood[0]} == stood[0]
        assert list(themes_count_what_they_hold(None)) == []
        assert not LIVING.filter(members=None).exists()
    search_while(monkeypatch, lambda: take_back(three, team), chance.choice(AFTER_READING))
    assert not Pin.objects.exists() and list(themes_count_what_they_hold(None)) == []


def test_what_else_comes_to_a_theme_that_was_merged_meanwhile_goes_on_with_it(monkeypatch, three, team):  # noqa: F811
    letters, scans, _ = three
    (late,) = several("Scans", 1)
    search_while(monkeypatch, lambda: merge(three, team))
    scans.refresh_from_db()
    assert (scans.is_live, scans.merged_into) == (False, letters)
    assert late.pk in members(letters) and len(members(letters)) == 10


def test_what_else_comes_to_what_was_split_off_is_in_no_theme_if_that_is_taken_back_meanwhile(
    monkeypatch,
    three,  # noqa: F811
    team,
):
    letters, scans, _ = three
    new = deciding.split(theme=scans, issues=some(scans, 3), label="Torn scans", by=team)
    Issue.objects.filter(theme_link__theme=new).update(text="Torn by the fax.")
    (late,) = several("Torn", 1)
    search_while(monkeypatch, lambda: take_back(three, team))
    new.refresh_from_db()
    assert not new.is_live and members(new) == set() and len(members(scans)) == 4
    assert not hasattr(Issue.objects.get(pk=late.pk), "theme_link")


@pytest.mark.parametrize("act", [merge, split, move])
def test_a_theme_that_others_came_to_meanwhile_is_told_by_the_words_that_stood(monkeypatch, three, team, act):  # noqa: F811
    letters = three[0]
    Theme.objects.filter(pk=letters.pk).update(state="growing")
    search_while(monkeypatch, lambda: act(three, team))
    stood = Theme.objects.get(pk=letters.pk)
    assert (stood.label, stood.why, stood.state) == ("Letters problems", "", "growing")
    assert stood.portrait.at_home is None and stood.portrait.moved_at
    search()
    stood = Theme.objects.get(pk=letters.pk)
    assert stood.portrait.moved_at is None


def test_an_issue_withdrawn_meanwhile_is_in_no_theme_and_counts_nowhere(monkeypatch, three):  # noqa: F811
    letters = three[0]
    gone = some(letters)[0]
    search_while(monkeypatch, lambda: withdrawing.withdraw(issue=gone, by=gone.reporter))
    letters.refresh_from_db()
    last = Issue.objects.filter(theme_link__theme=letters).earliest("created_at")
    assert gone.pk not in members(letters)
    assert (letters.size, letters.reporters, letters.first_on) == (4, 4, last.created_at.date())


def test_the_name_that_people_gave_a_theme_stays_with_it_when_a_merge_is_taken_back_meanwhile(
    monkeypatch,
    three,  # noqa: F811
    team,
):
    letters, scans, _ = three
    publish(three, team)
    deciding.merge(theme=letters, other=Theme.objects.get(pk=scans.pk), by=team)
    search()
    search_while(monkeypatch, lambda: deciding.undo(decision=Decision.objects.get(kind="merged"), by=team))
    scans.refresh_from_db()
    assert (scans.is_live, str(scans), len(members(scans))) == (True, "Lost scans", 4)
    assert scans.published_at and str(Theme.objects.get(pk=letters.pk)) == "Letters problems"
