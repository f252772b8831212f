"""Work in the background: delivering what is due, showing signs of life, tidying. Nothing travels on the broker."""

import logging
import threading
import time
from datetime import timedelta

from celery import current_app, shared_task
from celery.beat import PersistentScheduler
from django.db import DatabaseError, close_old_connections, transaction

from people.delivering import deliver_due
from people.holding import note_sweep
from people.rounds import note_alive, once
from people.tidying import tidy_all

log = logging.getLogger(__name__)
publishing = threading.Lock()
NOTE_EVERY = 10
NUDGE_EVERY = 1.0
BRIEFLY = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2, "max_retries": 0}
nudged_at = float("-inf")


@shared_task
def deliver_notices() -> None:
    """Send what is due, but for what a restored backup may not know to have been sent."""
    note_sweep()
    deliver_due()


@shared_task
def beat() -> None:
    """Only the scheduler sends this and only a worker runs it, so a worker lives."""
    note_alive("worker")


@shared_task
def tidy() -> None:
    """Once an hour, drop what has had its day."""
    with once("tidy", every=timedelta(hours=1)) as mine:
        if mine:
            tidy_all()


def nudge() -> None:
    """After the transaction, ask for notices to be sent at once.

    Best effort and never waited for: the schedule delivers them anyway, with or without a broker.
    """
    transaction.on_commit(_publish_aside, robust=True)


def _publish_aside() -> None:
    """One nudge at a time, and no more than one a second: a sweep that is about to run sees this row too."""
    global nudged_at
    if time.monotonic() - nudged_at >= NUDGE_EVERY and publishing.acquire(blocking=False):
        nudged_at = time.monotonic()
        threading.Thread(target=_publish, name="nudge", daemon=True).start()


def _publish() -> None:
    try:
        with current_app.connection_for_write(transport_options=BRIEFLY) as broker:
            deliver_notices.apply_async(connection=broker, expires=30, retry=False)
    except Exception as error:
        log.warning("No broker to nudge, the schedule will deliver: %s", type(error).__name__)
    finally:
        publishing.release()


class Scheduler(PersistentScheduler):
    """Celery's own scheduler, which also writes down that it lives."""

    noted_at = float("-inf")

    def tick(self, *args, **kwargs) -> float:
        if time.monotonic() - self.noted_at >= NOTE_EVERY:
            self.noted_at = time.monotonic()
            try:
                close_old_connections()
                note_alive("scheduler")
            except DatabaseError as error:
                log.warning("No sign of life written: %s", type(error).__name__)
        return super().tick(*args, **kwargs)
