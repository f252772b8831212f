"""Words that say nothing: marks, pictures and characters that nobody sees are refused beside their field."""

import pytest
from django.urls import reverse

from issues.models import Issue
from issues.reporting import TELL_MORE
from people.refusing import Refused
from tests import make
from tests.issues.test_report_page import answers
from tests.shape.test_permissions import key_of

pytestmark = pytest.mark.django_db
NOTHING_SAID = ("\u200b\u200b", "....", "👍 🙏", "\u3164", "- ? !")


@pytest.fixture
def system(client):
    made = make.registry()
    made["reporter"] = make.user()
    client.force_login(made["reporter"])
    return made


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_a_report_that_says_nothing_is_refused_beside_the_field(client, system, text):
    for step in ("themes:check", "issues:send"):
        page = client.post(reverse(step), answers(system, text=text, about=system["trust"].code))
        assert page.status_code == 422
        assert page.context["form"].errors == {"text": ["Say in a few words what happened"]}
    page = client.post(reverse("themes:check"), answers(system, wanted=text))
    assert page.context["form"].errors == {"wanted": ["Write it in a few words, or leave it empty"]}
    assert not Issue.objects.exists()


@pytest.mark.parametrize("text", ["x", "No", "4 days", "信", "2 👍", "TTO", "test test", "xx dfgh", "999 000 0018"])
def test_a_report_of_which_nobody_could_tell_what_happened_is_refused_and_kept_in_its_field(client, system, text):
    for step in ("themes:check", "issues:send"):
        page = client.post(reverse(step), answers(system, text=text, about=system["trust"].code))
        assert page.status_code == 422
        assert page.context["form"].errors == {"text": [TELL_MORE]}
        assert f"{text}</textarea>" in page.text
    headers = key_of(system["reporter"])[1] | {"Idempotency-Key": "one-of-a-kind"}
    sent = {"text": text, "category": system["category"].slug, "about": system["trust"].code}
    refused = client.post("/api/v1/issues/", sent, "application/json", headers=headers)
    assert (refused.status_code, refused.json()["errors"]["text"]) == (400, [f"{TELL_MORE}."])
    with pytest.raises(Refused, match=f"{TELL_MORE}\\."):
        make.issue(by=system["reporter"], about=system["trust"], text=text)
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "TTO missing",
        "No discharge summary received",
        "No d/c letter",
        "BP tablets stopped",
        "信没有到",
        "Dim llythyr",
    ],
)
def test_a_report_of_two_words_is_a_report(client, system, text):
    assert client.post(reverse("themes:check"), answers(system, text=text)).status_code == 200


@pytest.mark.parametrize(
    ("verb", "person", "said", "error"),
    [
        ("answer", "director", {"outcome": "explained", "text": "...."}, "Write it in a few words"),
        ("answer", "director", {"outcome": "made", "changed": "\u200b\u200b"}, "Write it in a few words"),
        ("ask", "director", {"text": "???"}, "Write your question"),
        ("add", "reporter", {"text": "👍"}, "Write what you want to add"),
    ],
)
def test_words_that_say_nothing_are_refused_beside_their_field(client, system, verb, person, said, error):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    client.force_login(system[person])
    page = client.post(reverse("issues:act", args=[issue.reference, verb]), said)
    assert page.status_code == 422 and error in page.content.decode()
    assert issue.entries.count() == 1
