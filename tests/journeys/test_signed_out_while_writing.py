"""A session ends while somebody writes on the page of an issue: after signing in, the words stand in their form."""

from playwright.sync_api import expect

from issues.models import Issue
from tests import make

ANSWER = "The ward now sends letters on the day. Ask for 943 476 5919 if in doubt."


def test_the_words_of_an_answer_outlive_the_session_and_are_forgotten_once_sent(visitor, system):
    issue = make.issue(by=system.gp, about=system.trust)
    director = visitor()
    director.signs_in(system.director)
    director.opens(issue.get_absolute_url())
    form = director.page.locator("form[action*='/answer/']")
    director.opens_up("Answer")
    form.locator("[name=outcome][value=made]").check()
    form.locator("[name=changed]").fill("The template")
    form.locator("[name=text]").fill(ANSWER)
    director.page.context.clear_cookies(name="sessionid")
    form.get_by_role("button", name="Answer", exact=True).last.click()
    director.asks_for_a_code(system.director.email)
    director.types_the_code()
    director.stands_on(f"Issue {issue.reference}")
    expect(form.locator("[name=text]")).to_have_value("The ward now sends letters on the day. Ask for … if in doubt.")
    expect(form.locator("[name=outcome][value=made]")).to_be_checked()
    expect(form.locator("[name=changed]")).to_be_visible()
    director.reads("Nothing was sent.", "and did not send it")
    form.get_by_role("button", name="Answer", exact=True).last.click()
    director.reads("Your answer has been sent.")
    assert Issue.objects.get().outcome == "made"
    director.never_reads("and did not send it")
    assert "The ward now" not in director.page.evaluate("JSON.stringify(localStorage)")


def test_words_that_were_left_can_be_discarded_and_are_nobody_elses(visitor, system):
    issue = make.issue(by=system.gp, about=system.trust)
    director = visitor()
    director.signs_in(system.director)
    director.opens(issue.get_absolute_url())
    director.opens_up("Ask the reporter")
    asking = director.page.locator("form[action*='/ask/'] [name=text]")
    asking.fill("Which ward was it?")
    director.opens(issue.get_absolute_url())
    expect(asking).to_have_value("Which ward was it?")
    director.presses("Discard it")
    expect(asking).to_have_value("")
    asking.fill("Which ward is it?")
    director.page.context.clear_cookies(name="sessionid")
    director.signs_in(system.team)
    director.opens(issue.get_absolute_url())
    director.opens_up("Ask the reporter")
    expect(asking).to_have_value("")
