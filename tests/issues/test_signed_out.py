"""Words for an act of an issue, sent after the session had ended: kept, masked, for whoever the page was made for."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from issues import drafting, responding
from issues.models import Draft, Issue
from tests import make

pytestmark = pytest.mark.django_db
WORDS = "The ward sends them now. Ask for 943 476 5919 if in doubt."
MASKED = "The ward sends them now. Ask for [NHS number removed] if in doubt."


@pytest.fixture
def system():
    made = make.registry() | {"reporter": make.user()}
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def signature(page) -> str:
    return re.search(r'name="writer" value="([^"]+)"', page.content.decode())[1]


def sent_too_late(client, system, verb: str = "answer", who: str = "director", **words):
    """Write on the page of the issue, be signed out, send, and be led to sign in; the path after that."""
    client.force_login(system[who])
    writer = signature(client.get(system["issue"].get_absolute_url()))
    client.logout()
    path = reverse("issues:act", args=[system["issue"].reference, verb])
    answer = client.post(path, {"writer": writer, "seen": "1"} | words)
    assert answer.status_code == 302 and answer.url.startswith("/sign-in/?next=")
    return client.get(answer.url).wsgi_request.GET["next"]


ACTS = [
    ("answer", "director", {"outcome": "planned", "planned_on": f"{timezone.localdate() + timedelta(days=30)}"}),
    ("note", "director", {}),
    ("add", "reporter", {}),
    ("ask", "director", {}),
]


@pytest.mark.parametrize(("verb", "who", "more"), ACTS)
def test_the_words_stand_masked_in_their_form_after_signing_in_and_are_gone_once_sent(
    client, system, verb, who, more
):
    back = sent_too_late(client, system, verb, who, text=WORDS, **more)
    assert "943 476 5919" not in str(Draft.objects.get().fields)
    client.force_login(system[who])
    page = client.get(back)
    shown = next(form for act, form in page.context["offers"] if act.verb == verb)
    assert page.status_code == 200 and "Nothing was sent. You were signed out" in page.content.decode()
    assert {name: shown[name].value() for name in ("text", *more)} == {"text": MASKED} | more
    assert system["issue"].entries.count() == 1
    path = reverse("issues:act", args=[system["issue"].reference, verb])
    seen = shown["seen"].value() if "seen" in shown.fields else ""
    assert client.post(path, {"text": MASKED, "seen": seen} | more).status_code == 302
    assert Issue.objects.get().entries.count() == 2 and not Draft.objects.exists()


def test_the_words_are_their_writers_alone_and_no_draft_of_a_report(client, system):
    back = sent_too_late(client, system, text=WORDS)
    client.force_login(system["team"])
    page = client.get(back, follow=True).content.decode()
    assert "The ward sends them now" not in page and "Nothing was sent." in page
    client.force_login(system["director"])
    assert "The ward sends them now" not in client.get(reverse("issues:mine")).content.decode()
    key = Draft.objects.get().key
    assert "The ward" not in client.get(reverse("issues:report"), {"draft": key}).content.decode()
    client.post(reverse("issues:delete_draft"), {"draft": key})
    assert Draft.objects.exists()


@pytest.mark.parametrize("writer", ["", "1:forged:signature", "nonsense"])
def test_nothing_is_kept_of_anybody_unknown(client, system, writer):
    path = reverse("issues:act", args=[system["issue"].reference, "answer"])
    answer = client.post(path, {"writer": writer, "text": WORDS})
    assert answer.url == f"/sign-in/?next={path}" and not Draft.objects.exists()


def test_what_is_sent_too_late_again_takes_the_place_of_the_first(client, system):
    sent_too_late(client, system, text="First.")
    sent_too_late(client, system, text="Second.")
    assert Draft.objects.get().fields["text"] == "Second."


def test_what_is_no_choice_is_not_kept(client, system):
    sent_too_late(client, system, text=WORDS, outcome="Mrs Ann Pennyfeather", planned_on="born 3/3/1952")
    assert "Pennyfeather" not in str(Draft.objects.get().fields) and "1952" not in str(Draft.objects.get().fields)


def test_words_for_what_is_not_open_any_more_are_given_back_to_copy(client, system):
    back = sent_too_late(client, system, text=WORDS)
    responding.answer(issue=system["issue"], by=system["team"], outcome="explained", text="Mended.")
    client.force_login(system["director"])
    page = client.get(back)
    words = page.content.decode()
    assert "is not open to you here any more" in words and "Copy it from here" in words and MASKED in words


def test_words_that_were_not_sent_are_forgotten_after_a_week(client, system):
    sent_too_late(client, system, text=WORDS)
    Draft.objects.update(saved_at="2020-01-01T00:00:00Z")
    assert drafting.tidy() == 1


def test_the_page_to_sign_in_says_that_the_words_are_kept_where_they_are(client, system):
    client.force_login(system["director"])
    writer = signature(client.get(system["issue"].get_absolute_url()))
    client.logout()
    path = reverse("issues:act", args=[system["issue"].reference, "answer"])
    assert "You were signed out." not in client.post(path, {"text": WORDS}, follow=True).text
    page = client.post(path, {"writer": writer, "text": WORDS}, follow=True)
    assert page.text.count("You were signed out. What you wrote is kept, masked; sign in to go on.") == 1
