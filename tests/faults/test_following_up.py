"""A worker killed while it asks reporters, or reminds a desk: everybody is told, and nobody twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interface.invariants import every_breach
from issues import following, responding
from issues.models import Issue, Verdict
from people.models import Notice
from tests import make

pytestmark = pytest.mark.faults
ASK = "from issues import confirming; confirming.ask_due()"
REMIND = "from issues import promising; promising.remind_due()"
KILLED = ["verdict.before_notices:kill", "verdict.after_notices:kill"]


@pytest.fixture
def asked(system):
    """The people who are to be asked now about a change made four weeks ago."""
    issue = make.issue(by=system["reporter"], about=system["trust"])
    others = [make.user() for _ in range(3)]
    for other in others:
        following.me_too(issue=issue, by=other)
    responding.answer(issue=issue, by=system["director"], outcome="made", changed="The printer is mended.")
    Issue.objects.update(outcome_due_at=timezone.now() - timedelta(minutes=1))
    return [system["reporter"], *others]


def questions(people) -> list[int]:
    return [person.notices.filter(subject__endswith="Does it hold?").count() for person in people]


@pytest.mark.parametrize("fault", KILLED)
def test_killed_while_asking_everybody_is_asked_once_by_the_next(portal, asked, fault):
    assert portal.run(ASK, FAULTS=fault) == -9
    assert questions(asked) == [0, 0, 0, 0]
    for _ in range(2):
        assert portal.run(ASK) == 0
    assert questions(asked) == [1, 1, 1, 1]
    assert Verdict.objects.count() == 4
    assert list(every_breach(timezone.now())) == []


def test_without_the_guards_some_are_asked_twice(portal, asked):
    portal.run(ASK, FAULTS=KILLED[1], UNGUARDED="asked once")
    portal.run(ASK, UNGUARDED="asked once")
    assert questions(asked) == [2, 2, 2, 2]


def test_several_workers_ask_everybody_once(portal, asked):
    assert portal.run_together(ASK, 3) == [0, 0, 0]
    assert questions(asked) == [1, 1, 1, 1]


def test_killed_while_reminding_the_desk_is_reminded_once_by_the_next(portal, system):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    day = timezone.localdate() + timedelta(days=1)
    said = {"outcome": "planned", "text": "A new template.", "planned_on": day}
    responding.answer(issue=issue, by=system["director"], **said)
    Issue.objects.update(outcome_due_at=timezone.now() - timedelta(minutes=1))
    assert portal.run(REMIND, FAULTS="promise.after_notices:kill") == -9
    assert not Notice.objects.filter(event__contains=":planned:").exists()
    for _ in range(2):
        assert portal.run(REMIND) == 0
    assert Notice.objects.filter(recipient=system["director"], event__contains=":planned:").count() == 1
