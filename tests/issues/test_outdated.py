"""G6: what waits to be sent is not sent to whoever may not read it by then, nor to a desk that it has left."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from interface.invariants import every_breach
from issues import escalating, following, responding, withdrawing
from issues.models import Issue
from people import choosing, delivering, notices
from people.models import Digest, Membership, Notice
from routing.models import Desk, Holder
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user(name="Rita Reporter")
    made["pharmacy"] = make.desk(made["trust"], Desk.Kind.CHIEF_PHARMACIST, make.user(made["trust"]))
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def sent_to(*people) -> list[list[str]]:
    """Deliver what waits; what each of these got."""
    delivering.deliver_due(timezone.now() + timedelta(seconds=1))
    return [[one.subject for one in mail.outbox if person.email in one.to] for person in people]


def fate(person) -> set[tuple]:
    rows = Notice.objects.filter(recipient=person)
    return {(row.last_error, row.due_at, row.sent_at, row.failed_at) for row in rows}


def without_the_check(monkeypatch):
    monkeypatch.setattr(delivering, "_outdated", lambda notice: "")


def rerouted(system) -> None:
    responding.reroute(issue=system["issue"], by=system["director"], desk=system["pharmacy"], text="Theirs.")


def test_a_desk_that_the_issue_has_left_is_not_told_that_it_came(system):
    rerouted(system)
    director, pharmacist = sent_to(system["director"], system["pharmacy"].holders.get().user)
    assert director == [] and len(pharmacist) == 1
    ((reason, *ends),) = fate(system["director"])
    assert reason.startswith("Not sent: ") and ends == [None, None, None]
    assert [one for one in every_breach(timezone.now()) if one.startswith("I3")] == []


def test_control_without_the_check_the_desk_is_told(system, monkeypatch):
    without_the_check(monkeypatch)
    rerouted(system)
    assert len(sent_to(system["director"])[0]) == 1


def leaves(system) -> None:
    """Somebody who holds a seat that reads it gives it up, with a notice waiting."""
    Holder.objects.filter(desk=system["desk"]).delete()
    Membership.objects.filter(user=system["director"]).delete()


def test_whoever_may_no_longer_read_it_is_not_told(system):
    leaves(system)
    assert sent_to(system["director"], system["reporter"]) == [
        [],
        [f"Your issue {system['issue']} has gone to {system['desk']}"],
    ]
    ((reason, *_),) = fate(system["director"])
    assert "may no longer read" in reason


def test_control_without_the_check_whoever_left_is_told(system, monkeypatch):
    without_the_check(monkeypatch)
    leaves(system)
    assert len(sent_to(system["director"])[0]) == 1


def test_a_follower_who_has_left_is_told_nothing_more(system):
    person = make.user()
    following.me_too(issue=system["issue"], by=person)
    responding.acknowledge(issue=system["issue"], by=system["director"])
    following.unfollow(issue=system["issue"], by=person)
    assert sent_to(person) == [[]]


def test_a_mailbox_is_told_only_while_it_belongs_to_a_desk_that_reads_the_issue(system):
    Holder.objects.filter(desk=system["desk"]).delete()
    Desk.objects.filter(pk=system["desk"].pk).update(mailbox="md@fernhall.example")
    first, second = (make.issue(by=system["reporter"], about=system["trust"]) for _ in range(2))
    Desk.objects.filter(pk=system["pharmacy"].pk).update(mailbox="pharmacy@fernhall.example")
    sent_to()
    told = [one.subject for one in mail.outbox if "md@fernhall.example" in one.to]
    assert len(told) == 2 and str(first) in "".join(told) and str(second) in "".join(told)
    make.issue(by=system["reporter"], about=system["trust"])
    Desk.objects.filter(pk=system["desk"].pk).update(mailbox="new@fernhall.example")
    sent_to()
    assert len([one for one in mail.outbox if "md@fernhall.example" in one.to]) == 2


def test_a_reminder_of_what_was_settled_meanwhile_does_not_go(system):
    sent_to()
    mail.outbox.clear()
    escalating.take_due_steps(Issue.objects.get().clock_due_at)
    withdrawing.withdraw(issue=system["issue"], by=system["reporter"])
    (director,) = sent_to(system["director"])
    assert director == [f"Issue {system['issue']} has been withdrawn by its reporter"]


def test_a_digest_leaves_out_what_its_reader_may_not_read_and_is_not_sent_empty(system):
    for person in (system["director"], system["reporter"]):
        choosing.choose(by=person, how={"assigned": "daily", "received": "daily"})
    delivering.deliver_due()
    assert Digest.objects.count() == 2
    leaves(system)
    delivering.deliver_due(timezone.now() + timedelta(days=4))
    assert [one.to for one in mail.outbox] == [[system["reporter"].email]]
    ((reason, due, sent, failed),) = fate(system["director"])
    assert "may no longer read" in reason and (due, sent, failed) == (None, None, None)
    assert [one for one in every_breach(timezone.now()) if one.startswith("I3")] == []


def test_notices_of_other_things_go_as_before(system):
    sent_to()
    mail.outbox.clear()
    stranger = make.user()
    for path in ("", "/projects/", "/registry/health/issues/", "/no/such/page/"):
        notices.tell([stranger], kind="assigned", event=f"news:{path}", subject="News", path=path)
    assert len(sent_to(stranger)[0]) == 4
