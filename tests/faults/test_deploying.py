"""A7 and F6: told to stop under load, it finishes what it began; and a log that nobody can write a line of."""

import json
import signal
import threading
from collections import Counter

import pytest
from django.utils import timezone

from interface.invariants import every_breach
from issues.models import Issue
from tests import make
from tests.faults.portal import kill, session_of, until
from tests.faults.test_broker import all_sent
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
FORGED = "/projects/%0A%7B%22event%22:%20%22forged%22%7D%0A%22,%22event%22:%22forged%22/"


def load_until_it_stops(portal, system, stop) -> Counter:
    """How everybody was answered while the web process was being stopped."""
    sessions = [session_of(make.user()) for _ in range(6)]
    answered, stopped = [], threading.Event()

    def send(number: int, session: str) -> None:
        for turn in range(200):
            status, _ = portal.post(session, "/issues/new/send/", **answers(system, f"key-{number}-{turn}"))
            answered.append(status)
            if stopped.is_set():
                return

    threads = [threading.Thread(target=send, args=each) for each in enumerate(sessions)]
    [thread.start() for thread in threads]
    assert until(lambda: len(answered) >= 12)
    stop()
    stopped.set()
    [thread.join() for thread in threads]
    return Counter(answered)


def test_told_to_stop_under_load_what_was_begun_is_finished_and_what_was_answered_is_stored(portal, system, mail):
    web = portal.web(WEB_WORKERS="2", FAULTS="report.before_commit:sleep=0.1")
    assert portal.get(FORGED) == 404

    def stop():
        web.send_signal(signal.SIGTERM)
        assert web.wait(timeout=30) == 0

    answered = load_until_it_stops(portal, system, stop)
    assert set(answered) <= {302, None}, "stored, or never begun"
    assert Issue.objects.count() == answered[302]

    lines = [line for line in portal.log(everything=True).splitlines() if '"event"' in line]
    events = [json.loads(line)["event"] for line in lines if line.startswith("{")]
    assert len(events) > 12 and set(events) == {"request"}

    worker = portal.worker(FAULTS="notice.after_send:sleep=0.05")
    portal.scheduler()
    assert until(lambda: len(mail.ids) >= 4), portal.log()
    worker.send_signal(signal.SIGTERM)
    worker.wait(timeout=60)
    portal.worker()
    assert until(all_sent), portal.log()
    assert set(Counter(mail.ids).values()) == {1}, "told to stop, it finishes what it sends"
    assert list(every_breach(timezone.now())) == []


def test_killed_instead_of_told_what_was_begun_is_lost(portal, system):
    web = portal.web(WEB_WORKERS="2", FAULTS="report.before_commit:sleep=1")
    sessions = [session_of(make.user()) for _ in range(2)]
    answered = []

    def send(number: int, session: str) -> None:
        answered.append(portal.post(session, "/issues/new/send/", **answers(system, f"key-{number}-long"))[0])

    threads = [threading.Thread(target=send, args=each) for each in enumerate(sessions)]
    [thread.start() for thread in threads]
    threads[0].join(timeout=0.5)
    kill(web)
    [thread.join() for thread in threads]
    assert (answered, Issue.objects.count()) == ([None, None], 0)
