"""Notices that go together, in one e-mail a morning. A digest is never empty and tells nothing twice."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Choice, Digest, Notice, User
from people.mornings import next_daily, next_weekly

SLOTS = {Choice.How.DAILY: next_daily, Choice.How.WEEKLY: next_weekly}
READ_BEFORE = "Not sent: it had been read on the page before the digest went."
NOTHING_NEW = "Not sent: nothing in it was left to be told."


@transaction.atomic
def set_aside(notice: Notice, how: str, now: datetime) -> bool:
    """Move a due notice into its person's next digest; False if a worker has it already."""
    digest = _open_digest(notice.recipient_id, SLOTS[how](now), SLOTS[how])
    rows = Notice.objects.filter(pk=notice.pk, due_at=notice.due_at)
    return bool(rows.update(due_at=None, digest=digest, attempts=0, last_error=""))


def _open_digest(person: int, slot: datetime, later: Callable[[datetime], datetime]) -> Digest:
    """The person's digest of this slot, locked; of a later one where nothing may be added any more."""
    while True:
        Digest.objects.get_or_create(recipient_id=person, slot=slot, defaults={"due_at": slot})
        digest = Digest.objects.select_for_update().get(recipient_id=person, slot=slot)
        if digest.due_at and not digest.attempts:
            return digest
        slot = later(slot)


def gather(person: User, notices: QuerySet[Notice], now: datetime) -> None:
    """Tell a person of several things in one e-mail that is due now, in the caller's transaction."""
    pks = list(notices.values_list("pk", flat=True))
    if pks:
        digest = _open_digest(person.pk, now, lambda slot: slot + timedelta(microseconds=1))
        _put(pks, due_at=None, digest=digest)


def take_out(person: User, kind: str, how: str) -> None:
    """What waits of a kind leaves its digest, as the person has chosen anew; in the caller's transaction.

    What is wanted at once goes in one e-mail; for the rest the sweep decides as for a new notice.
    """
    open_ones = Digest.objects.select_for_update().filter(recipient=person, due_at__isnull=False, attempts=0)
    waiting = Notice.objects.filter(digest__in=list(open_ones), kind=kind)
    now = timezone.now()
    if how == Choice.How.NOW:
        gather(person, waiting.filter(read_at__isnull=True), now)
    else:
        _put(list(waiting.values_list("pk", flat=True)), due_at=now, digest=None)


def _put(pks: list[int], **facts) -> None:
    rows = Notice.objects.filter(pk__in=pks)
    rows.update(sent_at=None, failed_at=None, last_error="", attempts=0, **facts)


def contents(digest: Digest) -> list[Notice]:
    """What the digest would say now: what has not been read on the page, oldest first."""
    return list(digest.notices.filter(read_at__isnull=True).select_related("recipient").order_by("pk"))


@transaction.atomic
def end(digest: Digest, said: Iterable[Notice], **facts) -> None:
    """The digest is over, and with it each of its notices: as it ended, or read before."""
    pks = [notice.pk for notice in said]
    Digest.objects.filter(pk=digest.pk).update(due_at=None, **facts)
    digest.notices.filter(pk__in=pks).update(**facts)
    digest.notices.exclude(pk__in=pks).update(last_error=READ_BEFORE)
