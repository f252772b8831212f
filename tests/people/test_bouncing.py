"""Addresses that refuse e-mail: marked, told to the interface team, shown, tried again."""

import smtplib

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.utils import timezone

from interface.invariants import every_breach
from people import bouncing
from people.choosing import choose
from people.delivering import deliver_due
from people.models import Bounce, Digest, Notice, Organisation, User
from people.notices import tell
from tests import make
from tests.people.door import ask, emailed_code, type_code

pytestmark = pytest.mark.django_db
PAGE = "/notices/refused/"


class Strict(locmem.EmailBackend):
    """A mail server that refuses some recipients for good, with these words."""

    refused: set = set()
    answer = (550, b"5.1.1 No such user")

    def send_messages(self, messages):
        if messages[0].to[0] in self.refused:
            raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: self.answer})
        return super().send_messages(messages)


@pytest.fixture
def refusing(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Strict"
    monkeypatch.setattr(Strict, "refused", set())
    monkeypatch.setattr(Strict, "answer", Strict.answer)
    return Strict


@pytest.fixture
def team():
    return make.interface_team()


@pytest.fixture
def gp(team):
    return make.user()


def told(*people, event="event", **facts) -> None:
    tell(people, **{"kind": "progress", "event": event, "subject": "7KQ2M was acknowledged"} | facts)


def told_to(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).values_list("subject", flat=True))


def test_an_address_that_is_refused_for_good_is_marked_and_the_team_of_its_icb_is_told_once(refusing, team, gp):
    refusing.refused = {gp.email}
    stranger = make.user(Organisation.objects.create(code="QYY", name="Another ICB", kind="icb"), "interface_team")
    told(gp)
    told(gp, event="next")
    assert deliver_due() == 1
    bounce = Bounce.objects.get()
    assert (bounce.address, bounce.user, bounce.icb, bounce.reason) == (
        gp.email,
        gp,
        make.icb(),
        "550 5.1.1 No such user",
    )
    assert told_to(team) == [f"Email to {gp} is refused. Check who sits at their desks"]
    assert told_to(stranger) == []
    assert mail.outbox[0].to == [team.email] and PAGE in mail.outbox[0].body
    assert Notice.objects.filter(recipient=gp, failed_at__isnull=False, sent_at__isnull=True).count() == 2
    assert list(every_breach(timezone.now())) == []


def test_nothing_more_is_sent_to_it_but_shown_on_the_page(refusing, client, gp):
    bouncing.mark(address=gp.email, reason="550")
    told(gp)
    choose(by=gp, how={"received": "daily"})
    told(gp, kind="received", event="other")
    deliver_due()
    Digest.objects.update(due_at=timezone.now())
    deliver_due()
    assert gp.email not in [to for sent in mail.outbox for to in sent.to]
    assert set(Notice.objects.filter(recipient=gp).values_list("last_error", flat=True)) == {bouncing.KEPT_BACK}
    client.force_login(gp)
    assert client.get("/notices/").content.decode().count("could not be delivered") == 2
    assert "Email to you is refused" in client.get("/notices/settings/").content.decode()


@pytest.mark.parametrize(
    "answer", [(450, b"Mailbox busy"), (554, b"5.7.1 Blocked"), (550, b"Relaying denied"), (421, b"Later")]
)
def test_a_refusal_that_may_pass_or_is_about_us_marks_nobody(refusing, gp, answer):
    refusing.refused, refusing.answer = {gp.email}, answer
    told(gp)
    deliver_due()
    assert not Bounce.objects.exists()
    assert Notice.objects.get(recipient=gp).due_at > timezone.now()


def test_a_mailbox_is_marked_too_and_a_strangers_typing_error_is_not(refusing, team, allowed_domain):
    allowed_domain.organisation = make.trust()
    allowed_domain.save()
    refusing.refused = {"desk@nhs.example", "typo@nhs.example"}
    told(mailboxes=["desk@nhs.example"])
    told(mailboxes=["typo@nhs.example"], kind="sign_in", event="code", text="BCDF-GHJK")
    deliver_due()
    assert [(bounce.address, bounce.icb) for bounce in Bounce.objects.all()] == [("desk@nhs.example", make.icb())]
    assert told_to(team) == ["Email to desk@nhs.example is refused. Check who sits at their desks"]


def test_marking_twice_tells_once_and_a_new_refusal_after_clearing_tells_again(team, gp):
    for _ in range(2):
        bounce = bouncing.mark(address=gp.email.upper(), reason="550\r\nBcc: all@trust.example")
    assert bounce.reason == "550 Bcc: all@trust.example" and len(told_to(team)) == 1
    bouncing.clear(by=team, bounce=bounce)
    bouncing.clear(by=team, bounce=bounce)
    bouncing.mark(address=gp.email, reason="550")
    assert len(told_to(team)) == 2 and Bounce.objects.count() == 2


def test_tried_again_what_was_missed_comes_in_one_email(client, refusing, team, gp):
    bounce = bouncing.mark(address=gp.email, reason="550")
    for number in range(3):
        told(gp, event=f"{number}", subject=f"Step {number}")
    Notice.objects.filter(subject="Step 0").update(read_at=timezone.now())
    told(mailboxes=["other@nhs.example"])
    deliver_due()
    client.force_login(team)
    assert client.post(f"{PAGE}{bounce.pk}/try-again/").headers["Location"] == PAGE
    mail.outbox.clear()
    assert deliver_due() == 1
    assert mail.outbox[0].to == [gp.email] and mail.outbox[0].subject.startswith("2 notices")
    assert Bounce.objects.get().cleared_by == team
    assert list(every_breach(timezone.now())) == []


def test_a_mailbox_tried_again_gets_what_it_missed(team):
    bounce = bouncing.mark(address="desk@nhs.example", reason="550")
    told(mailboxes=["desk@nhs.example"])
    deliver_due()
    mail.outbox.clear()
    bouncing.clear(by=team, bounce=bounce)
    assert deliver_due() == 1 and mail.outbox[0].to == ["desk@nhs.example"]


def test_the_page_says_who_since_when_and_why_for_ones_own_icb_only(client, team, gp):
    abroad = Organisation.objects.create(code="QYY", name="Another ICB", kind="icb")
    Organisation.objects.filter(pk=abroad.pk).update(icb=abroad)
    theirs = bouncing.mark(address=make.user(Organisation.objects.get(pk=abroad.pk)).email, reason="550")
    bouncing.mark(address=gp.email, reason="550 <b>No such user</b>")
    client.force_login(team)
    page = client.get(PAGE).content.decode()
    assert gp.name in page and gp.email in page and "550 &lt;b&gt;No such user" in page
    assert theirs.address not in page
    assert client.post(f"{PAGE}{theirs.pk}/try-again/").status_code == 404
    assert f'href="{PAGE}"' in client.get("/notices/").content.decode()


def test_a_code_that_arrived_clears_the_address_and_codes_are_sent_to_it_all_the_same(client, gp):
    bouncing.mark(address=gp.email, reason="550")
    deliver_due()
    ask(client, gp.email)
    type_code(client, emailed_code())
    assert not bouncing.refused_now().exists()


def test_whom_email_reaches_can_be_asked_in_a_query(gp):
    bouncing.mark(address=gp.email, reason="550")
    other = make.user()
    assert set(User.objects.filter(~bouncing.is_refused(), pk__in=[gp.pk, other.pk])) == {other}
    bouncing.clear(by=other, bounce=Bounce.objects.get())
    assert User.objects.filter(~bouncing.is_refused(), pk=gp.pk).exists()
