"""Everybody behind an issue can speak: the reporters of its duplicates, and whoever said “me too”. None is named."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from issues import following, merging, queries, responding, rules, withdrawing
from issues.models import Issue
from people import choosing, delivering
from people.models import Notice
from people.refusing import Refused
from tests import make
from tests.issues.twins import fresh, merged, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(twins):
    """The twin is part of the issue; each has somebody who said “me too”."""
    twins["also"], twins["also_twin"] = make.user(name="Alma Also"), make.user(name="Tom Twin")
    following.me_too(issue=twins["issue"], by=twins["also"])
    following.me_too(issue=twins["twin"], by=twins["also_twin"])
    merged(twins)
    twins["issue"] = fresh(twins["issue"])
    Notice.objects.all().delete()
    return twins


def page_of(client, person, issue: Issue) -> str:
    client.force_login(person)
    return client.get(issue.get_absolute_url()).text


@pytest.mark.parametrize("person", ["double", "also", "also_twin"])
def test_each_can_add_to_the_survivor_and_is_labelled_by_what_they_are(client, twins, person):
    issue, name = twins["issue"], twins[person].name
    assert "Add something" in page_of(client, twins[person], issue)
    address = reverse("issues:act", args=[issue.reference, "add"])
    page = client.post(address, {"text": "Ward 7 too."}, follow=True).text
    assert "You added something" in page and "Ward 7 too." in page
    assert told(twins["director"]) == [f"Somebody who has the problem of issue {issue} has added something"]
    for reader in ("director", "reporter", "team"):
        page = page_of(client, twins[reader], issue)
        words = page[page.index("What has happened") :]
        assert "Somebody who has the problem added something" in words and "Ward 7 too." in words
        assert name not in words
        assert "Ward 7 too." not in page[: page.index("What has happened")]


@pytest.mark.parametrize("person", ["double", "also", "also_twin"])
def test_each_can_reply_to_an_open_question_and_the_clock_goes_on(client, twins, person):
    issue = responding.ask(issue=twins["issue"], by=twins["director"], text="Which ward?")
    page = page_of(client, twins[person], issue)
    assert "aiting for your reply" in page and "You were asked" in page and "reply-text" in page
    client.post(reverse("issues:act", args=[issue.reference, "reply"]), {"text": "The blue one."})
    assert (fresh(issue).state, fresh(issue).paused_at) == ("acknowledged", None)
    assert "You replied" in page_of(client, twins[person], issue)
    page = page_of(client, twins["director"], issue)
    assert "Somebody who has the problem replied" in page and twins[person].name not in page
    with pytest.raises(Refused, match="by somebody with the same problem"):
        responding.reply(issue=issue, by=twins["reporter"], text="The red one.")


def test_the_reporters_of_both_are_asked_and_whoever_said_me_too_is_told_that_they_can_reply(twins):
    watching = make.leader()
    following.follow(issue=twins["issue"], by=watching)
    following.me_too(issue=twins["issue"], by=twins["double"])
    responding.ask(issue=twins["issue"], by=twins["director"], text="Which ward?")
    assert told(twins["reporter"]) == [f"There is a question about your issue {twins['issue']}"]
    of_the_part = f"There is a question about issue {twins['issue']}, of which your issue {twins['twin']} became part"
    assert told(twins["double"]) == [of_the_part]
    (words,) = {*told(twins["also"]), *told(twins["also_twin"])}
    asked = f"The reporter of issue {twins['issue']} was asked a question."
    assert words == f"{asked} You said “me too”, so you can answer it as well"
    assert told(watching) == [], "who only follows cannot reply"
    kinds = {one.recipient: one.kind for one in Notice.objects.all()}
    assert (kinds[twins["double"]], kinds[twins["also"]]) == ("question", "asked_too")


def test_once_the_reporter_has_left_whoever_said_me_too_is_asked_and_told_nothing_else(twins):
    withdrawing.withdraw(issue=twins["issue"], by=twins["reporter"])
    Notice.objects.all().delete()
    responding.ask(issue=twins["issue"], by=twins["director"], text="Which ward?")
    assert told(twins["also"]) == [f"There is a question about your issue {twins['issue']}"]
    assert {one.kind for one in Notice.objects.all()} == {"question"}


def test_a_question_goes_to_whoever_said_me_too_as_they_chose_and_without_its_words(twins):
    stopped = make.user(name="Sam Stopped")
    following.me_too(issue=twins["issue"], by=stopped)
    following.unfollow(issue=twins["issue"], by=stopped)
    choosing.choose(by=twins["also"], how={"asked_too": "page"})
    issue = responding.ask(issue=twins["issue"], by=twins["director"], text="Which ward?")
    delivering.deliver_due(timezone.now() + timedelta(seconds=1))
    mails = {address: one for one in mail.outbox for address in one.to}
    assert {twins["also"].email, stopped.email}.isdisjoint(mails) and told(stopped) == []
    (said,) = [one for address, one in mails.items() if address == twins["also_twin"].email]
    assert "so you can answer it as well" in said.subject and issue.get_absolute_url() in said.body
    assert "Which ward" not in said.body + said.subject and issue.text not in said.body


@pytest.mark.parametrize("meanwhile", ["replied", "taken back", "stopped"])
def test_it_is_not_sent_to_who_cannot_reply_any_more(twins, meanwhile):
    issue, also = twins["issue"], twins["also"]
    responding.ask(issue=issue, by=twins["director"], text="Which ward?")
    {
        "replied": lambda: responding.reply(issue=issue, by=twins["reporter"], text="The blue one."),
        "taken back": lambda: following.take_back(issue=issue, by=also),
        "stopped": lambda: following.unfollow(issue=issue, by=also),
    }[meanwhile]()
    delivering.deliver_due(timezone.now() + timedelta(seconds=1))
    assert also.email not in {address for one in mail.outbox for address in one.to}
    assert Notice.objects.get(recipient=also, kind="asked_too").last_error.startswith("Not sent: ")


def test_whoever_reported_several_parts_is_told_of_the_question_once(twins):
    more = make.issue(by=twins["double"], about=twins["trust"])
    merging.merge(issue=more, into=twins["issue"], by=twins["director"], text="The same.")
    Notice.objects.all().delete()
    responding.ask(issue=twins["issue"], by=twins["director"], text="Which ward?")
    said = f"There is a question about issue {twins['issue']}, of which 2 issues of yours became part"
    assert told(twins["double"]) == [said]


def test_once_the_reporter_has_left_the_question_is_no_more_of_an_issue_of_whoever_reported_a_part(twins):
    withdrawing.withdraw(issue=twins["issue"], by=twins["reporter"])
    Notice.objects.all().delete()
    responding.ask(issue=twins["issue"], by=twins["director"], text="Which ward?")
    assert told(twins["double"]) == [
        f"There is a question about issue {twins['issue']}, of which your issue {twins['twin']} became part"
    ]


def test_who_only_follows_or_has_taken_it_back_cannot(client, twins):
    watching = make.leader()
    following.follow(issue=twins["issue"], by=watching)
    following.take_back(issue=twins["issue"], by=twins["also"])
    for person in (watching, twins["also"]):
        with pytest.raises(PermissionDenied):
            responding.add(issue=twins["issue"], by=person, text="And here.")
        assert "Add something" not in page_of(client, person, twins["issue"])


def test_who_reported_it_adds_as_the_reporter(client, twins):
    responding.add(issue=twins["issue"], by=twins["reporter"], text="Still.")
    assert "The reporter added something" in page_of(client, twins["director"], twins["issue"])
    assert "Another reporter added something" in page_of(client, twins["double"], twins["issue"])
    assert "You added something" in page_of(client, twins["reporter"], twins["issue"])


def test_it_stays_so_once_the_reporter_has_left(twins):
    responding.add(issue=twins["issue"], by=twins["double"], text="Here too.")
    withdrawing.withdraw(issue=twins["issue"], by=twins["reporter"])
    responding.add(issue=twins["issue"], by=twins["also"], text="Here too.")
    assert [one.is_unsigned for one in twins["issue"].entries.filter(verb="add")] == [True, True]


def test_whoever_reported_the_duplicate_in_confidence_is_reminded_of_their_own_name(client, twins):
    Issue.objects.filter(pk=twins["twin"].pk).update(is_confidential=True)
    client.force_login(twins["double"])
    address = reverse("issues:act", args=[twins["issue"].reference, "add"])
    page = client.post(address, {"text": "Ask Dr Double."})
    assert page.status_code == 422 and "Your own name stands in this: “Double”" in page.text


def me_too_of(page: str) -> str:
    """What the row “Me too” of a page says."""
    return re.search(r">Me too</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)[1]


def test_whoever_reported_a_part_is_not_said_to_have_said_me_too(client, twins):
    said = me_too_of(page_of(client, twins["double"], twins["issue"]))
    assert said == f"Your issue {twins['twin']} became part of this one. 2 others said so"
    for person in ("also", "also_twin"):
        assert me_too_of(page_of(client, twins[person], twins["issue"])) == "You and 2 others said so"
    for person in ("also", "also_twin"):
        following.take_back(issue=twins["issue"], by=twins[person])
        following.take_back(issue=twins["twin"], by=twins[person])
    said = me_too_of(page_of(client, twins["double"], twins["issue"]))
    assert said == f"Your issue {twins['twin']} became part of this one"


def test_whoever_said_me_too_before_reporting_a_part_did_say_so(client, twins):
    more = make.issue(by=twins["also"], about=twins["trust"])
    merging.merge(issue=more, into=twins["issue"], by=twins["director"], text="The same.")
    assert me_too_of(page_of(client, twins["also"], twins["issue"])) == "You and 2 others said so"


HAVE_IT = [("double", True), ("also", True), ("also_twin", True), ("reporter", False), ("team", False)]


@pytest.mark.parametrize(("person", "has_it"), HAVE_IT)
def test_who_can_speak_is_known_from_the_reading_of_the_issue(twins, person, has_it):
    found = queries.find(twins[person], twins["issue"].reference)
    with CaptureQueriesContext(connection) as asked:
        assert rules.has_it_too(twins[person], found) == has_it
    assert not asked.captured_queries
    assert rules.has_it_too(twins[person], twins["issue"]) == has_it
