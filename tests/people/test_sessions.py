"""What a session is worth, how long it lives, and where signing in leads."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests import make
from tests.people.door import ASK, CODE, OUT, ask, emailed_code, sign_in, signed_in_as, type_code

pytestmark = pytest.mark.usefixtures("allowed_domain")


ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example/",
    "https://evil.example",
    "http:evil.example",
    "HTTPS://evil.example/",
    "https:///evil.example",
    "https:evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x00//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "https://testserver@evil.example",
    "http://testserver.evil.example",
    "//evil。example",
    "https://evil.example\\@testserver/",
    "ftp://testserver/",
    "",
]


@pytest.mark.parametrize("onwards", ELSEWHERE)
def test_signing_in_never_leads_off_this_host(client, onwards):
    gp = make.user()
    query = "?" + Client().get("/", {"next": onwards}).request["QUERY_STRING"]
    ask(client, gp.email, query)
    assert type_code(client, emailed_code(), query).headers["Location"] == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client):
    query = "?next=/notices/%3Fpage%3D2"
    assert client.get("/notices/?page=2").headers["Location"].startswith(f"{ASK}?next=/notices/")
    answer = ask(client, make.user().email, query)
    assert answer.headers["Location"] == f"{CODE}?next=%2Fnotices%2F%3Fpage%3D2"
    assert type_code(client, emailed_code(), query).headers["Location"] == "/notices/?page=2"


def test_signing_in_gives_a_new_session_and_ends_the_one_before(client):
    ask(client, make.user().email)
    before = client.cookies["sessionid"].value
    answer = type_code(client, emailed_code())
    after = answer.cookies["sessionid"]
    assert after.value != before and not Session.objects.filter(session_key=before).exists()
    assert after["httponly"] and after["samesite"] == "Lax"


def test_a_planted_session_is_worth_nothing_after_signing_in(client):
    thief = Client()
    ask(thief, "thief@nhs.example")
    client.cookies["sessionid"] = thief.cookies["sessionid"].value
    ask(client, make.user().email)
    type_code(client, emailed_code())
    assert signed_in_as(client) and not signed_in_as(thief)


def test_a_session_left_alone_for_a_quarter_of_an_hour_ends(client):
    sign_in(client)
    now = timezone.now()
    with time_machine.travel(now + timedelta(minutes=14)):
        assert client.get("/notices/").status_code == 200
    with time_machine.travel(now + timedelta(minutes=28)):
        assert client.get("/notices/").status_code == 200
    with time_machine.travel(now + timedelta(minutes=44)):
        assert client.get("/notices/").headers["Location"].startswith(ASK)


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(client, settings):
    settings.SESSION_IDLE_SECONDS = 3 * 60 * 60
    sign_in(client)
    now = timezone.now()
    for hours, status in ((2.5, 200), (5, 200), (7.5, 200), (10, 200), (11.9, 200), (12.1, 302)):
        with time_machine.travel(now + timedelta(hours=hours)):
            assert client.get("/notices/").status_code == status, hours


def test_signing_out_is_a_post(client):
    sign_in(client)
    assert b"Sign out" in client.get(OUT).content and signed_in_as(client)
    assert client.post(OUT).headers["Location"] == "/"
    assert not signed_in_as(client)


def test_signing_in_twice_leads_on(client):
    sign_in(client)
    assert client.get(ASK).headers["Location"] == "/"
    assert client.get(CODE + "?next=/notices/").headers["Location"] == "/notices/"
