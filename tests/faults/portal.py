"""The portal's own processes on the test's database, each in a group of its own, so that a test may kill them."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from people.models import User
from tests.faults.forking import Copy, kill

MODULE = "tests.faults.unguarded"
WEB = ["-m", "gunicorn", "-c", "python:interface.web_server", "--preload", f"{MODULE}:application"]
PATIENCE = 90.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def until(true: Callable[[], object], patience: float = PATIENCE) -> bool:
    """Whether it came true in time."""
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())


def database_url() -> str:
    """The address of the database that this test writes to."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    login = f"{quote(facts['USER'])}:{quote(facts['PASSWORD'])}@" if facts["USER"] else ""
    return f"postgres://{login}{facts['HOST'] or ''}:{facts['PORT'] or 5432}/{facts['NAME']}"


@dataclass
class Portal:
    """Starts processes; kills whatever is left at the end."""

    folder: Path
    mail_port: int
    redis_url: str = ""
    database: str = ""  # the test's own, unless another is named
    port: int = field(default_factory=free_port)
    running: list[subprocess.Popen | Copy] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("broker", "broker-control", "cache"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def surroundings(self, **more: str) -> dict[str, str]:
        own = {
            "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "interface.settings",
            "DATABASE_URL": self.database or database_url(),
            "REDIS_URL": self.redis_url,
            "VAR_DIR": str(self.folder),
            "PORT": str(self.port),
            "HOST": "127.0.0.1",
            "WEB_WORKERS": "1",
            "WEB_THREADS": "4",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.mail_port),
            "EMAIL_USE_TLS": "0",
            "OPENBLAS_NUM_THREADS": "1",
        }
        return {name: value for name, value in os.environ.items() if name not in {"FAULTS"}} | own | more

    def start(self, *command: str, **more: str) -> subprocess.Popen:
        """A Python of its own with this command."""
        with (self.folder / "processes.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=settings.BASE_DIR,
                env=self.surroundings(**more),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def copy(self, *command: str, **more: str) -> Copy:
        """As `start`, sooner."""
        process = Copy(command, self.surroundings(**more), self.folder / "processes.log")
        self.running.append(process)
        return process

    def web(self, **more: str) -> Copy:
        """Started and answering."""
        process = self.copy(*WEB, **more)
        assert until(lambda: self.get("/health/") or process.poll() is not None), self.log()
        assert process.poll() is None, self.log()
        return process

    def worker(self, **more: str) -> Copy:
        return self.copy("-m", "celery", "-A", MODULE, "worker", "-c", "2", "-l", "INFO", "--without-mingle", **more)

    def scheduler(self, name: str = "schedule", **more: str) -> Copy:
        schedule = str(self.folder / name)
        options = ["--scheduler", "people.tasks:Scheduler", "-s", schedule, "--pidfile=", "-l", "INFO"]
        return self.copy("-m", "celery", "-A", MODULE, "beat", *options, **more)

    def run(self, code: str, **more: str) -> int:
        """A process that sets the portal up, runs these lines and ends; how it ended."""
        lines = f"import django; django.setup(); import {MODULE}; {code}"
        return self.copy("-c", lines, **more).wait(timeout=PATIENCE)

    def run_together(self, code: str, count: int, **more: str) -> list[int]:
        """The same lines in several processes that set off at the same moment; how they ended."""
        ready, go = self.folder / "ready", self.folder / "go"
        wait = f"open({str(ready)!r}, 'a').write('.'); [time.sleep(0.01) for _ in range(9000) if not go.exists()]"
        lines = f"import time, pathlib; go = pathlib.Path({str(go)!r}); {wait}; {code}"
        lines = f"import django; django.setup(); import {MODULE}; {lines}"
        processes = [self.copy("-c", lines, **more) for _ in range(count)]
        assert until(lambda: ready.exists() and len(ready.read_text()) == count), self.log()
        go.touch()
        return [process.wait(timeout=PATIENCE) for process in processes]

    def log(self, *, everything: bool = False) -> str:
        written = (self.folder / "processes.log").read_text(errors="replace")
        return written if everything else written[-4000:]

    def get(self, path: str) -> int | None:
        return self.ask("GET", path)[0]

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int | None, str]:
        """The status and where it leads, or None where no whole answer came."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = line.getresponse()
            return answer.status, answer.headers.get("Location") or answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return None, ""
        finally:
            line.close()

    def send(self, user: User, **answers: str) -> tuple[int | None, str]:
        """Send the second step of the report form, signed in as this user."""
        return self.post(session_of(user), "/issues/new/send/", **answers)

    def post(self, session: str, path: str, **answers: str) -> tuple[int | None, str]:
        """Send a form in this session."""
        token = "a" * 32
        body = urlencode(answers | {"csrfmiddlewaretoken": token})
        kind = "application/x-www-form-urlencoded"
        return self.ask("POST", path, body, Cookie=f"sessionid={session}; csrftoken={token}", Content_Type=kind)

    def open(self, session: str, path: str) -> tuple[int | None, str]:
        """Look at a page in this session."""
        return self.ask("GET", path, Cookie=f"sessionid={session}")

    def end(self) -> None:
        for process in self.running:
            kill(process)


def session_of(user: User) -> str:
    """The key of a new session in which this person is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
