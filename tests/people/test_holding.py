"""A restored backup sends nothing again: what waited in it is held back until a person decides."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from interface.invariants import every_breach
from people import choosing, holding, tasks
from people.models import Digest, Notice
from people.notices import tell
from tests import make

pytestmark = pytest.mark.django_db
NIGHT = datetime.fromisoformat("2026-03-03T02:00:00+00:00")
MINUTE = timedelta(minutes=1)


def at(moment: datetime):
    return time_machine.travel(moment, tick=False)


def told(person, event: str) -> Notice:
    tell([person], kind="progress", event=event, subject=f"News of {event}")
    return Notice.objects.get(event=event)


def held_mail(*how: str) -> str:
    out = StringIO()
    call_command("held_mail", *how, stdout=out)
    return out.getvalue()


@pytest.fixture
def restored():
    """A backup of the night, restored the next noon: one notice had been written and not yet sent."""
    with at(NIGHT):
        gp = make.user()
        tasks.deliver_notices()
    with at(NIGHT + timedelta(seconds=20)):
        notice = told(gp, "an answer")
    with at(NIGHT + timedelta(hours=10)):
        yield notice


def test_what_waited_in_a_backup_is_not_sent_again_and_is_shown(restored, client, mailoutbox):
    tasks.deliver_notices()
    tasks.deliver_notices()
    assert not mailoutbox
    restored.refresh_from_db()
    assert (restored.due_at, restored.held_at, restored.last_error) == (None, timezone.now(), holding.HELD)
    assert client.get("/health/").json()["checks"]["held_mail"] == {"ok": False, "count": 1}
    assert held_mail() == f"2026-03-03 02:00  {restored.recipient}  News of an answer\n1 held back.\n"
    assert not [found for found in every_breach(timezone.now()) if "notice" in found]


def test_without_the_look_at_the_silence_it_is_sent_again(restored, mailoutbox, monkeypatch):
    """The positive control of the test above."""
    monkeypatch.setattr(tasks, "note_sweep", lambda: 0)
    tasks.deliver_notices()
    assert len(mailoutbox) == 1


def test_what_is_written_after_a_restore_goes_at_once(restored, mailoutbox):
    new = told(restored.recipient, "a question")
    tasks.deliver_notices()
    assert [mail.subject for mail in mailoutbox] == [new.subject]


def test_a_person_lets_it_go_or_drops_it(restored, client, mailoutbox):
    tasks.deliver_notices()
    assert held_mail("--drop") == "1 will not be sent.\n"
    tasks.deliver_notices()
    assert not mailoutbox and client.get("/health/").json()["checks"]["held_mail"]["ok"]
    assert held_mail("--hold") == "0 held back.\n"
    told(restored.recipient, "a question")
    assert held_mail("--hold") == "1 held back.\n"
    assert held_mail("--send") == "1 will be sent.\n"
    tasks.deliver_notices()
    assert [mail.subject for mail in mailoutbox] == ["News of a question"]


def test_a_digest_whose_morning_came_between_is_held_and_a_later_one_is_not(mailoutbox):
    with at(NIGHT):
        one, other = make.user(), make.user()
        choosing.choose(by=one, how={"progress": "daily"})
        choosing.choose(by=other, how={"progress": "weekly"})
        tasks.deliver_notices()
        told(one, "an answer"), told(other, "a question")
        with at(NIGHT + timedelta(seconds=15)):
            tasks.deliver_notices()
        assert Digest.objects.filter(due_at__isnull=False).count() == 2
    with at(NIGHT + timedelta(hours=10)):
        tasks.deliver_notices()
        assert not mailoutbox
        assert Digest.objects.get(held_at__isnull=False).recipient == one
        assert not [found for found in every_breach(timezone.now()) if "notice" in found or "digest" in found]
        holding.send_held()
        tasks.deliver_notices()
        assert [mail.to for mail in mailoutbox] == [[one.email]]


def test_a_digest_that_is_dropped_ends_with_its_notices(mailoutbox):
    with at(NIGHT):
        gp = make.user()
        choosing.choose(by=gp, how={"progress": "daily"})
        tasks.deliver_notices()
        told(gp, "an answer")
        tasks.deliver_notices()
    with at(NIGHT + timedelta(hours=10)):
        tasks.deliver_notices()
        assert held_mail("--drop") == "1 will not be sent.\n"
        tasks.deliver_notices()
        assert not mailoutbox
        assert {row.last_error for row in (Notice.objects.get(), Digest.objects.get())} == {holding.DROPPED}
        assert not [found for found in every_breach(timezone.now()) if "notice" in found or "digest" in found]


def test_a_release_or_a_short_outage_holds_nothing_back(mailoutbox):
    with at(NIGHT):
        gp = make.user()
        tasks.deliver_notices()
        told(gp, "an answer")
    with at(NIGHT + 14 * MINUTE):
        tasks.deliver_notices()
    assert len(mailoutbox) == 1


def test_a_clock_that_was_set_back_holds_nothing_back(mailoutbox):
    with at(NIGHT + timedelta(days=1)):
        holding.note_sweep()
    with at(NIGHT):
        told(make.user(), "an answer")
        tasks.deliver_notices()
    assert len(mailoutbox) == 1
