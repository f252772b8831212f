"""Sweeps of this app. Each does what is due now; running one twice is harmless."""

from datetime import timedelta

from celery import shared_task

from issues import attaching, confirming, emptying, escalating, promising, scanning, suggesting
from people.rounds import once


@shared_task
def watch_clocks() -> None:
    """Remind of spans that end, and tell those further up of spans that have ended."""
    escalating.take_due_steps()


@shared_task
def empty_chairs() -> None:
    """Move open issues from desks that nobody is left at."""
    emptying.empty_chairs()


@shared_task
def learn_categories() -> None:
    """Once a night, learn which words belong to which category."""
    with once("learn_categories", every=timedelta(days=1)) as mine:
        if mine:
            suggesting.learn_all()


@shared_task
def scan_files() -> None:
    """Check waiting files for viruses."""
    scanning.scan_waiting()


@shared_task
def tidy_files() -> None:
    """Once an hour, delete files that belong to nothing."""
    with once("tidy_files", every=timedelta(hours=1)) as mine:
        if mine:
            attaching.sweep()


@shared_task
def follow_up_outcomes() -> None:
    """Remind of planned changes that are due, and ask whether changes that were made hold."""
    promising.remind_due()
    confirming.ask_due()
