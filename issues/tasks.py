"""Sweeps of this app. Each does what is due now; running one twice is harmless."""

from celery import shared_task

from issues import escalating


@shared_task
def watch_clocks() -> None:
    escalating.take_due_steps()
