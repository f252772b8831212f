"""What may be done with an issue, by whom, in which state, and who is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from issues import clock, following, queries, responding
from issues.models import Issue
from people.models import Notice
from people.refusing import Refused
from people.trail import BACK
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    Notice.objects.all().delete()
    return made


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).values_list("subject", flat=True))


def test_the_reporter_is_told_that_somebody_has_seen_it(system):
    issue = responding.acknowledge(issue=system["issue"], by=system["director"])
    assert issue.state == Issue.State.ACKNOWLEDGED
    assert told(system["reporter"]) == [f"Issue {issue.reference} has been acknowledged"]


def test_a_second_press_changes_nothing(system):
    responding.acknowledge(issue=system["issue"], by=system["director"])
    responding.acknowledge(issue=system["issue"], by=system["director"])
    assert system["issue"].entries.filter(verb="acknowledge").count() == 1
    assert len(told(system["reporter"])) == 1


def test_who_comes_second_is_told_who_was_first(system):
    responding.acknowledge(issue=system["issue"], by=system["director"])
    with pytest.raises(Refused, match="Mina Director"):
        responding.acknowledge(issue=system["issue"], by=system["team"])


def test_an_outsider_cannot_answer(system):
    with pytest.raises(PermissionDenied):
        responding.answer(issue=system["issue"], by=make.user(), text="Done", outcome="fixed")


def test_nobody_answers_their_own_issue(system):
    own = make.issue(by=system["director"], about=system["trust"])
    with pytest.raises(PermissionDenied):
        responding.acknowledge(issue=own, by=system["director"])


def test_the_clock_stands_while_the_reporter_is_asked(system):
    asked = responding.ask(issue=system["issue"], by=system["director"], text="Which clinic?")
    waited = timedelta(days=7)
    Issue.objects.filter(pk=asked.pk).update(paused_at=asked.paused_at - waited)
    before = asked.answer_due_at
    after = responding.reply(issue=asked, by=system["reporter"], text="The Tuesday one")
    stood = clock.between(timezone.now() - waited, timezone.now())
    assert after.paused_at is None
    assert abs(clock.between(before, after.answer_due_at) - stood) < timedelta(minutes=1)


def test_a_planned_change_needs_a_date(system):
    with pytest.raises(Refused):
        responding.answer(issue=system["issue"], by=system["director"], text="Soon", outcome="planned")


def test_answering_and_closing_are_told_to_reporter_and_followers(system):
    follower = make.user()
    following.me_too(issue=system["issue"], by=follower)
    responding.answer(issue=system["issue"], by=system["director"], text="Printer mended", outcome="fixed")
    responding.close(issue=system["issue"], by=system["reporter"])
    assert len(told(follower)) == 2
    assert any("answered" in subject for subject in told(system["reporter"]))


def test_me_too_counts_a_person_once(system):
    follower = make.user()
    following.me_too(issue=system["issue"], by=follower)
    following.me_too(issue=system["issue"], by=follower)
    assert system["issue"].followers.count() == 1


def test_sending_on_keeps_the_history_and_gives_the_new_desk_time(system):
    pharmacist = make.user(system["trust"])
    desk = make.desk(system["trust"], "chief_pharmacist", pharmacist)
    late = timezone.now() - timedelta(days=30)
    Issue.objects.filter(pk=system["issue"].pk).update(answer_due_at=late, acknowledge_due_at=late)
    issue = responding.reroute(issue=system["issue"], by=system["director"], desk=desk, text="A supply question")
    assert issue.desk == desk
    assert [step.desk for step in issue.entries.all()] == [system["desk"], desk]
    assert timezone.now() < issue.acknowledge_due_at <= issue.answer_due_at
    assert any("come to" in subject for subject in told(pharmacist))
    assert Issue.objects.visible_to(system["director"]).filter(pk=issue.pk).exists()


def test_reopening_starts_the_clock_again(system):
    responding.answer(issue=system["issue"], by=system["director"], changed="Mended", outcome="made")
    issue = responding.reopen(issue=system["issue"], by=system["reporter"], text="Still happening")
    assert issue.state == Issue.State.REPORTED
    assert issue.outcome == ""
    assert issue.answer_due_at > timezone.now()


def test_an_internal_note_is_never_seen_by_the_reporter(system):
    responding.note(issue=system["issue"], by=system["director"], text="Between ourselves")
    assert not [e for e in queries.timeline(system["reporter"], system["issue"]) if e.is_internal]
    assert [e for e in queries.timeline(system["director"], system["issue"]) if e.is_internal]
    assert not told(system["reporter"])


def test_whatever_is_written_later_is_masked_too(system):
    issue = responding.ask(issue=system["issue"], by=system["director"], text="Is it 999 105 7269?")
    assert "999" not in issue.entries.last().text


@pytest.mark.parametrize("verb", [verb for verb, move in Issue.MOVES.items() if move.to and verb != "report"])
def test_every_move_names_states_that_exist(verb):
    move = Issue.MOVES[verb]
    assert {*move.of, move.to} <= {*Issue.State.values, BACK}


def test_either_side_adds_a_word_at_any_time_and_only_the_other_is_told(system):
    clock_before = system["issue"].answer_due_at
    issue = responding.add(issue=system["issue"], by=system["reporter"], text="It was the 3rd. NHS 943 476 5919.")
    assert (issue.state, issue.answer_due_at) == (Issue.State.REPORTED, clock_before)
    assert "943 476 5919" not in issue.entries.last().text
    assert told(system["director"]) == [f"The reporter of issue {issue.reference} has added something"]
    assert told(system["reporter"]) == []
    issue = responding.answer(issue=issue, by=system["director"], outcome="explained", text="So it is.")
    Notice.objects.all().delete()
    responding.add(issue=issue, by=system["director"], text="I meant the 4th.")
    assert told(system["reporter"]) == [f"{issue.desk} has added something to issue {issue.reference}"]
    assert [entry.text for entry in queries.timeline(system["reporter"], issue)][-1] == "I meant the 4th."


def test_an_outsider_adds_nothing(system):
    with pytest.raises(PermissionDenied):
        responding.add(issue=system["issue"], by=make.user(make.organisation("Else", "gp_practice")), text="Hm.")
