"""Digests: one e-mail a morning, never empty, nothing in it twice, whoever stops when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from interface.invariants import every_breach
from people import delivering, digests
from people.choosing import choose
from people.delivering import BACKOFF, LEASE, MAYBE_TWICE, TRIES, deliver_due, waiting_since
from people.faults import Fault
from people.models import Digest, Notice
from people.notices import mark_all_read, tell
from tests import make
from tests.people.test_telling import Moody, deliver_in_threads

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TUESDAY_MORNING = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 3, 9, 7, 30, tzinfo=UTC)


@pytest.fixture
def gp(settings):
    settings.SITE_URL = "https://portal.example"
    person = make.user()
    choose(by=person, how={"progress": "daily", "received": "daily", "question": "weekly"})
    return person


def told(person, number: int, kind: str = "progress", **facts) -> None:
    tell([person], kind=kind, event=f"{kind} {number}", subject=f"Step {number}", path=f"/issues/{number}/", **facts)


def in_digest(person, *numbers: int, now: datetime = MONDAY) -> None:
    """Told, and waiting for the morning."""
    Notice.objects.filter(due_at__isnull=False).update(due_at=now)
    for number in numbers:
        told(person, number)
    Notice.objects.filter(due_at__isnull=False).update(due_at=now)
    assert deliver_due(now) == 0


def ends() -> set[str]:
    return set(Notice.objects.values_list("last_error", flat=True))


def test_what_is_wanted_in_the_morning_comes_then_as_one_email_by_kind(gp):
    told(gp, 3, kind="received")
    in_digest(gp, 1, 2)
    assert deliver_due(TUESDAY_MORNING - timedelta(seconds=1)) == 0 and not mail.outbox
    assert deliver_due(TUESDAY_MORNING) == 1
    message = mail.outbox[0]
    assert (message.to, message.subject) == ([gp.email], "3 notices from Interface Portal")
    order = ["Your issue was received:", "* Step 3", "Progress of an issue", "* Step 1", "* Step 2"]
    assert sorted(order, key=message.body.index) == order
    assert "https://portal.example/issues/2/" in message.body
    assert message.body.count("/notices/stop/?link=") == 2, "one for each kind"
    digest = Digest.objects.get()
    assert message.extra_headers["Message-ID"] == f"<{digest.name}.{int(digest.slot.timestamp())}@portal.example>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Notice.objects.filter(sent_at=TUESDAY_MORNING, digest__sent_at=TUESDAY_MORNING).count() == 3
    assert list(every_breach(TUESDAY_MORNING)) == []


def test_a_digest_tells_nothing_twice_and_the_next_one_only_what_is_new(gp):
    in_digest(gp, 1)
    assert [deliver_due(TUESDAY_MORNING), deliver_due(TUESDAY_MORNING)] == [1, 0]
    in_digest(gp, 2, now=TUESDAY_MORNING)
    assert deliver_due(TUESDAY_MORNING + timedelta(days=1)) == 1
    assert "Step 1" not in mail.outbox[1].body and mail.outbox[1].subject.startswith("1 notice from")


def test_daily_and_weekly_things_of_one_morning_come_together(gp):
    told(gp, 1, kind="question")
    in_digest(gp)
    in_digest(gp, 2, now=NEXT_MONDAY - timedelta(days=2))
    assert deliver_due(NEXT_MONDAY) == 1
    assert "Step 1" in mail.outbox[0].body and "Step 2" in mail.outbox[0].body


def test_what_was_read_on_the_page_is_left_out(gp):
    in_digest(gp, 1)
    mark_all_read(by=gp)
    in_digest(gp, 2)
    deliver_due(TUESDAY_MORNING)
    assert "Step 1" not in mail.outbox[0].body and "Step 2" in mail.outbox[0].body
    assert ends() == {"", digests.READ_BEFORE}


def test_a_digest_is_never_empty(gp):
    in_digest(gp, 1, 2)
    mark_all_read(by=gp)
    assert deliver_due(TUESDAY_MORNING) == 0 and not mail.outbox
    digest = Digest.objects.get()
    assert (digest.due_at, digest.sent_at, digest.last_error) == (None, None, digests.NOTHING_NEW)
    assert ends() == {digests.READ_BEFORE}
    assert list(every_breach(TUESDAY_MORNING)) == []


def test_without_looking_what_was_read_a_digest_repeats_it(gp, monkeypatch):
    """The positive control of the two tests above."""
    monkeypatch.setattr(digests, "contents", lambda digest: list(digest.notices.all()))
    in_digest(gp, 1)
    mark_all_read(by=gp)
    assert deliver_due(TUESDAY_MORNING) == 1


def test_one_who_may_no_longer_sign_in_gets_no_digest(gp):
    in_digest(gp, 1)
    gp.is_active = False
    gp.save()
    assert deliver_due(TUESDAY_MORNING) == 0
    assert ends() == {delivering.NOT_ACTIVE} and not Notice.objects.filter(failed_at__isnull=False).exists()


@pytest.mark.parametrize(("how", "sent"), [("now", 1), ("page", 0), ("weekly", 0)])
def test_what_waits_follows_when_one_chooses_anew(gp, how, sent):
    in_digest(gp, 1, 2)
    choose(by=gp, how={"progress": how})
    assert deliver_due() == sent
    if how == "now":
        assert "Step 1" in mail.outbox[0].body and "Step 2" in mail.outbox[0].body, "as one, not as a flood"
    assert deliver_due(TUESDAY_MORNING) == 0, "the digest that they have left is empty"
    assert list(every_breach(timezone.now())) == []


def test_a_digest_that_waits_is_not_late_before_its_morning(gp):
    in_digest(gp, 1)
    assert waiting_since() == TUESDAY_MORNING  # it has passed long since
    Digest.objects.update(slot=timezone.now() + timedelta(days=3))
    assert waiting_since() is None


def test_nothing_is_added_to_a_digest_that_was_tried(gp):
    in_digest(gp, 1)
    Digest.objects.update(attempts=1)
    in_digest(gp, 2)
    assert sorted(Digest.objects.values_list("slot", flat=True)) == [
        TUESDAY_MORNING,
        TUESDAY_MORNING + timedelta(days=1),
    ]


def stopped_after_sending(settings) -> None:
    settings.FAULTS = "digest.after_send:raise"
    with pytest.raises(Fault):
        deliver_due(TUESDAY_MORNING)
    settings.FAULTS = ""


def test_a_worker_that_stops_after_sending_makes_at_most_two_copies_of_one_digest(gp, settings):
    in_digest(gp, 1, 2)
    stopped_after_sending(settings)
    in_digest(gp, 3, now=TUESDAY_MORNING)
    assert deliver_due(TUESDAY_MORNING) == 0, "the lease still stands"
    assert deliver_due(TUESDAY_MORNING + LEASE) == 1
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.body == second.body, "or a mail program that drops the copy would drop news"
    assert Digest.objects.get(sent_at__isnull=False).last_error == MAYBE_TWICE
    assert Notice.objects.filter(sent_at__isnull=False).count() == 2


def test_without_the_lease_a_stopped_worker_sends_the_digest_again_at_once(gp, settings, monkeypatch):
    """The positive control of the test above."""
    monkeypatch.setattr(delivering, "LEASE", timedelta(0))
    in_digest(gp, 1)
    stopped_after_sending(settings)
    assert deliver_due(TUESDAY_MORNING) == 1


def test_a_digest_that_is_not_taken_is_tried_again_and_given_up_where_it_is_seen(gp, settings):
    settings.EMAIL_BACKEND = f"{Moody.__module__}.Moody"
    in_digest(gp, 1)
    try:
        Moody.refused = gp.email
        now = TUESDAY_MORNING
        for wait in BACKOFF:
            deliver_due(now)
            assert Digest.objects.get().due_at == now + wait
            now += wait
        deliver_due(now)
    finally:
        Moody.refused = ""
    digest, notice = Digest.objects.get(), Notice.objects.get()
    assert (digest.attempts, digest.due_at, digest.failed_at, notice.failed_at) == (TRIES, None, now, now)
    assert list(every_breach(now)) == []


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_send_each_digest_once(gp):
    people = [gp, *[make.user() for _ in range(5)]]
    for person in people:
        choose(by=person, how={"progress": "daily"})
        [told(person, number) for number in (1, 2)]
    deliver_in_threads(4)
    assert not mail.outbox and Digest.objects.count() == 6
    Digest.objects.update(due_at=timezone.now())
    deliver_in_threads(4)
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(person.email for person in people)
    assert all("2 notices" in sent.subject for sent in mail.outbox)


@pytest.mark.django_db(transaction=True)
def test_without_claiming_workers_at_the_same_time_send_a_digest_twice(gp, monkeypatch):
    """The positive control of the test above."""
    for person in [gp, *[make.user() for _ in range(5)]]:
        choose(by=person, how={"progress": "daily"})
        told(person, 1)
    deliver_due()
    Digest.objects.update(due_at=timezone.now())
    monkeypatch.setattr(delivering, "_claim", lambda row, now: True)
    deliver_in_threads(4)
    assert len(mail.outbox) > 6
