"""What test processes load: the portal as it is or, as a positive control, without the guard that UNGUARDED names."""

import os
from contextlib import contextmanager

from django.db.models import QuerySet

from interface.celery import app
from interface.wsgi import application
from issues import api, reporting, views
from people import notices, tasks
from themes import tracking

__all__ = ["app", "application"]
guard_off = os.environ.get("UNGUARDED", "")


@contextmanager
def always(job, **options):
    """In place of `once`: every caller may run."""
    yield True


def note_tidying() -> None:
    """In place of tidying: leaves a line for each time that it was done."""
    with open(os.environ["TIDIED"], "a") as file:
        file.write("tidied\n")


if guard_off == "report transaction":
    reporting._write = reporting._write.__wrapped__
if guard_off == "theme transaction":
    tracking.write = tracking.write.__wrapped__
    QuerySet.select_for_update = lambda self, **options: self
if guard_off == "claim":
    notices._claim = lambda notice, now: True
if guard_off == "nudge":
    views.nudge = api.nudge = tasks.deliver_notices.delay
if guard_off == "once":
    tasks.once = always
if "TIDIED" in os.environ:
    tasks.tidy_all = note_tidying
    app.conf.beat_schedule = {"tidy": {"task": "people.tasks.tidy", "schedule": 0.5}}
