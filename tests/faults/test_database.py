"""C1, C3 and C6: writers collide, a row is held, a query is slow, a connection dies. An answer comes all the same."""

import threading
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from django.db import connection, connections
from django.utils import timezone

from interface.invariants import every_breach
from issues import offering
from issues.models import Follower, Issue, IssueEntry
from people.models import Notice
from tests import make
from tests.faults.portal import session_of, until
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
CLIENTS = 32
SECONDS = 5
SHOWN = {"DEMONSTRATION": "1"}  # the pages that visitors see when something goes wrong
LONGEST = 2  # seconds, beside what a page takes anyway
WORDS = "Six weeks, and still no letter."
on_postgres = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL locks rows")
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has one writer")


def collide(portal, system) -> tuple[Counter, int]:
    """Many report, say “me too” and stop following, all at once; how they were answered, how many reports were."""
    common = make.issue(by=system["reporter"], about=system["trust"])
    people = [make.user() for _ in range(CLIENTS)]
    shown = {session_of(person): offering.offer(person, common) for person in people}
    ends, answered, reported = time.monotonic() + SECONDS, [], []

    def work(number: int, session: str) -> None:
        for turn in range(1000):
            if time.monotonic() > ends:
                return
            status, _ = portal.post(session, "/issues/new/send/", **answers(system, f"key-{number}-{turn}"))
            reported.append(status == 302)
            for act in ("me-too", "not-me-too", "unfollow"):
                answered.append(portal.post(session, f"/issues/{common.reference}/{act}/", offered=shown[session])[0])
            answered.append(status)

    threads = [threading.Thread(target=work, args=each) for each in enumerate(shown)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return Counter(answered), sum(reported)


def test_when_many_write_at_once_each_waits_its_turn_and_nobody_is_refused(portal, system):
    portal.web(WEB_WORKERS="3")
    answered, reported = collide(portal, system)
    assert set(answered) == {302}, portal.log()
    assert Issue.objects.count() == reported + 1 > CLIENTS
    assert "database is locked" not in portal.log(everything=True)
    assert list(every_breach(timezone.now())) == []


@on_sqlite
def test_where_a_transaction_begins_as_a_reader_it_is_refused_at_once_when_it_wants_to_write(portal, system):
    portal.web(WEB_WORKERS="3", UNGUARDED="immediate", **SHOWN)
    answered, _ = collide(portal, system)
    assert answered[503] > 0


@contextmanager
def held(sql: str, *values):
    """Somebody else holds what this statement locks."""
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(sql, values)
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()


def timed(act, *given, **more) -> tuple[float, tuple]:
    began = time.monotonic()
    answer = act(*given, **more)
    return time.monotonic() - began, answer


def beside_a_page(portal, session: str, act, *given, **more) -> tuple[float, tuple]:
    """Seconds beyond what the slower of two pages took, one just before and one just after; the answer."""
    before, _ = timed(portal.open, session, "/inbox/")
    seconds, answer = timed(act, *given, **more)
    after, (status, _) = timed(portal.open, session, "/inbox/")
    assert status == 200
    return seconds - max(before, after), answer


HOLD_ROW = "SELECT 1 FROM issues_issue WHERE reference = %s FOR UPDATE"


@on_postgres
def test_a_held_row_and_a_slow_query_are_answered_within_two_seconds_and_other_pages_go_on(portal, system):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    portal.web(WEB_WORKERS="2", SLOW="5", **SHOWN)
    session, path = session_of(system["director"]), f"/issues/{issue.reference}/ask/"
    portal.open(session, "/inbox/")
    with held(HOLD_ROW, issue.reference):
        seconds, (status, page) = beside_a_page(portal, session, portal.post, session, path, text=WORDS)
        assert (status, seconds < LONGEST) == (409, True), (seconds, page)
        assert "Somebody else is changing this" in page
        assert f'name="text" value="{WORDS}"' in page
        assert portal.send(system["reporter"], **answers(system))[0] == 302
    assert IssueEntry.objects.filter(verb="ask").count() == 0
    assert portal.post(session, path, text=WORDS)[0] == 302

    seconds, (status, page) = beside_a_page(portal, session, portal.open, session, f"/issues/{issue.reference}/")
    assert (status, seconds < LONGEST) == (503, True), (seconds, page)
    assert "This takes too long just now" in page


@on_postgres
def test_without_limits_whoever_needs_a_held_row_waits_for_as_long_as_it_is_held(portal, system):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    portal.web(UNGUARDED="time-outs", **SHOWN)
    session = session_of(system["director"])
    with held(HOLD_ROW, issue.reference):
        answer = []
        path = f"/issues/{issue.reference}/ask/"
        thread = threading.Thread(target=lambda: answer.append(portal.post(session, path, text=WORDS)))
        thread.start()
        thread.join(timeout=3)
        assert not answer
    thread.join()
    assert answer[0][0] == 302


END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction' AND datname = %s"


def cut_off_while_reporting(portal, system) -> tuple:
    """The answer to a report whose connection dies inside its transaction."""
    answer = []
    session, facts = session_of(system["reporter"]), answers(system)
    send = threading.Thread(target=lambda: answer.append(portal.post(session, "/issues/new/send/", **facts)))
    send.start()

    def end() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(END, [connection.settings_dict["NAME"]])
            return bool(cursor.fetchall())

    assert until(end, patience=20)
    send.join()
    return answer[0]


@on_postgres
def test_where_the_connection_dies_in_the_transaction_nothing_is_left_and_the_words_come_back(portal, system):
    portal.web(FAULTS="report.before_commit:sleep=1", **SHOWN)
    status, page = cut_off_while_reporting(portal, system)
    assert status == 503, portal.log()
    assert "Not available just now" in page
    assert answers(system)["text"] in page and answers(system)["key"] in page
    assert (Issue.objects.count(), Notice.objects.count(), Follower.objects.count()) == (0, 0, 0)
    assert portal.send(system["reporter"], **answers(system))[0] == 302
    assert Issue.objects.count() == 1
    assert list(every_breach(timezone.now())) == []


@on_postgres
def test_without_the_page_for_it_the_words_of_whoever_was_cut_off_are_gone(portal, system):
    portal.web(FAULTS="report.before_commit:sleep=1", UNGUARDED="unready", **SHOWN)
    status, page = cut_off_while_reporting(portal, system)
    assert status == 500
    assert answers(system)["text"] not in page
