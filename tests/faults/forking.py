"""Processes that start in a moment: copies of one that has read the libraries, and nothing of the portal's own.

Each goes on as `python -m …` or `python -c …` would, in a session and an environment of its own.
"""

import atexit
import multiprocessing
import os
import runpy
import signal
import sys
from contextlib import suppress
from pathlib import Path

from django.conf import settings

READ = [
    *("celery.apps.beat", "celery.apps.worker", "celery.bin.celery", "celery.concurrency.prefork"),
    *("csp.middleware", "dj_database_url", "django.contrib.admin.sites", "django.contrib.postgres.fields"),
    *("django.core.management", "django.db.backends.postgresql.base", "django.db.backends.sqlite3.base"),
    *("django.db.migrations", "django.db.models", "django.test", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread"),
    *("holidays.countries", "kombu.transport.filesystem", "kombu.transport.redis", "language.categorising"),
    *("language.finding", "language.identifiers", "language.labelling", "PIL.Image", "psycopg", "pypdf"),
    *("rest_framework.settings", "structlog", "whitenoise.middleware"),
]


class Copy:
    """What a test may do with a process that it started."""

    def __init__(self, command: tuple[str, ...], environment: dict[str, str], log: Path):
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(READ)
        self._process = context.Process(target=_become, args=(command, environment, log))
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """How it ended, if it has."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended. Fails where it does not end in time."""
        self._process.join(timeout)
        assert self.poll() is not None, f"It did not end within {timeout} seconds."
        return self.poll()

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


def _become(command: tuple[str, ...], environment: dict[str, str], log: Path) -> None:
    """Go on as Python with this command."""
    assert not settings.configured, "the portal is to be read as it is in this environment"
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as written:
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
    way, what, *rest = command
    sys.argv = [way, *rest]
    try:
        if way == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(what, {"__name__": "__main__"})
    finally:
        atexit._run_exitfuncs()


def kill(process) -> None:
    """End a process and all that it started, at once."""
    for end in (os.killpg, os.kill):  # the second where it has no session of its own yet
        with suppress(ProcessLookupError):
            end(process.pid, signal.SIGKILL)
    process.wait(timeout=10)
