"""Files of a report whose writer's session had ended: what was kept follows, what was not is to be chosen again."""

import re

import pytest
from django.urls import reverse

from issues import attaching
from issues.models import Attachment, Draft, StagedFile
from tests import make, make_files

pytestmark = pytest.mark.django_db
KEY = "one-key-of-a-form"


@pytest.fixture
def system(client):
    made = make.registry() | {"person": make.user()}
    client.force_login(made["person"])
    return made


def letter():
    return make_files.upload("letter.pdf", make_files.pdf())


def answers(system, **more) -> dict:
    typed = {"category": "letters", "text": "The letter never came.", "about_words": system["trust"].name}
    return typed | {"harm": "none", "key": KEY, "asked_about": system["trust"].name} | more


def hidden(page) -> dict:
    pairs = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return {name: [value for other, value in pairs if other == name] for name, _ in pairs}


def sent_too_late(client, system, **files):
    """Send from the check after the session has ended, and sign in; the page after that."""
    writer = hidden(client.get(reverse("issues:report")))["writer"][0]
    client.logout()
    answer = client.post(reverse("issues:send"), answers(system, writer=writer, **files))
    back = client.get(answer.url).wsgi_request.GET["next"]
    client.force_login(system["person"])
    return client.get(back)


def checked(client, system, page):
    """The check, come to from the questions with all that they carry."""
    given = answers(system) | hidden(page)
    return client.post(reverse("themes:check"), given | {"text": "The letter never came."})


def test_files_that_did_not_arrive_are_named_masked_beside_the_field(client, system):
    chosen = [make_files.upload(name, make_files.pdf()) for name in ("rota.pdf", "Ada Thorne 943 476 5919.pdf")]
    page = sent_too_late(client, system, files=chosen)
    assert not StagedFile.objects.exists()
    assert "943" not in str(Draft.objects.get().fields) and "Thorne" not in str(Draft.objects.get().fields)
    assert "Files that were chosen did not arrive" in page.text and "rota.pdf" in page.text
    check = checked(client, system, page)
    beside = re.search(r"Choose them again if you want to send them.*?type=\"file\"", check.text, re.DOTALL)[0]
    assert "rota.pdf" in beside and "removed" in beside and "Thorne" not in check.text
    change = client.post(reverse("issues:report"), answers(system, change="1", files_again="rota.pdf"))
    assert "rota.pdf" in change.text
    given = answers(system, files_again="rota.pdf", files=[letter()], looked_through="on")
    again = client.post(reverse("themes:check"), given)
    assert "Choose them again" not in again.text and "will be sent with it" in again.text


def test_files_that_were_kept_already_follow_the_report_to_its_issue(client, system):
    attaching.stage(by=system["person"], key=KEY, files=[letter()], looked_through=True)
    page = sent_too_late(client, system)
    check = checked(client, system, page)
    assert "letter.pdf" in check.text and "will be sent with it" in check.text
    given = answers(system) | hidden(check)
    assert client.post(reverse("issues:send"), given).status_code == 302
    assert Attachment.objects.get().name == "letter.pdf" and not StagedFile.objects.exists()


def test_files_of_another_do_not_follow(client, system):
    other = make.user()
    attaching.stage(by=other, key=KEY, files=[letter()], looked_through=True)
    page = sent_too_late(client, system)
    assert "letter.pdf" not in checked(client, system, page).text
    assert StagedFile.objects.get().form_key == KEY
