"""Following an issue, with or without having the problem, and leaving again."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from issues import company, confirming, following, offering, outcomes, outdated, responding, withdrawing
from issues.models import Follower
from people.models import Notice
from tests import make
from tests.findings import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["issue"] = make.issue(about=made["trust"])
    return made


def test_a_follower_is_told_what_the_reporter_is_told_and_does_not_count(system):
    following.follow(issue=system["issue"], by=system["team"])
    responding.acknowledge(issue=system["issue"], by=system["director"])
    assert Notice.objects.filter(recipient=system["team"], subject__contains="acknowledged").exists()
    assert not system["issue"].followers.get().is_affected


def test_me_too_makes_a_follower_count(system):
    person = make.user()
    following.me_too(issue=system["issue"], by=person)
    following.take_back(issue=system["issue"], by=person)
    assert not system["issue"].followers.get().is_affected
    following.me_too(issue=system["issue"], by=person)
    following.me_too(issue=system["issue"], by=person)
    assert system["issue"].followers.get().is_affected
    assert system["issue"].entries.filter(verb="me_too").count() == 2


def test_the_reporter_does_not_follow_their_own_issue(system):
    with pytest.raises(PermissionDenied):
        following.follow(issue=system["issue"], by=system["issue"].reporter)


def test_following_and_leaving_by_the_page(client, system):
    client.force_login(system["team"])
    client.post(reverse("issues:follow", args=[system["issue"].reference]))
    assert system["issue"].followers.get().user == system["team"]
    client.post(reverse("issues:unfollow", args=[system["issue"].reference]))
    assert not system["issue"].followers.exists()


def test_stopping_to_follow_stops_notices_and_nothing_else(client, system):
    issue, person = system["issue"], make.user()
    following.me_too(issue=issue, by=person)
    responding.acknowledge(issue=issue, by=system["director"])
    client.force_login(person)
    page = client.post(reverse("issues:unfollow", args=[issue.reference]), follow=True)
    assert page.redirect_chain == [(issue.get_absolute_url(), 302)]
    assert company.of(system["director"], issue).affected == 1
    responding.answer(issue=issue, by=system["director"], outcome="made", changed="Sent at once.")
    confirming.ask_due(timezone.now() + timedelta(days=40))
    subjects = [one.subject for one in Notice.objects.filter(recipient=person)]
    assert subjects == [f"Issue {issue.reference} has been acknowledged"]
    told = Notice.objects.get(recipient=person)
    assert outdated.why_not(told) == outdated.STOPPED
    client.post(reverse("issues:follow", args=[issue.reference]))
    assert outdated.why_not(told) == "" and issue.followers.get().is_affected


def test_a_me_too_is_taken_back_by_an_act_of_its_own_which_the_history_keeps(client, system):
    issue, person = system["issue"], make.user()
    following.me_too(issue=issue, by=person)
    client.force_login(person)
    for _ in range(2):
        client.post(reverse("issues:take_back", args=[issue.reference]))
    page = client.get(issue.get_absolute_url()).content.decode()
    assert "Somebody no longer has this problem" in page and "Stop following" in page and "Take back" not in page
    assert company.of(person, issue).affected == 0 and issue.entries.filter(verb="take_back").count() == 1
    client.post(reverse("issues:unfollow", args=[issue.reference]))
    assert client.get(issue.get_absolute_url()).status_code == 404


def test_who_has_left_is_asked_for_only_by_those_who_follow_unless_nobody_else_can_reply(system):
    issue, quiet, loud = system["issue"], make.user(), make.user()
    for person in (quiet, loud):
        following.me_too(issue=issue, by=person)
    following.unfollow(issue=issue, by=quiet)
    issue = withdrawing.withdraw(issue=issue, by=issue.reporter)
    responding.ask(issue=issue, by=system["director"], text="Which ward?")
    assert [one.recipient for one in Notice.objects.filter(subject__startswith="There is a question")] == [loud]
    following.take_back(issue=issue, by=loud)
    responding.reply(issue=issue, by=quiet, text="The blue one.")
    responding.ask(issue=issue, by=system["director"], text="Which day?")
    assert Notice.objects.filter(recipient=quiet, subject__startswith="There is a question").count() == 1


@pytest.fixture
def answered(system):
    return responding.answer(issue=system["issue"], by=system["director"], outcome="fixed", text="Sent again.")


def told_of_more(system):
    return Notice.objects.filter(recipient=system["director"], kind=Notice.Kind.PROGRESS, subject__contains="again")


def test_me_too_on_an_answered_issue_tells_its_desk_once(system, answered):
    person = make.user()
    for _ in range(2):
        following.me_too(issue=answered, by=person)
    day = outcomes.in_words(timezone.localdate(answered.answered_at))
    assert told_of_more(system).get().subject.endswith(f"again: it was answered on {day}")
    assert answered.entries.last().verb == "me_too"
    following.me_too(issue=answered, by=make.user())
    assert told_of_more(system).count() == 2


def test_me_too_on_an_open_issue_does_not_trouble_the_desk(system):
    following.me_too(issue=system["issue"], by=make.user())
    assert not told_of_more(system).exists()


def test_whoever_said_me_too_may_reopen_and_a_mere_follower_may_not(system, answered):
    affected, watching = make.user(), make.user(at=system["trust"])
    following.me_too(issue=answered, by=affected)
    Follower.objects.create(issue=answered, user=watching, organisation=system["trust"], is_affected=False)
    with pytest.raises(PermissionDenied):
        responding.reopen(issue=answered, by=watching, text="Again.")
    assert responding.reopen(issue=answered, by=affected, text="Again.").state == "reported"


def test_the_page_says_that_the_desk_is_told_and_offers_to_reopen(client, system, answered):
    client.force_login(person := make.user())
    shown = {"offered": offering.offer(person, answered), "do": "count"}
    page = client.post(reverse("issues:me_too", args=[answered.reference]), shown, follow=True).content.decode()
    assert f"{system['desk'].title} is told that it goes on, and does not have to answer" in page
    assert reverse("issues:act", args=[answered.reference, "reopen"]) in page


def test_a_reference_alone_opens_no_issue_and_what_was_shown_to_somebody_else_neither(client, system, answered):
    client.force_login(person := make.user())
    address = reverse("issues:me_too", args=[answered.reference])
    other = make.issue(about=system["trust"])
    for said in ("", "x:y:z", offering.offer(make.user(), answered), offering.offer(person, other)):
        assert client.post(address, {"offered": said}).status_code == 404
    assert not answered.followers.exists()
    assert client.get(answered.get_absolute_url()).status_code == 404
    with time_machine.travel(timezone.now() - offering.FOR - timedelta(minutes=1)):
        old = offering.offer(person, answered)
    assert client.post(address, {"offered": old}).status_code == 404
    assert client.post(address, {"offered": offering.offer(person, answered), "do": "count"}).status_code == 302
    assert client.get(answered.get_absolute_url()).status_code == 200


def test_whoever_sent_it_on_is_not_offered_me_too_and_others_are(client, system):
    other = make.user(system["trust"])
    pharmacy = make.desk(system["trust"], "chief_pharmacist", make.user(system["trust"]))
    for person in (system["director"], other):
        following.follow(issue=system["issue"], by=person)
    responding.reroute(issue=system["issue"], by=system["director"], desk=pharmacy, text="Theirs")
    address = reverse("issues:me_too", args=[system["issue"].reference])
    for person, is_offered in ((system["director"], False), (other, True)):
        client.force_login(person)
        page = client.get(system["issue"].get_absolute_url()).content.decode()
        assert (address in page) == is_offered


def test_me_too_instead_of_a_report_says_so_to_the_page_that_follows(client, system):
    address = reverse("issues:me_too", args=[system["issue"].reference])
    for said, onwards in (({"instead": "1"}, "?instead=1"), ({}, "")):
        client.force_login(person := make.user())
        shown = {"offered": offering.offer(person, system["issue"])}
        assert client.post(address, said | shown)["Location"] == f"{system['issue'].get_absolute_url()}{onwards}"


def test_whoever_answers_it_and_has_it_too_is_told_of_one_step_once(system):
    issue = system["issue"]
    pharmacist = make.user(system["trust"])
    pharmacy = make.desk(system["trust"], "chief_pharmacist", pharmacist)
    following.follow(issue=issue, by=system["director"])
    issue.followers.create(user=pharmacist, organisation=system["trust"])
    Notice.objects.all().delete()
    responding.reroute(issue=issue, by=system["team"], desk=pharmacy, text="A supply question.")
    told = Notice.objects.filter(recipient=pharmacist)
    assert [(one.kind, one.subject) for one in told] == [("assigned", f"Issue {issue} has come to {pharmacy.title}")]
    issue.refresh_from_db()
    responding.answer(issue=issue, by=pharmacist, outcome="explained", text="By post.")
    Notice.objects.all().delete()
    responding.reopen(issue=issue, by=issue.reporter, text="Still so.")
    assert [one.kind for one in Notice.objects.filter(recipient=pharmacist)] == ["question"]
    assert Notice.objects.filter(recipient=system["director"]).count() == 1


def test_what_was_taken_out_of_a_line_with_me_too_is_said(client, system):
    address = reverse("issues:me_too", args=[system["issue"].reference])
    for words, is_said in (("The same for 999 000 0018.", True), ("The same here.", False)):
        client.force_login(person := make.user())
        said = {"offered": offering.offer(person, system["issue"]), "text": words}
        said |= {"shown": shown(client.post(address, said))} if is_said else {}
        page = client.post(address, said, follow=True).content.decode()
        assert ("What may identify a patient was taken out." in page) == is_said
