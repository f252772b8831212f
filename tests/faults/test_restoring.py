"""K1: a backup taken under load is restored into a new database and started: it is whole and sends nothing again."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from issues import attaching
from tests import make, make_files
from tests.faults.portal import Portal, database_url, session_of, until
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
SWEEP = "from people import tasks; tasks.deliver_notices()"
TEN_HOURS_PASS = """
from datetime import timedelta; from django.db.models import F; from people.models import Heartbeat, Notice
Notice.objects.update(created_at=F("created_at") - timedelta(hours=10))
Heartbeat.objects.update(at=F("at") - timedelta(hours=10))
"""


@contextmanager
def posting(portal, people: int = 3):
    """People who go on reporting; the addresses of what was accepted."""
    accepted, done = [], threading.Event()
    system = {"trust": make.trust(), "category": make.category()}

    def send(number: int, session: str) -> None:
        turn = 0
        while not done.is_set():
            status, where = portal.post(session, "/issues/new/send/", **answers(system, f"key-{number}-{turn}"))
            turn += 1
            if status == 302:
                accepted.append(where)

    threads = [threading.Thread(target=send, args=(each, session_of(make.user()))) for each in range(people)]
    [thread.start() for thread in threads]
    try:
        assert until(lambda: len(accepted) >= 6), portal.log()
        yield accepted
    finally:
        done.set()
        [thread.join() for thread in threads]


class Postgres:
    """As the documentation says: pg_dump, createdb, pg_restore."""

    def __init__(self, folder):
        self.dump, self.url = folder / "portal.dump", f"{database_url()}_restored"

    def back_up(self) -> None:
        subprocess.run(["pg_dump", "--format", "custom", "--file", self.dump, database_url()], check=True)

    def restore(self) -> None:
        self._admin(f'CREATE DATABASE "{urlsplit(self.url).path[1:]}"')
        subprocess.run(["pg_restore", "--exit-on-error", "--no-owner", "--dbname", self.url, self.dump], check=True)

    def drop(self) -> None:
        self._admin(f'DROP DATABASE IF EXISTS "{urlsplit(self.url).path[1:]}" WITH (FORCE)')

    def _admin(self, command: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(command)


class Sqlite:
    """As `sqlite3 portal.sqlite3 ".backup copy.sqlite3"` does it."""

    def __init__(self, folder):
        self.dump, self.file = folder / "portal.dump", folder / "restored.sqlite3"
        self.url = f"sqlite:///{self.file}"

    def back_up(self) -> None:
        source = sqlite3.connect(urlsplit(database_url()).path[1:])
        with sqlite3.connect(self.dump) as copy:
            source.backup(copy)
        source.close()

    def restore(self) -> None:
        shutil.copy(self.dump, self.file)

    def drop(self) -> None:
        self.file.unlink(missing_ok=True)


@pytest.fixture
def backup(tmp_path):
    made = Postgres(tmp_path) if connection.vendor == "postgresql" else Sqlite(tmp_path)
    made.drop()
    yield made
    made.drop()


@pytest.fixture
def restored(portal, system, folder, mail, backup, tmp_path):
    """Another portal on the restored backup: all that had waited in it was sent by the first one since."""
    issue = make.issue(by=system["reporter"], about=system["trust"])
    attaching.attach(issue=issue, by=system["reporter"], files=[make_files.upload("a.docx", make_files.office())])
    assert portal.run(SWEEP) == 0, portal.log()
    already = len(mail.ids)
    portal.web()
    session = session_of(system["reporter"])
    with posting(portal) as accepted:
        before = list(accepted)
        backup.back_up()
    assert portal.run(SWEEP) == 0, portal.log()
    assert len(mail.ids) > already
    portal.end()
    backup.restore()
    other = Portal(tmp_path / "other", mail.port, portal.redis_url, database=backup.url)
    shutil.copytree(folder, other.folder / "attachments")
    other.accepted = [address.split("/")[2] for address in before]
    other.session = session
    yield other
    other.end()


def manage(portal, *command: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", *command]
    return subprocess.run(
        command, cwd=settings.BASE_DIR, env=portal.surroundings(), capture_output=True, text=True, check=False
    )


def held(portal) -> int:
    return int(manage(portal, "held_mail").stdout.splitlines()[-1].split()[0])


def test_a_backup_under_load_is_restored_whole_and_nothing_is_sent_again(restored, system, mail):
    found = f"Issue.objects.filter(reference__in={restored.accepted}).count() == {len(restored.accepted)}"
    assert restored.run(f"from issues.models import Issue; assert {found}") == 0, "accepted before it was taken"
    checked = manage(restored, "check_invariants")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert restored.run(TEN_HOURS_PASS) == 0, restored.log()
    sent = Counter(mail.ids)

    web = restored.web()
    restored.worker()
    restored.scheduler()
    assert until(lambda: '"held_mail": {"ok": false' in restored.ask("GET", "/health/")[1]), restored.log()
    assert web.poll() is None
    waiting = held(restored)
    assert waiting > 0

    status, _ = restored.post(restored.session, "/issues/new/send/", **answers(system, "after-the-restore"))
    assert status == 302
    assert until(lambda: len(mail.ids) >= sent.total() + 2), restored.log()
    assert max(Counter(mail.ids).values()) == 1, "neither what was sent since, nor under the name of what was"
    assert held(restored) == waiting
    assert manage(restored, "held_mail", "--drop").stdout == f"{waiting} will not be sent.\n"
    assert manage(restored, "check_invariants").returncode == 0
    assert len(mail.ids) == sent.total() + 2


def test_restored_within_the_hour_and_not_held_it_is_sent_again(restored, mail):
    """The positive control, and the way out that the documentation names."""
    sent = len(mail.ids)
    assert manage(restored, "held_mail", "--hold").stdout.endswith(" held back.\n")
    assert restored.run(SWEEP) == 0 and len(mail.ids) == sent
    manage(restored, "held_mail", "--send")
    assert restored.run(SWEEP) == 0, restored.log()
    assert max(Counter(mail.ids).values()) == 2
