"""A “me too” says nothing of harm: a report that tells of some is not given up for one without its writer knowing."""

import html
import re

import pytest
from django.urls import reverse

from issues import offering, responding
from issues.models import Issue, Related
from tests import make
from themes import placing

pytestmark = pytest.mark.django_db
ANOTHER = "The lift does not work on Mondays."
TYPED = "Discharge letters reach us three weeks late, and a patient died."
STOPPED = (
    "A “me too” says nothing of harm to a patient, so Patient safety lead, who gets your report, would not be told"
)


@pytest.fixture
def system(client):
    made = make.registry() | {"person": make.user(), "safety": make.user(name="Sana Safety")}
    make.desk(made["trust"], "patient_safety_lead", made["safety"], title="Patient safety lead")
    make.rules(
        harm={"desk_kind": "patient_safety_lead", "desk_at": "about", "is_harm": True},
        anything={"desk_kind": "medical_director", "desk_at": "about"},
    )
    made["issue"] = make.issue(about=made["trust"], text="Discharge letters reach us three weeks late.")
    placing.place_due()
    client.force_login(made["person"])
    return made


def report(system, **more) -> dict:
    code = system["trust"].code
    answers = {"category": "letters", "text": TYPED, "about_words": "Fernhall Hospitals", "harm": "death"}
    return answers | {"key": "one-key", "about": code, "shown_about": code, "minutes_lost": "20"} | more


def pressed(client, system, page, name: str, **more):
    """Press the button of this name on a check: what it sends goes where it says."""
    buttons = re.findall(r"<button[^>]*>(?:(?!</button>).)*", page.text, re.DOTALL)
    button = next(one for one in buttons if re.search(rf">\s*{name}\s*(<|$)", one))
    said = dict(re.findall(r'([\w-]+)="([^"]*)"', button))
    address = said.get("formaction") or reverse("issues:send")
    given = report(system, asked_about="Fernhall Hospitals") | {said["name"]: html.unescape(said["value"])} | more
    return client.post(address.partition("#")[0], given, follow=True)


@pytest.mark.parametrize("is_settled", [False, True])
def test_me_too_stops_beside_its_button_and_keeps_all_that_was_typed(client, system, is_settled):
    if is_settled:
        responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="So it is.")
    page = pressed(client, system, client.post(reverse("themes:check"), report(system)), "Me too")
    assert page.status_code == 200 and not system["issue"].followers.exists() and STOPPED in page.text
    assert f'id="me-too-{system["issue"]}"' in page.text and page.text.count("Me too all the same") == 1
    assert TYPED in page.text and 'value="20"' in page.text and Issue.objects.count() == 1


@pytest.mark.parametrize("is_settled", [False, True])
def test_it_can_be_sent_by_itself_and_linked(client, system, is_settled):
    if is_settled:
        responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="So it is.")
    page = pressed(client, system, client.post(reverse("themes:check"), report(system)), "Me too")
    page = pressed(client, system, page, "Send it as a report of its own and link the two")
    new = Issue.objects.get(key="one-key")
    assert (new.harm, new.desk.title, new.minutes_lost) == ("death", "Patient safety lead", 20)
    assert Related.objects.get().second == new and not system["issue"].followers.exists()
    assert f"It is linked with issue {system['issue']}." in page.text
    verb = "come_back" if is_settled else "link"
    assert [one.entries.last().verb for one in (new, system["issue"])] == [verb, verb]
    assert (
        f"related issue{'' if is_settled else ' by the reporter of one of them'}</strong>: {system['issue']}"
        in page.text
    )


def test_or_said_all_the_same(client, system):
    page = pressed(client, system, client.post(reverse("themes:check"), report(system)), "Me too")
    form = page.text.partition(f'action="{reverse("issues:me_too", args=[system["issue"].reference])}"')[2]
    given = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.partition("</form>")[0]))
    assert client.post(reverse("issues:me_too", args=[system["issue"].reference]), given).status_code == 302
    assert system["issue"].followers.get().is_affected


def test_of_a_settled_one_all_the_same_asks_what_is_meant(client, system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="So it is.")
    page = pressed(client, system, client.post(reverse("themes:check"), report(system)), "Me too")
    page = pressed(client, system, page, "Me too all the same")
    assert "Only count me" in page.text and TYPED in page.text


@pytest.mark.parametrize("harm", ["none", "low", "unknown"])
def test_where_no_harm_is_told_nothing_stops(client, system, harm):
    page = client.post(reverse("themes:check"), report(system, harm=harm)).text
    assert 'name="me_too"' not in page and "Me too" in page


def test_it_stops_from_the_page_of_the_questions_too(client, system):
    answers = {name: report(system)[name] for name in ("text", "about_words", "harm", "category")}
    part = client.post(reverse("themes:known"), answers).text
    assert (
        'form="report"' in part
        and f'name="me_too" value="{offering.offer(system["person"], system["issue"])[:8]}' in part
    )
    assert 'name="me_too"' not in client.post(reverse("themes:known"), answers | {"harm": "low"}).text


def test_an_issue_that_is_no_longer_listed_is_named_with_its_two_ways(client, system):
    said = offering.offer(system["person"], system["issue"])
    page = client.post(reverse("themes:check"), report(system, text=ANOTHER, me_too=said))
    assert f"Me too: issue {system['issue']}" in page.text and page.text.count("Me too all the same") == 1
    other = offering.offer(make.user(), system["issue"])
    page = client.post(reverse("themes:check"), report(system, text=ANOTHER, me_too=other))
    assert str(system["issue"]) not in page.text
