"""Mail that is held back for a person to decide, as a database from a backup does not know what was sent since.

Nothing in such a database says that it is one, but for the silence since its last sweep. So whatever had waited then
is held back after any long silence. After a mere outage that is little, and what is written later goes at once.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from people.digests import contents, end
from people.models import Digest, Notice
from people.rounds import last_alive, note_alive

log = logging.getLogger(__name__)
DELIVERY = "delivery"
SILENCE = timedelta(hours=1)  # without a sweep: longer than releases and most outages, shorter than a night
SIGN_EVERY = timedelta(seconds=10)
MARGIN = timedelta(seconds=30)  # after the last sign of a sweep, in which a backup may still have been taken
IS_HELD = Q(held_at__isnull=False)
ROWS = (Notice.objects, Digest.objects)
DROPPED = "Not sent: it may have been sent before the backup was restored."
HELD = "Held back after a silence: it may have been sent before the backup was restored."


@transaction.atomic
def note_sweep(now: datetime | None = None) -> int:
    """Write down that mail is being swept, and hold back what waited before a long silence; how much that is."""
    now = now or timezone.now()
    last = last_alive().get(DELIVERY)
    if last and timedelta() <= now - last < SIGN_EVERY:
        return 0
    count = hold(before=last + MARGIN, now=now) if last and now - last >= SILENCE else 0
    note_alive(DELIVERY, at=now)
    return count


@transaction.atomic
def hold(*, before: datetime, now: datetime) -> int:
    """Hold back the notices that waited at a moment, and the digests that were due by now; how many."""
    held = {"due_at": None, "held_at": now, "last_error": HELD}
    notices = Notice.objects.filter(due_at__isnull=False, created_at__lte=before).update(**held)
    digests = Digest.objects.filter(due_at__isnull=False, slot__lte=now, notices__created_at__lte=before)
    count = notices + Digest.objects.filter(pk__in=list(digests.values_list("pk", flat=True))).update(**held)
    if count:
        log.warning("%s e-mails are held back until somebody decides: see the command held_mail", count)
    return count


def held_back() -> tuple[list[Notice], list[Digest]]:
    """What waits for a decision, the oldest first."""
    notices, digests = (rows.filter(IS_HELD).select_related("recipient").order_by("pk") for rows in ROWS)
    return list(notices), list(digests)


def count_held() -> int:
    """How much waits for a decision."""
    notices, digests = (rows.filter(IS_HELD).order_by().values("pk") for rows in ROWS)
    return notices.union(digests, all=True).count()


@transaction.atomic
def send_held(now: datetime | None = None) -> int:
    """Let everything go that is held back; how many."""
    facts = {"held_at": None, "due_at": now or timezone.now(), "last_error": "", "attempts": 0}
    return sum(rows.filter(IS_HELD).update(**facts) for rows in ROWS)


@transaction.atomic
def drop_held() -> int:
    """Send nothing of what is held back. It stays readable on each person's page; how many."""
    notices, digests = held_back()
    for digest in digests:
        end(digest, contents(digest), held_at=None, last_error=DROPPED)
    Notice.objects.filter(IS_HELD).update(held_at=None, last_error=DROPPED)
    return len(notices) + len(digests)
