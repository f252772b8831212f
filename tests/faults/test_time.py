"""D3: the machine's clock steps back an hour or ahead a day. Nothing is done twice, and nothing lives longer."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from interface.invariants import every_breach
from issues import clock, queries, responding
from issues.models import ClockStep, Issue
from people import sessions, signing_in
from people.models import EmailDomain, Notice, Round
from people.rounds import once
from tests import make
from tests.people.door import ask, emailed_code, sign_in, signed_in_as, type_code

pytestmark = pytest.mark.faults
LOOK = "from issues import escalating; escalating.take_due_steps()"
HOUR, DAY = 3600, 24 * 3600
JUMPS = (0, -HOUR, 3 * DAY, -HOUR)  # three days, so that a weekend is passed over


def late(system) -> Issue:
    """An issue whose time to acknowledge ended five minutes ago."""
    issue = make.issue(by=system["reporter"], about=system["trust"])
    ended = clock.before(timezone.now(), timedelta(minutes=5))
    Issue.objects.update(acknowledge_due_at=ended, clock_due_at=ended)
    return issue


def test_a_worker_whose_clock_steps_back_and_ahead_takes_each_step_once(portal, system):
    issue = late(system)
    for ahead in JUMPS:
        assert portal.run(LOOK, CLOCK=str(ahead)) == 0, portal.log()
        Issue.objects.update(clock_due_at=timezone.now() - timedelta(days=9))  # looked at again, due or not
    steps = list(ClockStep.objects.values_list("run", "span", "step"))
    assert len(steps) == len(set(steps)) >= 3
    told = list(Notice.objects.values_list("recipient", "event"))
    assert len(told) == len(set(told))
    lines = [entry.pk for entry in queries.timeline(system["reporter"], issue)]
    assert lines == sorted(lines), "in the order in which it happened, whatever the clock said"
    assert "was passed over" not in portal.log(everything=True)


def test_without_looking_which_steps_were_taken_a_clock_that_jumps_takes_them_again(portal, system):
    late(system)
    for ahead in (0, -HOUR):
        portal.run(LOOK, CLOCK=str(ahead), UNGUARDED="clock lock")
        Issue.objects.update(clock_due_at=timezone.now() - timedelta(days=9))
    assert "was passed over: IntegrityError" in portal.log(everything=True)


def test_the_history_keeps_its_order_when_the_clock_steps_back(system):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    responding.acknowledge(issue=issue, by=system["director"])
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        responding.ask(issue=issue, by=system["director"], text="Which ward?")
    said = [entry.verb for entry in queries.timeline(system["reporter"], issue)]
    assert said == ["report", "acknowledge", "ask"]
    assert list(every_breach(timezone.now())) == []


def test_a_job_is_not_done_again_in_a_slot_that_comes_twice(db):
    ran = []
    for back in (0, 1, 0):
        with once("tidy", every=timedelta(hours=1), now=timezone.now() - timedelta(hours=back)) as mine:
            ran.append(mine)
    assert (ran, Round.objects.count()) == ([True, True, False], 2)


@pytest.fixture
def door(db):
    EmailDomain.objects.create(domain="nhs.example")


def an_hour_earlier():
    return time_machine.travel(time.time() - HOUR)


def signs_in_with_a_code_of_later(client: Client) -> bool:
    ask(client, make.user().email)
    code = emailed_code()
    with an_hour_earlier():
        type_code(client, code)
        return bool(signed_in_as(client))


def test_a_code_lives_no_longer_where_the_clock_steps_back(door, client):
    assert not signs_in_with_a_code_of_later(client)


def test_without_looking_at_its_age_backwards_a_code_lives_an_hour_longer(door, client, monkeypatch):
    monkeypatch.delattr(signing_in.Attempt, "is_valid")
    assert signs_in_with_a_code_of_later(client)


def stays_signed_in(client: Client) -> bool:
    sign_in(client)
    with an_hour_earlier():
        return client.get("/notices/").status_code == 200


def test_a_session_ends_where_the_clock_steps_back(door, client):
    assert not stays_signed_in(client)


def test_without_looking_a_session_lives_an_hour_longer(door, client, monkeypatch):
    monkeypatch.setattr(sessions, "CLOCKS_DIFFER", DAY)
    assert stays_signed_in(client)
