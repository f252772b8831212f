"""The portal started as `make run` starts it, and as production starts it."""

import json
import os
import secrets
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.faults.portal import database_url, until

pytestmark = pytest.mark.faults
COMPOSE = yaml.safe_load((Path(settings.BASE_DIR) / "docker-compose.yml").read_text())


def children_of(process: subprocess.Popen) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True).stdout
    return [int(pid) for pid in listed.split()]


def is_alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


@pytest.fixture
def started(portal):
    """`manage.py run_portal`, ready to be used."""
    process = portal.start("manage.py", "run_portal", DEMONSTRATION="", PYTHONUNBUFFERED="1")
    assert until(lambda: "Stop with Ctrl-C" in portal.log()), portal.log()
    yield process
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)


def test_it_starts_again_what_dies_and_stops_all_together(portal, started):
    assert f"http://localhost:{portal.port}/" in portal.log()
    before = children_of(started)
    assert len(before) == 3
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert until(lambda: portal.log().count("runs again") == 3), portal.log()
    assert portal.log().count("starting it again in 2 s") == 3
    assert until(lambda: portal.get("/health/")), portal.log()

    family = children_of(started)
    started.send_signal(signal.SIGINT)
    assert started.wait(timeout=60) == 0
    assert not [pid for pid in family if is_alive(pid)]


def test_killed_outright_it_leaves_nobody_behind(portal, started):
    family = children_of(started)
    os.kill(started.pid, signal.SIGKILL)
    started.wait(timeout=10)
    assert until(lambda: not [pid for pid in family if is_alive(pid)])


def test_a_port_in_use_is_said_in_one_line(portal):
    with socket.create_server(("127.0.0.1", portal.port)):
        process = portal.start("manage.py", "run_portal")
        assert process.wait(timeout=90) == 1
    assert portal.log().startswith(f"Port {portal.port} is in use.")
    assert len(portal.log().splitlines()) == 1


def command_of(service: str, folder: Path) -> list[str]:
    """What docker-compose.yml runs, with this Python, and its files in this folder."""
    words = shlex.split(COMPOSE["services"][service]["command"].replace("/tmp/", f"{folder}/"))
    return [sys.executable, *(words[1:] if words[0] == "python" else ["-m", *words])]


def test_production_starts_with_the_commands_of_docker_compose_and_is_well(portal):
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "interface.settings",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": f"http://127.0.0.1:{portal.port}",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "VAR_DIR": str(portal.folder),
        "PORT": str(portal.port),
        "SECURE_SSL_REDIRECT": "0",
    }
    for name in ("DEBUG", "DEMONSTRATION", "FAULTS"):
        surroundings.pop(name, None)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, cwd=settings.BASE_DIR, env=surroundings, check=True)
    with (portal.folder / "processes.log").open("ab") as log:
        for service in ("web", "worker", "scheduler"):
            command = command_of(service, portal.folder)
            portal.running.append(
                subprocess.Popen(
                    command, cwd=settings.BASE_DIR, env=surroundings, stdout=log, stderr=log, start_new_session=True
                )
            )
    assert until(lambda: portal.get("/health/") == 200), portal.log()
    assert until(lambda: json.loads(portal.ask("GET", "/health/")[1])["status"] == "ok"), portal.log()
    status, page = portal.ask("GET", "/")
    assert status == 200
    assert "/static/nhsuk/" in page


def checked(**given: str) -> subprocess.CompletedProcess:
    """`manage.py check` with these settings and no others."""
    surroundings = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=surroundings | given, capture_output=True, text=True)


WHOLE = {"SECRET_KEY": "x" * 50, "SITE_URL": "https://portal.example", "DATABASE_URL": "sqlite:///:memory:"}


@pytest.mark.parametrize("missing", WHOLE)
def test_production_does_not_start_without_what_it_must_be_given(missing):
    done = checked(**{name: value for name, value in WHOLE.items() if name != missing})
    assert done.returncode != 0
    assert f"Set {missing} in the environment" in done.stderr


@pytest.mark.parametrize("name", ["DEMONSTRATION", "FAULTS"])
def test_production_does_not_start_with_what_is_for_trying_out(name):
    done = checked(**WHOLE, **{name: "1"})
    assert done.returncode != 0
    assert f"{name} is for demonstrations and tests" in done.stderr
