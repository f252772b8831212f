"""What test processes load: the portal as it is or, as a positive control, without the guard that UNGUARDED names."""

import os
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import time_machine
from django.db import connection
from django.db.models import QuerySet

from interface import database
from interface.celery import app
from interface.wsgi import application
from issues import api, confirming, escalating, keeping, queries, report_views, reporting, sweeping, views
from issues.models import Issue
from people import delivering, passing_over, tasks, unready
from themes import detecting, tracking
from themes.models import Run

__all__ = ["app", "application"]
guard_off = os.environ.get("UNGUARDED", "")


@contextmanager
def always(job, **options):
    """In place of `once`: every caller may run."""
    yield True


def note(what: str) -> None:
    """Leave a line in a file of the test's."""
    with open(os.environ["NOTES"], "a") as file:
        file.write(f"{what}\n")


def noting(once):
    """`once`, which notes that it was asked."""

    def asked(job, **options):
        note("asked")
        return once(job, **options)

    return asked


def slowly(ask):
    """The same question, behind a query that takes its time."""

    def asked(*given):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [float(os.environ["SLOW"])])
        return ask(*given)

    return asked


if guard_off == "report transaction":
    reporting._write = reporting._write.__wrapped__
if guard_off == "theme transaction":
    tracking.write = tracking.write.__wrapped__
    QuerySet.select_for_update = lambda self, **options: self
if guard_off == "one search":
    detecting._claim = lambda icb, now: Run.objects.get_or_create(icb=icb, finished_at=None)[0]
if guard_off == "clock transaction":
    escalating._look = escalating._look.__wrapped__
    QuerySet.select_for_update = lambda self, **options: self
if guard_off == "clock lock":
    escalating._locked = lambda pk, now: Issue.objects.select_related("desk", "icb").get(pk=pk)
    escalating._taken = lambda issue: set()
if guard_off == "asked once":
    sweeping.transaction = SimpleNamespace(atomic=nullcontext)
    confirming._event = lambda issue, claim: f"asked:{uuid4()}"
    QuerySet.select_for_update = lambda self, **options: self
if guard_off == "key":
    write = reporting._write
    reporting._write = lambda **facts: write(**facts | {"key": uuid4().hex})
if guard_off == "lease":
    delivering.LEASE = timedelta(days=365)
if guard_off == "only JSON":
    app.conf.accept_content = ["json", "pickle"]
if guard_off == "claim":
    delivering._claim = lambda notice, now: True
if guard_off == "nudge":
    views.nudge = report_views.nudge = api.nudge = tasks.deliver_notices.delay
if guard_off == "clearing up":
    keeping.forget = lambda keys: None
if guard_off == "setting aside":
    passing_over._count = lambda job, pk, now: None
if guard_off == "immediate":
    connection.settings_dict["OPTIONS"].pop("transaction_mode")
if guard_off == "unready":
    unready.trouble_of = lambda error: None
if guard_off == "time-outs":
    database.answer_soon = lambda: connection.settings_dict["OPTIONS"].pop("options")
if guard_off == "once":
    tasks.once = always
if "CLOCK" in os.environ:  # seconds that this process's clock is ahead
    time_machine.travel(datetime.now(UTC) + timedelta(seconds=int(os.environ["CLOCK"]))).start()
if "SLOW" in os.environ:
    queries.timeline = slowly(queries.timeline)
if "NOTES" in os.environ:
    tasks.once = noting(tasks.once)
    tasks.tidy_all = lambda: note("tidied")
    app.conf.beat_schedule = {"tidy": {"task": "people.tasks.tidy", "schedule": 0.5}}
