"""The head of an issue's page: what was said last, and what happens next, before the report itself."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from issues import correcting, following, merging, outlook, promising, queries, responding, thanking, withdrawing
from issues.models import Issue
from tests import make

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=40)


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user(name="Rita Reporter")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"], text="The letter never came.")
    return made


def stands(system, *, later: int = 0, issue: Issue | None = None) -> outlook.Outlook:
    issue = Issue.objects.get(pk=(issue or system["issue"]).pk)
    entries = queries.timeline(system["reporter"], issue)
    return outlook.of(issue, entries, is_mine=True, is_asked=True, now=timezone.now() + timedelta(days=later))


def by_director(system, verb, **said):
    return getattr(responding, verb)(issue=system["issue"], by=system["director"], **said)


def test_a_new_issue_says_who_has_it_and_by_when(system):
    found = stands(system)
    assert found.said is None
    assert found.next.startswith(f"{system['desk'].title} has it. It is to be acknowledged by ")
    assert stands(system, later=60).next.endswith(": it is late.")


def test_a_question_stands_until_it_is_replied_to(system):
    by_director(system, "ask", text="Which ward?")
    found = stands(system)
    assert found.said.text == "Which ward?" and "waits for your reply" in found.next
    responding.reply(issue=system["issue"], by=system["reporter"], text="The blue one.")
    found = stands(system)
    assert found.said.text == "The blue one." and "to be answered by" in found.next


def test_whoever_is_asked_reads_so_of_themselves_and_others_of_the_reporter(client, system):
    by_director(system, "ask", text="Which ward?")
    client.force_login(system["reporter"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert "waits for your reply" in page and "waiting for your reply" in page and page.count("You were asked") == 2
    assert "reporter was asked" not in page and "aiting for the reporter" not in page
    mine = client.get("/issues/").content.decode()
    assert ">Waiting for your reply</" in mine.replace("\n", "").replace("  ", "")
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    assert "The reporter was asked" in page and "your reply" not in page
    responding.reply(issue=system["issue"], by=system["reporter"], text="The blue one.")
    assert "The reporter replied" in client.get(system["issue"].get_absolute_url()).content.decode()
    client.force_login(system["reporter"])
    assert "You replied" in client.get(system["issue"].get_absolute_url()).content.decode()


def test_whoever_reported_a_duplicate_is_asked_too_and_another_reporter_was_before(client, system):
    other = make.user()
    twin = make.issue(by=other, about=system["trust"])
    by_director(system, "ask", text="Which day?")
    responding.reply(issue=system["issue"], by=system["reporter"], text="Monday.")
    merging.merge(issue=twin, into=system["issue"], by=system["director"], text="The same.")
    following.follow(issue=system["issue"], by=other)
    by_director(system, "ask", text="Which ward?")
    client.force_login(other)
    page = client.get(system["issue"].get_absolute_url()).text
    assert page.count("Another reporter was asked") == 1 and page.count("You were asked") == 2
    assert page.count("aiting for your reply") == 2 and "waits for your reply" in page
    assert "The reporter was asked" not in page and "aiting for the reporter" not in page
    assert client.get("/issues/").text.count("Waiting for your reply") == 1
    client.force_login(system["director"])
    page = client.get(system["issue"].get_absolute_url()).text
    assert page.count("The reporter was asked") == 3 and page.count("aiting for the reporter") == 2


def test_once_the_reporter_has_left_the_question_waits_for_those_who_have_the_problem(client, system):
    following.me_too(issue=system["issue"], by=(other := make.user()))
    withdrawing.withdraw(issue=system["issue"], by=system["reporter"])
    by_director(system, "ask", text="Which ward?")
    for reader in (system["reporter"], system["director"], other):
        client.force_login(reader)
        page = client.get(system["issue"].get_absolute_url()).text
        whose, who = (
            ("your reply", "You were asked") if reader == other else ("those who have the problem", "Those who have")
        )
        assert page.count(f"aiting for {whose}") == 2 and page.count(who) == 2
        assert "aiting for the reporter" not in page and ("reply-text" in page) == (reader == other)
        assert ("You were asked" in page) == (reader == other) and "eporter was asked" not in page


def test_what_is_due_does_not_read_as_if_it_had_happened(client, system):
    client.force_login(system["reporter"])
    address = system["issue"].get_absolute_url()
    for page in (client.get(address), client.get(f"{address}receipt/")):
        words = page.content.decode()
        assert "To be acknowledged by " in words and not re.search(r">\s*(Acknowledged|Answered) by", words)
    by_director(system, "acknowledge")
    assert "To be answered by " in client.get(address).content.decode()
    Issue.objects.update(answer_due_at=timezone.now() - timedelta(days=1))
    assert "Was to be answered by " in client.get(address).content.decode()


def test_whoever_said_me_too_reads_it_of_themselves(client, system):
    one, other = make.user(), make.user()
    for person, said in ((one, "You said so"), (other, "You and 1 other said so")):
        following.me_too(issue=system["issue"], by=person)
        client.force_login(person)
        assert said in client.get(system["issue"].get_absolute_url()).content.decode()
    client.force_login(system["director"])
    assert "2 others said so" in client.get(system["issue"].get_absolute_url()).content.decode()


def test_the_answer_stands_with_what_the_reporter_can_do(system):
    by_director(system, "answer", outcome="explained", text="It is the pathway.")
    by_director(system, "note", text="Between us.")
    responding.add(issue=system["issue"], by=system["reporter"], text="I see.")
    found = stands(system)
    assert found.said.text == "It is the pathway." and found.next.startswith("You can close it")
    correcting.correct(issue=system["issue"], by=system["director"], outcome="explained", text="It was the pathway.")
    assert stands(system).said.text == "It was the pathway."
    responding.reopen(issue=system["issue"], by=system["reporter"], text="No.")
    assert stands(system).said.text == "No."


def test_a_planned_and_a_made_change_say_what_is_to_come(system):
    by_director(system, "answer", outcome="planned", text="A new template.", planned_on=SOON)
    assert f"planned for {SOON.day} {SOON:%B %Y}" in stands(system).next
    promising.fulfil(issue=system["issue"], by=system["director"], changed="It is in use.")
    found = stands(system)
    assert found.said.particulars == "It is in use." and "is asked whether the change holds" in found.next


def test_what_is_over_says_so(system):
    by_director(system, "answer", outcome="explained", text="It is the pathway.")
    responding.close(issue=system["issue"], by=system["reporter"])
    assert "nothing more happens" in stands(system).next
    other, twin = (make.issue(by=system["reporter"], about=system["trust"]) for _ in range(2))
    withdrawing.withdraw(issue=other, by=system["reporter"])
    assert stands(system, issue=other).next == "Nobody has to answer it. You can reopen it."
    third = make.issue(by=system["reporter"], about=system["trust"])
    merging.merge(issue=twin, into=third, by=system["director"])
    assert stands(system, issue=twin).next == ""


def test_thanks_have_no_day_to_be_answered_by(system):
    thanks = make.issue(
        by=system["reporter"], about=system["trust"], category=make.category("thanks", is_thanks=True)
    )
    assert stands(system, issue=thanks).next.endswith("passes the thanks on.")
    thanking.pass_on(issue=thanks, by=system["director"], text="They were glad.")
    assert stands(system, issue=thanks).said.text == "They were glad."


def test_on_the_page_it_stands_before_the_report(client, system):
    by_director(system, "answer", outcome="explained", text="It is the pathway.")
    client.force_login(system["reporter"])
    page = client.get(system["issue"].get_absolute_url()).content.decode()
    page = page[page.index("<main") :]
    assert page.index("It is the pathway.") < page.index("What happens next:") < page.index("The letter never came.")
