"""Reports of e-mails that did not arrive: believed only of our own, and only where it is for good."""

import io
import time
from email.message import EmailMessage, Message
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from interface.invariants import every_breach
from people.choosing import choose
from people.delivering import deliver_due
from people.models import Bounce, Digest, Notice
from people.notices import tell
from people.reports import read_bounce
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def gp():
    return make.user()


def told(person, event="event") -> None:
    tell([person], kind="progress", event=event, subject="7KQ2M was acknowledged")


def report(returned: Message | None, *, status="5.1.1", action="failed", only_headers=False) -> bytes:
    """A delivery status notification, as mail servers write them."""
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = (
        "Undelivered",
        "mailer-daemon@trust.example",
        "no-reply@portal.example",
    )
    made.set_content("I could not deliver your message.")
    made.make_mixed()
    raw = bytes(made).replace(b"multipart/mixed", b"multipart/report; report-type=delivery-status", 1)
    edge = made.get_boundary().encode()
    blocks = (
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.trust.example\r\n\r\n"
        f"Final-Recipient: rfc822; anybody@trust.example\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
    ).encode()
    parts = [blocks]
    if returned is not None and only_headers:
        headers = "\r\n".join(f"{name}: {value}" for name, value in returned.items())
        parts.append(f"Content-Type: text/rfc822-headers\r\n\r\n{headers}\r\n".encode())
    elif returned is not None:
        parts.append(b"Content-Type: message/rfc822\r\n\r\n" + returned.as_bytes())
    return raw.replace(
        b"--" + edge + b"--", b"".join(b"--" + edge + b"\r\n" + part for part in parts) + b"--" + edge + b"--"
    )


def read(raw: bytes, monkeypatch) -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    call_command("read_bounces", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("only_headers", [False, True])
def test_a_report_of_our_own_email_marks_its_address_and_the_notice_was_never_sent(monkeypatch, gp, only_headers):
    told(gp)
    deliver_due()
    raw = report(mail.outbox[0].message(), only_headers=only_headers)
    assert read(raw, monkeypatch) == "1 address marked.\n"
    read(raw, monkeypatch)
    assert [(row.user, row.reason) for row in Bounce.objects.all()] == [(gp, "550 5.1.1 User unknown")]
    notice = Notice.objects.get(recipient=gp)
    assert notice.sent_at is None and notice.failed_at and "User unknown" in notice.last_error


def test_a_report_of_a_digest_fails_all_that_it_told(monkeypatch, gp):
    choose(by=gp, how={"progress": "daily"})
    told(gp)
    told(gp, event="next")
    deliver_due()
    Digest.objects.update(due_at=timezone.now())
    deliver_due()
    read(report(mail.outbox[0].message()), monkeypatch)
    assert Notice.objects.filter(recipient=gp, sent_at=None, failed_at__isnull=False).count() == 2
    assert list(every_breach(timezone.now())) == []


def test_a_report_of_a_delay_or_of_somebody_elses_email_does_nothing(monkeypatch, gp):
    told(gp)
    deliver_due()
    ours = mail.outbox[0].message()
    forged = Message()
    forged["Message-ID"], forged["X-Notice"] = ours["Message-ID"], ours["X-Notice"][:-1] + "!"
    for raw in (
        report(ours, status="4.4.1", action="delayed"),
        report(ours, status="2.0.0", action="delivered"),
        report(ours, status="5.1.1", action="delayed"),
        report(forged),
        report(None),
        b"",
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n\xff",
        bytes(range(256)) * 40,
    ):
        assert "nothing done" in read(raw, monkeypatch)
    assert not Bounce.objects.exists() and Notice.objects.get(recipient=gp).sent_at


def test_a_long_hostile_report_is_read_in_a_moment():
    began = time.process_time()
    read_bounce(b"Content-Type: multipart/report; boundary=x\r\n\r\n" + b"--x\r\nA: b\r\n\r\n" * 60_000)
    assert time.process_time() - began < 10
