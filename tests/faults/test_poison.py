"""B7: a row that breaks or kills its worker, and messages nobody can read. Set aside and shown; all else flows."""

import base64
import json
import pickle
from datetime import timedelta

import pytest
from django.utils import timezone

from interface.invariants import every_breach
from issues import escalating
from issues.models import ClockStep, Issue
from people import passing_over
from people.models import Heartbeat, Notice, Stumble
from tests import make
from tests.faults.portal import until
from tests.faults.test_ailing_broker import redis  # noqa: F401  a fixture
from tests.faults.test_broker import all_sent

pytestmark = pytest.mark.faults
LOOK = """
import os, sys
from issues import escalating
ends = []
for _ in range(4):
    child = os.fork()
    if not child:
        escalating.take_due_steps()
        os._exit(0)
    ends.append(os.WTERMSIG(os.waitpid(child, 0)[1]))
sys.exit(ends.count(9))
"""


def killed(portal, **more) -> int:
    """How many of four workers, one after another, died of what they looked at."""
    (portal.folder / "look.py").write_text(LOOK)
    return portal.run(f"exec(open({str(portal.folder / 'look.py')!r}).read())", **more)


@pytest.fixture
def due(system):
    """Two issues whose clocks are due; the first is the poison."""
    issues = [make.issue(by=system["reporter"], about=system["trust"]) for _ in range(2)]
    Notice.objects.all().delete()
    ended = timezone.now() - timedelta(minutes=1)
    for issue, minutes in zip(issues, (2, 1), strict=True):
        at = ended - timedelta(minutes=minutes)
        Issue.objects.filter(pk=issue.pk).update(acknowledge_due_at=at, clock_due_at=at)
    return issues


def stepped(issue) -> bool:
    return ClockStep.objects.filter(issue=issue).exists()


def numbers() -> set[str]:
    return {breach.partition(":")[0] for breach in every_breach(timezone.now())}


def test_a_row_that_kills_its_worker_is_set_aside_after_three_and_all_others_flow(portal, due, client, system):
    assert killed(portal, FAULTS=f"clock.of.{due[0].pk}:kill") == 3, portal.log()
    assert (stepped(due[0]), stepped(due[1])) == (False, True)

    one = Stumble.objects.get()
    assert (one.row, one.tries, one.error) == (due[0].pk, 3, "")
    assert client.get("/health/").json()["checks"]["stumbled"] == {"ok": False, "count": 1}
    assert "I12" in numbers()
    client.force_login(system["team"])
    assert due[0].reference in client.get("/registry/health/issues/").content.decode()

    escalating.take_due_steps(timezone.now() + passing_over.REST)
    assert (stepped(due[0]), Stumble.objects.count()) == (True, 0)


def test_without_setting_it_aside_it_kills_every_worker_and_nothing_behind_it_moves(portal, due):
    assert killed(portal, FAULTS=f"clock.of.{due[0].pk}:kill", UNGUARDED="setting aside") == 4, portal.log()
    assert not stepped(due[1])


def test_a_row_that_fails_is_passed_over_at_once_and_set_aside_after_three(due, monkeypatch):
    ears, asked = escalating._ears, []

    def broken(issue):
        asked.append(issue.pk)
        return {} if issue.pk == due[0].pk else ears(issue)

    monkeypatch.setattr(escalating, "_ears", broken)
    for _ in range(5):
        escalating.take_due_steps()
    assert stepped(due[1])
    assert asked.count(due[0].pk) == 3
    assert Stumble.objects.get().error == "KeyError"


HUNGRY = """
import resource
from issues import escalating
ears = escalating._ears

def hungry(issue):
    if issue.pk == POISON:
        print("hungry", flush=True)
        bytearray(1 << 34)
    return ears(issue)

escalating._ears = hungry
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (1 << 28), -1))
for _ in range(5):
    escalating.take_due_steps()
"""


def starved(portal, due, **more) -> int:
    """How often a worker with little memory tried a row that wants much; it lives through all five sweeps."""
    (portal.folder / "hungry.py").write_text(HUNGRY.replace("POISON", str(due[0].pk)))
    assert portal.run(f"exec(open({str(portal.folder / 'hungry.py')!r}).read())", **more) == 0, portal.log()
    return portal.log(everything=True).splitlines().count("hungry")


def test_a_row_that_wants_more_memory_than_there_is_is_set_aside_and_all_others_flow(portal, due):
    assert starved(portal, due) == 3
    assert (stepped(due[0]), stepped(due[1])) == (False, True)
    assert Stumble.objects.get().error == "MemoryError"


def test_without_setting_it_aside_it_is_tried_by_every_sweep(portal, due):
    assert starved(portal, due, UNGUARDED="setting aside") == 5


class Evil:
    """Pickled words that would do something when they are read."""

    def __init__(self, mark):
        self.mark = mark

    def __reduce__(self):
        return (open, (str(self.mark), "w"))


def message(body: bytes, kind: str, task: str) -> str:
    """A message as Celery lays it on Redis."""
    facts = {
        "body": base64.b64encode(body).decode(),
        "content-encoding": "binary" if "pickle" in kind or "python" in kind else "utf-8",
        "content-type": kind,
        "headers": {"lang": "py", "task": task, "id": "1", "argsrepr": "()", "kwargsrepr": "{}"},
        "properties": {
            "correlation_id": "1",
            "delivery_mode": 2,
            "delivery_info": {"exchange": "", "routing_key": "celery"},
            "priority": 0,
            "body_encoding": "base64",
            "delivery_tag": task,
        },
    }
    return json.dumps(facts)


def evil(mark) -> str:
    """A message that leaves this mark when somebody unpickles it."""
    return message(pickle.dumps([[Evil(mark)], {}, {}]), "application/x-python-serialize", "people.tasks.tidy")


def test_messages_that_nobody_can_read_are_dropped_and_the_work_goes_on(portal, system, redis, mail):  # noqa: F811
    mark = portal.folder / "read"
    no_words = json.dumps([[], {}, {}]).encode()
    for raw in (
        evil(mark),
        message(no_words, "application/json", "people.tasks.no_such_task"),
        message(b"{not json", "application/json", "people.tasks.tidy"),
        message(json.dumps([["too", "many"], {}, {}]).encode(), "application/json", "people.tasks.tidy"),
        "not a message at all",  # ends the worker, once
    ):
        redis.say("lpush", "celery", raw)
    make.issue(by=system["reporter"], about=system["trust"])
    portal.scheduler()
    portal.worker().wait(timeout=90)
    portal.worker()
    assert until(lambda: Heartbeat.objects.filter(name="worker").exists() and all_sent()), portal.log()
    assert not mark.exists(), "nothing was unpickled"
    assert until(lambda: redis.say("llen", "celery") == b"0\n"), "the scheduler's next message may just have come"
    assert list(every_breach(timezone.now())) == []


def test_where_more_than_json_is_read_a_message_does_what_it_likes(portal, redis):  # noqa: F811
    mark = portal.folder / "read"
    redis.say("lpush", "celery", evil(mark))
    portal.worker(UNGUARDED="only JSON", C_FORCE_ROOT="1")
    assert until(mark.exists), portal.log()
