"""Every span of the clock is read off the moment it ends, and true whatever happens to the issue."""

from datetime import UTC, datetime, timedelta

import pytest

from issues import escalating, following, merging, responding
from issues.models import ClockStep, Issue, Reading
from tests import make
from tests.issues.november import london, on, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return reported()


def read(issue: Issue) -> list[tuple]:
    """Span, the act that ended it, and working hours taken."""
    return [(one.span, one.verb, one.minutes / 60) for one in Reading.objects.filter(issue=issue)]


def test_the_first_response_and_the_answer_are_stored_with_the_working_time_they_took(system):
    with on(3, 11):
        responding.acknowledge(issue=system["issue"], by=system["director"])
    with on(10):
        responding.answer(issue=system["issue"], by=system["director"], text="Mended", outcome="fixed")
    assert read(system["issue"]) == [("acknowledge", "acknowledge", 12.5), ("answer", "answer", 63)]
    first, last = Reading.objects.all()
    assert (first.started_at, first.ended_at, first.due_at) == (london(2), london(3, 11), london(4))
    assert (last.started_at, last.due_at, last.desk) == (london(2), london(16), system["desk"])


def test_an_answer_at_once_is_the_first_response_too(system):
    with on(3):
        responding.answer(issue=system["issue"], by=system["director"], text="Mended", outcome="fixed")
    assert read(system["issue"]) == [("acknowledge", "answer", 10.5), ("answer", "answer", 10.5)]


def test_a_question_is_a_first_response_and_the_wait_for_the_reply_is_nobodys(system):
    with on(3):
        responding.ask(issue=system["issue"], by=system["director"], text="Which clinic?")
    with on(10):
        replied = responding.reply(issue=system["issue"], by=system["reporter"], text="The blue one")
    assert replied.acknowledged_at == london(3)
    assert replied.answer_due_at == london(23)
    with on(11):
        responding.answer(issue=system["issue"], by=system["director"], text="Mended", outcome="fixed")
    assert read(system["issue"]) == [("acknowledge", "ask", 10.5), ("answer", "answer", 21)]


def test_an_answer_without_waiting_for_the_reply_is_not_late_for_the_wait(system):
    with on(3):
        responding.ask(issue=system["issue"], by=system["director"], text="Which clinic?")
    with on(24):
        responding.answer(issue=system["issue"], by=system["director"], text="Found it", outcome="fixed")
    last = Reading.objects.get(span="answer")
    assert last.minutes == 10.5 * 60
    assert last.ended_at < last.due_at


def clock_of(issue: Issue) -> dict:
    columns = ("acknowledge_due_at", "answer_due_at", "acknowledged_at", "answered_at", "clock_run", "clock_due_at")
    return Issue.objects.filter(pk=issue.pk).values(*columns).get()


def test_a_note_or_a_me_too_touches_no_clock(system):
    before = clock_of(system["issue"])
    with on(3):
        responding.note(issue=system["issue"], by=system["director"], text="Rang the ward")
        following.me_too(issue=system["issue"], by=make.user())
    assert clock_of(system["issue"]) == before
    assert read(system["issue"]) == []


def test_a_reminder_touches_no_time_that_was_promised(system):
    before = clock_of(system["issue"])
    with on(4):
        assert escalating.take_due_steps() == 2
    after = clock_of(system["issue"])
    assert {name for name in after if after[name] != before[name]} == {"clock_due_at"}
    assert read(system["issue"]) == []


def test_sending_on_gives_fresh_time_to_acknowledge_while_the_answer_counts_on(system):
    with on(4):
        issue = responding.reroute(issue=system["issue"], by=system["director"], desk=system["other"], text="Theirs")
    assert (issue.acknowledge_due_at, issue.answer_due_at) == (london(6), london(16))
    with on(5):
        responding.acknowledge(issue=issue, by=system["nurse"])
    with on(6):
        responding.answer(issue=issue, by=system["nurse"], text="Mended", outcome="fixed")
    assert read(system["issue"]) == [
        ("acknowledge", "reroute", 21),
        ("answer", "reroute", 21),
        ("acknowledge", "acknowledge", 10.5),
        ("answer", "answer", 42),
    ]
    assert [one.desk for one in Reading.objects.all()] == [system["desk"]] * 2 + [system["other"]] * 2


def test_sending_on_late_stays_late_for_the_desk_that_did(system):
    with on(20):
        responding.reroute(issue=system["issue"], by=system["director"], desk=system["other"], text="Theirs")
    assert all(one.ended_at > one.due_at for one in Reading.objects.all())


def test_reopening_gives_both_spans_afresh_and_keeps_the_first_readings(system):
    with on(3):
        responding.answer(issue=system["issue"], by=system["director"], text="Mended", outcome="fixed")
    first = read(system["issue"])
    with on(9):
        issue = responding.reopen(issue=system["issue"], by=system["reporter"], text="Still so")
    assert (issue.acknowledge_due_at, issue.answer_due_at) == (london(11), london(23))
    assert issue.clock_due_at == london(10, 15) + timedelta(minutes=18)
    with on(10):
        responding.answer(issue=issue, by=system["director"], text="Now it is", outcome="fixed")
    assert read(system["issue"]) == [*first, ("acknowledge", "answer", 10.5), ("answer", "answer", 10.5)]


def test_the_days_as_part_of_another_issue_count_for_neither(system):
    with on(3):
        other = make.issue(about=system["trust"])
        merging.merge(issue=system["issue"], into=other, by=system["team"])
    assert Issue.objects.get(pk=system["issue"].pk).clock_due_at is None
    with on(10):
        issue = merging.unmerge(issue=system["issue"], by=system["team"])
    assert (issue.acknowledge_due_at, issue.answer_due_at) == (london(11), london(23))
    assert issue.clock_due_at == london(10, 15) + timedelta(minutes=18)
    with on(11):
        responding.answer(issue=issue, by=system["director"], text="Mended", outcome="fixed")
    assert read(system["issue"]) == [("acknowledge", "answer", 21), ("answer", "answer", 21)]


@pytest.mark.parametrize("again", ["reroute", "reopen"])
def test_a_new_clock_takes_its_own_steps(system, again):
    with on(4):
        escalating.take_due_steps()
    with on(6):
        if again == "reroute":
            responding.reroute(issue=system["issue"], by=system["director"], desk=system["other"], text="Theirs")
        else:
            responding.answer(issue=system["issue"], by=system["director"], text="Mended", outcome="fixed")
            responding.reopen(issue=system["issue"], by=system["reporter"], text="Still so")
    with on(10, 8):
        assert escalating.take_due_steps() == 1
    assert list(ClockStep.objects.values_list("run", "step")) == [(1, "warning"), (1, "breach"), (2, "warning")]


def test_an_older_log_is_read_by_its_own_dates(system):
    old = make.issue(about=system["trust"], tell=False, created_at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    at = datetime(2026, 3, 5, 9, tzinfo=UTC)
    responding.answer(issue=old, by=system["director"], text="Mended", outcome="fixed", at=at, tell=False)
    assert read(old)[-1] == ("answer", "answer", 31.5)
