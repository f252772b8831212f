"""Sending what was told, by a sweep. The only place that sends mail."""

import logging
import smtplib
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Case, F, QuerySet, Value, When
from django.utils import timezone
from django.utils.module_loading import import_string

from people import bouncing, choosing, digests
from people.admitting import may_sign_in
from people.composing import Mail, digest_mail, mail_of
from people.faults import faultpoint
from people.govuk_notify import Unreachable
from people.models import Choice, Digest, Notice

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)  # longer than a mail server is given, and what it holds goes within a minute
BACKOFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 480, 720)]
TRIES = len(BACKOFF) + 1
BATCH = 20
SWEEP_SECONDS = 20
CODES_LIVE = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)

MAYBE_TWICE = "The sender stopped while sending this; it may have arrived twice."
NOT_ACTIVE = "Not sent: this person may no longer sign in."
NOT_ALLOWED = "Not sent: this address may not sign in."
CODE_RAN_OUT = "Not sent: the code ran out before it could be delivered."
ON_PAGE = "Not sent: chosen to be told on the page only."
SUPERSEDED = {NOT_ACTIVE, NOT_ALLOWED}
Row = Notice | Digest


def deliver_due(now: datetime | None = None) -> int:
    """Send every notice that is due, sign-in codes first, then every digest; how many e-mails were sent.

    A row is claimed by moving its due time ahead by a lease, so two workers never hold the same one and no
    transaction is open while mail is being sent. A mail server that cannot be reached is no row's fault: all wait.
    """
    stop_at = time.monotonic() + SWEEP_SECONDS
    connection = get_connection()
    try:
        sent = _sweep(_next_notices, _deliver, connection, now, stop_at)
        return sent + _sweep(_next_digests, _deliver_digest, connection, now, stop_at)
    finally:
        connection.close()


def _sweep(batch_at: Callable, deliver: Callable, connection, now: datetime | None, stop_at: float) -> int:
    sent = 0
    try:
        while (batch := batch_at(now or timezone.now())) and time.monotonic() < stop_at:
            for row in batch:
                sent += deliver(row, connection, now or timezone.now())
    except OSError as error:
        log.warning("Mail server not reached, notices wait: %s", type(error).__name__)
    return sent


def _next_notices(now: datetime) -> list[Notice]:
    codes_first = Case(When(kind=Notice.Kind.SIGN_IN, then=Value(0)), default=Value(1))
    rows = Notice.objects.filter(due_at__lte=now).select_related("recipient")
    rows = rows.annotate(chosen=choosing.chosen_for_notice(), is_refused=bouncing.address_is_refused())
    return list(rows.order_by(codes_first, "due_at", "pk")[:BATCH])


def _next_digests(now: datetime) -> list[Digest]:
    rows = Digest.objects.filter(due_at__lte=now).select_related("recipient")
    return list(rows.annotate(is_refused=bouncing.is_refused("recipient")).order_by("due_at", "pk")[:BATCH])


def _deliver(notice: Notice, connection, now: datetime) -> bool:
    """Send one notice unless somebody else has it, it is wanted otherwise or it must not go; whether it was sent."""
    if _is_put_off(notice, now):
        return False
    connection.open()
    if not _claim(notice, now):
        return False
    if reason := _why_not(notice, now):
        _settle(notice, last_error=reason, failed_at=None if reason in SUPERSEDED else now)
        return False
    if reason := _outdated(notice):
        _settle(notice, last_error=reason)
        return False
    if not _send(notice, mail_of(notice), connection, now):
        return False
    faultpoint("notice.after_send")
    _settle(notice, sent_at=now)
    return True


def _deliver_digest(digest: Digest, connection, now: datetime) -> bool:
    """Send one digest unless somebody else has it, nothing is left to say or it must not go; whether it was sent."""
    connection.open()
    if not _claim(digest, now):
        return False
    said = _still_true(digests.contents(digest))
    reason = _why_no_digest(digest) if said else digests.NOTHING_NEW
    if reason:
        is_over = reason in {NOT_ACTIVE, digests.NOTHING_NEW}
        digests.end(digest, said, last_error=reason, failed_at=None if is_over else now)
        return False
    if not _send(digest, digest_mail(digest, said), connection, now):
        return False
    faultpoint("digest.after_send")
    digests.end(digest, said, sent_at=now)
    return True


def _is_put_off(notice: Notice, now: datetime) -> bool:
    """Whether the person wants to be told otherwise, or another worker has seen to that."""
    if notice.recipient is None or notice.kind == Notice.Kind.SIGN_IN or _was_stopped(notice):
        return False
    how = notice.chosen or choosing.usual(notice.kind)
    if how == Choice.How.PAGE:
        Notice.objects.filter(pk=notice.pk, due_at=notice.due_at).update(due_at=None, last_error=ON_PAGE)
    elif how != Choice.How.NOW:
        digests.set_aside(notice, how, now)
    return how != Choice.How.NOW


def _was_stopped(row: Row) -> bool:
    """A row that was tried and has no result was being sent when its worker stopped."""
    return row.attempts > 0 and row.last_error in {"", MAYBE_TWICE}


def _claim(row: Row, now: datetime) -> bool:
    """Take the row for the length of a lease; False if another worker has it.

    One whose worker stopped may arrive twice, and says so.
    """
    row.last_error = MAYBE_TWICE if _was_stopped(row) else ""
    rows = type(row).objects.filter(pk=row.pk, due_at=row.due_at)
    return bool(rows.update(due_at=now + LEASE, attempts=F("attempts") + 1, last_error=row.last_error))


def _why_not(notice: Notice, now: datetime) -> str:
    is_code = notice.kind == Notice.Kind.SIGN_IN
    if is_code and notice.created_at + CODES_LIVE <= now:
        return CODE_RAN_OUT
    if is_code and not may_sign_in(notice.address):
        return NOT_ALLOWED
    if notice.recipient and not notice.recipient.is_active:
        return NOT_ACTIVE
    if notice.is_refused and not is_code:
        return bouncing.KEPT_BACK
    return MAYBE_TWICE if notice.attempts >= TRIES else ""


def _outdated(notice: Notice) -> str:
    """Why it is not to be told any more, asked of whoever knows what notices are about; settings name them."""
    return import_string(settings.NOTICES_OUTDATED_BY)(notice)


def _still_true(told: list[Notice]) -> list[Notice]:
    """Those that can still be told; the others end here, each with its reason."""
    reasons = {notice.pk: _outdated(notice) for notice in told}
    for pk, reason in reasons.items():
        if reason:
            Notice.objects.filter(pk=pk).update(digest=None, last_error=reason)
    return [notice for notice in told if not reasons[notice.pk]]


def _why_no_digest(digest: Digest) -> str:
    if not digest.recipient.is_active:
        return NOT_ACTIVE
    if digest.is_refused:
        return bouncing.KEPT_BACK
    return MAYBE_TWICE if digest.attempts >= TRIES else ""


def _send(row: Row, mail: Mail, connection, now: datetime) -> bool:
    """Hand one e-mail over; whether it was taken. Where it was not, the row waits or is given up."""
    try:
        connection.send_messages([EmailMessage(**asdict(mail))])
    except Unreachable:
        type(row).objects.filter(pk=row.pk).update(due_at=now, attempts=F("attempts") - 1)
        raise
    except Exception as error:
        log.warning("%s not sent: %s", row.name, type(error).__name__)
        _try_later(row, error, now)
        connection.close()
        return False
    return True


def _try_later(row: Row, error: Exception, now: datetime) -> None:
    """Give the row its next try, or park it where the interface team sees it. A refused address is marked."""
    reason = f"{type(error).__name__}: {error}"[:200]
    if refused := _refusal(error):
        bouncing.mark_for(row, refused)
    if refused or row.attempts + 1 >= TRIES:
        _settle(row, failed_at=now, last_error=reason)
    else:
        type(row).objects.filter(pk=row.pk).update(due_at=now + BACKOFF[row.attempts], last_error=reason)


def _refusal(error: Exception) -> str:
    """What the server said, where it refused the address for good: not where it refuses us (5.7, relaying)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return ""
    code, said = next(iter(error.recipients.values()), (0, b""))
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    is_ours = words.startswith("5.7") or "relay" in words.lower()
    return f"{code} {words}" if 500 <= code < 600 and not is_ours else ""


def _settle(row: Row, **facts) -> None:
    """No longer due. A sign-in code is forgotten."""
    if isinstance(row, Digest):
        digests.end(row, digests.contents(row), **facts)
    else:
        Notice.objects.filter(pk=row.pk).update(due_at=None, text="", **facts)


def waiting_since() -> datetime | None:
    """When the oldest of what waits to be delivered was written, or its morning came."""
    notices = Notice.objects.order_by().filter(due_at__isnull=False).values_list("created_at", flat=True)
    mornings = Digest.objects.order_by().filter(due_at__isnull=False, slot__lte=timezone.now())
    return notices.union(mornings.values_list("slot", flat=True)).order_by("created_at").first()


def parked() -> QuerySet[Notice]:
    """Notices given up on, for people to look at: the address is wrong or the mailbox refuses."""
    return Notice.objects.filter(failed_at__isnull=False).select_related("recipient")
