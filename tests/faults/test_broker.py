"""B1, and the worker killed: the broker may go and the worker may die, and what was reported is delivered."""

import shutil
import subprocess
from collections import Counter

import pytest
from django.utils import timezone

from interface.invariants import every_breach
from issues.models import Issue
from people.keys import make_key
from people.models import Notice
from tests import make
from tests.faults.portal import free_port, kill, until
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
SWEPT_WITHIN = 60.0  # seconds, in which the processes start too


class Folder:
    """The embedded broker."""

    def __init__(self, portal):
        portal.redis_url = ""
        self.folder = portal.folder / "broker"

    def bring(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    def take_away(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.touch()

    def bring_back(self) -> None:
        self.folder.unlink()
        self.bring()


class Redis:
    """A Redis of the test's own."""

    def __init__(self, portal):
        self.port = free_port()
        self.portal = portal
        portal.redis_url = f"redis://127.0.0.1:{self.port}/0"

    def bring(self, *options: str) -> None:
        command = [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            *options,
        ]
        self.process = subprocess.Popen(
            command, cwd=self.portal.folder, stdout=subprocess.DEVNULL, start_new_session=True
        )
        self.portal.running.append(self.process)
        assert until(lambda: self.say("ping") == b"PONG\n")

    def say(self, *words: str) -> bytes:
        return subprocess.run(["redis-cli", "-p", str(self.port), *words], capture_output=True).stdout

    def take_away(self) -> None:
        kill(self.process)

    bring_back = bring


@pytest.fixture(params=[Folder, Redis] if shutil.which("redis-server") else [Folder])
def broker(request, portal):
    made = request.param(portal)
    made.bring()
    return made


def report_by_api(portal, system, key: str):
    _, secret = make_key(by=system["reporter"], name="test", scopes=["issues.write"])
    body = f'{{"text": "No reply.", "category": "{system["category"].slug}", "about": "{system["trust"].code}"}}'
    headers = {"Authorization": f"Bearer {secret}", "Idempotency_Key": key, "Content_Type": "application/json"}
    return portal.ask("POST", "/api/v1/issues/", body, **headers)


def all_sent() -> bool:
    return not Notice.objects.filter(sent_at__isnull=True).exists()


def test_with_the_broker_gone_a_report_is_taken_and_delivered_once_the_broker_is_back(portal, system, broker, mail):
    portal.web()
    broker.take_away()
    began = timezone.now()
    assert portal.send(system["reporter"], **answers(system))[0] == 302
    status, said = report_by_api(portal, system, "key-of-the-api")
    assert status == 201, said + portal.log()
    assert (timezone.now() - began).total_seconds() < 10
    assert Issue.objects.count() == 2
    assert '"broker": {"ok": false}' in portal.ask("GET", "/health/")[1]

    broker.bring_back()
    portal.worker()
    portal.scheduler()
    assert until(all_sent, SWEPT_WITHIN), portal.log()
    assert set(Counter(mail.ids).values()) == {1}
    assert list(every_breach(timezone.now())) == []


def test_where_a_request_waits_for_the_broker_a_broker_gone_makes_an_error_of_a_stored_report(portal, system):
    redis = Redis(portal)
    portal.web(UNGUARDED="nudge")
    status, _ = portal.send(system["reporter"], **answers(system))
    assert (status, Issue.objects.count()) == (500, 1)
    assert redis.port


def test_a_worker_killed_and_started_again_delivers_everything(portal, system, mail):
    portal.scheduler()
    worker = portal.worker(FAULTS=f"notice.after_send:kill-once={portal.folder / 'killed'}")
    issues = [make.issue(by=system["reporter"], about=system["trust"]) for _ in range(3)]
    assert until(lambda: (portal.folder / "killed").exists()), portal.log()
    kill(worker)
    Notice.objects.filter(sent_at__isnull=True).update(due_at=timezone.now())  # the lease need not be waited for
    portal.worker()
    assert until(all_sent, SWEPT_WITHIN), portal.log()
    assert sorted(Counter(mail.ids).values()) in ([1] * 6, [1] * 5 + [2])
    assert Issue.objects.count() == len(issues)
    assert list(every_breach(timezone.now())) == []
