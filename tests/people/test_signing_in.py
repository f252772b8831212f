"""Signing in by code: one browser, ten minutes, the same answer for everybody."""

import re
import runpy
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.admitting import domain_of, may_sign_in
from people.delivering import deliver_due
from people.models import EmailDomain, Notice, User
from tests import make
from tests.people.door import ASK, CODE, OUT, ask, emailed_code, signed_in_as, type_code

pytestmark = pytest.mark.usefixtures("allowed_domain")


def test_a_known_person_signs_in_with_the_emailed_code(client):
    gp = make.user()
    assert ask(client, gp.email.upper()).headers["Location"] == CODE
    assert type_code(client, emailed_code()).headers["Location"] == "/"
    assert signed_in_as(client) == gp.email


def test_the_code_may_be_typed_in_any_case_and_with_any_spacing(client):
    ask(client, make.user().email)
    type_code(client, " " + emailed_code().lower().replace("-", "  "))
    assert signed_in_as(client)


def test_a_newcomer_of_an_allowed_domain_is_made_only_by_the_right_code(client):
    ask(client, "new@ward.nhs.example")
    code = emailed_code()
    type_code(client, "BBBB-BBBB")
    assert not User.objects.exists()
    type_code(client, code)
    assert signed_in_as(client) == "new@ward.nhs.example"


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("a@nhs.example", True),
        ("a@NHS.Example", True),
        ("a@trust.nhs.example", True),
        ("a@evil-nhs.example", False),
        ("a@nhs.example.evil.com", False),
        ("a@example", False),
        ("nhs.example@evil.com", False),
    ],
)
def test_domains_are_compared_label_by_label(address, is_allowed):
    EmailDomain.objects.create(domain="example")
    assert may_sign_in(address) is is_allowed


def test_the_longest_of_several_domains_speaks_for_an_address():
    trust = make.trust()
    row = EmailDomain.objects.create(domain="trust.nhs.example", organisation=trust)
    assert domain_of("a@ward.trust.nhs.example") == row


def test_nothing_is_sent_to_an_address_that_may_not_sign_in(client):
    ask(client, "stranger@elsewhere.example")
    assert deliver_due() == 0 and not mail.outbox
    assert "may not sign in" in Notice.objects.get().last_error and not Notice.objects.get().text


def test_even_the_right_code_lets_nobody_in_whose_address_may_not_sign_in(client):
    ask(client, "stranger@elsewhere.example")
    code = re.search(r"[A-Z]{4}-[A-Z]{4}", Notice.objects.get().text).group()
    type_code(client, code)
    assert not signed_in_as(client) and not User.objects.exists()


def test_one_who_was_shut_out_gets_no_code(client):
    leaver = make.user()
    User.objects.filter(pk=leaver.pk).update(is_active=False)
    ask(client, leaver.email)
    assert deliver_due() == 0


def test_known_new_and_strange_addresses_get_the_same_answer_for_the_same_work():
    known = make.user().email
    seen = []
    for address in (known, "someone@nhs.example", "person1@somewhere.example"):
        client, same = Client(), "x" * 12
        with CaptureQueriesContext(
            connection,
        ) as done:
            answer = ask(client, address)
        page = client.get(CODE).content.decode().replace(address, same)
        page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)
        seen.append(
            (
                answer.status_code,
                answer.headers["Location"],
                page,
                [re.sub(r"'.*?'|\d+", "?", q["sql"])[:40] for q in done],
            )
        )
    assert seen[0] == seen[1] == seen[2]


def test_looking_at_the_page_uses_nothing_up(client):
    ask(client, make.user().email)
    code = emailed_code()
    for _ in range(10):
        assert client.get(CODE).status_code == 200
        client.get(f"{CODE}?code={code}")
    type_code(client, code)
    assert signed_in_as(client)


def test_a_code_works_for_ten_minutes(client):
    ask(client, make.user().email)
    code = emailed_code()
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
        assert type_code(client, code).headers["Location"] == ASK
    with time_machine.travel(timezone.now() + timedelta(minutes=9, seconds=50)):
        type_code(client, code)
        assert not signed_in_as(client), "an attempt that ended stays ended"


def test_a_code_works_once_and_in_one_browser_only(client):
    gp = make.user()
    ask(client, gp.email)
    code = emailed_code()
    other = Client()
    assert type_code(other, code).headers["Location"] == ASK
    ask(other, gp.email)
    type_code(other, code)
    assert not signed_in_as(other)
    type_code(client, code)
    assert signed_in_as(client)
    client.post(OUT)
    assert type_code(client, code).headers["Location"] == ASK
    assert not signed_in_as(client)


def test_a_new_code_replaces_the_one_before(client):
    gp = make.user()
    ask(client, gp.email)
    first = emailed_code()
    ask(client, gp.email)
    type_code(client, first)
    assert not signed_in_as(client)


def test_after_a_change_of_address_the_old_code_does_not_open_the_account(client):
    gp = make.user()
    ask(client, "gone@elsewhere.example")
    User.objects.filter(pk=gp.pk).update(email="gone@elsewhere.example")
    code = emailed_code()
    User.objects.filter(pk=gp.pk).update(email="now@nhs.example")
    type_code(client, code)
    assert not signed_in_as(client)


def test_signing_in_needs_the_forms_own_token():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ASK, {"email": "a@nhs.example"}).status_code == 403
    assert strict.post(CODE, {"code": "x"}).status_code == 403


def test_a_wrong_address_can_be_corrected(client):
    ask(client, "mistyped@nhs.example")
    assert client.get(ASK).status_code == 200


def test_the_rest_of_the_login_package_is_out_of_reach(client):
    for path in ("accounts/", "login/", "signup/", "password/reset/", "email/", "inactive/", "reauthenticate/"):
        for root in ("/", "/accounts/", "/sign-in/"):
            assert client.get(root + path).status_code == 404


def test_the_code_is_on_the_page_in_the_demonstration_only(client, settings):
    ask(client, make.user().email)
    code = emailed_code()
    assert code not in client.get(CODE).content.decode()
    settings.DEMONSTRATION = True
    page = client.get(CODE).content.decode()
    assert code in page and "Demonstration only" in page


@pytest.fixture
def production(monkeypatch):
    for name in ("DEBUG", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SECRET_KEY", "x" * 60)
    monkeypatch.setenv("SITE_URL", "https://portal.example")
    monkeypatch.setenv("DATABASE_URL", "sqlite://:memory:")


@pytest.mark.parametrize("name", ["DEMONSTRATION", "FAULTS"])
def test_production_settings_refuse_to_be_a_demonstration(production, monkeypatch, name):
    assert not runpy.run_path("interface/settings.py")[name]
    monkeypatch.setenv(name, "1")
    with pytest.raises(ImproperlyConfigured, match=f"{name} is for demonstrations and tests"):
        runpy.run_path("interface/settings.py")


def test_production_does_not_start_as_a_demonstration(production, monkeypatch):
    monkeypatch.setenv("DEMONSTRATION", "1")
    started = subprocess.run([sys.executable, "manage.py", "check"], capture_output=True, text=True)
    assert started.returncode != 0 and "DEMONSTRATION is for demonstrations and tests" in started.stderr
