"""After people moved issues, what only a search works out is not known, and the page says so everywhere."""

import pytest
from django.urls import reverse
from django.utils import timezone

from issues.models import Issue
from tests.themes.telling import search
from themes import curating, deciding, reasoning
from themes.counting import written
from themes.models import Portrait, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
OLD = "The reports by 22 people in 15 organisations are closer to each other in meaning than to the rest."


@pytest.fixture(autouse=True)
def searched(two) -> None:
    """Both are known as a search leaves them."""
    known()


def known() -> None:
    """As after a search of the real engine."""
    Theme.objects.update(why=OLD)
    Portrait.objects.update(facts=[["Harm: none", 100, 10]], at_home=0.8)


def page(client, team, found) -> str:
    client.force_login(team)
    return client.get(found.get_absolute_url()).content.decode()


def is_known(client, team, found) -> bool:
    """Whether all of it stands on the page; fails if only some does, or if nothing says why none."""
    shown = page(client, team, found)
    stands = {words in shown for words in (OLD, "8 in 10 of its", "Harm: none (", "The nearest themes, and how")}
    assert len(stands) == 1
    assert (shown.count("Not known yet: the next search works it out.") == 2) is not stands.copy().pop()
    assert ("Its issues are others than at the last search" in shown) is not stands.copy().pop()
    return stands.pop()


def merge(letters, scans, team):
    deciding.merge(theme=letters, other=scans, by=team)


def move(letters, scans, team):
    deciding.add(theme=letters, issue=Issue.objects.filter(theme_link__theme=scans).first(), by=team)


def split(letters, scans, team):
    deciding.split(
        theme=letters, issues=[Issue.objects.filter(theme_link__theme=letters).first()], label="Lost", by=team
    )


def known_of(found: Theme) -> list:
    """All of it, and which issues are typical."""
    portrait = Portrait.objects.values("facts", "neighbours", "at_home", "moved_at", "known", "people").get(
        theme=found
    )
    words = Theme.objects.values_list("why", "keywords", "is_live", "size").get(pk=found.pk)
    return [portrait, words, set(found.members.filter(is_example=True).values_list("issue", flat=True))]


@pytest.mark.parametrize("act", [merge, move, split])
def test_until_the_next_search_after_an_act_or_until_it_is_taken_back(client, team, two, act):
    letters, scans = two
    before = known_of(letters), known_of(scans)
    assert is_known(client, team, letters)
    act(letters, scans, team)
    assert not is_known(client, team, letters)
    assert is_known(client, team, scans) is (act is split) if Theme.objects.get(pk=scans.pk).is_live else True
    deciding.undo(decision=letters.decisions.last() or letters.decisions_with.last(), by=team)
    assert is_known(client, team, letters) and is_known(client, team, scans)
    assert (known_of(letters), known_of(scans)) == before
    search()
    assert "Not known yet" not in page(client, team, letters)


@pytest.mark.parametrize("act", [merge, move, split])
def test_what_was_known_before_a_search_is_not_said_again_after_it(client, team, two, act):
    letters, scans = two
    act(letters, scans, team)
    search()
    deciding.undo(decision=letters.decisions.last() or letters.decisions_with.last(), by=team)
    assert not is_known(client, team, letters)


def test_in_whatever_order_issues_come_back_it_is_known_only_with_all_of_them(client, team, two):
    letters, scans = two
    own = Issue.objects.filter(theme_link__theme=letters).first()
    move(letters, scans, team)
    deciding.split(theme=letters, issues=[own], label="Lost", by=team)
    first, last = Theme.objects.get(pk=letters.pk).decisions.get(), letters.decisions_with.get()
    deciding.undo(decision=first, by=team)
    assert is_known(client, team, scans) and not is_known(client, team, letters)
    deciding.undo(decision=last, by=team)
    assert is_known(client, team, letters)


def test_what_moves_no_issue_leaves_what_is_known(client, team, two):
    letters, scans = two
    deciding.keep_apart(theme=letters, other=scans, by=team)
    deciding.undo(decision=letters.decisions.get(), by=team)
    curating.dismiss(theme=letters, by=team, reason="Not one.")
    curating.restore(theme=letters, by=team)
    assert is_known(client, team, letters) and is_known(client, team, scans)
    deciding.confirm(theme=letters, by=team)
    assert OLD in page(client, team, letters)


def test_of_no_issue_it_is_said_how_surely_it_belongs_there(client, team, two, monkeypatch):
    letters, scans = two
    asked = []
    places = reasoning.reasons.places
    monkeypatch.setattr(reasoning.reasons, "places", lambda *where: asked.append(1) or places(*where))
    page(client, team, letters)
    assert asked
    merge(letters, scans, team)
    asked.clear()
    page(client, team, letters)
    assert not asked


def test_a_theme_that_only_people_hold_together_says_so_after_a_search(client, team, two):
    letters, _ = two
    split(letters, None, team)
    new = Theme.objects.get(given_label="Lost")
    assert f"{team.name} split them off from “Letters problems”." in page(client, team, new)
    move(new, letters, team)
    assert "split them off from “" not in page(client, team, new).split("<h2>History")[0]
    for at, issue in enumerate(Issue.objects.order_by("pk")):
        Issue.objects.filter(pk=issue.pk).update(text=f"Word{at} alone")
    search()
    shown = page(client, team, new)
    assert "People put these issues together." in shown and "Not known yet" not in shown


def emerging(found: Theme) -> str:
    """Something was noticed of it, and it goes on. Returns the sentence."""
    sentence = "5 different people reported this in the 14 days to 1 November 2026."
    facts = {"window_days": 14, "expected": 0.1, "observed": 5, "probability": 1e-6, "reporters": 5}
    found.signals.create(kind="emerging", on=timezone.localdate(), organisations=2, sentence=sentence, **facts)
    Theme.objects.filter(pk=found.pk).update(state="emerging")
    return sentence


@pytest.mark.parametrize("act", [merge, move, split])
def test_beside_what_was_noticed_stands_since_when_the_issues_are_others(client, team, two, act):
    letters, scans = two
    sentence = emerging(letters)
    others = f"Its issues are others since {written(timezone.localdate())}; the next search works it out anew."
    board = reverse("themes:board")
    shown = [page(client, team, letters), client.get(board).text]
    assert all(sentence in one and "Its issues are others since" not in one for one in shown)
    act(letters, scans, team)
    shown = [page(client, team, letters), client.get(board).text]
    assert all(f"in the last four weeks. {others}" in one.split(sentence)[1] for one in shown)
    search()
    emerging_again = Theme.objects.filter(pk=letters.pk)
    emerging_again.update(state="emerging")
    assert "Its issues are others since" not in page(client, team, letters) + client.get(board).text


def test_a_theme_without_issues_claims_nothing(client, team, two):
    letters, scans = two
    sentence = emerging(scans)
    for issue in Issue.objects.filter(theme_link__theme=scans):
        deciding.add(theme=letters, issue=issue, by=team)
    head = page(client, team, scans).split("<h2>How often it is reported</h2>")[0]
    assert not any(words in head for words in (sentence, "Emerging", "Reported by", "Start a project"))
    assert sentence not in client.get(reverse("themes:board")).text


def test_a_quiet_theme_is_not_headed_by_what_was_noticed_long_ago(client, team, two):
    letters, _ = two
    sentence = emerging(letters)
    Theme.objects.filter(pk=letters.pk).update(state="quiet")
    head, rest = page(client, team, letters).split("<h2>How often it is reported</h2>")
    assert sentence not in head and sentence in rest, "it is kept with its day among what was noticed"
