"""What monitoring is told."""

import socket
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from interface import health
from people.models import Heartbeat, Notice
from people.rounds import note_alive
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder_broker(monkeypatch):
    monkeypatch.setattr(settings, "REDIS_URL", "")
    (settings.VAR_DIR / "broker").mkdir(parents=True, exist_ok=True)


@pytest.fixture
def all_alive():
    note_alive("worker")
    note_alive("scheduler")


def test_all_is_well_when_everything_has_been_heard_of_lately(client, all_alive):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "no-store" in answer["Cache-Control"]


def test_it_asks_nobody_to_sign_in_and_asks_the_database_little(client, all_alive, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get("/health/")


@pytest.mark.parametrize("silent", ["worker", "scheduler"])
def test_a_process_that_has_fallen_silent_degrades_but_does_not_bring_down(client, all_alive, silent):
    Heartbeat.objects.filter(name=silent).update(at=timezone.now() - timedelta(minutes=2))
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"][silent] == {"ok": False, "age_seconds": 120}


def test_a_process_that_was_never_heard_of_degrades(client):
    assert client.get("/health/").json()["checks"]["worker"] == {"ok": False, "age_seconds": None}


def test_a_notice_that_nobody_delivers_shows_by_its_age(client, all_alive):
    long_ago = timezone.now() - timedelta(minutes=10)
    Notice.objects.create(recipient=make.user(), kind="received", event="e", subject="s", due_at=long_ago)
    Notice.objects.update(created_at=long_ago)
    answer = client.get("/health/").json()
    assert answer["status"] == "degraded"
    assert answer["checks"]["oldest_undelivered_notice"]["age_seconds"] >= 600


def test_without_a_database_it_is_down(client, monkeypatch):
    def gone():
        raise DatabaseError("secret words")

    monkeypatch.setattr(health, "last_alive", gone)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")
    assert b"secret" not in answer.content


def test_a_broker_that_does_not_answer_is_found_out_within_half_a_second(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        monkeypatch.setattr(settings, "REDIS_URL", f"redis://127.0.0.1:{mute.getsockname()[1]}/0")
        taken = []
        for _ in range(3):  # what only this machine was busy with does not come three times
            began = time.monotonic()
            assert not health.broker_answers()
            taken.append(time.monotonic() - began)
        assert min(taken) < 0.6
