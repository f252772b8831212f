"""The question whether a change holds: on a working day, announced before, and said in the history as it was."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from issues import confirming, correcting, following, merging, outcomes, responding
from issues.models import Issue
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user(name="Rita Reporter")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def made(system):
    return responding.answer(issue=system["issue"], by=system["director"], outcome="made", changed="By e-mail.")


@pytest.mark.parametrize(
    ("answered", "asked"),
    [
        ((2026, 11, 27, 15, 0), (2026, 12, 29, 15, 0)),  # four weeks later is Christmas, and Boxing Day is on Monday
        ((2026, 11, 26, 15, 0), (2026, 12, 24, 15, 0)),
        ((2026, 2, 28, 15, 0), (2026, 3, 30, 15, 0)),  # a Saturday; the clocks go forward on the Sunday
    ],
)
def test_people_are_asked_on_a_working_day(answered, asked):
    found = outcomes.followed_up_at("made", datetime(*answered, tzinfo=LONDON))
    assert found == datetime(*asked, tzinfo=LONDON)


def test_whoever_will_be_asked_reads_when_and_nobody_else_finds_the_page(client, system):
    follower, watcher = make.user(), make.user()
    following.me_too(issue=system["issue"], by=follower)
    page = reverse("issues:holds", args=[system["issue"].reference])
    client.force_login(system["reporter"])
    assert client.get(page).status_code == 404  # no change was made
    due = timezone.localtime(made(system).outcome_due_at)
    for person in (system["reporter"], follower):
        client.force_login(person)
        answer = client.get(page)
        assert answer.status_code == 200 and f"You will be asked on {due.day} {due:%B %Y}" in answer.text
        assert client.post(page, {"answer": "yes"}).status_code == 200
    for person in (watcher, system["director"], system["team"]):
        client.force_login(person)
        assert client.get(page).status_code == 404
    assert not system["issue"].entries.filter(verb="verdict").exists()


@pytest.mark.parametrize(
    ("answer", "said"), [("partly", "it holds partly"), ("cannot_tell", "I cannot tell"), ("yes", "yes, it holds")]
)
def test_the_history_says_what_was_answered(client, system, answer, said):
    confirming.ask_due(made(system).outcome_due_at + timedelta(minutes=1))
    confirming.judge(issue=system["issue"], by=system["reporter"], answer=answer, text="On two wards.")
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).text
    assert f"One of those asked says: {said}" in page and "On two wards." in page
    assert "Somebody was asked" not in page and "It holds partly. On" not in page


def test_what_comes_too_late_says_what_happened(system):
    into = make.issue(about=system["trust"])
    merging.merge(issue=system["issue"], into=into, by=system["director"], text="The same.")
    merged = Issue.objects.get(pk=system["issue"].pk)
    with time_machine.travel("2026-11-28 00:24", tick=False):
        merging.unmerge(issue=merged, by=system["director"], text="It is not.")
    with pytest.raises(Refused, match="it was taken back from the other issue by Mina Director on 28 November 2026"):
        merging.unmerge(issue=merged, by=system["reporter"], text="It is not.")


def test_a_correction_after_a_reopening_says_that_it_was_reopened(system):
    responding.answer(issue=system["issue"], by=system["director"], outcome="explained", text="So it is.")
    responding.reopen(issue=system["issue"], by=system["reporter"], text="No.")
    with pytest.raises(Refused, match="it was reopened by the reporter on"):
        correcting.correct(issue=system["issue"], by=system["director"], outcome="explained", text="So it was.")
