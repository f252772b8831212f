"""A4 and B5: a sender killed after sending, and several senders at once; of single notices and of digests."""

from collections import Counter

import pytest
from django.utils import timezone

from interface.invariants import every_breach
from people import choosing, delivering, notices
from people.models import Digest, Notice
from tests import make

pytestmark = pytest.mark.faults
DELIVER = "from people import delivering; delivering.deliver_due()"


@pytest.fixture
def smtp(settings, mail):
    """The test itself delivers to the same mail server as its processes."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", mail.port, False


def test_killed_after_the_mail_server_took_it_at_most_two_copies_of_one_message_arrive(portal, system, mail, smtp):
    make.issue(by=system["reporter"], about=system["trust"])
    assert portal.run(DELIVER, FAULTS="notice.after_send:kill") == -9
    assert (len(mail.ids), Notice.objects.filter(sent_at__isnull=False).count()) == (1, 0)

    delivering.deliver_due()
    assert sorted(Counter(mail.ids).values()) == [1, 1], "what was being sent rests until its lease ends"
    delivering.deliver_due(now=timezone.now() + delivering.LEASE)
    assert sorted(Counter(mail.ids).values()) == [1, 2]
    assert Notice.objects.filter(sent_at__isnull=False).count() == 2
    assert Notice.objects.filter(last_error=delivering.MAYBE_TWICE).count() == 1
    assert list(every_breach(timezone.now())) == []


def several(portal, system, **more) -> list[int]:
    for _ in range(4):
        make.issue(by=system["reporter"], about=system["trust"])
    return portal.run_together(DELIVER, 3, FAULTS="notice.after_send:sleep=0.1", **more)


def test_several_senders_at_once_send_each_notice_once(portal, system, mail):
    assert several(portal, system) == [0, 0, 0]
    assert sorted(Counter(mail.ids).values()) == [1] * 8
    assert Notice.objects.filter(sent_at__isnull=False).count() == 8


def test_without_claiming_several_senders_send_some_twice(portal, system, mail):
    several(portal, system, UNGUARDED="claim")
    assert max(Counter(mail.ids).values()) > 1


def digests_wait(count: int = 1) -> None:
    """Digests of two notices each, that are due."""
    for _ in range(count):
        person = make.user()
        choosing.choose(by=person, how={"progress": "daily"})
        for number in (1, 2):
            notices.tell([person], kind="progress", event=f"step {number}", subject=f"Step {number}")
    delivering.deliver_due()
    Digest.objects.update(due_at=timezone.now())


def test_killed_after_a_digest_was_taken_at_most_two_copies_of_it_arrive(portal, mail, smtp):
    digests_wait()
    assert portal.run(DELIVER, FAULTS="digest.after_send:kill") == -9
    assert (len(mail.ids), Digest.objects.filter(sent_at__isnull=False).count()) == (1, 0)

    delivering.deliver_due()
    assert len(mail.ids) == 1, "what was being sent rests until its lease ends"
    delivering.deliver_due(now=timezone.now() + delivering.LEASE)
    delivering.deliver_due(now=timezone.now() + 2 * delivering.LEASE)
    assert list(Counter(mail.ids).values()) == [2]
    assert Notice.objects.filter(sent_at__isnull=False).count() == 2
    assert Digest.objects.get().last_error == delivering.MAYBE_TWICE
    assert list(every_breach(timezone.now())) == []


def several_digests(portal, **more) -> list[int]:
    digests_wait(6)
    return portal.run_together(DELIVER, 3, FAULTS="digest.after_send:sleep=0.1", **more)


def test_several_senders_at_once_send_each_digest_once(portal, system, mail):
    assert several_digests(portal) == [0, 0, 0]
    assert sorted(Counter(mail.ids).values()) == [1] * 6
    assert Notice.objects.filter(sent_at__isnull=False).count() == 12
    assert list(every_breach(timezone.now())) == []


def test_without_claiming_several_senders_send_some_digests_twice(portal, system, mail):
    several_digests(portal, UNGUARDED="claim")
    assert max(Counter(mail.ids).values()) > 1
