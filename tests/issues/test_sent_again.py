"""A report sent again under its key: the same is no second issue, and anything else is said, never dropped unsaid."""

import pytest
from django.urls import reverse

from issues import previewing, responding, taking_out
from issues.models import Attachment, Issue, StagedFile
from tests import make, make_files
from tests.issues.test_api import key_of
from tests.issues.test_api import report as by_api

pytestmark = pytest.mark.django_db
NUMBERS = ("999 105 7269", "999 999 9999")
OTHERWISE = {
    "harm": "severe",
    "happened_on": "2026-01-05",
    "wanted": "Send it by e-mail.",
    "elsewhere": "The booking office",
    "on_behalf_of": "Dr Okafor",
    "patients": "few",
    "minutes_lost": "0",
    "is_confidential": "on",
    "about_words": "Fernhall Hospitals, ward 3",
    "text": "The ward does not pick up the phone.",
}


@pytest.fixture
def system(client):
    made = make.registry() | {"reporter": make.user()}
    client.force_login(made["reporter"])
    code = made["trust"].code
    made["answers"] = {"key": "a-key", "text": "No letter after clinic.", "about_words": made["trust"].name}
    made["answers"] |= {"category": made["category"].pk, "about": code, "shown_about": code}
    return made


def send(client, system, **more):
    return client.post(reverse("issues:send"), system["answers"] | more)


def was_not_sent(page, *texts: str) -> None:
    said = " ".join(page.text.split())
    for text in ("This was not sent", Issue.objects.get().get_absolute_url(), *texts):
        assert text in said


@pytest.mark.parametrize("name", OTHERWISE)
def test_any_other_answer_on_the_page_is_said_and_kept_there(client, system, name):
    send(client, system)
    stored = Issue.objects.values().get()
    page = send(client, system, **{name: OTHERWISE[name]})
    was_not_sent(page, "checked" if name in {"is_confidential", "patients"} else OTHERWISE[name])
    assert Issue.objects.values().get() == stored
    assert send(client, system, **{name: OTHERWISE[name]}, key=page.context["key"]).status_code == 302
    new = Issue.objects.exclude(key="a-key").get()
    assert str(getattr(new, name)) in {OTHERWISE[name], "True"}


def test_an_answer_left_out_since_is_another_answer(client, system):
    send(client, system, is_confidential="on", harm="severe")
    was_not_sent(send(client, system, harm="severe"))
    was_not_sent(send(client, system, is_confidential="on"))
    assert Issue.objects.get().is_confidential


def test_other_organisations_are_another_answer_in_whichever_order(client, system):
    for name in ("Greenhow Hospital", "Ashby Hospital"):
        make.trust(name)
    both = {"also_1": "Greenhow Hospital", "also_2": "Ashby Hospital"}
    turned = {"also_1": "Ashby Hospital", "also_2": "Greenhow Hospital"}
    assert send(client, system, **both).status_code == 302
    assert send(client, system, **turned).status_code == 302
    was_not_sent(send(client, system, also_1="Greenhow Hospital"))


def test_a_finding_that_is_kept_since_is_another_answer(client, system):
    text = "No letter for Mr John Smithson after clinic."
    page = client.post(reverse("themes:check"), system["answers"] | {"text": text})
    (mark,) = previewing.marks("text", page.context["found"].screened["text"])
    assert send(client, system, text=text).status_code == 302
    was_not_sent(send(client, system, text=text, release=mark))
    assert "Smithson" not in Issue.objects.get().text


def test_the_same_is_quietly_the_same_however_often_it_is_pressed(client, system):
    answers = OTHERWISE | {"text": f"No letter for {NUMBERS[0]}.", "on_behalf_of": "Dr Okafor"}
    pages = [send(client, system, **answers) for _ in range(5)]
    assert {page.url for page in pages} == {Issue.objects.get().get_absolute_url()}


def test_the_same_is_the_same_after_it_was_answered(client, system):
    page = send(client, system)
    responding.answer(issue=Issue.objects.get(), by=system["director"], outcome="explained", text="By post.")
    assert send(client, system).url == page.url


def test_once_words_were_taken_out_nothing_is_left_to_guess_them_by(client, system):
    send(client, system)
    taking_out.take_out(issue=Issue.objects.get(), by=system["reporter"], words=["clinic"], kind="NAME")
    stored = Issue.objects.get()
    assert "clinic" not in stored.text and not stored.sent_digest
    was_not_sent(send(client, system), "words were taken out of it since")
    assert Issue.objects.get().text == stored.text


def test_what_is_kept_to_compare_is_of_masked_words_and_needs_the_secret(client, system, settings):
    told = []
    for number, secret in zip((*NUMBERS, NUMBERS[0]), "aab", strict=True):
        settings.SECRET_KEY = secret * 50
        Issue.objects.all().delete()
        make.issue(by=system["reporter"], about=system["trust"], text=f"No letter for {number}.", key="a-key")
        told.append(Issue.objects.get().sent_digest)
    assert told[0] == told[1] != told[2] and len(told[0]) == 64


def test_files_that_went_with_it_are_no_other_answer(client, system):
    chosen = {"looked_through": "on"}
    first = send(client, system, files=[letter()], **chosen)
    assert send(client, system, files=[letter()], **chosen).url == first.url
    assert send(client, system, has_files="1").url == first.url
    assert Attachment.objects.count() == 1


def test_a_file_chosen_since_is_kept_for_another_issue(client, system):
    send(client, system)
    pages = [send(client, system, files=[letter()], looked_through="on") for _ in range(2)]
    was_not_sent(pages[1], "letter.pdf")
    assert pages[0].context["key"] == pages[1].context["key"] and not Attachment.objects.exists()
    send(client, system, key=pages[1].context["key"], has_files="1")
    assert Attachment.objects.get().issue == Issue.objects.exclude(key="a-key").get()
    assert not StagedFile.objects.exclude(form_key="a-key").exists()


def test_a_file_left_out_since_is_another_answer(client, system):
    send(client, system, files=[letter()], looked_through="on")
    was_not_sent(send(client, system), "The files of issue", "Choose them again")


def letter():
    return make_files.upload("letter.pdf", make_files.pdf())


@pytest.mark.parametrize("name", [*OTHERWISE, "others", "category"])
def test_any_other_answer_by_the_api_is_refused(client, system, name):
    make.category("tests", "Tests and results")
    headers = key_of(system["reporter"], "issues.write")
    assert by_api(client, system, headers).status_code == 201
    stored = Issue.objects.values().get()
    changed = OTHERWISE | {"others": [make.trust("Greenhow Hospital").code], "category": "tests"}
    answer = by_api(client, system, headers, **{name: changed[name]})
    assert answer.status_code == 409
    assert f"as issue {stored['reference']}, with other answers" in answer.json()["detail"]
    assert Issue.objects.values().get() == stored


def test_by_the_api_an_empty_answer_is_none_and_the_order_of_others_says_nothing(client, system):
    headers = key_of(system["reporter"], "issues.write")
    codes = [make.trust(name).code for name in ("Greenhow Hospital", "Ashby Hospital")]
    said = [
        {"others": codes},
        {"others": codes[::-1]},
        {"others": codes, "wanted": "", "harm": "unknown", "patients": "", "happened_on": None},
    ]
    answers = [by_api(client, system, headers, **one) for one in said]
    assert [one.status_code for one in answers] == [201, 201, 201]
    assert len({one.json()["reference"] for one in answers}) == 1
