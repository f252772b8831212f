"""What failed, and what was done, has the focus when its page opens: whoever does not see the page hears it."""

import pytest
from playwright.sync_api import expect

from issues import responding
from tests import make
from tests.journeys.test_reporting import writes

FOCUSED = "document.activeElement.closest('[role=alert]')?.textContent ?? ''"


@pytest.fixture
def director(visitor, system):
    one = visitor()
    one.signs_in(system.director)
    return one


def hears(one, words: str) -> None:
    one.page.wait_for_function(f"(words) => ({FOCUSED}).includes(words)", arg=words)


def test_what_was_not_done(director, system):
    issue = make.issue(by=system.gp, about=system.trust)
    director.opens(issue.get_absolute_url())
    responding.answer(issue=issue, by=system.team, outcome="explained", text="By post.")
    director.opens_up("Answer")
    director.page.locator("form[action*='/answer/'] [name=outcome]").first.check()
    director.page.locator("form[action*='/answer/'] [name=text]").fill("By e-mail.")
    director.page.locator("form[action*='/answer/']").get_by_role("button", name="Answer", exact=True).last.click()
    hears(director, "This was not done")
    director.finds_the_page_sound()


def test_several_at_once(director, system):
    make.issue(by=system.gp, about=system.trust)
    director.opens("/inbox/")
    director.page.locator("button[value=acknowledge]").click()
    hears(director, "Tick the issues first")
    director.finds_the_page_sound()
    director.page.locator("[data-row] input[type=checkbox]").check()
    director.page.locator("button[value=acknowledge]").click()
    hears(director, "1 issue acknowledged")
    director.finds_the_page_sound()


def test_a_draft_of_nothing(visitor, system):
    gp = visitor()
    gp.signs_in(system.gp)
    gp.opens("/issues/new/")
    gp.presses("Save and finish later")
    hears(gp, "There is nothing to keep yet")
    expect(gp.page).to_have_title("Error: Report an issue – " + gp.page.title().partition(" – ")[2])
    gp.finds_the_page_sound()


def test_what_is_copied_for_lfpse_is_copied_after_sending_too(visitor, system):
    gp = visitor(permissions=["clipboard-read", "clipboard-write"])
    writes(gp, system)
    gp.page.locator("select[name=harm]").select_option(label="Moderate harm")
    gp.presses("Continue")
    expect(gp.page.get_by_role("button", name="Copy the summary")).to_be_visible()
    gp.presses("Send")
    gp.reads("Sent. Your reference is")
    gp.presses("Copy the summary")
    expect(gp.page.get_by_role("button", name="Copied")).to_be_visible()
    assert "Moderate harm." in gp.page.evaluate("navigator.clipboard.readText()")


def test_a_form_that_was_sent_empty_is_not_given_back(visitor, system):
    issue = make.issue(by=system.gp, about=system.trust)
    responding.answer(issue=issue, by=system.director, outcome="explained", text="By post.")
    gp = visitor()
    gp.signs_in(system.gp)
    gp.opens(issue.get_absolute_url())
    gp.opens_up("Not settled: reopen")
    gp.page.locator("form[action*='/reopen/']").get_by_role("button").click()
    gp.reads("Say what is still wrong")
    gp.opens(issue.get_absolute_url())
    gp.never_reads("and did not send it")
