"""B2 to B4, B6: Redis slow, full or emptied, a worker killed in the middle of much. Nothing is lost or held up."""

import signal
import time
from collections import Counter
from datetime import timedelta
from itertools import count
from statistics import quantiles

import pytest
from django.utils import timezone

from interface.invariants import every_breach
from issues.models import Issue
from people.models import Notice
from people.rounds import last_alive
from tests import make
from tests.faults.portal import kill, session_of, until
from tests.faults.test_broker import SWEPT_WITHIN, Redis, all_sent, broker, report_by_api  # noqa: F401  a fixture
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
TURNS, EACH_TURN = 3, 30
PUBLISH = """
import sys, time
from people import tasks
tasks.BRIEFLY = BRIEFLY
publish = lambda: tasks.publishing.acquire() and tasks._publish()
publish()
began = time.monotonic()
publish()
sys.exit(min(255, int((time.monotonic() - began) * 100)))
"""


@pytest.fixture
def redis(portal):
    made = Redis(portal)
    made.bring("--maxmemory", "4mb", "--maxmemory-policy", "noeviction")
    return made


def p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]


def test_a_slow_redis_holds_up_nobody(portal, system, redis):
    portal.web(REPORTS_A_MINUTE="1000", REPORTS_OF_A_NETWORK="1000")
    session, keys = session_of(system["reporter"]), count()

    def report() -> float:
        began = time.monotonic()
        answered = portal.post(session, "/issues/new/send/", **answers(system, f"key-{redis.port}-{next(keys)}"))
        assert answered[0] == 302
        return time.monotonic() - began

    def in_turns() -> tuple[list[float], list[float]]:
        """So that whatever else this machine does weighs on both."""
        usual, slow = [], []
        for _ in range(TURNS):
            redis.process.send_signal(signal.SIGCONT)
            usual += [report() for _ in range(EACH_TURN)]
            redis.process.send_signal(signal.SIGSTOP)
            slow += [report() for _ in range(EACH_TURN)]
        assert max(slow) <= max(usual) + 1, "nobody waits until it goes on"
        return usual, slow

    report()
    rounds = (in_turns() for _ in range(3))  # what only this machine was busy with does not come three times
    assert any(p95(slow) <= 1.2 * p95(usual) for usual, slow in rounds)
    assert report_by_api(portal, system, "key-of-the-api")[0] == 201
    assert Issue.objects.count() == next(keys) + 1
    assert '"status": "degraded"' in portal.ask("GET", "/health/")[1]


def test_a_request_to_send_gives_a_slow_redis_a_fifth_of_a_second(portal, redis):
    redis.say("client", "pause", "60000")
    code = PUBLISH.strip().replace("\n", "; ")
    assert portal.run(code.replace("= BRIEFLY", "= tasks.BRIEFLY")) <= 25, portal.log()
    assert portal.run(code.replace("= BRIEFLY", "= dict(max_retries=0, socket_timeout=2)")) >= 200


def fill(redis) -> None:
    words = "x" * 100_000
    assert until(lambda: b"OOM" in redis.say("set", f"filler-{time.monotonic()}", words))
    assert until(lambda: b"OOM" in redis.say("set", f"filler-{time.monotonic()}", "x" * 1000))


QUEUE = "from people.tasks import deliver_notices; [deliver_notices.delay() for _ in range(100)]"


def test_a_full_redis_and_then_an_emptied_one_lose_nothing(portal, system, redis, mail):
    portal.web()
    session = session_of(system["reporter"])
    for _ in range(20):
        make.issue(by=system["reporter"], about=system["trust"])
    assert portal.run(QUEUE) == 0
    fill(redis)
    assert portal.post(session, "/issues/new/send/", **answers(system))[0] == 302
    assert report_by_api(portal, system, "key-of-the-api")[0] == 201
    assert portal.ask("GET", "/health/")[0] == 200

    redis.say("flushall")
    assert portal.open(session, "/issues/")[0] == 200, "nobody is signed out"
    portal.worker()
    portal.scheduler()
    assert until(all_sent, SWEPT_WITHIN), portal.log()
    assert (len(mail.ids), set(Counter(mail.ids).values())) == (44, {1})
    assert list(every_breach(timezone.now())) == []


def test_where_a_request_waits_for_the_broker_a_full_one_makes_an_error_of_a_stored_report(portal, system, redis):
    portal.web(UNGUARDED="nudge")
    fill(redis)
    status, _ = portal.send(system["reporter"], **answers(system))
    assert (status, Issue.objects.count()) == (500, 1)


def test_without_the_schedule_what_an_emptied_redis_held_is_never_done(portal, system, redis, mail):
    make.issue(by=system["reporter"], about=system["trust"])
    assert portal.run(QUEUE) == 0
    assert redis.say("llen", "celery") == b"100\n"
    redis.say("flushall")
    portal.worker()
    assert portal.run("from people.tasks import beat; beat.delay()") == 0
    assert until(lambda: "worker" in last_alive()), portal.log()
    assert (redis.say("llen", "celery"), mail.ids, all_sent()) == (b"0\n", [], False)


def killed_at_a_third(portal, system, mail, issues: int, **more):
    """The notices that a killed worker left unsent, and when it was killed."""
    for _ in range(issues):
        make.issue(by=system["reporter"], about=system["trust"])
    portal.scheduler(**more)
    worker = portal.worker(FAULTS="notice.after_send:sleep=0.05", **more)
    assert until(lambda: len(mail.ids) >= 2 * issues / 3), portal.log()
    kill(worker)
    return Notice.objects.filter(sent_at__isnull=True), timezone.now()


def test_a_worker_killed_at_a_third_of_many_loses_none(portal, system, broker, mail):  # noqa: F811
    left, killed_at = killed_at_a_third(portal, system, mail, 60)
    assert 40 <= left.count() <= 81
    assert not left.filter(due_at__gt=killed_at + timedelta(seconds=50)).exists(), "all are swept within a minute"
    left.update(due_at=killed_at)  # which need not be waited for
    portal.worker()
    assert until(all_sent, SWEPT_WITHIN), portal.log()
    twice = Counter(mail.ids).values()
    assert (len(twice), sum(twice) <= 121, Issue.objects.count()) == (120, True, 60)
    assert list(every_breach(timezone.now())) == []


def test_where_a_claim_does_not_end_what_a_killed_worker_held_stays_unsent(portal, system, mail):
    left, killed_at = killed_at_a_third(portal, system, mail, 9, UNGUARDED="lease")
    assert left.filter(due_at__gt=killed_at + timedelta(days=300)).exists()
