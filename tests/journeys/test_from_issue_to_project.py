"""The whole chain through a browser: one GP's problem becomes a project that anybody can read."""

from playwright.sync_api import expect

from issues.models import Issue
from tests.journeys.telling import LATE_LETTERS, others_report_late_letters, the_search_for_themes_runs
from themes.models import Theme

NHS_NUMBER = "999 105 7269"
PROBLEM = f"Late discharge letter for NHS number {NHS_NUMBER}: it took three weeks."


def test_an_issue_becomes_a_project_that_anybody_can_read(system, visitor):
    others_report_late_letters(system)

    gp = visitor()
    when_she_signs_in_with_a_code(gp, system.gp)
    when_she_writes_about_a_patient(gp, system)
    then_she_sees_what_is_masked_and_who_gets_it(gp)
    reference = when_she_sends_it(gp)

    director = visitor()
    director.signs_in(system.director)
    when_he_opens_it_from_his_inbox(director, reference)
    when_he_acknowledges_and_answers(director)

    then_she_is_told(gp, reference)
    when_she_closes_it(gp, reference)

    theme = given_the_search_for_themes_has_run(reference)
    leader = visitor()
    leader.signs_in(system.leader)
    when_she_finds_the_theme_on_the_board(leader, theme)
    title = when_she_starts_a_project_from_it(leader)

    then_anybody_can_read_the_project_and_nothing_of_the_issues(visitor(), title)


def when_she_signs_in_with_a_code(gp, person):
    gp.opens("/")
    gp.finds_the_page_sound()
    gp.chooses("Sign in")
    gp.stands_on("Sign in")
    gp.finds_the_page_sound()
    gp.asks_for_a_code(person.email)
    gp.stands_on("Enter your code")
    gp.finds_the_page_sound()
    gp.types_the_code()


def when_she_writes_about_a_patient(gp, system):
    gp.chooses("Report")
    gp.stands_on("Report an issue")
    gp.finds_the_page_sound()
    gp.presses("Continue")
    gp.reads("There is a problem", "Say in a few words what happened")
    gp.finds_the_page_sound()
    gp.fills(text=PROBLEM, about_words="Fernhall")
    gp.picks(category=system.category.name)
    gp.presses("Continue")


def then_she_sees_what_is_masked_and_who_gets_it(gp):
    gp.stands_on("Check before you send")
    gp.reads("Only the masked text is stored and sent", "Mina Director")
    assert NHS_NUMBER in gp.page.locator("del").inner_text()
    gp.finds_the_page_sound()


def when_she_sends_it(gp) -> str:
    gp.presses("Send")
    gp.reads("Sent. Your reference is")
    gp.never_reads(NHS_NUMBER)
    gp.finds_the_page_sound()
    return Issue.objects.latest("pk").reference


def when_he_opens_it_from_his_inbox(director, reference):
    director.chooses("Inbox")
    director.stands_on("Inbox")
    director.finds_the_page_sound()
    director.chooses(reference)
    director.stands_on(f"Issue {reference}")
    director.reads("Late discharge letter for NHS number", "Grace Porter")
    director.never_reads(NHS_NUMBER)
    director.finds_the_page_sound()


def when_he_acknowledges_and_answers(director):
    director.presses("Acknowledge")
    director.reads("Acknowledged.")
    director.opens_up("Answer")
    director.finds_the_page_sound()
    answer = director.page.locator("form[action*='/answer/']")
    expect(answer.locator("[name=planned_on]")).to_be_hidden()
    answer.get_by_label("Change planned", exact=True).check()
    expect(answer.locator("[name=planned_on]")).to_be_visible()
    director.finds_the_page_sound()
    answer.get_by_label("Explained").check()
    answer.get_by_label("Your answer").fill("Letters waited for a signature. They are sent on the day now.")
    answer.get_by_role("button", name="Answer").click()
    director.reads("Your answer has been sent.")
    director.finds_the_page_sound()


def then_she_is_told(gp, reference):
    gp.opens("/notices/")
    gp.reads(reference)
    gp.finds_the_page_sound()


def when_she_closes_it(gp, reference):
    gp.chooses("My issues")
    gp.finds_the_page_sound()
    gp.chooses(reference)
    gp.reads("Letters waited for a signature.")
    gp.finds_the_page_sound()
    gp.opens_up("Close")
    gp.presses("Close")
    gp.reads("Closed. Thank you.")
    assert Issue.objects.get(reference=reference).state == Issue.State.CLOSED


def given_the_search_for_themes_has_run(reference) -> Theme:
    the_search_for_themes_runs()
    return Theme.objects.get(members__issue__reference=reference)


def when_she_finds_the_theme_on_the_board(leader, theme):
    leader.chooses("Themes")
    leader.stands_on("Themes")
    leader.finds_the_page_sound()
    leader.chooses(str(theme))
    leader.stands_on(str(theme))
    leader.reads("Reported by", "Why these belong together")
    leader.finds_the_page_sound()


def when_she_starts_a_project_from_it(leader) -> str:
    leader.chooses("Start a project from this theme", "button")
    leader.stands_on("Start a project")
    leader.finds_the_page_sound()
    title = "Discharge letters on the day of discharge"
    leader.fills(title=title)
    leader.presses("Continue")
    leader.stands_on("Check what anyone will read")
    leader.reads(title, "We found no text of an issue in it")
    leader.finds_the_page_sound()
    leader.presses("Publish the project")
    leader.stands_on(title)
    leader.finds_the_page_sound()
    return title


def then_anybody_can_read_the_project_and_nothing_of_the_issues(stranger, title):
    stranger.opens("/")
    stranger.chooses("Projects")
    stranger.stands_on("Improvement projects")
    stranger.finds_the_page_sound()
    stranger.fills(q="discharge letters")
    stranger.presses("Search")
    stranger.chooses(title)
    stranger.stands_on(title)
    stranger.reads("Reported by")
    stranger.finds_the_page_sound()
    stranger.never_reads("it took three weeks", "waited for a signature", *LATE_LETTERS)
