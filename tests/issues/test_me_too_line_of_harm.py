"""A line of a “me too” that may tell of harm stops once, and reaches whoever has the issue to answer."""

import html
import re

import pytest
from django.urls import reverse

from issues import following, offering, responding
from issues.models import Issue, Related
from people.models import Notice
from tests import make
from themes import placing

pytestmark = pytest.mark.django_db
LINE = "The same on ward 7B; she died."
TYPED = "Discharge letters reach us three weeks late."
STOPPED = "“Me too” was not said yet."
TOLD = "added what may tell of harm to a patient"


@pytest.fixture
def system(client):
    made = make.registry() | {"person": make.user()}
    made["issue"] = make.issue(about=made["trust"], text=TYPED)
    made["address"] = reverse("issues:me_too", args=[made["issue"].reference])
    made["said"] = {"offered": offering.offer(made["person"], made["issue"]), "text": LINE, "instead": "1"}
    placing.place_due()
    client.force_login(made["person"])
    Notice.objects.all().delete()
    return made


def report(system, **more) -> dict:
    answers = {"category": "letters", "report_text": TYPED, "about_words": system["trust"].name, "harm": "unknown"}
    return answers | {"key": "one-key", "draft": "", "patients": "few", "asked_about": system["trust"].name} | more


def form_of(page, button: str) -> tuple[str, dict]:
    """Where the form of a button goes, and its hidden fields."""
    forms = re.findall(r"<form.*?</form>", page.text, re.DOTALL)
    form = next(one for one in forms if re.search(rf">\s*{button}\s*<", one))
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
    return re.search(r'action="([^"]*)"', form)[1], {name: html.unescape(value) for name, value in fields}


def test_it_stops_once_and_may_be_said_all_the_same(client, system):
    page = client.post(system["address"], system["said"])
    assert page.status_code == 200 and STOPPED in page.text and "“died”" in page.text
    assert not system["issue"].followers.exists() and not Notice.objects.exists()
    address, fields = form_of(page, "Me too all the same")
    assert client.post(address, fields | {"text": LINE}).status_code == 302
    assert system["issue"].followers.get().text == LINE


@pytest.mark.parametrize("line", ["", "The same on ward 7B.", "No patient was harmed."])
def test_a_line_that_tells_of_none_does_not_stop_and_tells_nobody(client, system, line):
    assert client.post(system["address"], system["said"] | {"text": line}).status_code == 302
    assert system["issue"].followers.exists() and not Notice.objects.exists()


def test_it_can_become_a_report_of_its_own_linked_with_the_issue(client, system):
    address, fields = form_of(client.post(system["address"], system["said"]), "Send it as a report of its own and .*")
    page = client.post(address, fields)
    assert page.status_code == 200 and LINE in page.text and "There is a problem" not in page.text
    _, fields = form_of(page, "Continue")
    code = system["trust"].code
    answers = report(system) | fields | {"text": LINE, "harm": "death", "about": code, "shown_about": code}
    client.post(reverse("issues:send"), answers)
    linked = Related.objects.get()
    assert (linked.first, linked.second.text, linked.second.harm) == (system["issue"], LINE, "death")


@pytest.mark.parametrize("told", [{"harm": "death"}, {"text": LINE}])
def test_with_a_report_in_hand_it_goes_on_whole(client, system, told):
    page = client.post(system["address"], system["said"] | {"text": ""} | report(system) | told)
    assert STOPPED in page.text and not system["issue"].followers.exists()
    assert ("You chose “Death”" in page.text) == ("harm" in told) and ("“died”" in page.text) == ("text" in told)
    address, fields = form_of(page, "Send it as a report of its own and .*")
    page = client.post(address, fields)
    assert page.status_code == 200 and "Check before you send" in page.text
    written = f"{TYPED}\n{LINE}" if "text" in told else TYPED
    assert page.context["form"].cleaned_data["text"] == written
    assert f"mine with {system['issue']} when I press Send" in page.text
    assert re.search(r'name="came_back"[^>]*checked', page.text) and re.search(r'value="few"\s+selected', page.text)


def test_with_a_report_in_hand_it_may_be_said_all_the_same(client, system):
    page = client.post(system["address"], system["said"] | report(system, harm="severe"))
    _, fields = form_of(page, "Me too all the same")
    assert client.post(system["address"], fields | {"text": LINE}).status_code == 302
    assert system["issue"].followers.get().text == LINE


def test_of_a_settled_issue_it_stops_where_one_is_only_counted(client, system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="By post.")
    page = client.post(system["address"], system["said"] | report(system))
    assert STOPPED not in page.text
    address, fields = form_of(page, "Only count me")
    page = client.post(address, fields)
    assert fields["text"] == LINE and STOPPED in page.text and not system["issue"].followers.exists()
    address, fields = form_of(page, "Me too all the same")
    assert client.post(address, fields | {"text": LINE}).status_code == 302
    assert system["issue"].followers.exists()
    Notice.objects.all().delete()


def test_reopening_asks_nothing_since_somebody_has_to_answer(client, system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="By post.")
    assert client.post(system["address"], system["said"] | {"do": "reopen"}).status_code == 302
    assert Issue.objects.get().state == "reported"


def test_whoever_has_to_answer_is_told_while_it_is_open(system):
    following.me_too(issue=system["issue"], by=system["person"], text=LINE)
    (notice,) = Notice.objects.all()
    assert notice.recipient == system["director"] and TOLD in notice.subject and "died" not in notice.subject


def test_of_thanks_nothing_is_asked(client, system):
    thanks = make.issue(
        about=system["trust"], text="They were kind.", category=make.category("ta", "Thanks", is_thanks=True)
    )
    Notice.objects.all().delete()
    said = system["said"] | {"offered": offering.offer(system["person"], thanks)}
    assert client.post(reverse("issues:me_too", args=[thanks.reference]), said).status_code == 302
    assert not Notice.objects.filter(subject__contains=TOLD).exists()
