"""What people are shown when the database cannot do it just now."""

import sqlite3

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import RequestFactory
from django.urls import reverse
from psycopg import errors

from issues import following, offering
from people import room, unready
from tests import make

pytestmark = pytest.mark.django_db


def wrapped(cause: Exception | None) -> OperationalError:
    """As Django hands on what its driver says."""
    error = OperationalError("secret words")
    error.__cause__ = cause
    return error


def of_sqlite(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError()
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (wrapped(errors.LockNotAvailable()), unready.LOCKED),
        (wrapped(errors.DeadlockDetected()), unready.LOCKED),
        (wrapped(errors.QueryCanceled()), unready.SLOW),
        (wrapped(errors.AdminShutdown()), unready.LOST),
        (wrapped(errors.CannotConnectNow()), unready.LOST),
        (wrapped(errors.OperationalError("server closed the connection")), unready.LOST),
        (InterfaceError("the connection is closed"), unready.LOST),
        (wrapped(errors.DiskFull()), unready.FULL),
        (wrapped(of_sqlite("SQLITE_FULL")), unready.FULL),
        (wrapped(of_sqlite("SQLITE_BUSY")), unready.SLOW),
        (wrapped(of_sqlite("SQLITE_ERROR")), None),
        (wrapped(None), None),
        (IntegrityError(), None),
        (ValueError(), None),
        (None, None),
    ],
)
def test_what_keeps_the_database_from_it_is_told_from_a_bug(error, trouble):
    assert unready.trouble_of(error) is trouble


def fail(**given):
    raise wrapped(errors.LockNotAvailable())


def test_the_page_says_so_gives_the_words_back_and_asks_the_database_nothing(client, monkeypatch):
    issue = make.issue(about=make.registry()["trust"])
    client.force_login(person := make.user())
    monkeypatch.setattr(following, "me_too", fail)
    said = {"text": "The <b> same with us.", "offered": offering.offer(person, issue)}
    answer = client.post(reverse("issues:me_too", args=[issue.reference]), said)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (409, "2", "no-store")
    assert 'name="text" value="The &lt;b&gt; same with us."' in page
    assert "<bdi>The &lt;b&gt; same with us.</bdi>" in page
    assert "secret words" not in page


def test_the_page_is_made_without_the_database(rf, django_assert_num_queries):
    request = rf.post("/issues/new/send/", {"text": "Some words."})
    request.user = make.user()
    with django_assert_num_queries(0):
        assert "Some words." in unready.page(request, unready.LOST).content.decode()


def test_what_fails_before_any_page_is_asked_is_shown_alike(client, settings, monkeypatch):
    def gone(request):
        raise wrapped(errors.AdminShutdown())

    settings.DEBUG = False
    client.raise_request_exception = False
    monkeypatch.setattr("people.sessions.keep_session", gone)
    answer = client.post(reverse("issues:send"), {"text": "Some words."})
    assert answer.status_code == 503
    assert "Some words." in answer.content.decode()


def test_another_error_is_still_an_error_of_ours(client, settings, monkeypatch):
    def broken(request):
        raise ValueError("secret words")

    settings.DEBUG = False
    client.raise_request_exception = False
    monkeypatch.setattr("people.sessions.keep_session", broken)
    answer = client.get(reverse("about"))
    assert answer.status_code == 500
    assert "The fault is ours" in answer.content.decode()


def test_the_api_says_it_as_a_problem(client, monkeypatch):
    client.force_login(make.user(at=make.registry()["trust"]))
    monkeypatch.setattr("issues.queries.reported_by", lambda user: fail())
    answer = client.get("/api/v1/issues/")
    assert (answer.status_code, answer["Retry-After"]) == (409, "2")
    assert answer.json()["title"] == unready.LOCKED.title


def test_no_room_is_remembered_for_a_while(monkeypatch):
    assert room.is_room()
    unready.noted(wrapped(errors.DiskFull()))
    assert not room.is_room()
    monkeypatch.setattr(room, "REMEMBERED_SECONDS", 0)
    assert room.is_room()


def test_little_room_is_told_before_there_is_none(monkeypatch):
    monkeypatch.setattr(room, "LEAST_BYTES", 10**18)
    assert not room.is_room()


def test_the_button_sends_the_same_again():
    request = RequestFactory().post("/issues/new/send/?draft=1", {"text": "Some words.", "release": ["a", "b"]})
    page = unready.page(request, unready.SLOW).content.decode()
    assert 'action="/issues/new/send/?draft=1"' in page
    assert page.count('name="release"') == 2
