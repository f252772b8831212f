"""Whoever writes from a page that is old by now is told what happened since, and loses no word."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from issues import correcting, promising, responding
from issues.models import Issue
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(client):
    made = make.registry()
    made["reporter"] = make.user()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    client.force_login(made["reporter"])
    return made


def seen_on_page(client, system, verb: str) -> str:
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    return re.search(rf'name="seen" value="(\d+)" id="{verb}-seen"', page)[1]


def send(client, system, verb: str, **typed):
    return client.post(reverse("issues:act", args=[system["issue"].reference, verb]), typed)


def asks(system, text: str) -> None:
    responding.ask(issue=system["issue"], by=system["director"], text=text)


def answers(system, text: str = "Mended.") -> None:
    responding.answer(issue=system["issue"], by=system["director"], outcome="fixed", text=text)


def test_a_reply_to_a_question_that_was_replaced_is_given_back_with_the_new_question(client, system):
    asks(system, "Which ward?")
    seen = seen_on_page(client, system, "reply")
    assert send(client, system, "reply", text="Ward 3", seen=seen).status_code == 302
    assert send(client, system, "reply", text="Ward 3", seen=seen).status_code == 302
    asks(system, "Which day?")
    answer = send(client, system, "reply", text="Ward 4 too", seen=seen)
    page = answer.content.decode()
    assert answer.status_code == 409 and "by Mina Director" in page
    assert "Which day?" in page and "Ward 4 too" in page
    assert not Issue.objects.get().entries.filter(text="Ward 4 too").exists()
    now = re.search(r'name="seen" value="(\d+)" id="reply-seen"', page)[1]
    assert now != seen and send(client, system, "reply", text="On Monday", seen=now).status_code == 302


def test_reopening_over_a_corrected_answer_is_given_back_with_what_stands(client, system):
    answers(system)
    seen = seen_on_page(client, system, "reopen")
    said = {"outcome": "explained", "text": "It is the national form."}
    correcting.correct(issue=system["issue"], by=system["director"], **said)
    answer = send(client, system, "reopen", text="Not mended", seen=seen)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Not mended" in page and "It is the national form." in page
    assert Issue.objects.get().state == "answered"
    now = re.search(r'name="seen" value="(\d+)" id="reopen-seen"', page)[1]
    assert send(client, system, "reopen", text="Not mended", seen=now).status_code == 302
    assert send(client, system, "reopen", text="Not mended", seen=now).status_code == 302
    assert Issue.objects.get().state == "reported"


def test_a_change_that_was_made_meanwhile_is_shown_before_it_is_reopened(system):
    planned = {"outcome": "planned", "text": "New forms.", "planned_on": timezone.localdate()}
    issue = responding.answer(issue=system["issue"], by=system["director"], **planned)
    seen = str(issue.entries.last().pk)
    promising.fulfil(issue=issue, by=system["director"], changed="In use.")
    with pytest.raises(Refused, match="while you were writing, by Mina Director"):
        responding.reopen(issue=issue, by=system["reporter"], text="When?", seen=seen)


@pytest.mark.parametrize("what", ["a word", "a note"])
def test_what_changes_nothing_of_how_it_stands_refuses_nobody(client, system, what):
    answers(system)
    seen = seen_on_page(client, system, "reopen")
    act = responding.add if what == "a word" else responding.note
    act(issue=system["issue"], by=system["director"], text="By the way")
    assert send(client, system, "reopen", text="Not mended", seen=seen).status_code == 302
