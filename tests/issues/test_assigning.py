"""Who takes an issue: to whom it may go, who is told, and what happens when two people act at once."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from issues import assigning, boxes, responding
from issues.models import Issue
from people.models import Notice
from people.refusing import Refused
from routing.models import Absence
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["deputy"] = make.user(made["trust"], name="Dee Deputy")
    made["desk"].holders.create(user=made["deputy"], seat="deputy")
    made["reporter"] = make.user()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    Notice.objects.all().delete()
    return made


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).values_list("subject", flat=True))


def test_whom_it_is_assigned_to_is_told_and_the_history_says_so(system):
    issue = assigning.assign(issue=system["issue"], by=system["director"], to=system["deputy"])
    assert issue.assignee == system["deputy"]
    assert told(system["deputy"]) == [f"Issue {issue.reference} has been assigned to you"]
    assert issue.entries.last().text == "To Dee Deputy."
    assert issue.state == "reported"


def test_who_takes_it_for_themselves_is_not_told(system):
    assigning.assign(issue=system["issue"], by=system["deputy"], to=system["deputy"])
    assert told(system["deputy"]) == []


def test_a_second_press_changes_nothing(system):
    for _ in range(2):
        assigning.assign(issue=system["issue"], by=system["director"], to=system["deputy"])
    assert system["issue"].entries.filter(verb="assign").count() == 1
    assert len(told(system["deputy"])) == 1


def test_it_goes_only_to_those_who_answer_for_it(system):
    for person in (make.user(system["trust"]), system["team"]):
        with pytest.raises(Refused, match="does not answer for"):
            assigning.assign(issue=system["issue"], by=system["director"], to=person)


def test_the_interface_team_may_give_it_to_the_desk_or_to_its_own_people(system):
    for person in (system["director"], make.interface_team()):
        system["issue"].refresh_from_db()
        assert assigning.assign(issue=system["issue"], by=system["team"], to=person).assignee == person


def test_outsiders_assign_nothing(system):
    for person in (make.user(), system["reporter"], make.leader()):
        with pytest.raises(PermissionDenied):
            assigning.assign(issue=system["issue"], by=person, to=person)


def test_nobody_takes_their_own_issue_but_a_colleague_may(system):
    own = make.issue(by=system["director"], about=system["trust"])
    with pytest.raises(Refused):
        assigning.assign(issue=own, by=system["director"], to=system["director"])
    assert assigning.assign(issue=own, by=system["director"], to=system["deputy"]).assignee == system["deputy"]


def test_a_refusal_does_not_name_the_reporter(system):
    hidden = make.issue(by=system["director"], about=system["trust"], is_confidential=True)
    other = make.user(system["trust"], name="Olu Other")
    system["desk"].holders.create(user=other, seat="deputy")
    page = Issue.objects.get(pk=hidden.pk)
    assigning.assign(issue=hidden, by=system["director"], to=other)
    with pytest.raises(Refused, match="by the reporter on"):
        assigning.assign(issue=page, by=system["deputy"], to=system["deputy"])
    answered = responding.answer(issue=hidden, by=other, text="Mended.", outcome="explained")
    closed = responding.close(issue=answered, by=system["director"])
    with pytest.raises(Refused, match="taken by the reporter"):
        assigning.assign(issue=closed, by=system["deputy"], to=system["deputy"])


def away(person, stand_in=None):
    today = timezone.localdate()
    Absence.objects.create(user=person, from_on=today, until_on=today, stand_in=stand_in)


def test_it_goes_to_who_stands_in_and_not_to_who_is_away(system):
    stand_in = make.user(system["trust"], name="Sam Standin")
    away(system["deputy"], stand_in)
    with pytest.raises(Refused):
        assigning.assign(issue=system["issue"], by=system["director"], to=system["deputy"])
    issue = assigning.assign(issue=system["issue"], by=system["director"], to=stand_in)
    assert assigning.assignee_of(issue) == stand_in
    assert stand_in in boxes.colleagues(boxes.reach(system["director"]))


def test_what_somebody_has_who_is_away_is_free_for_others_until_they_are_back(system):
    issue = assigning.assign(issue=system["issue"], by=system["director"], to=system["deputy"])
    away(system["deputy"])
    at = boxes.reach(system["director"])
    assert list(boxes.in_box(at, boxes.BOXES["unassigned"])) == [issue]
    Absence.objects.all().delete()
    assert not boxes.in_box(at, boxes.BOXES["unassigned"]).exists()


def test_it_can_be_given_back_to_everybody(system):
    issue = assigning.assign(issue=system["issue"], by=system["director"], to=system["deputy"])
    assert assigning.assign(issue=issue, by=system["deputy"], to=None).assignee is None


def test_sending_it_on_takes_it_from_the_assignee(system):
    assigning.assign(issue=system["issue"], by=system["director"], to=system["deputy"])
    desk = make.desk(system["trust"], "chief_pharmacist", make.user(system["trust"]))
    issue = responding.reroute(issue=system["issue"], by=system["director"], desk=desk, text="A supply question")
    assert Issue.objects.get(pk=issue.pk).assignee is None


def test_an_answered_issue_is_assigned_to_nobody(system):
    responding.answer(issue=system["issue"], by=system["director"], text="Mended.", outcome="fixed")
    with pytest.raises(Refused, match="Mina Director"):
        assigning.assign(issue=system["issue"], by=system["deputy"], to=system["deputy"])


def test_who_comes_second_is_told_who_was_first(system):
    page = Issue.objects.get(pk=system["issue"].pk)
    assigning.assign(issue=system["issue"], by=system["director"], to=system["director"])
    with pytest.raises(Refused, match="assigned to Mina Director meanwhile, by Mina Director"):
        assigning.assign(issue=page, by=system["deputy"], to=system["deputy"])


def test_an_old_page_does_not_overrule_unseen(client, system):
    assigning.assign(issue=system["issue"], by=system["director"], to=system["director"])
    client.force_login(system["deputy"])
    address = reverse("issues:assign", args=[system["issue"].reference])
    assert client.post(address, {"to": system["deputy"].pk, "seen": ""}).status_code == 409
    assert client.post(address, {"to": system["deputy"].pk, "seen": system["director"].pk}).status_code == 302
    assert Issue.objects.get().assignee == system["deputy"]


def test_a_stranger_in_the_form_changes_nothing(client, system):
    client.force_login(system["deputy"])
    address = reverse("issues:assign", args=[system["issue"].reference])
    assert client.post(address, {"to": make.user().pk, "seen": ""}).status_code == 422
    assert Issue.objects.get().assignee is None


def at_once(system, people) -> list[str]:
    """Each of them takes the issue that all saw unassigned, at the same moment; what became of it for each."""
    start, said = threading.Barrier(len(people)), []
    seen = Issue.objects.get(pk=system["issue"].pk)

    def take(person):
        start.wait()
        try:
            assigning.assign(issue=seen, by=person, to=person, seen=None)
            said.append("done")
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[person]) for person in people]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return sorted(said, key=lambda words: words != "done")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_once_one_has_it_and_the_other_is_told_who(system):
    said = at_once(system, [system["director"], system["deputy"]])
    winner = Issue.objects.get().assignee
    assert said[0] == "done"
    assert f"assigned to {winner} meanwhile" in said[1]
    assert system["issue"].entries.filter(verb="assign").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_looking_at_whom_it_was_seen_with_both_would_take_it(system, monkeypatch):
    monkeypatch.setattr(assigning, "_is_as_seen", lambda locked, seen: True)
    assert at_once(system, [system["director"], system["deputy"]]) == ["done", "done"]
    assert system["issue"].entries.filter(verb="assign").count() == 2
