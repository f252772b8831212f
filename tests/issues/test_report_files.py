"""Files chosen while reporting: kept from step to step, sent with the issue, or left out."""

import pytest
from django.urls import reverse

from issues.models import Attachment, Issue, StagedFile
from tests import make, make_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(client):
    made = make.registry()
    made["reporter"] = make.user()
    client.force_login(made["reporter"])
    code = made["trust"].code
    made["answers"] = {"key": "a-key", "text": "No letter after clinic.", "about_words": made["trust"].name}
    made["answers"] |= {"category": made["category"].pk, "about": code, "shown_about": code}
    return made


def letter(content: bytes = b""):
    return make_files.upload("letter.pdf", content or make_files.pdf())


def send(client, system, **more):
    return client.post(reverse("issues:send"), system["answers"] | more)


def test_a_file_goes_with_the_report(client, system):
    assert send(client, system, files=[letter()], looked_through="on").status_code == 302
    assert Attachment.objects.get().issue == Issue.objects.get()
    assert not StagedFile.objects.exists()


def test_a_file_that_cannot_be_taken_is_said_next_to_the_field_and_nothing_is_sent(client, system):
    page = send(client, system, files=[letter(b"MZ not a PDF")])
    assert page.status_code == 422
    assert "letter.pdf" in page.content.decode() and "No letter after clinic." in page.content.decode()
    assert not Issue.objects.exists()


def test_a_file_survives_an_answer_that_has_to_be_mended_and_can_be_left_out(client, system):
    page = send(client, system, files=[letter()], looked_through="on", minutes_lost="an hour").content.decode()
    kept = StagedFile.objects.get()
    assert "letter.pdf" in page and 'name="has_files"' in page
    page = send(client, system, has_files="1", leave_out=str(kept.key)).content.decode()
    assert "letter.pdf" not in page and not Issue.objects.exists()
    send(client, system)
    assert not Issue.objects.get().attachments.exists()


@pytest.mark.parametrize("way", ["issues:report", "themes:check"])
def test_a_file_survives_changing_the_answers_and_asking_again(client, system, way):
    chosen = system["answers"] | {"asked_about": system["answers"]["about_words"], "change": "1"}
    client.post(reverse(way), chosen | {"files": [letter()], "looked_through": "on"})
    page = client.post(reverse("themes:check"), system["answers"]).content.decode()
    assert "letter.pdf" in page and 'name="has_files"' in page
    refused = client.post(reverse(way), chosen | {"files": [letter(b"MZ not a PDF")]})
    assert refused.status_code == 422 and "Check before you send" in refused.content.decode()


def test_files_of_somebody_elses_form_are_not_taken(client, system):
    send(client, system, files=[letter()], looked_through="on", minutes_lost="an hour")
    client.force_login(make.user())
    send(client, system, has_files="1")
    assert not Issue.objects.get().attachments.exists()


def test_a_file_is_not_called_by_a_patient_whom_the_report_names(client, system):
    text = "The letter for Margaret Thistlewood never came."
    files = [make_files.upload("letter thistlewood m.pdf", make_files.pdf())]
    send(client, system, text=text, files=files, looked_through="on", minutes_lost="an hour")
    assert StagedFile.objects.get().name == "letter [name removed].pdf"
    StagedFile.objects.update(name="letter thistlewood m.pdf")
    send(client, system, text=text, has_files="1")
    assert Attachment.objects.get().name == "letter [name removed] m.pdf"


@pytest.mark.parametrize("given", ["NHS 943 476 5919 Thistlewood.pdf", "nhs 943 476 5919 thistlewood.pdf"])
def test_a_name_beside_a_number_in_what_a_file_is_called_is_masked_too(client, system, given):
    send(client, system, files=[make_files.upload(given, make_files.pdf())], looked_through="on")
    assert Attachment.objects.get().name.lower() == "nhs [nhs number removed] [name removed].pdf"


def test_files_that_were_not_taken_are_named_beside_another_error_and_asked_for_again(client, system):
    page = send(client, system, files=[letter(b"MZ not a PDF")], minutes_lost="an hour")
    summary = page.text.partition("There is a problem")[2].partition("<h1>")[0]
    assert "Write a whole number of minutes" in summary
    assert "Choose your files again: letter.pdf: " in summary and 'href="#add-files"' in summary
    assert "<title>Error: Check before you send" in page.text
