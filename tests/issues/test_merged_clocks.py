"""A merge keeps the clocks of both issues honest, and so does taking it back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from issues import clock, responding
from issues.models import Issue
from tests import make
from tests.issues.twins import back_in_time, due, fresh, merged, steps, unmerged

FIELDS = [field.attname for field in Issue._meta.fields]


def test_the_other_is_due_when_the_earlier_of_the_two_was(twins):
    early = twins["issue"]
    merged(twins, issue="issue", into="twin")
    late = fresh(twins["twin"])
    assert (late.acknowledge_due_at, late.answer_due_at) == (early.acknowledge_due_at, early.answer_due_at)
    assert late.entries.last().reasons[0].startswith("It is now to be answered by ")


def test_the_clock_of_a_duplicate_stands_and_it_is_never_late(twins):
    Issue.objects.filter(pk=twins["twin"].pk).update(answer_due_at=timezone.now() + timedelta(seconds=1))
    twin = merged(twins)
    Issue.objects.filter(pk=twin.pk).update(answer_due_at=timezone.now() - timedelta(days=9))
    assert twin.paused_at and not twin.answered_at
    assert twin not in Issue.objects.overdue()
    assert twin not in Issue.objects.open()


def test_a_clock_that_stands_lends_the_working_time_that_is_left(twins):
    """The other waits for its reporter since ten working days; the duplicate has four left from now."""
    asked = responding.ask(issue=twins["twin"], by=twins["director"], text="Which clinic?")
    since = timezone.now() - timedelta(days=14)
    Issue.objects.filter(pk=asked.pk).update(
        paused_at=since, answer_due_at=clock.after(since, 8 * clock.DAY), acknowledge_due_at=since
    )
    merged(twins, issue="issue", into="twin")
    replied = responding.reply(issue=fresh(twins["twin"]), by=twins["double"], text="Tuesdays")
    assert abs(replied.answer_due_at - twins["issue"].answer_due_at) < timedelta(minutes=1)


@pytest.mark.parametrize("before", ["reported", "acknowledged", "returned"])
def test_taking_it_back_restores_it_as_it_was(twins, before):
    if before == "acknowledged":
        responding.acknowledge(issue=twins["twin"], by=twins["director"])
    if before == "returned":
        responding.ask(issue=twins["twin"], by=twins["director"], text="Which clinic?")
    was = Issue.objects.values(*FIELDS).get(pk=twins["twin"].pk)
    merged(twins)
    unmerged(twins)
    now = Issue.objects.values(*FIELDS).get(pk=twins["twin"].pk)
    for name in ("acknowledge_due_at", "answer_due_at", "due_at", "clock_due_at"):
        earlier, later = was.pop(name), now.pop(name)
        assert later == earlier or clock.between(earlier, later) < timedelta(seconds=10)
    assert now == was
    assert now["state"] == before


def test_the_working_time_that_it_stood_is_given_back(twins):
    twin = merged(twins)
    back_in_time(twin, timedelta(days=7))
    after = unmerged(twins)
    stood = clock.between(timezone.now() - timedelta(days=7), timezone.now())
    assert stood > timedelta()
    assert abs(clock.between(twin.answer_due_at, after.answer_due_at) - stood) < timedelta(minutes=1)


def test_taking_it_back_restores_when_the_other_was_due(twins):
    was = twins["twin"].answer_due_at, twins["twin"].acknowledge_due_at
    merged(twins, issue="issue", into="twin")
    unmerged(twins, issue="issue")
    twin = fresh(twins["twin"])
    assert (twin.answer_due_at, twin.acknowledge_due_at) == was
    assert "give_back" in [step[0] for step in steps(twin)]


@pytest.mark.parametrize("order", [("issue", "third"), ("third", "issue")])
def test_of_several_duplicates_the_earliest_that_is_left_counts(twins, order):
    twins["third"] = make.issue(about=twins["trust"])
    due(twins["third"], days=6)
    was = twins["twin"].answer_due_at
    for name in order:
        merged(twins, issue=name, into="twin")
    assert fresh(twins["twin"]).answer_due_at == twins["issue"].answer_due_at
    unmerged(twins, issue="issue")
    assert fresh(twins["twin"]).answer_due_at == twins["third"].answer_due_at
    unmerged(twins, issue="third")
    assert fresh(twins["twin"]).answer_due_at == was
