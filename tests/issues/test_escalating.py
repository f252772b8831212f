"""What the clock does by itself, when, and whom it tells."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from interface.invariants import every_breach
from issues import clock, escalating, queries, responding
from issues.models import ClockStep, Copy, Issue, IssueEntry
from issues.watching import Clock, warning
from people.models import Notice
from routing.models import Desk, Holder
from tests import make

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def system():
    """An issue with the medical director, who has a deputy and falls back on the ICB's medical director."""
    made = make.registry()
    made["deputy"] = make.user(made["trust"], name="Dan Deputy")
    Holder.objects.create(desk=made["desk"], user=made["deputy"], seat=Holder.Seat.DEPUTY)
    made["chief"] = make.user(make.icb(), name="Ada Above")
    made["above"] = make.desk(make.icb(), Desk.Kind.ICB_MEDICAL_DIRECTOR, made["chief"])
    falls_to(made["desk"], made["above"])
    made["reporter"] = make.user()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    Notice.objects.all().delete()
    return made


def falls_to(desk: Desk, above: Desk | None) -> None:
    Desk.objects.filter(pk=desk.pk).update(fallback=above)


def steps(issue: Issue) -> list[tuple[str, str]]:
    return list(ClockStep.objects.filter(issue=issue).values_list("span", "step"))


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("subject", flat=True))


def late_by(issue: Issue, days: float) -> None:
    """The clock is looked at, so many working days after the time to acknowledge."""
    end, span = issue.acknowledge_due_at, abs(days) * clock.DAY
    escalating.take_due_steps(clock.before(end, span) if days < 0 else clock.after(end, span))


def all_told(system) -> list[int]:
    return [len(told(system[who])) for who in ("director", "deputy", "chief", "team")]


def test_nothing_is_done_before_a_fifth_of_the_time_is_left(system):
    at = clock.before(system["issue"].acknowledge_due_at, 2 * clock.DAY / 5)
    assert escalating.take_due_steps(at - MINUTE) == 0
    assert escalating.take_due_steps(at) == 1
    assert all_told(system) == [1, 0, 0, 0]
    assert "is to be acknowledged by" in told(system["director"])[0]


def test_a_long_span_is_warned_of_one_working_day_before_its_end():
    end = timezone.now()
    assert clock.between(warning(end, 20), end) == clock.DAY
    assert clock.between(warning(end, 2), end) == 2 * clock.DAY / 5


def test_the_deputy_is_told_then_the_desk_above_then_the_interface_team(system):
    late_by(system["issue"], -0.1)
    late_by(system["issue"], 0)
    assert all_told(system) == [1, 1, 0, 0]
    late_by(system["issue"], 1)
    assert all_told(system) == [1, 1, 1, 0]
    late_by(system["issue"], 2)
    assert all_told(system) == [1, 1, 1, 1]
    assert [step for _, step in steps(system["issue"])] == ["warning", "breach", "above", "interface"]
    assert "is late" in told(system["deputy"])[0]


def test_each_step_is_stored_with_when_it_was_to_be_when_it_was_and_whom_it_told(system):
    looked_at = clock.after(system["issue"].acknowledge_due_at, clock.DAY / 2)
    late_by(system["issue"], -0.1)
    escalating.take_due_steps(looked_at)
    step = ClockStep.objects.get(step="breach")
    assert (step.due_at, step.at, step.desk) == (system["issue"].acknowledge_due_at, looked_at, system["desk"])
    assert list(step.told.all()) == [system["deputy"]]


def test_the_history_says_what_the_clock_did(system):
    late_by(system["issue"], 0)
    shown = [(entry.verb, entry.by) for entry in queries.timeline(system["reporter"], system["issue"])]
    assert shown[1:] == [("remind", None), ("escalate", None)]
    assert IssueEntry.objects.last().text.endswith("Told: Medical director, Fernhall Hospitals.")
    assert list(every_breach(timezone.now())) == []


def test_no_step_is_taken_twice_however_the_clock_of_the_machine_jumps(system):
    now = clock.after(system["issue"].acknowledge_due_at, timedelta(minutes=5))
    for jump in (0, -1, 24, 0, -1, 24):
        escalating.take_due_steps(now + timedelta(hours=jump))
    assert len(steps(system["issue"])) == len(set(steps(system["issue"]))) == 3
    assert all_told(system) == [1, 1, 1, 0]


def test_after_an_outage_the_steps_are_caught_up_in_order_with_one_notice_each(system):
    falls_to(system["desk"], None)
    Holder.objects.filter(user=system["deputy"]).delete()
    assert escalating.take_due_steps(system["issue"].answer_due_at + timedelta(days=30)) == 6
    due = list(ClockStep.objects.values_list("due_at", flat=True))
    assert due == sorted(due)
    assert all_told(system) == [1, 0, 0, 1]


def test_where_nothing_is_above_the_interface_team_is_told_in_its_place(system):
    falls_to(system["desk"], None)
    late_by(system["issue"], 1)
    assert [step for _, step in steps(system["issue"])] == ["warning", "breach", "interface"]
    assert len(told(system["team"])) == 1


def test_desks_that_fall_to_each_other_never_loop(system):
    falls_to(system["above"], system["desk"])
    late_by(system["issue"], 2)
    assert [step for _, step in steps(system["issue"])] == ["warning", "breach", "above", "interface"]


def test_nobody_at_the_desk_and_its_fallback_is_told_before_the_end(system):
    Holder.objects.filter(desk=system["desk"]).delete()
    late_by(system["issue"], -0.1)
    assert all_told(system) == [0, 0, 1, 0]


def test_whoever_left_the_portal_is_not_told(system):
    system["director"].is_active = False
    system["director"].save()
    late_by(system["issue"], -0.1)
    assert all_told(system) == [0, 1, 0, 0]


def test_a_desk_that_was_switched_off_is_passed_over(system):
    Desk.objects.filter(pk=system["desk"].pk).update(is_active=False)
    late_by(system["issue"], -0.1)
    assert all_told(system) == [0, 0, 1, 0]


def test_nobody_is_told_that_their_own_issue_is_late(system):
    own = make.issue(by=system["director"], about=system["trust"])
    Notice.objects.all().delete()
    late_by(own, -0.1)
    assert [step.told.get() for step in own.clock_steps.all()] == [system["deputy"]]


def test_the_interface_desk_has_nothing_above_it(system):
    lost = make.issue(about=None, about_words="nobody knows")
    assert lost.desk == system["interface_desk"]
    late_by(lost, 5)
    assert [step for span, step in steps(lost) if span == "acknowledge"] == ["warning", "breach"]


def test_an_empty_interface_desk_is_the_whole_teams(system):
    Holder.objects.filter(desk=system["interface_desk"]).delete()
    late_by(system["issue"], 2)
    assert len(told(system["team"])) == 1


def test_the_mailbox_of_an_empty_desk_is_told_too(system):
    Holder.objects.filter(desk=system["desk"]).delete()
    Desk.objects.filter(pk=system["desk"].pk).update(mailbox="director@fernhall.example")
    late_by(system["issue"], -0.1)
    assert Notice.objects.get(address="director@fernhall.example").subject.startswith("Issue ")


def test_whom_the_clock_calls_in_can_read_and_answer(system):
    with pytest.raises(PermissionDenied):
        responding.acknowledge(issue=system["issue"], by=system["chief"])
    assert not Issue.objects.visible_to(system["chief"]).exists()
    late_by(system["issue"], 1)
    assert Issue.objects.visible_to(system["chief"]).get() == system["issue"]
    assert Copy.objects.get().desk == system["above"]
    responding.acknowledge(issue=Issue.objects.get(), by=system["chief"])


def test_whom_the_clock_called_in_for_another_desk_no_longer_answers(system):
    late_by(system["issue"], 1)
    other = make.desk(system["trust"], Desk.Kind.CHIEF_NURSE, make.user(system["trust"]))
    issue = responding.reroute(issue=system["issue"], by=system["director"], desk=other, text="Theirs")
    with pytest.raises(PermissionDenied):
        responding.acknowledge(issue=issue, by=system["chief"])


def test_while_the_reporter_is_asked_nothing_is_due(system):
    asked = responding.ask(issue=system["issue"], by=system["director"], text="Which clinic?")
    assert asked.clock_due_at is None
    assert escalating.take_due_steps(asked.answer_due_at + timedelta(days=30)) == 0
    replied = responding.reply(issue=asked, by=system["reporter"], text="The Tuesday one")
    assert replied.clock_due_at == warning(replied.answer_due_at, replied.answer_days)


@pytest.mark.parametrize("done", ["answer", "close"])
def test_an_issue_that_is_done_is_not_looked_at(system, done):
    issue = responding.answer(issue=system["issue"], by=system["director"], text="Mended", outcome="fixed")
    if done == "close":
        issue = responding.close(issue=issue, by=system["reporter"])
    assert issue.clock_due_at is None


def test_a_state_in_which_nobody_is_to_act_runs_no_clock(system):
    issue = system["issue"]
    for state in ("returned", "answered", "closed", "duplicate"):
        assert Clock.of(issue, state=state).next_look() is None


def test_an_acknowledged_issue_is_next_looked_at_before_its_answer_is_due(system):
    issue = responding.acknowledge(issue=system["issue"], by=system["director"])
    assert issue.clock_due_at == clock.before(issue.answer_due_at, clock.DAY)


def test_a_log_that_is_older_than_the_portal_reminds_nobody(system):
    old = make.issue(about=system["trust"], tell=False, created_at=timezone.now() - timedelta(days=90))
    assert old.clock_due_at is None
    assert responding.acknowledge(issue=old, by=system["director"], tell=False).clock_due_at is None


def test_thanks_wait_for_no_answer_so_nobody_is_reminded_of_them(system):
    thanks = make.issue(about=system["trust"], category=make.category("good", "Works well", is_thanks=True))
    assert thanks.clock_due_at is None
    nurse = make.desk(system["trust"], Desk.Kind.CHIEF_NURSE, make.user(system["trust"]))
    sent_on = responding.reroute(issue=thanks, by=system["director"], desk=nurse, text="For the ward")
    assert sent_on.clock_due_at is None


def test_one_issue_that_fails_keeps_no_other_waiting(system, monkeypatch, caplog):
    other, ears = make.issue(about=system["trust"]), escalating._ears
    broken = {system["issue"].pk}
    monkeypatch.setattr(escalating, "_ears", lambda one: {} if one.pk in broken else ears(one))
    late_by(other, 0)
    assert (steps(system["issue"]), len(steps(other))) == ([], 2)
    assert "was passed over: KeyError" in caplog.text
    broken.clear()
    late_by(other, 0)
    assert len(steps(system["issue"])) == 2


def test_a_clock_that_nothing_looks_at_is_noticed(system):
    Issue.objects.update(clock_due_at=None)
    assert [breach.split(":")[0] for breach in every_breach(timezone.now())] == ["I10"]
    Issue.objects.update(clock_due_at=timezone.now() - timedelta(hours=2))
    assert [breach.split(":")[0] for breach in every_breach(timezone.now())] == ["I10"]
