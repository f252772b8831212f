"""Brings the whole portal up on one machine: database, demonstration, web, worker and scheduler."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from interface.processes import Child, Family, end_with_parent
from interface.trying import people_to_try
from people.models import Organisation

FOLDERS = ("broker", "broker-control", "cache", "log", "mail")
LIGHT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
CELERY = [sys.executable, "-m", "celery", "-A", "interface.celery"]
PATIENCE = 90.0


class Command(BaseCommand):
    help = "Runs web, worker and scheduler together, and stops them together with Ctrl-C."
    requires_system_checks = []

    def handle(self, **options) -> None:
        began = time.monotonic()
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # until the family is there, as Ctrl-C
        port = int(os.environ.get("PORT", "8000"))
        try:
            self.check_port(port)
            self.prepare()
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
            sys.exit(130)
        family = Family(children(), self.stdout.write)
        try:
            family.start()
            if self.wait_for_web(family, port) and not family.is_stopping:
                self.welcome(port, time.monotonic() - began)
                family.watch()
            self.stdout.write("Stopping. Press Ctrl-C again to stop at once.")
        finally:
            family.stop()
        self.stdout.write("Stopped.")

    def check_port(self, port: int) -> None:
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((os.environ.get("HOST", "127.0.0.1"), port))
            except OSError:
                self.give_up(f"Port {port} is in use. Stop what uses it, or choose another: make run PORT={port + 1}")

    def give_up(self, why: str) -> None:
        self.stderr.write(why)
        sys.exit(1)

    def prepare(self) -> None:
        """Folders, tables, and the demonstration if there is nothing yet."""
        for folder in FOLDERS:
            (settings.VAR_DIR / folder).mkdir(parents=True, exist_ok=True)
        loading = settings.VAR_DIR / "loading-demonstration"
        if loading.exists():
            self.start_afresh(loading)
        with self.progress("Preparing the database"):
            call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMONSTRATION and not Organisation.objects.exists():
            self.load_demonstration(loading)
        connection.close()

    def start_afresh(self, loading: Path) -> None:
        """A first load that was cut short left nothing worth keeping: it names the database that was empty before."""
        database = Path(str(connection.settings_dict["NAME"]))
        if loading.read_text() == str(database):
            self.stdout.write("The demonstration was only half loaded last time; starting afresh.")
            for file in database.parent.glob(f"{database.name}*"):
                file.unlink()
        loading.unlink()

    def load_demonstration(self, loading: Path) -> None:
        """In a process of its own, whose memory goes back when it ends."""
        if connection.vendor == "sqlite":
            loading.write_text(str(connection.settings_dict["NAME"]))
        with self.progress("Loading the demonstration"):
            done = subprocess.run(
                [sys.executable, "manage.py", "load_demonstration", "--skip-checks"],
                cwd=settings.BASE_DIR,
                env=os.environ | LIGHT,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        if done.returncode:
            self.give_up("The demonstration could not be loaded; the lines above say why.")
        loading.unlink(missing_ok=True)

    @contextmanager
    def progress(self, doing: str) -> Iterator[None]:
        """Says what is being done once it takes longer than two seconds, and goes on saying so."""
        done = threading.Event()

        def tell() -> None:
            began = time.monotonic()
            pause = 1.5
            while not done.wait(pause):
                pause = 5.0
                self.stdout.write(f"{doing}: {time.monotonic() - began:.0f} s …")

        teller = threading.Thread(target=tell, daemon=True)
        teller.start()
        try:
            yield
        finally:
            done.set()
            teller.join()

    def wait_for_web(self, family: Family, port: int) -> bool:
        web = family.children[0]
        with self.progress("Waiting for the web process"):
            until = time.monotonic() + PATIENCE
            while not family.is_stopping and time.monotonic() < until and web.is_running:
                if answers(port):
                    return True
                time.sleep(0.1)
        if not family.is_stopping:
            family.stop()
            self.give_up(f"The web process did not start. The end of {web.log}:\n{web.last_lines()}")
        return False

    def welcome(self, port: int, seconds: float) -> None:
        write = self.stdout.write
        write(f"\n{settings.SITE_NAME} runs at {self.style.SUCCESS(f'http://localhost:{port}/')} ({seconds:.1f} s)")
        people = people_to_try()
        if people:
            write("\nSign in as (the code is shown on the page):")
            for stranger in people:
                write(f"  {stranger.user.email:<44} {stranger.user}, who {stranger.does}, {stranger.at}")
        connection.close()
        write(f"\nStop with Ctrl-C. Logs are in {settings.VAR_DIR / 'log'}.")


def children() -> list[Child]:
    """Web first, scheduler last; stopped the other way round."""
    logs = settings.VAR_DIR / "log"
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    web = [sys.executable, "-m", "gunicorn", "-c", "python:interface.web_server"]
    worker = [*CELERY, "worker", "--concurrency", "2", "--loglevel", "WARNING", *quiet]
    beat = [*CELERY, "beat", "--loglevel", "WARNING", "--pidfile=", "-s", str(settings.VAR_DIR / "schedule")]
    beat += ["--scheduler", "people.tasks:Scheduler"]
    return [
        Child("web process", web, logs / "web.log", LIGHT),
        Child("worker", worker, logs / "worker.log", LIGHT),
        Child("scheduler", beat, logs / "scheduler.log"),
    ]


def answers(port: int) -> bool:
    try:
        line = http.client.HTTPConnection(os.environ.get("HOST", "127.0.0.1"), port, timeout=5)
        line.request("GET", "/health/")
        return line.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
