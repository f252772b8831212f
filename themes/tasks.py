"""Sweeps of this app. Each does what is due now; running one twice is harmless."""

from celery import shared_task
from django.utils import timezone

from themes import abbreviations, closing, detecting, placing, spread_parts


@shared_task
def place_issues() -> None:
    """Each that finds many waiting calls one more to help, until every worker is at it."""
    if placing.are_many_waiting():
        place_issues.delay()
    abbreviations.apply_due(now=timezone.now())
    placing.place_due(seconds=25)


@shared_task
def find_themes() -> None:
    now = timezone.now()
    detecting.find_due(now=now)
    abbreviations.list_due(since=detecting.last_night(now), now=now)


@shared_task
def compare_parts() -> None:
    """Each that finds parts calls one more to help, until every worker is at it."""
    if spread_parts.waiting().exists():
        compare_parts.delay()
        spread_parts.do_due(seconds=25)


@shared_task
def close_the_loop() -> None:
    closing.tell_completed()
