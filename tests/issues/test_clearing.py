"""One act with several issues: each for itself, and what was not done is said."""

import pytest
from django.urls import reverse

from issues import assigning, clearing, responding
from issues.clearing import Chosen
from issues.models import Issue
from people.models import Notice
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["deputy"] = make.user(made["trust"], name="Dee Deputy")
    made["desk"].holders.create(user=made["deputy"], seat="deputy")
    made["reporter"] = make.user(name="Rita Reporter")
    made["issues"] = [make.issue(by=made["reporter"], about=made["trust"]) for _ in range(3)]
    Notice.objects.all().delete()
    return made


def ticked(issues) -> list[str]:
    return [f"{one.reference}:{one.assignee_id or ''}" for one in issues]


def post(client, person, **answers):
    client.force_login(person)
    return client.post(reverse("issues:together"), answers, follow=True)


def test_what_was_so_already_is_not_counted_and_is_said(client, system):
    first, *rest = system["issues"]
    responding.acknowledge(issue=first, by=system["director"])
    page = post(client, system["director"], do="acknowledge", issue=ticked(system["issues"])).content.decode()
    assert page.index("2 issues acknowledged") < page.index("You have acknowledged it already.")
    assert "Not acknowledged" not in page
    for said in ("3 issues assigned", f"It was assigned to {system['director']} already."):
        page = post(client, system["director"], do="take", issue=ticked(Issue.objects.all())).content.decode()
        assert said in page


def test_all_that_were_ticked_are_acknowledged_and_each_reporter_is_told_of_each(client, system):
    page = post(client, system["director"], do="acknowledge", issue=ticked(system["issues"])).content.decode()
    assert "3 issues acknowledged" in page
    assert set(Issue.objects.values_list("state", flat=True)) == {"acknowledged"}
    assert Notice.objects.filter(recipient=system["reporter"]).count() == 3


def test_what_somebody_was_faster_with_is_said_and_the_rest_is_done(client, system):
    first, *rest = system["issues"]
    responding.acknowledge(issue=first, by=system["deputy"])
    page = post(client, system["director"], do="acknowledge", issue=ticked(system["issues"])).content.decode()
    assert "It was acknowledged by Dee Deputy meanwhile." in page
    assert page.index("2 issues acknowledged") < page.index("Not acknowledged")
    assert {one.state for one in Issue.objects.filter(pk__in=[one.pk for one in rest])} == {"acknowledged"}


def test_the_same_again_changes_nothing_and_says_so(system):
    for why in ("", "You have acknowledged it already."):
        (result,) = clearing.acknowledge(issues=[Chosen(system["issues"][0].reference)], by=system["director"])
        assert result.why == why


def test_issues_of_others_look_like_none(system):
    elsewhere = make.trust("Oakdale Hospitals")
    make.desk(elsewhere, "medical_director", make.user(elsewhere))
    other = make.issue(about=elsewhere)
    asked = [Chosen(other.reference), Chosen("ZZZZZ")]
    said = clearing.acknowledge(issues=asked, by=system["director"])
    assert said[0].why == said[1].why
    assert said[0].path == said[1].path == ""
    assert Issue.objects.get(pk=other.pk).state == "reported"


def test_ones_own_issue_is_for_others_to_answer(system):
    own = make.issue(by=system["director"], about=system["trust"])
    (result,) = clearing.acknowledge(issues=[Chosen(own.reference)], by=system["director"])
    assert "reported it yourself" in result.why


def test_a_confidential_reporter_is_not_named_by_a_refusal(system):
    hidden = make.issue(by=system["reporter"], about=system["trust"], is_confidential=True)
    responding.ask(issue=hidden, by=system["director"], text="Which ward?")
    responding.reply(issue=hidden, by=system["reporter"], text="The blue one.")
    (result,) = clearing.acknowledge(issues=[Chosen(hidden.reference)], by=system["deputy"])
    assert result.why == "It was replied to by its reporter meanwhile."


def test_they_are_taken_or_given_to_a_colleague(client, system):
    first, *rest = system["issues"]
    post(client, system["director"], do="take", issue=ticked([first]))
    post(client, system["director"], do="assign", to=system["deputy"].pk, issue=ticked(rest))
    assert Issue.objects.get(pk=first.pk).assignee == system["director"]
    assert {one.assignee for one in Issue.objects.exclude(pk=first.pk)} == {system["deputy"]}


def test_what_was_taken_since_the_list_was_shown_stays_taken(client, system):
    asked = ticked(system["issues"])
    assigning.assign(issue=system["issues"][0], by=system["deputy"], to=system["deputy"])
    page = post(client, system["director"], do="take", issue=asked).content.decode()
    assert "assigned to Dee Deputy meanwhile" in page
    assert Issue.objects.get(pk=system["issues"][0].pk).assignee == system["deputy"]
    assert Issue.objects.filter(assignee=system["director"]).count() == 2


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"do": "acknowledge"}, "Tick the issues first"),
        ({"do": "assign", "issue": "7KQ2M:"}, "Choose a colleague"),
        ({"do": "assign", "issue": "7KQ2M:", "to": "999999"}, "Choose one of the list"),
    ],
)
def test_what_is_missing_is_said_and_the_list_is_as_it_was(client, system, answers, said):
    page = post(client, system["director"], within="box=overdue&harm=harmed", **answers)
    assert said in page.content.decode()
    assert page.redirect_chain[-1][0] == "/inbox/?box=overdue&harm=harmed"


def test_after_a_mistake_the_ticks_stand_and_what_is_wrong_stands_at_its_field_once(client, system):
    first, second, third = system["issues"]
    page = post(client, system["director"], do="assign", issue=ticked([first, third]), within="box=desk&page=1")
    words = page.content.decode()
    for one, is_ticked in ((first, True), (second, False), (third, True)):
        assert (f'value="{one.reference}:" checked' in words) == is_ticked
    assert 'id="together-to-error"' in words and 'href="#together-to"' in words
    assert "<title>Error: Inbox" in words
    assert page.redirect_chain[-1][0] == "/inbox/?box=desk&page=1"
    again = client.get("/inbox/").content.decode()
    assert " checked" not in again and "together-to-error" not in again


def test_whom_to_assign_to_stays_chosen_where_nothing_was_ticked(client, system):
    page = post(client, system["director"], do="assign", to=system["deputy"].pk).content.decode()
    assert f'value="{system["deputy"].pk}" selected' in page and "Tick the issues first" in page


def test_a_way_back_leads_nowhere_else(client, system):
    page = post(client, system["director"], within="next=https://else.example/")
    assert page.redirect_chain[-1][0] == "/inbox/"
