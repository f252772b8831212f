"""A new issue shows what it looks like as soon as its vector is known."""

import time

import numpy as np
import pytest
from django.urls import reverse

from issues import merging, withdrawing
from language import centres, finding, severity
from tests import make
from tests.themes.telling import search, several
from themes import curating, deciding, likening, placing
from themes.models import Grave, Portrait, Theme, ThemeIssue, Vector

pytestmark = pytest.mark.django_db
tell_alike = severity.alike
PLACES = {"Letters": [1.0, 0.0], "Scans": [0.0, 1.0], "Between": [1.0, 1.0], "Far": [-1.0, -1.0]}


@pytest.fixture(autouse=True)
def apart(engine, monkeypatch):
    """Texts lie where their first word says."""
    monkeypatch.setattr(
        finding, "represent", lambda texts: np.array([PLACES[text.split()[0]] for text in texts], dtype=np.float32)
    )


@pytest.fixture
def registry():
    made = make.registry()
    several("Letters", 3)
    several("Scans", 3)
    search()
    return made


def placed(text: str, **answers):
    issue = make.issue(text=text, **answers)
    placing.place_due()
    return issue


def test_it_looks_like_the_theme_that_is_clearly_nearest(registry):
    letters = Theme.objects.get(label="Letters problems")
    issue, between = placed("Letters were lost."), placed("Between the two.")
    assert Vector.objects.get(issue=issue).looks_like == letters
    assert Vector.objects.get(issue=between).looks_like is None
    assert not ThemeIssue.objects.filter(issue=issue).exists()


def test_between_two_themes_it_looks_like_the_one_whose_issues_are_of_its_category(registry):
    letters = Theme.objects.get(label="Letters problems")
    (category,) = {link.issue.category for link in letters.members.all()}
    assert letters.portrait.category == category
    Portrait.objects.exclude(theme=letters).update(category=None)
    assert Vector.objects.get(issue=placed("Between the two.", category=category)).looks_like == letters


def test_the_issue_and_its_receipt_say_so_until_the_next_search_decides(client, registry):
    issue = placed("Letters were lost.", about=registry["trust"])
    client.force_login(issue.reporter)
    pages = [issue.get_absolute_url(), reverse("issues:receipt", args=[issue.reference])]
    for path in pages:
        page = client.get(path).content.decode()
        assert "Looks like: " in page
        assert "Letters problems" in page
    search()
    assert "Part of the theme: " in client.get(pages[0]).content.decode()


def test_what_was_dismissed_or_is_gone_is_not_said(client, registry):
    letters = Theme.objects.get(label="Letters problems")
    issue = placed("Letters were lost.", about=registry["trust"])
    curating.dismiss(theme=letters, by=registry["team"], reason="No theme.")
    client.force_login(issue.reporter)
    assert "Looks like" not in client.get(issue.get_absolute_url()).content.decode()
    assert Vector.objects.get(issue=placed("Letters again.")).looks_like is None


def test_thanks_look_like_thanks_only(registry):
    thanks = make.category("thanks", "Something that works well", is_thanks=True)
    assert Vector.objects.get(issue=placed("Letters came.", category=thanks)).looks_like is None


def test_centres_of_another_space_are_not_compared(registry):
    Portrait.objects.update(space="another")
    assert Vector.objects.get(issue=placed("Letters were lost.")).looks_like is None


def test_harm_of_a_kind_is_raised_with_the_vector_not_with_the_next_search(registry):
    placed("Letters were lost.", harm="severe")
    assert not Grave.objects.exists()
    placed("Letters were lost again.", harm="moderate")
    found = Grave.objects.get()
    assert (found.issues.count(), found.theme.label) == (2, "Letters problems")


def test_harm_told_in_much_the_same_way_is_raised_at_once_though_it_is_like_no_theme(registry, monkeypatch):
    monkeypatch.setattr(severity, "alike", tell_alike)
    far = [placed("Far from all.", harm=harm) for harm in ("moderate", "low")]
    placed("Scans went wrong.", harm="severe")
    assert not Grave.objects.exists()
    far.append(placed("Far again.", harm="moderate"))
    found = Grave.objects.get()
    assert (found.theme, set(found.issues.all())) == (None, {far[0], far[2]})


def test_harm_that_was_raised_is_not_raised_again_by_what_has_nothing_to_do_with_it(registry):
    for text in ("Letters were lost.", "Letters were lost again.", "Scans were lost."):
        placed(text, harm="moderate")
    assert Grave.objects.count() == 1


def test_a_thousand_themes_are_compared_in_less_than_ten_milliseconds_an_issue():
    chance = np.random.default_rng(0)
    middles, rows = (chance.normal(size=(many, 500)).astype(np.float32) for many in (1000, 32))
    started = time.process_time()
    centres.looks_like(rows, middles, ["letters"] * 32, ["letters", "scans"] * 500)
    assert (time.process_time() - started) / 32 < 0.01


def test_a_split_theme_is_compared_from_the_next_search_on(registry):
    letters = Theme.objects.get(label="Letters problems")
    some = [link.issue for link in letters.members.all()[:1]]
    new = deciding.split(theme=letters, issues=some, label="Another", by=registry["team"])
    assert likening.liken({some[0].pk: Vector.objects.get(issue=some[0]).data}, space=placing.space())
    search()
    assert Portrait.objects.get(theme=new).space == placing.space()


@pytest.mark.parametrize("end", ["withdraw", "merge"])
def test_what_has_ended_is_not_said_to_be_looked_at_every_night(client, registry, end):
    issue = placed("Letters were lost.", about=registry["trust"])
    if end == "withdraw":
        withdrawing.withdraw(issue=issue, by=issue.reporter)
    else:
        merging.merge(issue=issue, into=make.issue(about=registry["trust"]), by=registry["director"])
    client.force_login(issue.reporter)
    assert "Looks like" not in client.get(issue.get_absolute_url()).content.decode()
