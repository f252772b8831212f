"""A theme says why it is one, how sure that is, and what was noticed; its history says what runs did and why."""

import math
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from issues.models import Issue
from language import centres, emergence, rises, tree_scan
from tests import make
from tests.themes.telling import search, several, theme
from themes import deciding, explaining
from themes.models import Portrait, Signal, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


def told(found: Theme, verb: str) -> str:
    return found.entries.filter(verb=verb).last().text


def signal(found: Theme, chance: float, **more) -> Signal:
    facts = {"kind": "growing", "window_days": 28, "expected": 1.2, "observed": 9, "reporters": 9}
    facts |= {"organisations": 4, "sentence": "9 different people reported this.", "on": found.last_on}
    return Signal.objects.create(theme=found, probability=chance, **facts | more)


@pytest.mark.parametrize(
    ("chance", "words"),
    [(6.3e-5, "about 1 in 16,000"), (0.02, "about 1 in 50"), (0.0, "less than 1 in a billion"), (1e-12, "less than")],
)
def test_a_probability_is_said_as_people_say_it(chance, words):
    assert explaining.chance(Signal(probability=chance)).startswith(words)


def test_a_signal_shows_its_date_numbers_chance_and_sentence(client):
    found = theme()
    signal(found, 6.3e-5)
    client.force_login(make.user())
    page = client.get(found.get_absolute_url()).content.decode()
    assert "9 different people reported this." in page
    assert "Expected: 1.2. Observed: 9. The chance of so many without any change: about 1 in 16,000." in page


@pytest.mark.parametrize("observed", [4, 11])
def test_where_not_as_many_count_as_reported_it_says_why(client, observed):
    found = theme()
    signal(found, 6.3e-5, observed=observed)
    client.force_login(make.user())
    why = "as each of the 9 people counts once in 28 days, and of one organisation two count"
    assert f"Observed: {observed}, {why}. The chance of" in client.get(found.get_absolute_url()).content.decode()


def test_the_page_and_the_documentation_say_the_same_of_the_same_numbers(client):
    """Nobody in half a year, then four people in 56 days: expected 0.145, about 1 in 1,300."""
    start = timezone.localdate()
    portal = [start - timedelta(days=day) for day in range(240) for _ in range(2)]
    window = emergence._rarest_window(
        [start - timedelta(days=ago) for ago in (9, 6, 3, 0)], sorted(portal), start, (56,)
    )
    assert (window.observed, round(window.expected, 2)) == (4, 0.15)
    assert 1 / window.chance == pytest.approx(1250, rel=0.1)
    found = theme()
    signal(found, 0.000774, expected=0.145, observed=4, reporters=4)
    client.force_login(make.user())
    page = client.get(found.get_absolute_url()).content.decode()
    assert "Expected: 0.14. Observed: 4. The chance of so many without any change: about 1 in 1,300." in page
    assert "How this is worked out" in page and "docs/signals.md" in page
    told = (settings.BASE_DIR / "docs" / "signals.md").read_text()
    assert "observed 4, expected 0.145, about 1 in 1,300" in told
    bars = [emergence.RAREST, rises.RAREST, rises.RAREST_WITH_FACTS, tree_scan.RAREST]
    assert all(f"10^{math.log10(bar):g}" in told for bar in bars)


def test_an_old_signal_says_how_it_is_now(client):
    several("Letters", 4)
    search()
    found = Theme.objects.get(label="Letters problems")
    Theme.objects.filter(pk=found.pk).update(state="emerging")
    signal(found, 6.3e-5, kind="emerging")
    client.force_login(make.user())
    for address in (found.get_absolute_url(), reverse("themes:board")):
        page = client.get(address).content.decode()
        assert "9 different people reported this. 4 people reported it in the last four weeks." in page
    with time_machine.travel(timezone.now() + timedelta(weeks=6)):
        client.force_login(make.user())
        page = client.get(found.get_absolute_url()).content.decode()
    assert "9 different people reported this. Nobody reported it in the last four weeks." in page


@pytest.mark.parametrize(
    ("category", "oneness", "word", "why"),
    [
        ("letters", 0.2, "Clear: 9 in 10", ""),
        ("letters", None, "Clear: 9 in 10", ""),
        ("letters", 0.15, "Likely: 9 in 10", "not much like any one known problem"),
        (None, 0.2, "Likely: 9 in 10", "no category is that of most of them"),
    ],
)
def test_what_lies_together_and_may_be_two_problems_is_not_called_clear(category, oneness, word, why):
    found = theme("Letters", explaining.FEW)
    told = explaining.certainty(found, Portrait(at_home=0.9, category_id=category, oneness=oneness))
    assert told.startswith(word) and why in told
    assert ("Look whether it is more than one problem." in told) is bool(why)


def test_a_search_works_out_how_like_one_problem_a_theme_is(client, monkeypatch):
    monkeypatch.setattr(centres, "oneness", lambda rows: len(rows) / 100)
    found = theme("Letters", explaining.FEW)
    assert found.portrait.oneness == explaining.FEW / 100
    client.force_login(make.user())
    page = client.get(found.get_absolute_url()).text
    assert "Likely: 10 in 10 of its issues" in page and "not much like any one known problem" in page


def test_certainty_is_in_words_and_people_make_it_certain(registry):
    found = theme("Letters", explaining.FEW)
    clear = [(0.9, "Clear: 9 in 10"), (0.76, "Clear: 8 in 10")]
    for share, word in (*clear, (0.6, "Likely"), (0.2, "Uncertain"), (None, "Not known yet")):
        portrait = Portrait(at_home=share, category_id="letters")
        assert explaining.certainty(found, portrait).startswith(word)
    few = theme("Scans", explaining.FEW - 1)
    assert explaining.certainty(few, Portrait(at_home=1)).startswith("Uncertain while it has so few issues")
    deciding.confirm(theme=found, by=registry["team"])
    found.refresh_from_db()
    assert explaining.certainty(found, Portrait(at_home=0.2)).startswith("Certain")


def test_what_people_confirmed_and_what_they_put_there_are_counted_apart(registry):
    found = theme("Letters", 3)
    deciding.confirm(theme=found, by=registry["team"])
    for issue in several("Scans", 2):
        deciding.add(theme=found, issue=issue, by=registry["team"])
    found.refresh_from_db()
    some = "3 of its 5 issues were confirmed by people and 2 were put there by people"
    assert explaining.certainty(found, Portrait(at_home=1)) == f"Certain: {some}."
    make.ThemeIssue.objects.create(theme=found, issue=make.issue(text="Letters again."))
    some = "3 of its 6 issues were confirmed by people and 2 were put there by people"
    told = explaining.certainty(found, Portrait(at_home=1))
    assert told.startswith(f"{some}; nobody has confirmed the other 1 yet. ")
    deciding.confirm(theme=found, by=registry["team"])
    assert explaining.certainty(found, Portrait(at_home=1)) == "Certain: people confirmed it."


def test_of_what_joined_a_confirmed_theme_since_people_made_nothing_certain(client, registry):
    found = theme("Letters", 4)
    deciding.confirm(theme=found, by=registry["team"])
    several("Letters", 2)
    search()
    found.refresh_from_db()
    some = "4 of its 6 issues were confirmed by people; "
    others = "nobody has confirmed the other 2 yet. "
    for share, rest in (
        (0.9, f"{others}Clear: 9 in 10"),
        (0.2, f"{others}Uncertain: only 2"),
        (None, "how sure the"),
    ):
        assert explaining.certainty(found, Portrait(at_home=share, category_id="letters")).startswith(some + rest)
    assert told(found, "joined") == "2 issues, in no theme before"
    for person in (make.user(), registry["team"]):
        client.force_login(person)
        page = client.get(found.get_absolute_url()).text
        assert (
            some in page
            and "Issues came with a search: 2 issues, in no theme before" in page
            and "Certain" not in page
        )
    deciding.confirm(theme=found, by=registry["team"])
    assert explaining.certainty(found, Portrait(at_home=0.2)).startswith("Certain")


def test_neighbours_say_how_they_differ_and_facts_what_sets_it_apart(client, registry):
    several("Letters", 3, about=registry["trust"], harm="low")
    several("Scans", 4, about=registry["trust"])
    search()
    client.force_login(make.user())
    page = client.get(Theme.objects.get(label="Letters problems").get_absolute_url()).content.decode()
    assert "Scans problems</a>: it is told apart by the words Scans</li>" in page
    assert "only here" not in page
    assert "Harm: low harm (100% of its issues, 43% of all)" in page
    assert "About: " not in page


def test_a_neighbour_that_no_word_sets_apart_says_so(client, registry):
    found = theme("Letters", 3)
    several("Scans", 3)
    search()
    found.portrait.neighbours = [{"theme": Theme.objects.exclude(pk=found.pk).get().pk, "there": []}]
    found.portrait.save()
    client.force_login(make.user())
    page = client.get(found.get_absolute_url()).content.decode()
    assert "Scans problems</a>: no word tells it apart from this theme</li>" in page


def test_five_typical_reports_of_different_organisations_are_shown_first(client):
    loud = make.user()
    several("Letters", 6, by=loud)
    others = several("Letters", 4)
    search()
    client.force_login(make.user())
    shown = client.get(Theme.objects.get().get_absolute_url()).context
    assert len(shown["typical"]) == 5
    typical = set(Theme.objects.get().members.filter(is_example=True).values_list("issue", flat=True))
    assert len(typical & {one.pk for one in others}) == 4


def test_the_history_says_where_the_issues_of_a_new_theme_came_from():
    found = theme("Letters", 7)
    assert told(found, "born") == "Letters problems. 7 of its 7 issues were in no theme before."
    moved = list(found.members.values_list("issue", flat=True))[:3]
    Issue.objects.filter(pk__in=moved).update(text="Post went wrong")
    search()
    one, other = Theme.objects.order_by("pk")
    assert "3 of its 3 issues were in “Letters problems” before." in told(other, "born")
    assert told(one, "parted") == "3 issues, to “Post problems”"


def test_and_where_those_of_a_theme_that_is_gone_went():
    letters = theme("Letters", 4)
    scans = several("Scans", 3)
    search()
    Issue.objects.filter(pk__in=[one.pk for one in scans]).update(text="Letters went wrong")
    search()
    gone = Theme.objects.exclude(pk=letters.pk).get()
    assert told(gone, "gone") == "3 of its 3 issues are in “Letters problems” now."
    assert told(letters, "joined") == "3 issues, from “Scans problems”"
    for at, issue in enumerate(Issue.objects.all()):
        Issue.objects.filter(pk=issue.pk).update(text=f"Word{at} alone")
    search()
    assert told(letters, "gone") == "7 of its 7 issues are in no theme now: they are too few or too unlike."


def test_the_history_says_how_many_issues_came_and_went_with_a_search():
    words = ("Letters", "Scans", "Post", "Calls", "Beds")
    letters, scans, *others = [theme(word, 6) for word in words]
    some = list(scans.members.values_list("issue", flat=True))
    Issue.objects.filter(pk__in=some[:2]).update(text="Letters went wrong")
    Issue.objects.filter(pk=some[2]).update(text="Alone")
    for other in others:
        Issue.objects.filter(pk=other.members.first().issue_id).update(text="Letters went wrong")
    before = letters.entries.count()
    search()
    assert told(scans, "parted") == "2 issues, to “Letters problems”; 1 issue, to no theme"
    assert told(letters, "joined") == (
        "2 issues, from “Scans problems”; 1 issue, from “Beds problems”; 1 issue, from “Calls problems”; "
        "1 issue, from 1 other theme"
    )
    assert letters.entries.count() == before + 1
    several("Letters", 2)
    search()
    assert letters.entries.count() == before + 1, "what is newly reported is no news of the search"


def test_a_long_history_is_folded(client):
    found = theme()
    for number in range(30):
        found.entries.create(verb="joined", text=f"{number} issues, from “Scans problems”")
    client.force_login(make.user())
    open_, folded = client.get(found.get_absolute_url()).content.decode().split("Show what was before (11)")
    assert "29 issues, from" in open_ and ": 9 issues, from" not in open_
    assert ": 9 issues, from" in folded and "Found: Letters problems" in folded
