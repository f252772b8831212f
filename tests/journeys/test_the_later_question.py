"""A reporter is asked after four weeks whether the change holds, and answers with one press."""

import pytest
from playwright.sync_api import expect

from issues import confirming, following, responding
from people.models import Notice
from tests import make


@pytest.fixture
def asked(system):
    """An issue with a second reporter, answered with a change that was made; both are asked."""
    issue = make.issue(by=system.gp, about=system.trust, text="Letters come without the medicines.")
    system.second = make.user(system.practice, name="Ola Other")
    following.me_too(issue=issue, by=system.second)
    issue = responding.answer(issue=issue, by=system.director, outcome="made", changed="The form has changed.")
    confirming.ask_due(now=issue.outcome_due_at)
    return issue


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def somebody(request, visitor):
    return lambda: visitor(java_script_enabled=request.param)


def page_of(person) -> str:
    """Where the link of the e-mail leads."""
    return Notice.objects.get(recipient=person, event__endswith=":holds").path


def follows_the_link(one, person) -> None:
    """From an e-mail, on a browser that is not signed in: by a code, then straight to the question."""
    one.opens(page_of(person))
    one.asks_for_a_code(person.email)
    one.types_the_code()
    one.stands_on("Does the change hold?")


def test_yes_is_one_press(somebody, system, asked):
    one = somebody()
    follows_the_link(one, system.second)
    one.reads("The form has changed.", "Letters come without the medicines.", "Your name is not shown")
    one.presses("Yes, it holds")
    one.stands_on(f"Issue {asked.reference}")
    one.reads("Thank you. Your answer is kept.")
    one.opens(page_of(system.second))
    one.reads("You answered on")
    assert one.page.locator("main form").count() == 0


def test_no_says_what_still_happens_and_opens_it_again(somebody, system, asked):
    one = somebody()
    follows_the_link(one, system.gp)
    one.presses("No, it still happens")
    one.reads("Say what still happens, so that it can be put right")
    one.fills(text="Three more this week.")
    one.presses("No, it still happens")
    one.reads("Thank you. It is open again.", "Three more this week.")
    asked.refresh_from_db()
    assert asked.is_open

    director = somebody()
    director.signs_in(system.director)
    director.opens("/inbox/")
    expect(director.page.locator("main").get_by_role("link", name=asked.reference)).to_be_visible()


def test_nobody_else_is_asked_or_can_answer(somebody, system, asked):
    one = somebody()
    one.signs_in(system.director)
    assert one.page.goto(page_of(system.gp)).status == 404


def test_the_page_is_sound_before_and_after_a_slip(visitor, system, asked):
    one = visitor()
    follows_the_link(one, system.gp)
    one.finds_the_page_sound()
    one.presses("No, it still happens")
    one.reads("Say what still happens, so that it can be put right")
    one.finds_the_page_sound()
