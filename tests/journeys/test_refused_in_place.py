"""What comes too late, or twice, is said where one stands, with all that was typed; with and without scripts."""

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from tests import make
from tests.journeys.walking import Visitor


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request) -> bool:
    return request.param


@pytest.fixture
def somebody(scripts, visitor):
    return lambda: visitor(java_script_enabled=scripts)


def is_sound(one, scripts: bool) -> None:
    """The page is looked at where the one who looks, itself a script, can run."""
    if scripts:
        one.finds_the_page_sound()


def test_words_that_are_added_twice_are_one_entry_and_not_said_to_be_unsent(somebody, system):
    issue = make.issue(by=system.gp, about=system.trust)
    gp = somebody()
    gp.signs_in(system.gp)
    gp.opens(issue.get_absolute_url())
    form = gp.page.locator("form[action*='/add/']")
    for _ in range(2):
        gp.opens_up("Add something")
        form.locator("[name=text]").fill("It is ward 3 mainly.")
        form.get_by_role("button", name="Add something", exact=True).click()
        gp.reads("Added. The other side has been told.")
        gp.never_reads("and did not send it")
    assert issue.entries.filter(verb="add").count() == 1
    expect(gp.page.get_by_text("It is ward 3 mainly.", exact=True)).to_have_count(1)


def test_who_has_taken_it_meanwhile_is_said_beside_the_choice(somebody, scripts, system):
    deputy = make.user(system.trust, name="Dee Deputy")
    system.desk.holders.create(user=deputy, seat="deputy")
    issue = make.issue(by=system.gp, about=system.trust)
    one = somebody()
    one.signs_in(deputy)
    one.opens(issue.get_absolute_url())
    Issue.objects.update(assignee=system.director)
    issue.entries.create(verb="assign", by=system.director, state=issue.state)
    form = one.page.locator("form[action*='/assign/']")
    one.opens_up("Assign")
    form.locator("select").select_option(label="Dee Deputy")
    form.get_by_role("button", name="Assign", exact=True).click()
    expect(form).to_contain_text("It was assigned to Mina Director meanwhile")
    expect(form.locator("select")).to_have_value(str(deputy.pk))
    is_sound(one, scripts)
    form.get_by_role("button", name="Assign", exact=True).click()
    one.reads("Assigned.")
    assert Issue.objects.get().assignee == deputy


def test_an_old_page_of_a_draft_names_what_was_sent_and_sends_another_thing_as_another(somebody, scripts, system):
    gp = somebody()
    gp.signs_in(system.gp)
    gp.opens("/issues/new/")
    gp.fills(about_words=system.trust.name, text="No letter came after clinic.")
    gp.page.locator("select[name=category]").select_option(value=system.category.slug)
    gp.presses("Save and finish later")
    draft, old = gp.page.url, Visitor(gp.page.context.new_page())
    old.page.goto(draft)
    gp.presses("Continue")
    gp.presses("Send")
    gp.reads("Sent. Your reference is")
    first = Issue.objects.get()
    old.fills(text="The ward does not pick up the phone.")
    old.presses("Continue")
    old.presses("Send")
    old.reads("This was not sent", f"issue {first.reference}")
    is_sound(old, scripts)
    old.presses("Send")
    old.reads("Sent. Your reference is")
    assert Issue.objects.count() == 2
    gp.page.goto(draft)
    gp.reads("You have sent this draft.")
