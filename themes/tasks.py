"""Sweeps of this app. Each does what is due now; running one twice is harmless."""

from celery import shared_task
from django.utils import timezone

from themes import closing, detecting, placing


@shared_task
def place_issues() -> None:
    placing.place_due(seconds=25)


@shared_task
def find_themes() -> None:
    detecting.find_due(now=timezone.now())


@shared_task
def close_the_loop() -> None:
    closing.tell_completed()
