"""What leaders and the interface team do to themes from their pages, and what others are not offered."""

import pytest
from django.urls import reverse

from archive.models import Project
from tests import make
from tests.themes.telling import theme
from themes import curating
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
SUMMARY = "Letters about clinics reach practices late."
BOARD = "/themes/"


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


def _published(**more) -> Theme:
    found = theme(**more)
    return curating.publish(theme=found, by=make.interface_team(), label="Late letters", summary=SUMMARY)


def _page(client, path, user=None, status=200, **query):
    if user:
        client.force_login(user)
    response = client.get(path, query)
    assert response.status_code == status
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_a_leader_starts_a_project_from_the_page(client):
    found = theme()
    client.force_login(make.leader())
    path = reverse("themes:seed", args=[found.key])
    assert path in _page(client, found.get_absolute_url())
    assert "went wrong" not in _page(client, path)
    answers = {"title": "Letters on time", "summary": "To be faster.", "organisation": make.icb().pk}
    page = client.post(path, answers).content.decode()
    assert "anyone in the world can read it" in page and "We found no text of an issue in it" in page
    page = client.post(path, answers | {"change": "1"}).content.decode()
    assert "Letters on time" in page and "To be faster." in page and "Start a project" in page
    assert not Project.objects.exists()
    response = client.post(path, answers | {"sure": "1"})
    project = Project.objects.get()
    assert response.url == project.get_absolute_url()
    assert "Letters on time" in _page(client, found.get_absolute_url())


def test_what_was_masked_is_shown_before_anyone_reads_it(client):
    client.force_login(make.leader())
    answers = {"title": "Letters on time", "summary": "NHS number 999 105 7269.", "organisation": make.icb().pk}
    page = client.post(reverse("themes:seed", args=[theme().key]), answers).content.decode()
    assert "We found no text of an issue in it" in page and "was taken out" in page
    assert not Project.objects.exists()


@pytest.mark.parametrize(("reason", "is_said"), [("Two in one.", False), ("Only NHS number 999 105 7269.", True)])
def test_who_dismisses_a_theme_is_told_what_was_taken_out_of_the_reason(client, reason, is_said):
    found = theme()
    client.force_login(make.interface_team())
    page = client.post(reverse("themes:dismiss", args=[found.key]), {"reason": reason}, follow=True).text
    said = f"“{found}” was dismissed, and is on the board no more."
    assert said in page and (f"{said} What may identify a patient was taken out." in page) is is_said
    assert "999" not in found.entries.get(verb="dismissed").text and (is_said or reason in page)


def test_a_project_without_a_title_is_asked_for_one(client):
    client.force_login(make.leader())
    response = client.post(reverse("themes:seed", args=[theme().key]), {"title": ""})
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert not Project.objects.exists()


def test_others_are_not_offered_and_not_allowed_what_is_not_theirs(client):
    found = theme()
    page = _page(client, found.get_absolute_url(), make.user())
    for act in ("seed", "rename", "publish", "dismiss"):
        path = reverse(f"themes:{act}", args=[found.key])
        assert path not in page
        _page(client, path, status=403)
        assert client.post(path, {"label": "x", "summary": "x", "reason": "x"}).status_code == 403
    for act in ("withdraw", "restore"):
        assert client.post(reverse(f"themes:{act}", args=[found.key])).status_code == 403


def test_the_interface_team_curates_from_the_page(client, registry):
    found = theme()
    client.force_login(registry["team"])
    answers = {"label": "Late letters", "summary": SUMMARY, "reason": "Two in one."}
    for act, shown in [
        ("rename", "Late letters"),
        ("publish", "Published"),
        ("withdraw", "Withdrawn"),
        ("dismiss", "Two in one."),
        ("restore", "Put back on the board"),
    ]:
        response = client.post(reverse(f"themes:{act}", args=[found.key]), answers)
        assert response.url == found.get_absolute_url()
        assert shown in _page(client, found.get_absolute_url())


def test_dismissing_a_published_theme_and_putting_it_back_say_what_becomes_of_its_open_page(client, registry):
    found = _published()
    client.force_login(registry["team"])
    acts = {act: reverse(f"themes:{act}", args=[found.key]) for act in ("dismiss", "restore", "publish")}
    assert "its open page is closed with that" in client.post(acts["dismiss"], {"reason": "Two."}, follow=True).text
    assert list(found.entries.values_list("verb", flat=True))[-2:] == ["dismissed", "withdrawn"]
    page = client.post(acts["restore"], follow=True).text
    assert page.count(curating.NOT_OPEN) == 2, "in the message and in the history"
    client.logout()
    _page(client, found.get_absolute_url(), status=404)
    client.force_login(registry["team"])
    client.post(acts["publish"], {"label": "Late letters", "summary": SUMMARY})
    client.logout()
    _page(client, found.get_absolute_url())


def test_of_a_theme_that_was_not_published_nothing_is_said_of_an_open_page(client, registry):
    found = _published()
    client.force_login(registry["team"])
    curating.withdraw(theme=found, by=registry["team"])
    for act in ("dismiss", "restore"):
        page = client.post(reverse(f"themes:{act}", args=[found.key]), {"reason": "Two."}, follow=True).text
        assert "open page" not in page


def test_signed_out_people_are_sent_to_sign_in_for_everything_else(client):
    found = _published()
    for act in ("seed", "rename", "publish", "dismiss", "withdraw", "restore"):
        response = client.post(reverse(f"themes:{act}", args=[found.key]))
        assert response.status_code == 302
        assert response.url.startswith("/sign-in/")
