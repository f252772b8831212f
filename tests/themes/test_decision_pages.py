"""The pages on which the interface team decides: they work without scripts and keep what was typed."""

import pytest
from django.urls import reverse

from issues.models import Issue
from people.refusing import Refused
from tests import make
from tests.themes.telling import search, several, theme
from themes import adding, curating, deciding, decision_pages
from themes.models import Decision, Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture
def team():
    return make.registry()["team"]


@pytest.fixture
def two(team) -> tuple[Theme, Theme]:
    letters = theme("Letters", 4)
    several("Scans", 3)
    search()
    return letters, Theme.objects.exclude(pk=letters.pk).get()


def test_from_the_pages_without_scripts(client, team, two):
    letters, scans = two
    client.force_login(team)
    page = client.get(letters.get_absolute_url()).content.decode()
    for act in ("confirm", "merge", "split", "apart"):
        assert reverse(f"themes:{act}", args=[letters.key]) in page
    client.post(reverse("themes:confirm", args=[letters.key]))
    page = client.get(letters.get_absolute_url()).content.decode()
    assert "It was confirmed as a theme" in page
    choose = client.get(reverse("themes:merge", args=[letters.key])).content.decode()
    assert "Scans problems" in choose
    unanswered = client.post(reverse("themes:merge", args=[letters.key]), {"do": "1"})
    assert unanswered.status_code == 422
    assert "Choose a theme" in unanswered.content.decode()
    done = client.post(reverse("themes:merge", args=[letters.key]), {"do": "1", "other": scans.key})
    assert done.url == letters.get_absolute_url()
    assert "It was merged into" in client.get(scans.get_absolute_url()).content.decode()
    undo = reverse("themes:undo", args=[letters.key, Decision.objects.get(kind="merged").pk])
    assert undo in client.get(letters.get_absolute_url()).content.decode()
    client.post(undo)
    assert scans.members.count() == 3


def test_splitting_from_the_page_keeps_what_was_typed_and_ticked(client, team, two):
    letters, scans = two
    client.force_login(team)
    path = reverse("themes:split", args=[letters.key])
    own = list(Issue.objects.filter(theme_link__theme=letters))
    one, everything = own[0], [issue.reference for issue in own]
    other = Issue.objects.filter(theme_link__theme=scans).first()
    assert one.reference in client.get(path).content.decode()
    for answers, fault in (
        ({"label": "Lost"}, "Tick at least one issue"),
        ({"label": "Lost", "issue": [other.reference]}, "Tick issues of this theme only"),
        ({"label": "Lost", "issue": everything}, "These are all its issues"),
    ):
        answer = client.post(path, answers)
        assert answer.status_code == 422
        assert fault in answer.content.decode()
        assert 'value="Lost"' in answer.content.decode()
    answer = client.post(path, {"label": "Lost letters", "issue": [one.reference]})
    assert str(Theme.objects.get(given_label="Lost letters").key) in answer.url
    into_another = client.post(reverse("themes:add"), {"issue": [one.reference]})
    assert str(scans) in into_another.content.decode()


def test_confirming_is_offered_until_it_is_done_and_again_once_issues_join(client, team, two):
    letters, _ = two
    client.force_login(team)

    def is_offered() -> bool:
        return (
            reverse("themes:confirm", args=[letters.key]) in client.get(letters.get_absolute_url()).content.decode()
        )

    assert is_offered()
    deciding.confirm(theme=letters, by=team)
    assert not is_offered()
    several("Letters", 1)
    search()
    assert is_offered()


def test_taken_back_in_another_tab_it_says_by_whom(client, team, two):
    letters, _ = two
    deciding.confirm(theme=letters, by=team)
    undo = reverse("themes:undo", args=[letters.key, Decision.objects.get().pk])
    client.force_login(team)
    client.post(undo)
    again = client.post(undo, follow=True)
    assert again.status_code == 200
    assert f"This has been taken back already, by {team.name} on " in again.content.decode()
    assert letters.entries.filter(verb="undone").count() == 1


@pytest.mark.parametrize("act", ["rename", "publish", "split"])
def test_the_name_of_another_theme_is_refused_beside_the_field(client, team, two, act):
    letters, scans = two
    client.force_login(team)
    issue = Issue.objects.filter(theme_link__theme=letters).first()
    answers = {"label": "scans  PROBLEMS", "summary": "What it is.", "issue": [issue.reference]}
    answer = client.post(reverse(f"themes:{act}", args=[letters.key]), answers)
    page = answer.content.decode()
    assert "Another theme of your area has this name." in page and "merge the two" in page
    assert 'aria-describedby="id_label' in page
    with pytest.raises(Refused, match="Another theme"):
        curating.rename(theme=letters, by=team, label=str(scans))
    curating.rename(theme=letters, by=team, label=str(letters))
    curating.rename(theme=letters, by=team, label="Late letters")


def test_the_history_says_which_issue_to_those_who_may_read_it(client, team, two):
    letters, scans = two
    moved = Issue.objects.filter(theme_link__theme=scans).first()
    deciding.add(theme=letters, issue=moved, by=team)
    for found, words in ((letters, "An issue added"), (scans, "An issue left, put into another theme")):
        client.force_login(team)
        led_there = f'{words} (<a href="{moved.get_absolute_url()}">{moved.reference}</a>) by {team.name}'
        assert led_there in client.get(found.get_absolute_url()).content.decode()
        client.force_login(make.user())
        page = client.get(found.get_absolute_url()).content.decode()
        assert f"{words} by {team.name}" in page and moved.reference not in page


def test_where_there_are_more_themes_than_are_shown_it_says_so(client, team, two, monkeypatch):
    letters, _ = two
    theme("Post", 3)
    client.force_login(team)
    issue = Issue.objects.first()
    pages = [
        (decision_pages, reverse("themes:merge", args=[letters.key]), {}),
        (decision_pages, reverse("themes:apart", args=[letters.key]), {}),
        (adding, reverse("themes:add"), {"issue": [issue.reference]}),
    ]
    for module, path, asked in pages:
        assert "There are more themes than these" not in client.get(path, asked).content.decode()
        monkeypatch.setattr(module, "MOST", 1)
        assert "There are more themes than these" in client.get(path, asked).content.decode()
        monkeypatch.setattr(module, "MOST", 100)
