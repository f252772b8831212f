"""Scheduled work: once a slot, caught up once, taken over when its process died; nudges that cannot hurt."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from interface.celery import app
from people import rounds, tasks
from people.models import Heartbeat, Notice, Round
from people.notices import tell
from people.rounds import last_alive, once
from people.tidying import tidy_all
from tests import make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def run(now: datetime, job: str = "count", **more) -> bool:
    with once(job, every=HOUR, now=now, **more) as mine:
        return mine


def test_a_job_runs_once_in_each_slot_and_apart_from_other_jobs():
    assert [run(NOON + timedelta(minutes=minutes)) for minutes in (0, 20, 59, 60, 61)] == [
        True,
        False,
        False,
        True,
        False,
    ]
    assert run(NOON, "other")


def test_slots_missed_are_caught_up_by_one_run():
    run(NOON)
    assert [run(NOON + timedelta(hours=9, minutes=minutes)) for minutes in (5, 6)] == [True, False]


def test_a_run_that_died_is_taken_over_once_after_a_while():
    Round.objects.create(job="count", slot=NOON, started_at=NOON)
    assert not run(NOON + timedelta(minutes=29))
    assert run(NOON + timedelta(minutes=31))
    assert not run(NOON + timedelta(minutes=59))


def test_a_run_that_failed_says_so_and_is_tried_again():
    with pytest.raises(ZeroDivisionError), once("count", every=HOUR, now=NOON):
        raise ZeroDivisionError
    assert Round.objects.get().finished_at is None
    assert run(NOON + timedelta(minutes=40))


def in_threads(work, count: int) -> list:
    start, seen = threading.Barrier(count), []

    def each():
        start.wait()
        seen.append(work())
        connection.close()

    threads = [threading.Thread(target=each) for _ in range(count)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return seen


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_the_same_time_run_a_job_once():
    assert sorted(in_threads(lambda: run(NOON), 6)) == [False] * 5 + [True]


@pytest.mark.django_db(transaction=True)
def test_a_dead_run_is_taken_over_by_one_of_many():
    Round.objects.create(job="count", slot=NOON, started_at=NOON - HOUR)
    assert sum(in_threads(lambda: run(NOON + timedelta(minutes=1)), 6)) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_rounds_two_schedulers_run_a_job_twice(monkeypatch):
    """The positive control of the tests above."""
    monkeypatch.setattr(
        rounds, "_claim", lambda job, slot, now, stale_after: Round(job=job, slot=slot, started_at=now)
    )
    assert sum(in_threads(lambda: run(NOON), 2)) == 2


@pytest.mark.django_db(transaction=True)
def test_a_task_run_five_times_at_once_has_one_effect(mailoutbox):
    tell([make.user()], kind="progress", event="event", subject="Step")
    in_threads(tasks.deliver_notices, 5)
    assert len(mailoutbox) == 1


def test_signs_of_life():
    tasks.beat()
    tasks.beat()
    assert timezone.now() - last_alive()["worker"] < timedelta(seconds=5)


@pytest.mark.django_db(transaction=True)
def test_the_scheduler_shows_that_it_lives_while_it_ticks(tmp_path):
    scheduler = tasks.Scheduler(app, schedule_filename=str(tmp_path / "beat"), lazy=True)
    scheduler.setup_schedule()
    scheduler.data.clear()
    scheduler.tick()
    assert Heartbeat.objects.filter(name="scheduler").exists()
    Heartbeat.objects.all().delete()
    scheduler.tick()
    assert not Heartbeat.objects.exists(), "not written at every tick"
    scheduler.close()


def test_every_job_of_the_schedule_is_a_task_and_does_not_pile_up():
    app.loader.import_default_modules()
    for entry in app.conf.beat_schedule.values():
        assert entry["task"] in app.tasks and entry["options"]["expires"]


@pytest.fixture(autouse=True)
def nobody_nudged(monkeypatch):
    """As if no other test had nudged within the second."""
    monkeypatch.setattr(tasks, "nudged_at", float("-inf"))


@pytest.fixture
def published(monkeypatch):
    seen, done = [], threading.Event()

    def publish(**options):
        seen.append(options)
        done.set()

    monkeypatch.setattr(tasks.deliver_notices, "apply_async", publish)
    return seen, done


@pytest.mark.django_db(transaction=True)
def test_a_nudge_is_published_after_the_transaction_only(published):
    seen, done = published
    with transaction.atomic():
        tasks.nudge()
        time.sleep(0.05)
        assert not seen
    assert done.wait(2) and len(seen) == 1


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_hangs_or_refuses_holds_nobody_up(monkeypatch):
    let_go, called, calls = threading.Event(), threading.Event(), []

    def publish(**options):
        calls.append(options)
        called.set()
        let_go.wait(5)
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks.deliver_notices, "apply_async", publish)
    before = time.perf_counter()
    for _ in range(20):
        tasks.nudge()
    assert time.perf_counter() - before < 0.2
    assert called.wait(5)
    assert len(calls) == 1, "one publisher waits, not twenty"
    let_go.set()
    with tasks.publishing:
        pass


def test_tidying_drops_what_has_had_its_day_and_nothing_else():
    now = timezone.now()
    Round.objects.create(job="old", slot=now - timedelta(days=31))
    Round.objects.create(job="new", slot=now)
    Session.objects.create(session_key="old", session_data="", expire_date=now - HOUR)
    Session.objects.create(session_key="new", session_data="", expire_date=now + HOUR)
    for event, days in (("old", 2), ("new", 0)):
        tell([], mailboxes=["a@nhs.example"], kind="sign_in", event=event, subject="Code", text="X")
        Notice.objects.filter(event=event).update(created_at=now - timedelta(days=days), due_at=None)
    tell([make.user()], kind="progress", event="kept", subject="Step")
    Notice.objects.filter(event="kept").update(created_at=now - timedelta(days=900), due_at=None)
    for _ in range(2):
        tidy_all(now)
        assert [row.job for row in Round.objects.all()] == ["new"]
        assert [row.session_key for row in Session.objects.all()] == ["new"]
        assert set(Notice.objects.values_list("event", flat=True)) == {"new", "kept"}
