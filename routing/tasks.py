"""Sweeps of this app. Running one twice is harmless."""

from datetime import timedelta

from celery import shared_task

from people.rounds import once
from routing import confirmations


@shared_task
def ask_for_confirmations() -> None:
    """Once a day, ask whether what is written of desks is still right."""
    with once("ask_for_confirmations", every=timedelta(days=1)) as mine:
        if mine:
            confirmations.ask_due()
