"""django-helpdesk on this machine: an environment of its own, a database of its own, the portal's server settings."""

import json
import os
import shutil
import subprocess
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from benchmarks import surroundings
from benchmarks.measuring import Maker, Request
from benchmarks.ways_to_create import FORM, TEXT, TOKEN
from interface import web_server

HERE = Path(__file__).resolve().parent
ENVIRONMENT = settings.BASE_DIR / "var" / "benchmarks" / "helpdesk-venv"
PYTHON = str(ENVIRONMENT / "bin" / "python")
PROJECT = "benchmarks.helpdesk.project"
SHARED = (
    *("workers", "threads", "preload_app", "timeout", "graceful_timeout", "keepalive", "max_requests"),
    *("max_requests_jitter", "limit_request_line", "control_socket_disable"),
)


def install() -> None:
    """Its own environment, made once for each version of the list."""
    wanted, stamp = (HERE / "requirements.txt").read_text(), ENVIRONMENT / "installed.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Making the environment of django-helpdesk, once.")  # noqa: T201
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    venv.create(ENVIRONMENT, with_pip=True)
    options = ["install", "-qq", "--disable-pip-version-check", "-r", str(HERE / "requirements.txt")]
    subprocess.run([PYTHON, "-m", "pip", *options], check=True)
    stamp.write_text(wanted)


@contextmanager
def served() -> Iterator[tuple[surroundings.Server, dict[str, Maker]]]:
    """The server, and for each way what makes the requests of the next create."""
    install()
    own = _surroundings()
    told = subprocess.run(
        [PYTHON, "-m", f"{PROJECT}.prepare"], env=os.environ | own, check=True, capture_output=True, text=True
    )
    facts = json.loads(told.stdout.splitlines()[-1])
    config = str(HERE / "web_server.py")
    with surroundings.served(f"{PROJECT}.wsgi:application", python=PYTHON, config=config, **own) as server:
        yield server, ways(facts["queue"], facts["tokens"])


def ways(queue: int, tokens: list[str]) -> dict[str, Maker]:
    """By its public form, signed out, and by its API, as a member of staff."""
    turns = count()
    facts = {"queue": queue, "title": "Discharge letter late", "priority": 3, "submitter_email": "gp@nhs.example"}
    form = urlencode(facts | {"body": TEXT, "csrfmiddlewaretoken": TOKEN})
    body = json.dumps(facts | {"description": TEXT})

    def send() -> list[Request]:
        return [(302, "/tickets/submit/", form, {"Content-Type": FORM, "Cookie": f"csrftoken={TOKEN}"})]

    def api() -> list[Request]:
        headers = {"Content-Type": "application/json", "Authorization": f"Token {tokens[next(turns) % len(tokens)]}"}
        return [(201, "/api/tickets/", body, headers)]

    return {"form": send, "API": api}


def _surroundings() -> dict[str, str]:
    """What its processes find in the environment. On PostgreSQL it has a schema of its own, made afresh."""
    url = f"sqlite:///{surroundings.FOLDER.name}/helpdesk.sqlite3"
    if connection.vendor != "sqlite":
        url = os.environ["DATABASE_URL"]
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS helpdesk CASCADE; CREATE SCHEMA helpdesk")
    return {
        "DJANGO_SETTINGS_MODULE": f"{PROJECT}.settings",
        "HELPDESK_DATABASE_URL": url,
        "PYTHONPATH": str(settings.BASE_DIR),
        "WEB_SERVER": json.dumps({name: getattr(web_server, name) for name in SHARED}),
    }
