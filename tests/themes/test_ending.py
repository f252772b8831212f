"""A theme that a person ended says by whom and into what, is not acted on, and nothing untrue stands of it."""

import pytest
from django.urls import reverse

from issues.models import Issue
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, several, theme
from themes import curating, deciding, seeding
from themes.counting import written
from themes.models import Decision, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture
def merged(team) -> tuple[Theme, str]:
    """A theme that was merged into another, and what is to be said of it."""
    letters = theme("Letters", 4)
    several("Scans", 3)
    search()
    scans = Theme.objects.exclude(pk=letters.pk).get()
    deciding.merge(theme=letters, other=scans, by=team)
    scans.refresh_from_db()
    return scans, f"{team} on {written(scans.entries.last().at.date())}"


@pytest.mark.parametrize("act", ["rename", "dismiss", "publish", "seed"])
def test_a_merged_theme_is_not_acted_on_and_says_by_whom_and_when(client, team, merged, act):
    scans, who = merged
    client.force_login(team)
    path = reverse(f"themes:{act}", args=[scans.key])
    answers = {"label": "Late scans", "reason": "Two things in one.", "summary": "They come late.", "title": "Scans"}
    for answer in (client.get(path), client.post(path, answers | {"sure": "1", "organisation": make.icb().pk})):
        page = answer.content.decode()
        assert answer.status_code == 409 and "This cannot be done now" in page
        assert f"It was merged into “Letters problems” by {who}." in page
    for refused in (
        lambda: curating.rename(theme=scans, by=team, label="Late scans"),
        lambda: curating.dismiss(theme=scans, by=team, reason="Two things in one."),
        lambda: curating.publish(theme=scans, by=team, label="Late scans", summary="They come late."),
        lambda: deciding.confirm(theme=scans, by=team),
        lambda: seeding.seed_project(theme=scans, by=team, title="Scans", summary="Faster.", organisation=make.icb()),
    ):
        with pytest.raises(Refused, match="It was merged into “Letters problems” by"):
            refused()
    scans.refresh_from_db()
    assert not scans.given_label and not scans.dismissed_at


def test_the_page_of_a_merged_theme_says_what_became_of_it_and_little_else(client, team, merged):
    scans, who = merged
    client.force_login(team)
    page = client.get(scans.get_absolute_url()).content.decode()
    assert "It was merged into <a href=" in page and f"</a> by {who}." in page
    for gone in ("0 people", "first on", "Start a project", "Curate this theme", "Confirm", "How often"):
        assert gone not in page
    assert reverse("themes:undo", args=[scans.key, Decision.objects.get().pk]) in page
    client.force_login(make.user())
    page = client.get(scans.get_absolute_url()).content.decode()
    assert "It was merged into" in page and "Take it back" not in page


def test_a_split_that_was_taken_back_says_so_and_not_that_a_search_did_it(client, team):
    letters = theme("Letters", 4)
    issue = letters.members.first().issue
    new = deciding.split(theme=letters, issues=[issue], label="Lost letters", by=team)
    deciding.undo(decision=new.decisions.get(), by=team)
    client.force_login(team)
    page = client.get(new.get_absolute_url()).content.decode()
    day = written(new.entries.last().at.date())
    assert "It was split off from <a href=" in page and f"that was taken back by {team} on {day}." in page
    assert "search no longer found" not in page and "in 10 of its issues" not in page
    with pytest.raises(Refused, match="that was taken back by"):
        curating.rename(theme=new, by=team, label="Other letters")


def test_after_a_split_each_keeps_the_words_that_its_own_issues_say_and_nothing_of_the_whole(client, team):
    letters = theme("Letters", 4)
    some = [link.issue for link in letters.members.order_by("pk")]
    for issue, word in zip(some, ("fax", "email", "email", "email"), strict=True):
        Issue.objects.filter(pk=issue.pk).update(text=f"Letters went wrong by {word}.")
    Theme.objects.filter(pk=letters.pk).update(keywords=["letters", "fax", "email", "pigeon"])
    letters.portrait.facts, letters.portrait.at_home = [["Harm: none", 100, 10]], 1.0
    letters.portrait.save()
    new = deciding.split(theme=letters, issues=some[:1], label="Faxed letters", by=team)
    letters = Theme.objects.get(pk=letters.pk)
    assert (letters.keywords, Theme.objects.get(pk=new.pk).keywords) == (["letters", "email"], ["letters", "fax"])
    assert (letters.portrait.facts, letters.portrait.at_home) == ([], None)
    client.force_login(team)
    assert "Not known yet: the next search works it out." in client.get(letters.get_absolute_url()).content.decode()
