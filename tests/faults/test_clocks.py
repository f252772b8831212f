"""C and D3: what the clock does by itself is done once, killed half-way or by several workers at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interface.invariants import every_breach
from issues import escalating
from issues.models import ClockStep, Issue, IssueEntry
from people.models import Notice
from tests import make

pytestmark = pytest.mark.faults
LOOK = "from issues import escalating; escalating.take_due_steps()"


@pytest.fixture
def late(system):
    """An issue whose time to acknowledge has just ended: a reminder and a word to the deputy are due."""
    issue = make.issue(by=system["reporter"], about=system["trust"])
    Notice.objects.all().delete()
    ended = timezone.now() - timedelta(minutes=1)
    Issue.objects.update(acknowledge_due_at=ended, clock_due_at=ended)
    return issue


def done() -> tuple[list, int, int]:
    """The steps that were stored, their lines in the history, and the notices."""
    steps = list(ClockStep.objects.order_by("pk").values_list("step", flat=True))
    return steps, IssueEntry.objects.exclude(verb="report").count(), Notice.objects.count()


WHOLE = (["warning", "breach"], 2, 1)


@pytest.mark.parametrize("point", ["step.stored", "step.before_commit"])
def test_killed_before_the_commit_nothing_is_left_and_the_next_sweep_does_all_of_it_once(portal, late, point):
    assert portal.run(LOOK, FAULTS=f"{point}:kill") == -9
    assert done() == ([], 0, 0)
    assert portal.run(LOOK) == 0
    assert done() == WHOLE
    assert portal.run(LOOK) == 0
    assert done() == WHOLE
    assert list(every_breach(timezone.now())) == []


def test_without_the_transaction_a_kill_leaves_a_step_that_nobody_is_ever_told_of(portal, late):
    assert portal.run(LOOK, FAULTS="step.stored:kill", UNGUARDED="clock transaction") == -9
    assert done() == (["warning"], 0, 0)
    escalating.take_due_steps()
    assert done()[1] == 1, "the reminder is lost"


def test_several_workers_at_once_take_each_step_once(portal, late):
    assert portal.run_together(LOOK, 3, FAULTS="step.stored:sleep=0.2") == [0, 0, 0]
    assert done() == WHOLE
    assert "was passed over" not in portal.log(everything=True)


def test_without_the_lock_several_workers_run_into_each_other(portal, late):
    portal.run_together(LOOK, 3, FAULTS="step.stored:sleep=0.2", UNGUARDED="clock lock")
    assert "was passed over: IntegrityError" in portal.log(everything=True)
