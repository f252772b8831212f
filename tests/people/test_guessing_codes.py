"""Guessing codes: five tries each, and limits for an address and for a network."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client

from people import signing_in
from tests import make
from tests.people.door import ASK, ask, emailed_code, signed_in_as, type_code

pytestmark = pytest.mark.usefixtures("allowed_domain")


def test_five_wrong_tries_end_the_code(client):
    ask(client, make.user().email)
    code = emailed_code()
    for _ in range(4):
        assert type_code(client, "BBBB-BBBB").status_code == 200
    assert type_code(client, "BBBB-BBBB").headers["Location"] == ASK
    assert type_code(client, code).headers["Location"] == ASK
    assert not signed_in_as(client)


def guess_at_once(cookie: str, guesses: int) -> None:
    def guess():
        browser = Client()
        browser.cookies["sessionid"] = cookie
        type_code(browser, "BBBB-BBBB")
        connection.close()

    threads = [threading.Thread(target=guess) for _ in range(guesses)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]


def compared(monkeypatch) -> list:
    """Each comparison of a typed code with the expected one, slowly."""
    seen = []

    def compare(*, actual, expected):
        seen.append(actual)
        threading.Event().wait(0.01)
        return False

    monkeypatch.setattr(signing_in, "compare_user_code", compare)
    return seen


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_are_counted_one_by_one(client, monkeypatch):
    ask(client, make.user().email)
    seen = compared(monkeypatch)
    guess_at_once(client.cookies["sessionid"].value, 12)
    assert len(seen) == 5


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_session_guesses_sent_at_once_are_not_counted(client, monkeypatch):
    """The positive control of the test above."""

    @contextmanager
    def unguarded(request):
        yield

    monkeypatch.setattr(signing_in, "_one_try_at_a_time", unguarded)
    ask(client, make.user().email)
    seen = compared(monkeypatch)
    guess_at_once(client.cookies["sessionid"].value, 12)
    assert len(seen) > 5


def test_an_address_may_ask_four_times_in_five_minutes_from_anywhere():
    email = make.user().email
    for number in range(4):
        assert Client(REMOTE_ADDR=f"10.0.0.{number}").post(ASK, {"email": email}).status_code == 302
    refused = Client(REMOTE_ADDR="10.0.0.9").post(ASK, {"email": email})
    assert refused.status_code == 429 and b"Wait 5 minutes" in refused.content
    assert Client(REMOTE_ADDR="10.0.0.9").post(ASK, {"email": make.user().email}).status_code == 302


def test_a_whole_practice_behind_one_address_may_sign_in_but_a_machine_may_not(settings):
    limits = settings.ACCOUNT_RATE_LIMITS["request_login_code"]
    assert limits.endswith("120/5m/ip")
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": limits.replace("120/", "12/")}
    answers = [ask(Client(), f"person{number}@nhs.example").status_code for number in range(13)]
    assert answers == [302] * 12 + [429]


def test_without_a_cache_an_address_is_still_limited(monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(signing_in.ratelimit, "consume", broken)
    answers = [ask(Client(), "one@nhs.example").status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
