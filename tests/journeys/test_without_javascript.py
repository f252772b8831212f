"""The pages of the journey do all they are for where scripts do not run."""

import pytest
from playwright.sync_api import expect

from issues import responding
from issues.models import Issue
from people.models import EmailDomain, User
from tests import make
from tests.journeys.telling import a_theme


@pytest.fixture
def plain(visitor):
    """A browser that runs no script."""
    return visitor(java_script_enabled=False)


def test_somebody_new_signs_in_and_says_who_they_are(plain, system):
    EmailDomain.objects.create(domain="newcomer.example")
    plain.signs_in("nadia.new@newcomer.example")
    plain.stands_on("Welcome: who are you?")
    plain.fills(name="Nadia New", job="Practice nurse", where="harbour lane")
    plain.presses("Continue")
    if plain.page.get_by_role("radio").count():
        plain.page.get_by_label("Harbour Lane Surgery").check()
        plain.presses("Continue")
    expect(plain.page).to_have_url("/")
    newcomer = User.objects.get(email="nadia.new@newcomer.example")
    assert newcomer.memberships.get().organisation == system.practice


def test_an_issue_is_reported_and_answered(plain, visitor, system):
    plain.signs_in(system.gp)
    plain.chooses("Report")
    plain.fills(text="No letter after clinic.", about_words="Fernhall")
    plain.picks(category=system.category.name)
    plain.presses("Continue")
    plain.reads("Mina Director")
    plain.presses("Change my answers")
    expect(plain.page.locator("[name=text]")).to_have_value("No letter after clinic.")
    plain.presses("Continue")
    plain.presses("Send")
    plain.reads("Sent. Your reference is")

    reference = Issue.objects.get().reference
    director = visitor(java_script_enabled=False)
    director.signs_in(system.director)
    director.chooses("Inbox")
    director.chooses(reference)
    director.opens_up("Answer")
    answer = director.page.locator("form[action*='/answer/']")
    answer.get_by_role("button", name="Answer", exact=True).click()
    director.reads("There is a problem", "Choose an outcome")
    answer.get_by_label("Explained").check()
    answer.get_by_label("Your answer").fill("It was sent today.")
    answer.get_by_role("button", name="Answer", exact=True).click()
    director.reads("Your answer has been sent.")


def test_a_reporter_withdraws_an_issue(plain, system):
    issue = make.issue(by=system.gp, about=system.trust)
    plain.signs_in(system.gp)
    plain.opens(issue.get_absolute_url())
    plain.reads("What happens next:", "It is to be acknowledged by")
    plain.chooses("Withdraw this issue")
    plain.reads("Nobody has to answer it then", "you can reopen it")
    plain.fills(text="Settled by phone.")
    plain.presses("Withdraw it")
    plain.reads("Withdrawn. You can reopen it here.", "Nobody has to answer it.", "Settled by phone.")
    assert Issue.objects.get().state == "withdrawn"


def test_an_answer_is_corrected_and_the_reporter_reads_it_first(plain, visitor, system):
    issue = make.issue(by=system.gp, about=system.trust)
    responding.answer(issue=issue, by=system.director, outcome="explained", text="Clinic B sends them.")
    director = visitor(java_script_enabled=False)
    director.signs_in(system.director)
    director.opens(issue.get_absolute_url())
    director.opens_up("Correct the answer")
    form = director.page.locator("form[action*='/correct/']")
    form.get_by_label("Your answer").fill("Clinic C sends them.")
    form.get_by_role("button", name="Correct the answer", exact=True).click()
    director.reads("Corrected. All who were told the answer are told.", "Corrected later")
    plain.signs_in(system.gp)
    plain.opens(issue.get_absolute_url())
    plain.reads("Answer corrected: Explained", "Clinic B sends them.")
    words = plain.page.locator("main").inner_text()
    assert words.index("Clinic C sends them.") < words.index(issue.text)


def test_a_theme_becomes_a_project(plain, system):
    theme = a_theme(system)
    plain.signs_in(system.leader)
    plain.chooses("Themes")
    plain.chooses(str(theme))
    plain.reads("Why these belong together")
    plain.opens_up("Show the chart as a table")
    plain.chooses("Start a project from this theme", "button")
    plain.presses("Continue")
    plain.presses("Change it")
    plain.stands_on("Start a project")
    plain.presses("Continue")
    plain.presses("Publish the project")
    plain.stands_on(str(theme))
    plain.reads("Reported by")


def test_who_is_responsible_is_found_by_name_and_by_postcode(plain, system):
    plain.opens("/")
    plain.chooses("Who is responsible")
    for words in ("harbour", "QZ1 2AB"):
        plain.fills(q=words)
        plain.presses("Search")
        plain.reads("Harbour Lane Surgery")
    plain.chooses("Harbour Lane Surgery")
    plain.reads("Sandhaven", make.icb().name)


def test_an_answer_is_given_back_where_the_session_ended_meanwhile(visitor, system):
    issue = make.issue(by=system.gp, about=system.trust)
    director = visitor(java_script_enabled=False)
    director.signs_in(system.director)
    director.opens(issue.get_absolute_url())
    director.opens_up("Answer")
    form = director.page.locator("form[action*='/answer/']")
    form.get_by_label("Explained").check()
    form.get_by_label("Your answer").fill("It was sent today.")
    director.page.context.clear_cookies(name="sessionid")
    form.get_by_role("button", name="Answer", exact=True).click()
    director.asks_for_a_code(system.director.email)
    director.types_the_code()
    director.reads("Nothing was sent. You were signed out")
    expect(form.get_by_label("Your answer")).to_have_value("It was sent today.")
    form.get_by_role("button", name="Answer", exact=True).click()
    director.reads("Your answer has been sent.")
