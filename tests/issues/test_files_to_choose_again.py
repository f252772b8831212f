"""Files that were chosen with one that cannot be taken are named, and a report is not sent without them unasked."""

import html
import re

import pytest
from django.urls import reverse

from issues.models import Attachment, Draft, Issue, StagedFile
from tests import make, make_files

pytestmark = pytest.mark.django_db
AGAIN = "None of these files was added. Choose them again, but for what cannot be taken"


@pytest.fixture
def system(client):
    made = make.registry()
    made["reporter"] = make.user()
    client.force_login(made["reporter"])
    code = made["trust"].code
    made["answers"] = {"key": "a-key", "text": "No letter after clinic.", "about_words": made["trust"].name}
    made["answers"] |= {"category": made["category"].pk, "about": code, "shown_about": code, "looked_through": "on"}
    made["answers"] |= {"asked_about": made["trust"].name}
    return made


def file(name: str, content: bytes = b""):
    return make_files.upload(name, content or make_files.pdf())


def good_and_bad():
    return [file("letter.pdf"), file("bad.pdf", b"MZ not a PDF")]


def send(client, system, **more):
    return client.post(reverse("issues:send"), system["answers"] | more)


def words(page) -> str:
    return " ".join(html.unescape(re.sub("</?bdi>", "", page.text)).split())


def carried(page) -> dict:
    """The hidden fields of the page, as its form sends them."""
    form = page.text.partition('id="send"')[2].partition("</form>")[0]
    pairs = re.findall(r'type="hidden" name="(files_\w+|without_files|has_files)" value="([^"]*)"', form)
    return {name: [value for other, value in pairs if other == name] for name, _ in pairs}


def test_the_page_says_that_all_are_to_be_chosen_again_and_which_were_fine(client, system):
    page = send(client, system, files=good_and_bad())
    assert page.status_code == 422 and not StagedFile.objects.exists()
    assert AGAIN in words(page) and "the browser forgets them" in words(page)
    assert "letter.pdf (nothing was wrong with it)" in words(page)
    assert "bad.pdf (nothing" not in words(page) and "signed out" not in words(page)
    assert carried(page)["files_again"] == ["letter.pdf", "bad.pdf"]


def test_too_many_at_a_time_are_said_to_be_fine_by_nobody(client, system):
    page = send(client, system, files=[file(f"letter-{number}.pdf") for number in range(6)])
    assert AGAIN in words(page) and "nothing was wrong" not in words(page)


def test_it_is_not_sent_without_them_before_its_writer_has_said_so(client, system):
    page = send(client, system, files=good_and_bad())
    page = send(client, system, **carried(page))
    assert not Issue.objects.exists()
    assert "Send without letter.pdf and bad.pdf?" in words(page) and AGAIN not in words(page)
    assert send(client, system, **carried(page)).status_code == 302
    assert not Issue.objects.get().attachments.exists()


def test_once_they_are_chosen_again_it_goes_with_them_unasked(client, system):
    page = send(client, system, files=good_and_bad())
    assert send(client, system, **carried(page), files=[file("letter.pdf")]).status_code == 302
    assert Attachment.objects.get().name == "letter.pdf"


def test_a_second_refusal_asks_anew_though_its_writer_had_said_so(client, system):
    page = send(client, system, files=good_and_bad())
    page = send(client, system, **carried(page))
    page = send(client, system, **carried(page), files=[file("worse.pdf", b"MZ not a PDF")])
    assert carried(page)["files_again"] == ["worse.pdf", "letter.pdf", "bad.pdf"]
    assert "without_files" not in carried(page)
    assert "Send without worse.pdf, letter.pdf and bad.pdf?" in words(send(client, system, **carried(page)))


def test_they_are_asked_for_again_after_the_answers_were_changed(client, system):
    page = send(client, system, files=good_and_bad())
    questions = client.post(reverse("issues:report"), system["answers"] | carried(page) | {"change": "1"})
    assert 'name="files_again" value="letter.pdf"' in questions.text
    page = client.post(reverse("themes:check"), system["answers"] | carried(page))
    assert "These files were not added. Choose them again" in words(page) and "signed out" not in words(page)


def test_a_report_without_files_is_sent_at_once(client, system):
    assert send(client, system).status_code == 302


def test_files_that_a_session_took_with_it_are_asked_about_too(client, system):
    page = send(client, system, files_again="rota.pdf")
    assert "Send without rota.pdf?" in words(page) and "You were signed out" in words(page)
    assert not Issue.objects.exists()


def test_what_was_said_of_files_is_in_no_draft(client, system):
    asked = system["answers"] | {"files_refused": "943 476 5919", "without_files": "943 476 5919"}
    client.post(reverse("issues:report"), asked | {"save": "1"})
    assert "943" not in str(Draft.objects.get().fields)
