"""Production settings, a folder that is thrown away and, without DATABASE_URL, a new SQLite file. Import it first."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import django

FOLDER = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.pop("DEBUG", None)
IS_THROWN_AWAY = "DATABASE_URL" not in os.environ
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/portal.sqlite3")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "interface.settings",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "SITE_URL": "http://127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "VAR_DIR": FOLDER.name,
    "ACCESS_LOG": "0",
    "REPORTS_A_MINUTE": "1000000",
    "REPORTS_OF_A_NETWORK": "1000000",
    "LOG_LEVEL": "ERROR",
    "OPENBLAS_NUM_THREADS": "1",
}
django.setup()


def prepare() -> None:
    """Tables, and collected files."""
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], check=True)


@dataclass(frozen=True)
class Server:
    """A web server that answers: the process that leads its workers, and its port."""

    process: int
    port: int


@contextmanager
def served(application: str, *, python: str = sys.executable, config: str = "", **more: str) -> Iterator[Server]:
    """This application under gunicorn with the portal's settings, once it answers, until it is done with."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [python, "-m", "gunicorn", "-c", config or "python:interface.web_server", application]
    process = subprocess.Popen(command, env=os.environ | {"PORT": str(port)} | more)
    try:
        _wait_for(application, port)
        yield Server(process.pid, port)
    finally:
        process.terminate()
        process.wait()


def _wait_for(application: str, port: int) -> None:
    for _ in range(600):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"{application} did not start.")
