"""C4 and C5: the disk is full. What was typed comes back, nothing is half stored, and monitoring is told."""

import pytest
from django.db import connection
from django.utils import timezone

from interface.invariants import every_breach
from issues import attaching
from issues.models import Attachment, Issue, IssueEntry
from people import room, unready
from people.models import Notice
from tests import make, make_files
from tests.faults.test_files import files_in
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
SEND = "/issues/new/send/"
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="of SQLite; test_cluster.py has PostgreSQL")


@pytest.fixture
def full():
    """A database that has no room for another page, until it is given some."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    yield give_room
    give_room()


def give_room() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


def until_refused(client, system) -> tuple:
    """Long reports, one after another, until one is answered otherwise; that answer, its key, how many were taken."""
    for taken in range(100):
        sent = answers(system, f"key-of-{taken}") | {"text": "The letter came late. " * 100}
        answer = client.post(SEND, sent)
        if answer.status_code != 302:
            return answer, sent, taken
    raise AssertionError("there was room for all")


@on_sqlite
def test_a_full_database_gives_the_words_back_stores_no_half_and_raises_the_alarm(client, system, full):
    client.force_login(system["reporter"])
    answer, sent, taken = until_refused(client, system)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "There is no room just now" in page
    assert f'value="{sent["key"]}"' in page and sent["text"].strip() in page
    assert Issue.objects.count() == IssueEntry.objects.count() == taken
    assert Notice.objects.count() == 2 * taken
    assert not client.get("/health/").json()["checks"]["room"]["ok"]

    full()
    assert client.post(SEND, sent).status_code == 302
    assert Issue.objects.count() == taken + 1
    assert list(every_breach(timezone.now())) == []


@on_sqlite
def test_without_the_page_for_it_the_words_are_gone_and_nobody_is_alarmed(client, system, full, monkeypatch):
    monkeypatch.setattr(unready, "trouble_of", lambda error: None)
    client.force_login(system["reporter"])
    client.raise_request_exception = False
    answer, sent, _ = until_refused(client, system)
    assert answer.status_code == 500
    assert sent["text"] not in answer.content.decode()
    assert room.is_room()


ATTACH = """
import resource, signal, sys
from issues import attaching, keeping
from issues.models import Issue
from people.refusing import Refused
from tests import make_files
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store, LIMIT = keeping._store, 30_000

def store_with_little_room(key, content):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, before[1]))
    try:
        store(key, content)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

keeping._store = store_with_little_room
issue = Issue.objects.get()
files = [make_files.upload("a.pdf", make_files.pdf()), make_files.upload("b.pdf", make_files.pdf(*["Late."] * 4000))]
try:
    attaching.attach(issue=issue, by=issue.reporter, looked_through=True, files=files)
except Refused as refused:
    print(refused, file=sys.stderr)
    sys.exit(7 if "There is no room for files" in str(refused) else 8)
"""


def add_files(portal, **more) -> int:
    (portal.folder / "attach.py").write_text(ATTACH)
    return portal.run(f"exec(open({str(portal.folder / 'attach.py')!r}).read())", **more)


def test_two_files_of_which_one_finds_no_room_leave_neither_a_row_nor_a_file(portal, system, folder):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    assert add_files(portal) == 7, portal.log()
    assert (Attachment.objects.count(), files_in(folder)) == (0, [])
    assert (portal.folder / "no-room").exists(), "the alarm"
    assert list(every_breach(timezone.now())) == []

    file = make_files.upload("b.pdf", make_files.pdf())
    assert attaching.attach(issue=issue, by=system["reporter"], files=[file], looked_through=True)
    assert len(files_in(folder)) == 1


def test_without_clearing_up_a_file_is_left_that_no_row_knows(portal, system, folder):
    make.issue(by=system["reporter"], about=system["trust"])
    assert add_files(portal, UNGUARDED="clearing up") == 7, portal.log()
    assert (Attachment.objects.count(), len(files_in(folder)) > 0) == (0, True)
