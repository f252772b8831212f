"""Sending what was told, by a sweep. The only place that sends mail."""

import logging
import time
from datetime import datetime, timedelta
from email.utils import formatdate
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Case, F, Min, QuerySet, Value, When
from django.utils import timezone

from people.admitting import may_sign_in
from people.faults import faultpoint
from people.models import Notice

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480, 720)]
TRIES = len(BACKOFF) + 1
BATCH = 20
SWEEP_SECONDS = 20
CODES_LIVE = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)

MAYBE_TWICE = "The sender stopped while sending this; it may have arrived twice."
NOT_ACTIVE = "Not sent: this person may no longer sign in."
NOT_ALLOWED = "Not sent: this address may not sign in."
CODE_RAN_OUT = "Not sent: the code ran out before it could be delivered."
SUPERSEDED = {NOT_ACTIVE, NOT_ALLOWED}


def deliver_due(now: datetime | None = None) -> int:
    """Send every notice that is due, sign-in codes first; how many were sent.

    A row is claimed by moving its due time ahead by a lease, so two workers never hold the same one and no
    transaction is open while mail is being sent. A mail server that cannot be reached is no row's fault: all wait.
    """
    sent = 0
    stop_at = time.monotonic() + SWEEP_SECONDS
    connection = get_connection()
    try:
        while (batch := _next_batch(now or timezone.now())) and time.monotonic() < stop_at:
            for notice in batch:
                connection.open()
                sent += _deliver(notice, connection, now or timezone.now())
    except OSError as error:
        log.warning("Mail server not reached, notices wait: %s", type(error).__name__)
    finally:
        connection.close()
    return sent


def _next_batch(now: datetime) -> list[Notice]:
    codes_first = Case(When(kind=Notice.Kind.SIGN_IN, then=Value(0)), default=Value(1))
    rows = Notice.objects.filter(due_at__lte=now).select_related("recipient")
    return list(rows.order_by(codes_first, "due_at", "pk")[:BATCH])


def _deliver(notice: Notice, connection, now: datetime) -> bool:
    """Send one notice unless somebody else has it or it must not go; whether it was sent."""
    if not _claim(notice, now):
        return False
    if reason := _why_not(notice, now):
        _settle(notice, last_error=reason, failed_at=None if reason in SUPERSEDED else now)
        return False
    try:
        connection.send_messages([_message(notice)])
    except Exception as error:
        log.warning("Notice %s not sent: %s", notice.pk, type(error).__name__)
        _try_later(notice, error, now)
        connection.close()
        return False
    faultpoint("notice.after_send")
    _settle(notice, sent_at=now)
    return True


def _claim(notice: Notice, now: datetime) -> bool:
    """Take the row for the length of a lease; False if another worker has it.

    A row that was tried and has no result was being sent when its worker stopped: it may arrive twice, and says so.
    """
    stopped = notice.attempts > 0 and notice.last_error in {"", MAYBE_TWICE}
    notice.last_error = MAYBE_TWICE if stopped else ""
    rows = Notice.objects.filter(pk=notice.pk, due_at=notice.due_at)
    return bool(rows.update(due_at=now + LEASE, attempts=F("attempts") + 1, last_error=notice.last_error))


def _why_not(notice: Notice, now: datetime) -> str:
    is_code = notice.kind == Notice.Kind.SIGN_IN
    if is_code and notice.created_at + CODES_LIVE <= now:
        return CODE_RAN_OUT
    if is_code and not may_sign_in(notice.address):
        return NOT_ALLOWED
    if notice.recipient and not notice.recipient.is_active:
        return NOT_ACTIVE
    return MAYBE_TWICE if notice.attempts >= TRIES else ""


def _message(notice: Notice) -> EmailMessage:
    """What it is, a link and who sent it. Its Message-ID is the row's, however often it is sent."""
    link = settings.SITE_URL + notice.path if notice.path else ""
    footer = f"{settings.SITE_NAME}\n{settings.SITE_URL}\nPlease do not reply to this e-mail: nobody reads replies."
    return EmailMessage(
        subject=notice.subject,
        body="\n\n".join(part for part in (notice.text or f"{notice.subject}.", link, f"-- \n{footer}") if part),
        to=[notice.recipient.email if notice.recipient else notice.address],
        headers={
            "Message-ID": f"<notice-{notice.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Date": formatdate(notice.created_at.timestamp()),
            "Auto-Submitted": "auto-generated",
        },
    )


def _try_later(notice: Notice, error: Exception, now: datetime) -> None:
    """Give the row its next try, or park it where the interface team sees it."""
    reason = f"{type(error).__name__}: {error}"[:200]
    if notice.attempts + 1 >= TRIES:
        _settle(notice, failed_at=now, last_error=reason)
    else:
        Notice.objects.filter(pk=notice.pk).update(due_at=now + BACKOFF[notice.attempts], last_error=reason)


def _settle(notice: Notice, **facts) -> None:
    """No longer due. A sign-in code is forgotten."""
    Notice.objects.filter(pk=notice.pk).update(due_at=None, text="", **facts)


def waiting_since() -> datetime | None:
    """When the oldest notice that still waits to be delivered was written."""
    return Notice.objects.filter(due_at__isnull=False).aggregate(oldest=Min("created_at"))["oldest"]


def parked() -> QuerySet[Notice]:
    """Notices given up on, for people to look at: the address is wrong or the mailbox refuses."""
    return Notice.objects.filter(failed_at__isnull=False).select_related("recipient")
