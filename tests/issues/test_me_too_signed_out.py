"""“Me too” sent after the session had ended: its words are kept, masked, and stand in their form after signing in."""

import re

import pytest
from django.urls import reverse

from issues import offering, responding
from issues.models import Draft, Issue
from tests import make
from themes import placing

pytestmark = pytest.mark.django_db
WORDS = "Ours too, since May. Ask for 943 476 5919 if in doubt."
MASKED = "Ours too, since May. Ask for [NHS number removed] if in doubt."
TYPED = "Discharge letters reach us three weeks late, again."


@pytest.fixture
def system(client):
    made = make.registry() | {"person": make.user()}
    made["issue"] = make.issue(about=made["trust"], text="Discharge letters reach us three weeks late.")
    made["address"] = reverse("issues:me_too", args=[made["issue"].reference])
    placing.place_due()
    client.force_login(made["person"])
    return made


def settled(system) -> None:
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="So it is.")


def report(**more) -> dict:
    answers = {"category": "letters", "text": TYPED, "about_words": "Fernhall Hospitals", "harm": "none"}
    return answers | {"key": "one-key", "draft": "", "writer": "w"} | more


def form_of(page, field: str) -> dict:
    """The hidden fields of the form of “me too” in which there is such a field."""
    forms = re.findall(r"<form[^>]*me-too/.*?</form>", page.text, re.DOTALL)
    form = next(one for one in forms if field in one)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def sent_too_late(client, system, given: dict) -> str:
    """Send after the session has ended, and sign in; the path after that."""
    client.logout()
    answer = client.post(system["address"], given)
    assert answer.status_code == 302 and answer.url.startswith("/sign-in/?next=")
    back = client.get(answer.url).wsgi_request.GET["next"]
    assert not any("943 476 5919" in str(one.fields) for one in Draft.objects.all())
    client.force_login(system["person"])
    return back


def test_a_line_beside_a_shown_issue_stands_in_its_form_and_is_gone_once_sent(client, system):
    page = client.post(reverse("themes:check"), report())
    back = sent_too_late(client, system, form_of(page, 'name="text"') | {"text": WORDS})
    page = client.get(back)
    assert page.status_code == 200 and MASKED in page.text and "Nothing was sent. You were signed out" in page.text
    assert not system["issue"].followers.exists()
    given = form_of(page, "<textarea")
    assert given["instead"] == "one-key"
    assert client.post(system["address"], given | {"text": MASKED}).url.endswith("?instead=one-key")
    assert system["issue"].followers.get().text == MASKED and not Draft.objects.exists()


@pytest.mark.parametrize("do", ["reopen", "count"])
def test_the_words_on_a_settled_issue_stand_in_both_of_its_forms(client, system, do):
    settled(system)
    shown = {"offered": offering.offer(system["person"], system["issue"]), "text": "First."}
    given = form_of(client.post(system["address"], shown), f'value="{do}"')
    page = client.get(sent_too_late(client, system, given | {"text": WORDS}))
    assert page.status_code == 200 and page.text.count(MASKED) == 3
    again = form_of(page, f'value="{do}"') | {"text": MASKED}
    assert client.post(system["address"], again).status_code == 302
    assert Issue.objects.get().followers.get().is_affected and not Draft.objects.exists()


def test_the_report_that_was_being_written_is_kept_with_the_words(client, system):
    settled(system)
    shown = {"offered": offering.offer(system["person"], system["issue"])}
    given = form_of(client.post(system["address"], report() | shown), 'value="reopen"')
    back = sent_too_late(client, system, given | {"writer": signature(client), "text": WORDS})
    page = client.get(back)
    assert MASKED in page.text and "is kept too, under “My issues”" in page.text
    assert TYPED in client.get(reverse("issues:mine")).text


def test_the_first_press_on_the_check_keeps_the_report(client, system):
    settled(system)
    given = report(writer=signature(client), offered=offering.offer(system["person"], system["issue"]))
    back = sent_too_late(client, system, given)
    assert back.startswith(f"{reverse('issues:report')}?draft=") and TYPED in client.get(back).text


def signature(client) -> str:
    return re.search(r'name="writer" value="([^"]+)"', client.get(reverse("issues:report")).text)[1]


def test_the_words_are_their_writers_alone_and_open_nothing(client, system):
    given = {"writer": signature(client), "text": WORDS}
    back = sent_too_late(client, system, given | {"offered": offering.offer(system["person"], system["issue"])})
    client.force_login(make.user())
    assert client.get(back).status_code == 404
    client.force_login(system["person"])
    refused = client.get(re.sub("offered=[^&]+", "offered=forged", back))
    assert refused.status_code == 409 and MASKED in refused.text and "letters reach us" not in refused.text


def test_without_words_one_is_led_back_to_press_again(client, system):
    back = sent_too_late(client, system, {"offered": offering.offer(system["person"], system["issue"])})
    assert "Nothing was sent." in client.get(back).text and not Draft.objects.exists()
    assert not system["issue"].followers.exists()
