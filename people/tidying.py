"""Dropping what has had its day: old rounds, expired sessions, sign-in notices. Running it twice changes nothing."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from people.models import Notice, Round

ROUNDS_KEPT = timedelta(days=30)
SIGN_INS_KEPT = timedelta(days=1)


def tidy_all(now: datetime | None = None) -> None:
    """Drop what is past its time."""
    now = now or timezone.now()
    Round.objects.filter(slot__lt=now - ROUNDS_KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    old = Notice.objects.filter(kind=Notice.Kind.SIGN_IN, created_at__lt=now - SIGN_INS_KEPT)
    old.filter(due_at__isnull=True).delete()
