"""A chair that becomes empty gives its open issues to whoever takes over, once, and nobody is left waiting."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interface.invariants import every_breach
from issues import emptying, responding
from issues.models import Issue
from people import bouncing
from people.models import Notice, User
from routing.models import Desk, Holder
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["nurse"] = make.user(made["trust"], name="Nell Nurse")
    made["fallback"] = make.desk(made["trust"], "chief_nurse", made["nurse"])
    Desk.objects.filter(pk=made["desk"].pk).update(fallback=made["fallback"])
    Holder.objects.update(from_on=timezone.localdate() - timedelta(days=30))
    made["reporter"] = make.user(name="Rita Reporter")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def leave(system, how: str) -> None:
    director = system["director"]
    if how == "bounce":
        bouncing.mark(address=director.email, reason="550 No such user")
    elif how == "disabled":
        User.objects.filter(pk=director.pk).update(is_active=False)
    else:
        Holder.objects.filter(user=director).update(until_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("how", ["bounce", "disabled", "left"])
def test_open_issues_go_to_the_fallback_and_everybody_is_told_once(system, how):
    assert emptying.empty_chairs() == 0
    leave(system, how)
    assert emptying.empty_chairs() == 1
    assert emptying.empty_chairs() == 0
    issue = Issue.objects.get()
    entry = issue.entries.last()
    assert (issue.desk, issue.state, entry.verb, entry.by) == (system["fallback"], "reported", "take_over", None)
    assert (entry.gap, entry.from_desk) == ("nobody_there", system["desk"])
    assert "Nobody is left at Medical director" in entry.reasons[0]
    told = Notice.objects.filter(subject__contains=issue.reference).exclude(recipient=system["director"])
    assert told.filter(recipient=system["nurse"]).count() == 1
    assert told.filter(recipient=system["reporter"], subject__contains="has been sent on to Chief nurse").count() == 1
    assert Notice.objects.filter(recipient=system["team"], subject__startswith="Nobody is left").count() == 1
    assert [breach for breach in every_breach(timezone.now()) if breach.startswith(("I1:", "I2:", "I5:"))] == []


def test_the_next_issue_goes_there_at_once_without_any_sweep(system):
    leave(system, "bounce")
    issue = make.issue(about=system["trust"])
    assert issue.desk == system["fallback"]


def test_without_a_fallback_the_interface_team_takes_over(system):
    Desk.objects.filter(pk=system["desk"].pk).update(fallback=None)
    leave(system, "disabled")
    emptying.empty_chairs()
    assert Issue.objects.get().desk == system["interface_desk"]


def test_where_nobody_takes_over_it_waits_until_somebody_does(system):
    Desk.objects.filter(pk=system["desk"].pk).update(fallback=None)
    User.objects.exclude(pk=system["reporter"].pk).update(is_active=False)
    assert emptying.empty_chairs() == 0
    assert Issue.objects.get().desk == system["desk"]
    User.objects.filter(pk=system["team"].pk).update(is_active=True)
    assert emptying.empty_chairs() == 1
    assert Issue.objects.get().desk == system["interface_desk"]


def test_what_somebody_sends_to_an_empty_desk_afterwards_stays(system):
    Desk.objects.filter(pk=system["desk"].pk).update(mailbox="office@fernhall.example")
    leave(system, "left")
    emptying.empty_chairs()
    issue = Issue.objects.get()
    responding.reroute(issue=issue, by=system["nurse"], desk=system["desk"], text="The office reads it")
    assert emptying.empty_chairs() == 0
    assert Issue.objects.get().desk == system["desk"]


def test_answered_issues_and_desks_never_held_stay_as_they_are(system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="So it is.")
    make.desk(system["trust"], "digital_lead")
    leave(system, "disabled")
    assert emptying.empty_chairs() == 0
    assert Issue.objects.get().desk == system["desk"]
    assert not Desk.objects.get(kind="digital_lead").emptied_at


def test_a_chair_that_is_taken_again_is_no_longer_marked(system):
    leave(system, "disabled")
    emptying.empty_chairs()
    assert Desk.objects.get(pk=system["desk"].pk).emptied_at
    Holder.objects.create(desk=system["desk"], user=make.user(system["trust"]))
    emptying.empty_chairs()
    assert not Desk.objects.get(pk=system["desk"].pk).emptied_at


def test_somebody_who_is_only_away_still_holds_their_desk(system):
    day = timezone.localdate()
    system["director"].absences.create(from_on=day, until_on=day + timedelta(days=3))
    assert emptying.empty_chairs() == 0
    assert Issue.objects.get().desk == system["desk"]


def test_the_clock_starts_again_and_the_old_desks_span_is_read_unmet(system):
    leave(system, "left")
    emptying.empty_chairs()
    issue = Issue.objects.get()
    assert issue.clock_run == 2
    readings = issue.readings.values_list("desk", "verb")
    assert set(readings) == {(system["desk"].pk, "take_over")}


@pytest.mark.parametrize("is_acknowledged", [False, True])
def test_what_was_late_stays_late_and_what_was_not_becomes_no_later(system, is_acknowledged):
    long_ago = timezone.now() - timedelta(days=60)
    late = make.issue(by=system["reporter"], about=system["trust"], created_at=long_ago)
    if is_acknowledged:
        for one in (late, system["issue"]):
            responding.acknowledge(issue=one, by=system["director"])
    before = {one.pk: one for one in Issue.objects.all()}
    leave(system, "left")
    assert emptying.empty_chairs() == 2
    for one in Issue.objects.all():
        assert one.answer_due_at == before[one.pk].answer_due_at and one.acknowledge_due_at <= one.answer_due_at
        assert is_acknowledged or one.acknowledge_due_at == before[one.pk].acknowledge_due_at
    assert list(Issue.objects.overdue()) == [late]


def test_before_somebody_is_taken_off_it_is_said_how_many_issues_move_where(client):
    made = make.registry()
    make.issue(about=made["trust"])
    client.force_login(made["team"])
    holder = made["desk"].holders.get()
    desk_page = reverse("routing:desk", args=[made["desk"].pk])
    ask = reverse("issues:take_off", args=[holder.pk])
    assert ask in client.get(desk_page).text
    assert f"1 open issue moves to {made['interface_desk']}, and the reporters are told." in client.get(ask).text
    deputy = Holder.objects.create(desk=made["desk"], user=make.user(made["trust"]), seat="deputy")
    assert f"1 open issue stays there, with {deputy.user}." in client.get(ask).text
    Holder.objects.filter(pk=holder.pk).update(from_on="2020-01-01", until_on="2020-02-01")
    assert ask not in client.get(desk_page).text
