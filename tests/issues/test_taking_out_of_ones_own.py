"""Whoever wrote something in an issue, such as a line with a “me too”, takes out of their own words."""

import html

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from issues import following, taking_out
from issues.models import Issue
from tests import make

pytestmark = pytest.mark.django_db
SAID = "Zebedeus had it in March."


@pytest.fixture
def system():
    made = make.registry() | {"reporter": make.user(), "other": make.user()}
    made["issue"] = issue = make.issue(by=made["reporter"], about=made["trust"])
    following.me_too(issue=issue, by=made["other"])
    Issue.objects.filter(pk=issue.pk).update(text="Ozymandias waited.")
    issue.entries.filter(verb="me_too").update(text=SAID)
    issue.followers.update(text=SAID)
    issue.refresh_from_db()
    return made


def test_their_own_line_and_nobody_elses(system, client):
    issue = system["issue"]
    client.force_login(system["other"])
    address = reverse("issues:take_out", args=[issue.reference])
    assert f'href="{address}"' in client.get(issue.get_absolute_url()).content.decode()
    page = client.post(address, {"text": "Ozymandias", "kind": "NAME"})
    assert "stands in somebody else's words. Ask the interface team" in html.unescape(page.content.decode())
    mark = client.post(address, {"text": "Zebedeus", "kind": "NAME"}).context["looked"].mark
    client.post(address, {"text": "Zebedeus", "kind": "NAME", "shown": mark})
    assert issue.entries.get(verb="me_too").text == "[name removed] had it in March."
    assert issue.followers.get().text == "[name removed] had it in March."
    assert Issue.objects.get(pk=issue.pk).text == "Ozymandias waited."


def test_whoever_wrote_nothing_in_it_takes_nothing_out(system, client):
    with pytest.raises(PermissionDenied):
        taking_out.look(issue=system["issue"], by=make.user(), words=["Zebedeus"], kind="NAME")


def test_the_words_of_a_me_too_go_with_it_for_whoever_wants_that(system, client):
    issue = system["issue"]
    client.force_login(system["other"])
    assert "What I wrote with it goes too" in client.get(issue.get_absolute_url()).content.decode()
    client.post(reverse("issues:take_back", args=[issue.reference]), {"words": "1"})
    assert issue.entries.get(verb="me_too").text == ""
    assert not issue.followers.exclude(text="").exists()
    assert issue.entries.last().text == following.WORDS_TOO
    assert Issue.objects.get(pk=issue.pk).rewordings == issue.rewordings + 1


def test_without_asking_for_it_they_stay(system):
    following.take_back(issue=system["issue"], by=system["other"])
    assert system["issue"].entries.get(verb="me_too").text == SAID
