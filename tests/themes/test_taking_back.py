"""In whatever order decisions are taken back, the end is what it was before them, and what is said of it is true."""

import random

import pytest
from django.urls import reverse

from interface.invariants import themes_count_what_they_hold
from issues.models import Issue
from tests.themes.telling import search, several
from themes import deciding
from themes.models import Decision, Pin, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
LIVING = Theme.objects.filter(is_live=True)


@pytest.fixture
def three(engine, team) -> list[Theme]:
    """Three themes that a search found, the largest first."""
    for word, count in (("Letters", 5), ("Scans", 4), ("Post", 3)):
        several(word, count)
    search()
    return list(LIVING.all())


def members(found: Theme) -> set[int]:
    return set(found.members.values_list("issue", flat=True))


def all_there_is() -> list[tuple]:
    """Of every theme that lives all by which people know it again."""
    return [
        (one.key, str(one), one.state, one.size, one.reporters, one.organisations, members(one))
        + (one.signals.count(), one.first_on, one.last_on, one.merged_into)
        for one in LIVING.order_by("pk")
    ]


def decide(chance: random.Random, team) -> None:
    """Something that people may do to themes as they are."""
    themes = [one for one in LIVING.order_by("pk") if one.size]
    theme, others = (some := chance.sample(themes, len(themes)))[0], some[1:]
    own = list(Issue.objects.filter(theme_link__theme=theme).order_by("pk"))
    act = chance.choice(["merge", "split", "move", "move", "apart", "confirm"])
    apart = deciding.kept_apart(theme)
    if act == "merge" and (free := [one for one in others if one.pk not in apart]):
        deciding.merge(theme=theme, other=free[0], by=team)
    elif act == "split" and len(own) > 1:
        issues = chance.sample(own, chance.randint(1, len(own) - 1))
        deciding.split(theme=theme, issues=issues, label=f"Name {Decision.objects.count()}", by=team)
    elif act == "move" and others:
        deciding.add(theme=others[0], issue=chance.choice(own), by=team)
    elif act == "apart" and others:
        deciding.keep_apart(theme=theme, other=others[0], by=team)
    elif act == "confirm":
        deciding.confirm(theme=theme, by=team)


@pytest.mark.parametrize("seed", range(12))
def test_in_any_order_the_end_is_what_it_was_before(three, team, seed):
    chance, before = random.Random(seed), all_there_is()
    for _ in range(chance.randint(2, 7)):
        decide(chance, team)
        assert not LIVING.filter(members=None).exists(), "an empty theme is no theme"
    for decision in chance.sample(list(Decision.objects.all()), Decision.objects.count()):
        deciding.undo(decision=decision, by=team)
        assert list(themes_count_what_they_hold(None)) == []
        assert not LIVING.filter(members=None).exists()
        if chance.random() < 0.2:
            decide(chance, team)
    for decision in reversed(Decision.objects.filter(undone_at=None)):
        deciding.undo(decision=decision, by=team)
    assert not Pin.objects.exists()
    assert all_there_is() == before
    search()
    assert all_there_is() == before


@pytest.fixture
def both(three, team) -> tuple[Theme, Theme, Theme, list[Decision]]:
    """Letters into which scans were merged, scans, and what was split off: two letters and a scan."""
    letters, scans, _ = three
    some = [*sorted(members(letters))[:2], min(members(scans))]
    merged = deciding.merge(theme=letters, other=scans, by=team)
    new = deciding.split(theme=merged, issues=list(Issue.objects.filter(pk__in=some)), label="Lost", by=team)
    return letters, scans, new, list(Decision.objects.order_by("pk"))


def taken_back(client, decision: Decision) -> str:
    path = reverse("themes:undo", args=[decision.theme.key, decision.pk])
    return str(next(iter(client.post(path, follow=True).context["messages"])))


@pytest.mark.parametrize("searched", [False, True])
def test_a_merge_is_taken_back_before_a_split_and_each_has_its_own_again(client, team, both, searched):
    letters, scans, new, (merge, split) = both
    client.force_login(team)
    said = taken_back(client, merge)
    assert "1 issue stays where it is, held by what was decided since: “It was split off" in said
    assert "3 others are where they were" in said
    if searched:
        search()
    scans.refresh_from_db()
    assert (scans.is_live, scans.size, scans.reporters, len(members(scans))) == (True, 3, 3, 3)
    assert (len(members(letters)), len(members(new))) == (3, 3)
    said = taken_back(client, split)
    assert "2 are in “Letters problems” and 1 is in “Scans problems” now" in said
    search()
    assert (len(members(letters)), len(members(scans))) == (5, 4)
    assert "No longer found" not in [entry.words for entry in scans.entries.all()]


def test_where_all_of_it_was_split_off_it_is_no_theme_until_that_is_taken_back_too(client, team, three):
    letters, scans, _ = three
    before, issues = all_there_is(), list(Issue.objects.filter(theme_link__theme=scans))
    deciding.merge(theme=letters, other=scans, by=team)
    new = deciding.split(theme=letters, issues=issues, label="Lost", by=team)
    merge, split = Decision.objects.order_by("pk")
    client.force_login(team)
    assert "4 issues stay where they are" in taken_back(client, merge)
    page = client.get(scans.get_absolute_url()).text
    assert "People put all its issues into other themes. It is a theme again" in page
    assert "search no longer found" not in page
    assert f">{scans}</a>" not in client.get("/themes/").text
    search()
    assert len(members(new)) == 4
    assert "so 4 are in “Scans problems” now" in taken_back(client, split)
    assert all_there_is() == before
    search()
    assert all_there_is() == before


def test_what_went_into_a_theme_that_was_merged_since_goes_on_with_it_and_comes_back_with_it(team, three):
    letters, scans, post = three
    moved = Issue.objects.filter(theme_link__theme=scans).first()
    deciding.add(theme=post, issue=moved, by=team)
    deciding.merge(theme=letters, other=scans, by=team)
    move, merge = Decision.objects.order_by("pk")
    deciding.undo(decision=move, by=team)
    assert moved.pk in members(letters)
    search()
    deciding.undo(decision=merge, by=team)
    assert moved.pk in members(scans)


def test_a_theme_that_people_empty_is_none_until_an_issue_is_back(client, team, three):
    letters, _, post = three
    issues = list(Issue.objects.filter(theme_link__theme=post))
    for issue in issues:
        deciding.add(theme=letters, issue=issue, by=team)
    client.force_login(team)
    assert "People put all its issues into other themes." in client.get(post.get_absolute_url()).text
    assert f">{post}</a>" not in client.get("/themes/").text
    search()
    deciding.undo(decision=Decision.objects.first(), by=team)
    post.refresh_from_db()
    assert (post.is_live, members(post)) == (True, {issues[0].pk})
