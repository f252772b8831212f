"""J2: an issue comes to somebody who has left, or whom no e-mail reaches. Another knows before the deadline."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends import locmem
from django.utils import timezone

from interface.invariants import every_breach
from issues import escalating
from issues.models import Issue
from people import bouncing, delivering
from people.models import Bounce, Notice
from routing import queries
from routing.models import Holder
from tests import make

pytestmark = pytest.mark.faults


class Strict(locmem.EmailBackend):
    """A mail server that knows some recipients no longer."""

    gone: set = set()

    def send_messages(self, messages):
        if messages[0].to[0] in self.gone:
            raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"5.1.1 No such user")})
        return super().send_messages(messages)


@pytest.fixture
def system(registry_in_one_transaction, settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Strict"
    monkeypatch.setattr(Strict, "gone", set())
    return registry_in_one_transaction


def reported(system) -> Issue:
    return make.issue(by=system["reporter"], about=system["trust"])


def told(person, about: str) -> int:
    return Notice.objects.filter(recipient=person, subject__contains=about).count()


def nearly_late(issue) -> None:
    """The last moment before the time to acknowledge ends."""
    escalating.take_due_steps(issue.acknowledge_due_at - timedelta(minutes=1))


def breaches() -> list[str]:
    return [one for one in every_breach(timezone.now()) if not one.startswith("I10")]


@pytest.mark.parametrize("how", ["disabled", "seat has ended", "seat is gone"])
def test_who_had_left_before_gets_nothing_and_the_interface_team_gets_the_issue(system, how):
    seat, yesterday = Holder.objects.filter(user=system["director"]), timezone.localdate() - timedelta(days=1)
    if how == "disabled":
        system["director"].is_active = False
        system["director"].save()
    elif how == "seat has ended":
        seat.update(from_on=yesterday - timedelta(days=9), until_on=yesterday)
    else:
        seat.delete()
    issue = reported(system)
    assert told(system["director"], issue.reference) == 0
    assert told(system["team"], issue.reference) == 1
    assert breaches() == []


def test_who_leaves_before_the_notice_goes_is_not_written_to_and_another_knows_before_the_deadline(system):
    issue = reported(system)
    system["director"].is_active = False
    system["director"].save()
    delivering.deliver_due()
    notice = Notice.objects.get(recipient=system["director"])
    assert (notice.sent_at, notice.last_error) == (None, delivering.NOT_ACTIVE)
    nearly_late(issue)
    assert told(system["team"], "is to be acknowledged") == 1


def test_where_the_address_is_gone_the_registrys_keepers_hear_of_it_and_another_knows_before_the_deadline(system):
    issue = reported(system)
    Strict.gone = {system["director"].email}
    delivering.deliver_due()
    notice = Notice.objects.get(recipient=system["director"])
    assert (notice.sent_at, notice.failed_at is None) == (None, False), "it is never called sent"
    assert Bounce.objects.filter(user=system["director"]).count() == 1
    assert Notice.objects.filter(recipient=system["team"], path="/notices/refused/").count() == 1
    nearly_late(issue)
    assert told(system["team"], "is to be acknowledged") == 1
    assert told(system["director"], "is to be acknowledged") == 0, "the chair is empty"
    seen = Issue.objects.visible_to(system["team"]).filter(pk=issue.pk)
    assert seen.exists() and breaches() == []


def test_a_deputy_whom_e_mail_reaches_is_told_rather_than_the_next_desk(system):
    deputy = make.user(system["trust"])
    Holder.objects.create(desk=system["desk"], user=deputy, seat=Holder.Seat.DEPUTY)
    issue = reported(system)
    bouncing.mark(address=system["director"].email, reason="550")
    nearly_late(issue)
    assert told(deputy, "is to be acknowledged") == 1
    assert told(system["team"], "is to be acknowledged") == 0


def test_without_looking_whom_e_mail_reaches_nobody_else_knows_before_the_deadline(system, monkeypatch):
    monkeypatch.setattr(bouncing, "unreached", lambda people: set())
    without = queries.HOLDERS_NOW.replace("bounce.cleared_at IS NULL", "1 = 0")
    assert without != queries.HOLDERS_NOW
    monkeypatch.setattr(queries, "HOLDERS_NOW", without)
    issue = reported(system)
    bouncing.mark(address=system["director"].email, reason="550")
    nearly_late(issue)
    assert told(system["team"], "is to be acknowledged") == 0
