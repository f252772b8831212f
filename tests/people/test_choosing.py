"""What one chooses for each kind of notice, on the page and by the links in e-mails."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.signing import Signer
from django.test import Client

from people import choosing
from people.choosing import KINDS, LEAST, How, Kind, choices_of, choose
from people.delivering import deliver_due
from people.models import Choice, Notice, User
from people.notices import tell
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "/notices/settings/"


@pytest.fixture
def gp():
    return make.user()


def told(person, kind=Kind.PROGRESS, event="event", **facts) -> None:
    tell([person], kind=kind, event=event, subject="7KQ2M was acknowledged", path="/issues/7KQ2M/", **facts)


def mailed(person, **facts):
    """The e-mail that a notice became."""
    told(person, **facts)
    assert deliver_due() == 1
    return mail.outbox[-1]


def stop_path(message) -> str:
    """Where the header that mail programs make a button of leads, on this host."""
    url = urlsplit(message.extra_headers["List-Unsubscribe"].strip("<>"))
    return f"{url.path}?{url.query}"


def test_every_kind_but_sign_in_codes_can_be_chosen_and_what_somebody_waits_for_is_never_on_the_page_only(gp):
    assert Kind.SIGN_IN not in KINDS
    assert choices_of(gp) == {kind: How.DAILY if kind == Kind.PROJECT else How.NOW for kind in KINDS}
    assert all((How.PAGE in choosing.offered(kind)) != (kind in LEAST) for kind in KINDS)


def test_choices_are_kept_from_page_to_page(client, gp):
    client.force_login(gp)
    wanted = choices_of(gp) | {"progress": "weekly", "assigned": "daily", "received": "page"}
    assert client.post(PAGE, wanted).headers["Location"] == PAGE
    assert choices_of(gp) == wanted
    assert client.get(PAGE).context["form"].initial == wanted
    client.post(PAGE, wanted)
    assert Choice.objects.count() == 3, "what is as usual needs no row"


def test_only_an_interface_team_is_asked_about_the_registry(client, gp):
    for person, is_asked in ((gp, False), (make.interface_team(), True)):
        client.force_login(person)
        assert ("registry" in client.get(PAGE).context["form"].fields) == is_asked


@pytest.mark.parametrize("answers", [{}, {"assigned": "page"}, {"progress": "never"}])
def test_what_is_not_offered_is_not_saved(client, gp, answers):
    client.force_login(gp)
    page = client.post(PAGE, (choices_of(gp) | answers) if answers else {"progress": "page"})
    assert page.status_code == 200 and "Choose from the list" in page.content.decode()
    choose(by=gp, how=answers)
    assert not Choice.objects.exists()


def test_what_is_wanted_on_the_page_only_is_not_sent_and_says_why(client, gp):
    choose(by=gp, how={"progress": "page"})
    told(gp)
    assert deliver_due() == 0 and not mail.outbox
    notice = Notice.objects.get()
    assert (notice.due_at, notice.failed_at, notice.last_error) == (
        None,
        None,
        "Not sent: chosen to be told on the page only.",
    )
    client.force_login(gp)
    assert "7KQ2M was acknowledged" in client.get("/notices/").content.decode()


def test_one_persons_choice_is_nobody_elses(gp):
    choose(by=make.user(), how={"progress": "page"})
    assert mailed(gp).to == [gp.email]


def test_an_email_says_how_to_get_fewer_without_signing_in(settings, gp):
    settings.SITE_URL = "https://portal.example"
    message = mailed(gp)
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert link.startswith("https://portal.example/notices/stop/?link=") and link in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    raw = message.message().as_bytes()
    assert f"List-Unsubscribe: <{link}>".encode() in re.sub(rb"\r?\n[ \t]", b" ", raw).replace(b":  <", b": <")


def test_codes_and_mailboxes_have_no_such_link(allowed_domain):
    tell([], mailboxes=["new@nhs.example"], kind=Kind.SIGN_IN, event="1", subject="Your code", text="BCDF-GHJK")
    tell([], mailboxes=["desk@nhs.example"], kind=Kind.ASSIGNED, event="2", subject="7KQ2M has come")
    assert deliver_due() == 2
    assert not any("List-Unsubscribe" in message.extra_headers for message in mail.outbox)
    assert not any("/notices/stop/" in message.body for message in mail.outbox)
    assert "interface team" in mail.outbox[1].body


def test_opening_the_link_asks_and_changes_nothing(client, gp):
    path = stop_path(mailed(gp))
    for _ in range(2):
        page = client.get(path)
        assert page.status_code == 200 and "Send me fewer emails" in page.content.decode()
    client.head(path)
    assert choices_of(gp)["progress"] == How.NOW
    assert gp.name not in page.content.decode() and gp.email not in page.content.decode()


def test_one_click_of_a_mail_program_acts_without_signing_in_or_a_token_of_a_form(gp):
    strict = Client(enforce_csrf_checks=True)
    path = stop_path(mailed(gp))
    for _ in range(2):
        answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200, "a mail program does not follow where it is led"
    assert choices_of(gp)["progress"] == How.PAGE
    assert {kind: how for kind, how in choices_of(gp).items() if kind != "progress"} == {
        kind: choosing.usual(kind) for kind in KINDS if kind != "progress"
    }


@pytest.mark.parametrize(
    "change", [lambda link: link[:-1], lambda link: "x" + link, lambda link: "", lambda link: "é:ü"]
)
def test_a_link_that_was_changed_does_nothing_and_says_so_kindly(client, gp, change):
    path, link = stop_path(mailed(gp)).split("?link=")
    for answer in (client.get(path, {"link": change(link)}), client.post(f"{path}?link={change(link)}")):
        assert answer.status_code == 404 and "This link does not work" in answer.content.decode()
    assert choices_of(gp)["progress"] == How.NOW


def test_a_link_works_for_nobody_who_has_gone_and_under_no_other_signature(client, gp, monkeypatch):
    path = stop_path(mailed(gp))
    User.objects.filter(pk=gp.pk).update(is_active=False)
    assert client.post(path).status_code == 404
    User.objects.filter(pk=gp.pk).update(is_active=True)
    monkeypatch.setattr(choosing, "signer", Signer(key="another", salt=choosing.signer.salt))
    assert client.post(path).status_code == 404
    monkeypatch.undo()
    assert client.post(path).status_code == 200


def test_what_somebody_waits_for_goes_one_step_down_and_a_second_click_takes_it_no_further(client, gp):
    path = stop_path(mailed(gp, kind=Kind.QUESTION))
    page = client.post(path).content.decode()
    client.post(path)
    assert choices_of(gp)["question"] == How.DAILY
    assert "because it needs you" in page


def test_an_old_link_never_makes_more_of_what_was_chosen_since(client, gp):
    path = stop_path(mailed(gp, kind=Kind.QUESTION))
    choose(by=gp, how={"question": "weekly"})
    client.post(path)
    assert choices_of(gp)["question"] == How.WEEKLY


def test_a_reminder_never_waits_for_a_week():
    assert choosing.offered(Kind.REMINDER) == [How.NOW, How.DAILY]


def test_a_week_is_spoken_of_only_where_it_can_be_chosen(client, gp):
    client.force_login(gp)
    words = client.get(PAGE).text
    parts = {kind: words.partition(f'id="id_{kind.value}-hint"')[2].partition("</div>")[0] for kind in LEAST}
    assert {kind: "a day or a week" in part for kind, part in parts.items()} == {
        kind: How.WEEKLY in choosing.offered(kind) for kind in LEAST
    }
    assert all("you may answer late" in part for part in parts.values())
