"""A session ends while somebody writes on the page of an issue: after signing in, the words stand in their form."""

from playwright.sync_api import expect

from issues.models import Issue
from tests import make
from tests.journeys.test_reporting import PROBLEM, writes
from tests.journeys.walking import Visitor

ON_THE_DEVICE = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
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


def test_a_report_that_goes_on_after_signing_out_in_another_window_is_kept_by_the_server_alone(visitor, system):
    gp = visitor()
    writes(gp, system)
    other = Visitor(gp.page.context.new_page())
    other.opens("/issues/")
    other.presses("Sign out")
    expect(other.page.get_by_role("link", name="Sign in").first).to_be_visible()
    gp.fills(text=f"{PROBLEM} Mr Harold Pennyfeather ９４３ ４７６ ５９１９.")
    assert "Pennyfeather" not in other.page.evaluate(ON_THE_DEVICE)
    assert "５９１９" not in gp.page.evaluate(ON_THE_DEVICE)
    gp.presses("Continue")
    gp.reads("What you wrote is kept, masked")
    assert PROBLEM not in gp.page.evaluate(ON_THE_DEVICE)
    gp.asks_for_a_code(system.gp.email)
    gp.types_the_code()
    expect(gp.page.locator("[name=text]")).to_have_value(f"{PROBLEM} [name removed] [NHS number removed].")


def test_words_of_a_session_that_ended_are_only_in_the_window_that_is_open_and_never_anothers(visitor, system):
    gp = visitor()
    writes(gp, system)
    gp.page.context.clear_cookies(name="sessionid")
    gp.opens("/issues/new/")
    expect(gp.page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert gp.page.evaluate("localStorage.length") == 0
    other = Visitor(gp.page.context.new_page())
    other.opens("/")
    assert PROBLEM not in other.page.evaluate(ON_THE_DEVICE)
    gp.signs_in(system.gp)
    gp.opens("/issues/new/")
    gp.presses("Go on with it")
    expect(gp.page.locator("[name=text]")).to_have_value(PROBLEM)
    gp.page.context.clear_cookies(name="sessionid")
    gp.signs_in(system.leader)
    gp.opens("/")
    assert PROBLEM not in gp.page.evaluate(ON_THE_DEVICE)
