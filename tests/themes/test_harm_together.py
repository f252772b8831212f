"""Whatever comes, is moved or found: reports of harm told alike stay in one alarm until somebody has looked at it."""

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from issues.models import Issue
from language import finding, severity
from tests import make
from tests.themes.conftest import find_themes
from tests.themes.telling import search, theme
from themes import deciding, piling, placing, raising
from themes.models import Grave, Theme, Vector

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
tell_alike = severity.alike
THEMES, WAYS = ("Insulin", "Scans", "Post"), ("early", "late", "never", "twice")


def by_way(texts) -> np.ndarray:
    """Texts are told alike if their second word is the same."""
    rows = [[float(way in text.split()) for way in WAYS] for text in texts]
    return np.array([row if any(row) else [1.0] * len(WAYS) for row in rows], dtype=np.float32)


def by_word_and_way(reports, **more) -> finding.Found:
    """The small engine, which also brings together harm that is told alike."""
    ids, days, who = zip(*[(one.id, one.on, one.reporter) for one in reports], strict=True)
    kinds = [(one.text.split()[1], one.text.split()[0]) for one in reports]
    grave = severity.grave(ids, days, who, [one.facts for one in reports], kinds, now=more["now"])
    return replace(find_themes(reports, **more), grave=grave)


@pytest.fixture
def ways(engine, monkeypatch) -> None:
    monkeypatch.setattr(finding, "represent", by_way)
    monkeypatch.setattr(finding, "find_themes", by_word_and_way)
    monkeypatch.setattr(severity, "alike", tell_alike)


def told(word: str, way: str, harm: str = "moderate", **more) -> Issue:
    return make.issue(text=f"{word} {way} again.", harm=harm, **more)


def alarms() -> list[Grave]:
    found = list(Grave.objects.unseen())
    for one in found:
        one.all = set(one.issues.values_list("pk", flat=True))
    return found


def step(chance: random.Random, team, people) -> None:
    """A report, a search that sees some issues otherwise, or somebody who moves an issue."""
    act = chance.choice(["report", "report", "search", "move", "other"])
    issues = list(Issue.objects.order_by("pk"))
    themes = list(Theme.objects.filter(is_live=True).order_by("pk"))
    if act == "report" or not issues:
        harm = chance.choice(["moderate", "severe", "none"])
        told(chance.choice(THEMES), chance.choice(WAYS), harm, by=chance.choice(people))
        placing.place_due()
    elif act == "move" and themes:
        deciding.add(theme=chance.choice(themes), issue=chance.choice(issues), by=team)
    elif act == "other":
        one = chance.choice(issues)
        Issue.objects.filter(pk=one.pk).update(text=f"{chance.choice(THEMES)} {one.text.split()[1]} again.")
    if act in ("search", "other"):
        search()


def alike(issues: set[int]) -> list[set[int]]:
    """Those told alike, by two people or more."""
    found: dict[str, set[int]] = {}
    for one in Issue.objects.filter(pk__in=issues):
        found.setdefault(one.text.split()[1], set()).add(one.pk)
    who = dict(Issue.objects.values_list("pk", "reporter"))
    return [some for some in found.values() if len({who[one] for one in some}) > 1]


@pytest.mark.parametrize("seed", range(12))
def test_no_order_of_reports_searches_and_moves_takes_an_alarm_apart(ways, team, seed):
    chance, people = random.Random(seed), [make.user() for _ in range(6)]
    for _ in range(25):
        before = alarms()
        step(chance, team, people)
        after = alarms()
        for one in before:
            whole = [one.all] if one.theme_id is None else alike(one.all)
            assert all(any(some <= other.all for other in after) for some in whole)
            assert one.all <= set().union(*(other.all for other in after)), "no report leaves all alarms"
        pairs = Counter(pair for one in after for pair in combinations(sorted(one.all), 2))
        assert all(many < 3 for many in pairs.values())
        assert not any(one.all <= other.all for one in after for other in after if one is not other)
        for one in after:
            inside = Issue.objects.filter(pk__in=one.all, theme_link__theme=one.theme).count()
            assert one.theme is None or one.only_looks or 2 * inside > len(one.all)


def test_an_alarm_of_reports_told_alike_is_not_broken_by_a_search_that_has_themes_for_two_and_two(ways, team):
    for word in THEMES[:2]:
        for _ in range(2):
            told(word, "early")
    placing.place_due()
    (before,) = alarms()
    assert (len(before.all), before.theme) == (4, None)
    for word in THEMES[:2]:
        theme(word, 3)
    (after,) = alarms()
    assert after.all == before.all and severity.TOLD_ALIKE in after.sentence


def test_an_alarm_bears_the_name_of_a_theme_only_while_most_of_it_is_in_it(client, team):
    reports = [told("Insulin", "early"), told("Insulin", "late"), told("Insulin", "never")]
    insulin, scans = theme("Insulin", 1), theme("Scans", 3)
    client.force_login(team)
    named = f'The theme: <a href="{insulin.get_absolute_url()}">'
    assert named in client.get("/themes/").text
    Grave.objects.update(theme=None)
    for one in reports[:2]:
        insulin.members.filter(issue=one).update(theme=scans)
    insulin.members.filter(issue=reports[2]).delete()
    Vector.objects.filter(issue=reports[2]).update(looks_like=insulin)
    raising.bonding.name_anew(Grave.objects.unseen())
    page = client.get("/themes/").text
    assert named not in page and "harm in the same theme or beside it" in page
    assert f'The theme: <a href="{scans.get_absolute_url()}">' in page
    assert f"looks like “{insulin}”; not yet in it" in page
    scans.members.filter(issue=reports[0]).delete()
    raising.bonding.name_anew(Grave.objects.unseen())
    page = client.get("/themes/").text
    assert "The theme: " not in page and "in the same theme" not in page
    assert "Its issues are in different themes or in none. 3 people" in page


def test_what_only_looks_like_a_theme_is_not_said_to_be_of_it(client, team):
    theme("Insulin", 3)
    two = [told("Insulin", "early"), told("Insulin", "late")]
    placing.place_due()
    Vector.objects.filter(issue__in=two).update(looks_like=Theme.objects.get())
    placing.likening.raise_harm([one.pk for one in two], space=placing.space())
    client.force_login(team)
    page = client.get("/themes/").text
    assert "Its issues look like the theme <a href=" in page and "harm in reports that look like one theme" in page
    search()
    assert "harm in the same theme within" in client.get("/themes/").text


def test_new_piles_grow_what_is_much_the_same_and_leave_what_is_not():
    assert piling.grown([{1, 2, 5}], [{1, 2, 3, 4}]) == [{1, 2, 3, 4, 5}]
    assert piling.grown([{1, 2}], [{1, 2, 3, 4}, {7, 8}]) == [{1, 2, 3, 4}]
    assert piling.grown([{1, 7, 8}], [{1, 2, 3, 4}]) == [{1, 7, 8}]
    assert piling.grown([{1, 2, 7, 8, 9, 10}], [{1, 2, 3, 4, 5, 6}]) == [{1, 2, 7, 8, 9, 10}]
    assert piling.grown([{1, 2, 3, 4}], [{1, 2}, {3, 4}]) == [{1, 2, 3, 4}]
