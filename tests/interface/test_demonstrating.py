"""The made-up year: what happened to an issue stands in the order in which it happened, and nobody is told of it."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from interface import demonstrating
from interface.trying import people_to_try
from issues import outcomes, promising
from issues.models import ClockStep, Issue, IssueEntry, Verdict
from people.models import Notice


def played(rows: slice) -> None:
    """The registry, and these reports of the year with what became of them."""
    call_command("load_registry", "demonstration")
    cast = demonstrating._cast(timezone.now())
    for line in (demonstrating.DATA / "reports.jsonl").read_text("utf-8").splitlines()[rows]:
        demonstrating._play(cast, json.loads(line))


@pytest.mark.django_db
def test_the_history_of_every_issue_is_in_the_order_of_time():
    played(slice(40))
    steps = list(IssueEntry.objects.order_by("issue", "pk").values_list("issue", "at", "verb"))
    assert {"me_too", "acknowledge", "answer"} <= {verb for _, _, verb in steps}
    late = [
        verb for (one, at, _), (same, then, verb) in zip(steps, steps[1:], strict=False) if one == same and then < at
    ]
    assert late == []
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_what_issues_came_to_was_followed_up_as_it_would_have_been():
    played(slice(None))
    now = timezone.now()
    ahead = Issue.objects.filter(planned_on__gte=timezone.localdate())
    assert ahead and all(issue.outcome_due_at.date() == issue.planned_on for issue in ahead)
    made = Issue.objects.filter(outcome="made")
    past = Issue.objects.promised_before(timezone.localdate())
    week = promising.REMINDED_EVERY
    assert 0 < past.count() < made.count()
    for issue in past:  # it has been reminded each week, on the day of the promise first
        first = outcomes.followed_up_at("planned", issue.answered_at, issue.planned_on)
        assert now < issue.outcome_due_at <= now + week and not (issue.outcome_due_at - first) % week
    for issue in made:
        claim = issue.entries.filter(outcome="made").last()
        is_asked = claim.at + timedelta(days=28) <= now
        assert Verdict.objects.of(issue).exists() is is_asked
        assert (issue.outcome_due_at is None) is is_asked
    asked = Verdict.objects.exclude(answered_at__gt=now)
    assert 0 < asked.exclude(answer="").count() < asked.count()
    assert made.filter(outcome_due_at__gt=now).exists()
    stranger = next(one.user for one in people_to_try() if one.does == "reports")
    assert stranger.verdicts.exists() and not stranger.verdicts.exclude(answer="").exists()


@pytest.mark.django_db
def test_every_clock_took_its_steps_when_they_were_due():
    played(slice(None))
    now = timezone.now()
    assert not Issue.objects.filter(clock_due_at__lte=now).exists()
    steps = ClockStep.objects.select_related("issue")
    assert {step.step for step in steps} == set(ClockStep.Step.values)
    assert all(step.at == step.due_at for step in steps)
    late = Issue.objects.overdue().filter(answer_due_at__lt=now - timedelta(days=28))
    assert late
    for issue in late:
        taken = issue.clock_steps.filter(span="answer").values_list("step", flat=True)
        assert {"warning", "breach"} <= set(taken)
        assert issue.entries.filter(verb="escalate").exists()
    assert not Notice.objects.exists()
    assert [one for one in IssueEntry.objects.filter(verb__in=["remind", "escalate"]) if one.at > now] == []


@pytest.mark.django_db
def test_every_answer_is_one_to_an_issue_of_its_category():
    played(slice(None))
    of = demonstrating.ANSWERS
    answered = IssueEntry.objects.filter(verb__in=["answer", "fulfil"]).select_related("issue")
    assert {one.issue.category_id for one in answered} - {"other"} <= set(of)
    for one in answered:
        fitting = of.get(one.issue.category_id, {}).get(one.outcome) or of["any"][one.outcome]
        assert (one.text or one.particulars) in fitting
