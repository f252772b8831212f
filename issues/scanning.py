"""Files checked for viruses by ClamAV, where it is configured. A file that waits is not served."""

import logging
import socket
import struct
import time
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from issues import keeping
from issues.models import Attachment
from people import notices
from people.models import Membership, Notice, User

log = logging.getLogger(__name__)
SECONDS = 20
PIECE = 64 * 1024
SWEEP_SECONDS = 60
LEASE = timedelta(minutes=2)
AGAIN = timedelta(minutes=5)
Scan = Attachment.Scan


class NoVerdict(Exception):
    """ClamAV answered, but neither that the file is clean nor that it is infected."""


def scan(content: BinaryIO) -> str:
    """The name of the virus in it, or nothing. OSError where ClamAV is not reached or does not answer in time."""
    with _connect() as line:
        line.sendall(b"zINSTREAM\0")
        while piece := content.read(PIECE):
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 1024 and (more := line.recv(1024)):
            answer += more
    verdict = answer.rstrip(b"\0\n").decode("ascii", "replace").removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise NoVerdict(verdict[:80])


def _connect() -> socket.socket:
    where = settings.CLAMAV
    if where.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(where)
        return line
    host, _, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def scan_waiting(now: datetime | None = None) -> int:
    """Scan what is due; how many files got a verdict. ClamAV out of reach is no file's fault: all wait."""
    if not settings.CLAMAV:
        return Attachment.objects.filter(scan=Scan.WAITING).update(scan=Scan.UNSCANNED, scan_due_at=None)
    done, stop_at = 0, time.monotonic() + SWEEP_SECONDS
    due = Attachment.objects.filter(scan_due_at__lte=now or timezone.now()).select_related("issue", "by")
    for row in due.order_by("scan_due_at", "pk")[:100]:
        if time.monotonic() > stop_at:
            break
        try:
            done += _scan_one(row)
        except OSError as error:
            Attachment.objects.filter(pk=row.pk, scan_due_at__isnull=False).update(scan_due_at=timezone.now())
            log.warning("ClamAV not reached, files wait: %s", type(error).__name__)
            break
    return done


def _scan_one(row: Attachment) -> bool:
    """Scan one file unless another worker has it. No transaction is open meanwhile."""
    mine = Attachment.objects.filter(pk=row.pk, scan_due_at=row.scan_due_at)
    if not mine.update(scan_due_at=timezone.now() + LEASE):
        return False
    try:
        file = keeping.open_file(row.key)
    except FileNotFoundError:
        log.error("File %s is missing", row.key)
        return _later(row)
    try:
        with file:
            virus = scan(file)
    except NoVerdict as error:
        log.warning("No verdict on file %s: %s", row.key, error)
        return _later(row)
    if virus:
        _infected(row, virus)
    else:
        Attachment.objects.filter(pk=row.pk, scan=Scan.WAITING).update(scan=Scan.CLEAN, scan_due_at=None)
    return True


def _later(row: Attachment) -> bool:
    rows = Attachment.objects.filter(pk=row.pk, scan_due_at__isnull=False)
    rows.update(scan_due_at=timezone.now() + AGAIN)
    return False


@transaction.atomic
def _infected(row: Attachment, virus: str) -> None:
    """Delete the file, keep a row that says so, tell who added it and the interface team."""
    log.warning("Virus in file %s: %s", row.key, virus)
    rows = Attachment.objects.filter(pk=row.pk, removed_at__isnull=True)
    if not rows.update(scan=Scan.INFECTED, scan_due_at=None, removed_at=timezone.now()):
        return
    transaction.on_commit(lambda: keeping.forget([row.key]))
    seats = {"memberships__role": Membership.Role.INTERFACE_TEAM, "memberships__organisation": row.issue.icb_id}
    notices.tell(
        [row.by, *User.objects.filter(is_active=True, **seats).distinct()],
        kind=Notice.Kind.QUESTION,
        event=f"issue:{row.issue.reference}:virus:{row.pk}",
        subject=f"A file of issue {row.issue.reference} was removed: a virus was found in it",
        path=row.issue.get_absolute_url(),
    )


def waiting_since() -> datetime | None:
    """When the oldest file that still waits for its verdict was added."""
    return Attachment.objects.filter(scan=Scan.WAITING, removed_at__isnull=True).aggregate(at=Min("created_at"))["at"]
