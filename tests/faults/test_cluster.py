"""C2 and C4 on a PostgreSQL of the test's own: it crashes under load, its disk is full. Acknowledged is stored."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from tests.faults.portal import WEB, Portal, free_port, until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="part of the run on PostgreSQL"),
]
LAST_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
FILL_IN = """
import json, sys
from django.core.management import call_command
from tests import make
from tests.faults.portal import session_of
call_command("migrate", verbosity=0)
system = make.registry()
people = [make.user() for _ in range(8)]
facts = {"code": system["trust"].code, "category": system["category"].slug}
facts["sessions"] = [session_of(person) for person in people]
open(sys.argv[1], "w").write(json.dumps(facts))
"""
COUNT = """
import sys
from issues.models import Issue
from django.utils import timezone
from interface.invariants import every_breach
print(*every_breach(timezone.now()), sep="\\n", file=sys.stderr)
open(sys.argv[1], "w").write(f"{Issue.objects.count()} {len(list(every_breach(timezone.now())))}")
"""


class Cluster:
    """A PostgreSQL in a folder, run by whoever may run one."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.bin = Path(shutil.which("initdb") or LAST_PLACES[-1] / "initdb").resolve().parent
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        self.call("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "portal", "-N")
        self.start()
        self.call("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "portal", "portal")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        self.control("start", "-o", options, "-l", str(self.folder / "log"))

    def control(self, *words: str) -> None:
        self.call("pg_ctl", "-D", str(self.folder / "data"), "-w", *words)

    def call(self, *words: str) -> None:
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*user, str(self.bin / words[0]), *words[1:]]
        done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60)
        assert done.returncode == 0, done.stderr.decode()

    @property
    def url(self) -> str:
        return f"postgres://portal@127.0.0.1:{self.port}/portal"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """One cluster for these tests; `facts` are what its database holds."""
    if not (shutil.which("initdb") or LAST_PLACES) or not (os.getuid() or shutil.which("runuser")):
        pytest.skip("PostgreSQL's own programs are not installed here")
    with tempfile.TemporaryDirectory(prefix="portal-cluster-", dir="/tmp") as folder:  # which its own user may enter
        made = Cluster(Path(folder))
        made.filling = Portal(folder=tmp_path_factory.mktemp("filling"), mail_port=1)
        made.facts = json.loads(told(made.filling, made, FILL_IN))
        yield made
        with suppress(AssertionError):  # it may be down
            made.control("stop", "-m", "immediate")


@pytest.fixture
def portal(tmp_path, mail, settings):
    made = Portal(folder=tmp_path / "var", mail_port=mail.port, redis_url=settings.REDIS_URL)
    yield made
    made.end()


def told(portal, cluster, lines: str) -> str:
    """What these lines write to the file that they are given."""
    program, answer = portal.folder / "program.py", portal.folder / "answer"
    program.write_text(lines)
    code = f"import sys; sys.argv = ['', {str(answer)!r}]; exec(open({str(program)!r}).read())"
    assert portal.run(code, DATABASE_URL=cluster.url) == 0, portal.log()
    return answer.read_text()


def web(portal, cluster, **more: str) -> None:
    own = {"DATABASE_URL": cluster.url, "WEB_WORKERS": "2", "WEB_THREADS": "2", "DEMONSTRATION": "1"}
    process = portal.copy(*WEB, **own, **more)
    assert until(lambda: portal.get("/health/") == 200 or process.poll() is not None), portal.log()


def sending(portal, cluster, number: int, key: str, text: str = "The letter came late.") -> tuple[int | None, str]:
    facts = cluster.facts
    about = {"about_words": "Fernhall", "about": facts["code"], "shown_about": facts["code"]}
    answers = about | {"text": text, "category": facts["category"], "key": key}
    return portal.post(facts["sessions"][number], "/issues/new/send/", **answers)


def crash_under_load(portal, cluster, name: str) -> tuple[list[int | None], float, int]:
    """How reports were answered around a crash, how long it took to come back, how many acknowledged are missing."""
    web(portal, cluster)
    before, _ = told(portal, cluster, COUNT).split()
    ends, answered = threading.Event(), []

    def load(number: int) -> None:
        for turn in range(1000):
            if ends.is_set():
                return
            answered.append(sending(portal, cluster, number, f"{name}-{number}-{turn}")[0])
            time.sleep(0.5)

    threads = [threading.Thread(target=load, args=(number,)) for number in range(len(cluster.facts["sessions"]))]
    [thread.start() for thread in threads]
    assert until(lambda: answered.count(302) >= 12)
    cluster.control("restart", "-m", "immediate")
    back_at, then = time.monotonic(), len(answered)
    assert until(lambda: answered[then:].count(302) >= 4, patience=20), answered
    seconds = time.monotonic() - back_at
    ends.set()
    [thread.join() for thread in threads]
    after, breaches = told(portal, cluster, COUNT).split()
    assert breaches == "0", portal.log()
    return answered, seconds, answered.count(302) - (int(after) - int(before))


def test_a_crash_under_load_loses_nothing_that_was_acknowledged_and_the_workers_come_back(portal, cluster):
    answered, seconds, missing = crash_under_load(portal, cluster, "crash")
    assert missing <= 0
    assert seconds < 5
    assert set(answered) <= {302, 503}, answered
    assert {portal.get("/health/") for _ in range(8)} == {200}
    assert "exited unexpectedly" not in portal.log(everything=True)


def test_where_the_database_answers_before_it_has_stored_a_crash_loses_what_was_acknowledged(portal, cluster):
    with (cluster.folder / "data" / "postgresql.auto.conf").open("a") as file:
        file.write("synchronous_commit = off\nwal_writer_delay = 10s\n")
    cluster.control("restart", "-m", "fast")
    assert crash_under_load(portal, cluster, "control")[2] > 0


MOVE = """
import sys
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(f"CREATE TABLESPACE small LOCATION '{PLACE}'")
    cursor.execute("ALTER TABLE issues_issue SET TABLESPACE small")
open(sys.argv[1], "w").write("moved")
"""


@pytest.fixture(scope="module")
def small_disk(cluster):
    """A few megabytes for the table of issues, where this machine lets a test have a disk of its own."""
    place = cluster.folder / "small"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True)
    if made.returncode:
        pytest.skip("no disk of its own for a test here")
    shutil.chown(place, "postgres")
    assert told(cluster.filling, cluster, MOVE.replace("{PLACE}", str(place))) == "moved"
    yield place
    cluster.control("stop", "-m", "immediate")
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def filler(small_disk):
    """All the room that is left, until it is given back."""
    made = small_disk / "filler"
    with made.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    yield made
    made.unlink(missing_ok=True)


LONG = "The letter came late. " * 300


def until_refused(portal, cluster, name: str) -> list[tuple[int | None, str]]:
    """Long reports, one after another, until one is answered otherwise; all answers."""
    answered = []
    for number in range(60):
        answered.append(sending(portal, cluster, number % 8, f"{name}-number-{number}", LONG))
        if answered[-1][0] != 302:
            return answered
    raise AssertionError("there was room for all")


def test_a_full_disk_gives_the_words_back_and_writing_goes_on_once_there_is_room(portal, cluster, filler):
    web(portal, cluster)
    before, _ = told(portal, cluster, COUNT).split()
    answered = until_refused(portal, cluster, "full")
    status, page = answered[-1]
    assert (status, "There is no room just now" in page) == (503, True), page
    assert LONG.strip() in page
    assert '"room": {"ok": false}' in portal.ask("GET", "/health/")[1]

    filler.unlink()
    number = len(answered) - 1
    assert sending(portal, cluster, number % 8, f"full-number-{number}", LONG)[0] == 302
    assert told(portal, cluster, COUNT) == f"{int(before) + len(answered)} 0"


def test_without_the_page_for_it_a_full_disk_swallows_the_words_and_nobody_is_alarmed(portal, cluster, filler):
    web(portal, cluster, UNGUARDED="unready")
    status, page = until_refused(portal, cluster, "control")[-1]
    assert (status, LONG.strip() in page) == (500, False)
    assert '"room": {"ok": true}' in portal.ask("GET", "/health/")[1]
