"""Notices: told once, delivered by lease, never lost, never an issue's text."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection, transaction
from django.utils import timezone

from people import composing, delivering
from people.delivering import BACKOFF, LEASE, MAYBE_TWICE, TRIES, deliver_due, parked, waiting_since
from people.faults import Fault
from people.models import EmailDomain, Notice
from people.notices import tell
from tests import make

pytestmark = pytest.mark.django_db
Kind = Notice.Kind


def told(*people, event="issue 7KQ2M acknowledged", **facts):
    tell(
        people,
        **{"kind": Kind.PROGRESS, "event": event, "subject": "7KQ2M was acknowledged", "path": "/issues/7KQ2M/"}
        | facts,
    )


def the_notice() -> Notice:
    return Notice.objects.get()


def test_a_person_is_told_of_an_event_once_however_often_it_is_said():
    gp = make.user()
    told(gp, gp)
    told(gp)
    assert Notice.objects.count() == 1


def test_a_mailbox_is_told_of_an_event_once_too():
    told(mailboxes=["Desk@trust.example", "desk@trust.example "])
    told(mailboxes=["desk@trust.example"])
    assert the_notice().address == "desk@trust.example"


def test_telling_many_is_one_statement(django_assert_num_queries):
    people = [make.user() for _ in range(5)]
    with django_assert_num_queries(1):
        told(*people, mailboxes=["desk@trust.example"])
    with django_assert_num_queries(0):
        told()


def test_what_is_told_in_a_transaction_that_fails_is_not_told():
    with pytest.raises(Fault), transaction.atomic():
        told(make.user())
        raise Fault
    assert not Notice.objects.exists()


def test_the_email_says_what_happened_and_where_and_nothing_else(settings):
    settings.SITE_URL = "https://portal.example"
    told(make.user())
    assert deliver_due() == 1
    sent = mail.outbox[0]
    assert sent.subject == "7KQ2M was acknowledged"
    assert "https://portal.example/issues/7KQ2M/" in sent.body
    at = int(the_notice().created_at.timestamp())
    assert sent.extra_headers["Message-ID"] == f"<{the_notice().name}.{at}@portal.example>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert the_notice().sent_at and not the_notice().due_at


@pytest.mark.parametrize(("subject", "sentence"), [("Does it hold?", "Does it hold?"), ("It is so", "It is so.")])
def test_the_email_begins_with_a_whole_sentence(subject, sentence):
    told(make.user(), subject=subject)
    deliver_due()
    assert mail.outbox[0].body.startswith(f"{sentence}\n")


def test_a_subject_cannot_add_a_header():
    told(make.user(), subject="Acknowledged\r\nBcc: all@trust.example")
    deliver_due()
    assert mail.outbox[0].subject == "Acknowledged Bcc: all@trust.example"
    assert mail.outbox[0].message()["Bcc"] is None


def test_delivering_twice_sends_once():
    told(make.user())
    assert (deliver_due(), deliver_due(), len(mail.outbox)) == (1, 0, 1)


def test_one_who_may_no_longer_sign_in_is_not_written_to():
    leaver = make.user()
    told(leaver)
    leaver.is_active = False
    leaver.save()
    assert deliver_due() == 0
    assert not the_notice().due_at and not the_notice().failed_at and "may no longer" in the_notice().last_error


class Moody(locmem.EmailBackend):
    """A mail server that takes nothing for one recipient now."""

    refused = ""

    def send_messages(self, messages):
        if self.refused in messages[0].to:
            raise smtplib.SMTPRecipientsRefused({self.refused: (450, b"try later")})
        return super().send_messages(messages)


@pytest.fixture
def moody(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Moody"
    yield Moody
    Moody.refused = ""


def test_a_recipient_that_is_refused_does_not_stop_the_rest(moody):
    people = [make.user() for _ in range(3)]
    told(*people)
    moody.refused = people[0].email
    assert deliver_due() == 2
    waiting = Notice.objects.get(recipient=people[0])
    assert waiting.due_at > timezone.now() and "450" in waiting.last_error and not waiting.sent_at


def test_tries_are_spaced_and_then_given_up_where_it_is_seen(moody):
    gp = make.user()
    told(gp)
    moody.refused = gp.email
    now = timezone.now()
    for wait in BACKOFF:
        deliver_due(now)
        assert the_notice().due_at == now + wait
        now += wait
    deliver_due(now)
    assert list(parked()) == [the_notice()]
    assert (the_notice().attempts, the_notice().due_at, the_notice().failed_at) == (TRIES, None, now)
    assert waiting_since() is None


class Unreachable(locmem.EmailBackend):
    def open(self):
        raise ConnectionRefusedError


def test_while_no_mail_server_answers_everything_waits_and_no_try_is_counted(settings):
    told(make.user())
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Unreachable"
    assert deliver_due() == 0
    assert (the_notice().attempts, waiting_since()) == (0, the_notice().created_at)
    settings.EMAIL_BACKEND = backend
    assert deliver_due() == 1


def test_a_worker_that_stops_after_sending_makes_at_most_two_copies_of_one_message(settings):
    told(make.user())
    settings.FAULTS = "notice.after_send:raise"
    with pytest.raises(Fault):
        deliver_due()
    settings.FAULTS = ""
    assert deliver_due() == 0, "the lease still stands"
    assert deliver_due(timezone.now() + LEASE) == 1
    assert len(mail.outbox) == 2 and len({sent.extra_headers["Message-ID"] for sent in mail.outbox}) == 1
    assert the_notice().sent_at and the_notice().last_error == MAYBE_TWICE


def test_without_the_lease_a_stopped_worker_sends_again_at_once(settings, monkeypatch):
    """The positive control of the test above."""
    monkeypatch.setattr(delivering, "LEASE", timedelta(0))
    told(make.user())
    settings.FAULTS = "notice.after_send:raise"
    with pytest.raises(Fault):
        deliver_due()
    settings.FAULTS = ""
    assert deliver_due() == 1


def test_a_notice_that_kills_its_worker_every_time_is_parked(settings):
    told(make.user())
    settings.FAULTS = "notice.after_send:raise"
    now = timezone.now()
    for _ in range(TRIES):
        with pytest.raises(Fault):
            deliver_due(now)
        now += LEASE
    assert deliver_due(now) == 0
    assert the_notice().failed_at == now and len(mail.outbox) == TRIES


def test_codes_go_first_and_are_forgotten_once_sent():
    EmailDomain.objects.create(domain="nhs.example")
    told(make.user())
    tell(
        [], mailboxes=["new@nhs.example"], kind=Kind.SIGN_IN, event="sign-in 1", subject="Your code", text="BCDF-GHJK"
    )
    deliver_due()
    assert [sent.to for sent in mail.outbox][0] == ["new@nhs.example"] and "BCDF-GHJK" in mail.outbox[0].body
    assert not Notice.objects.filter(text__contains="BCDF").exists()


def test_a_code_that_ran_out_while_waiting_is_not_sent():
    EmailDomain.objects.create(domain="nhs.example")
    tell(
        [], mailboxes=["new@nhs.example"], kind=Kind.SIGN_IN, event="sign-in 1", subject="Your code", text="BCDF-GHJK"
    )
    assert deliver_due(timezone.now() + timedelta(minutes=11)) == 0
    assert "ran out" in the_notice().last_error and not the_notice().text


def deliver_in_threads(count: int) -> None:
    start = threading.Barrier(count)

    def work():
        start.wait()
        try:
            deliver_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(count)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_send_each_notice_once():
    told(*[make.user() for _ in range(10)])
    deliver_in_threads(4)
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted({sent.to[0] for sent in mail.outbox})
    assert len(mail.outbox) == 10 and Notice.objects.filter(sent_at__isnull=False).count() == 10


@pytest.mark.django_db(transaction=True)
def test_without_claiming_workers_at_the_same_time_send_twice(monkeypatch):
    """The positive control of the test above: all have read what is due before one of them sends."""
    all_have_read, this_thread = threading.Barrier(4, timeout=30), threading.local()

    def no_claim(notice, now) -> bool:
        if not hasattr(this_thread, "has_read"):
            this_thread.has_read = True
            all_have_read.wait()
        return True

    monkeypatch.setattr(delivering, "_claim", no_claim)
    told(*[make.user() for _ in range(10)])
    deliver_in_threads(4)
    assert len(mail.outbox) > 10


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_mail_is_sent(monkeypatch):
    seen = []
    monkeypatch.setattr(
        locmem.EmailBackend, "send_messages", lambda self, messages: seen.append(connection.in_atomic_block)
    )
    told(make.user())
    deliver_due()
    assert seen == [False]


def test_a_row_that_a_restored_database_counts_once_more_has_a_message_id_of_its_own():
    person = make.user()
    told(person)
    name, at = the_notice().name, the_notice().created_at
    first, later = composing.message_id(name, at), composing.message_id(name, at + timedelta(seconds=1))
    assert first != later
    assert {composing.name_in(one) for one in (first, later, f"<{name}@portal.example>")} == {name}
