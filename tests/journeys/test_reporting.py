"""A GP between two patients: nothing typed is lost, nothing is sent twice, and what is known is shown in time."""

from playwright.sync_api import expect

from issues import following
from issues.models import Issue
from tests import make
from tests.journeys.telling import a_theme

PROBLEM = "Discharge letter came three weeks late again and the new medicines were not on it."


def writes(gp, system):
    gp.signs_in(system.gp)
    gp.chooses("Report")
    gp.fills(text=PROBLEM, about_words="Fernhall")
    gp.picks(category=system.category.name)


def test_a_report_survives_a_lost_connection_and_is_sent_once(visitor, system):
    gp = visitor()
    writes(gp, system)
    gp.presses("Continue")
    gp.stands_on("Check before you send")
    gp.page.context.set_offline(True)
    gp.presses("Send")
    gp.reads("Not sent yet: there is no connection.")
    gp.finds_the_page_sound()
    assert not Issue.objects.exists()
    gp.page.context.set_offline(False)
    gp.reads("Sent. Your reference is")
    assert Issue.objects.count() == 1
    gp.chooses("Report")
    gp.never_reads("was not sent")


def test_what_was_typed_is_kept_on_the_device_without_numbers_until_it_is_sent(visitor, system):
    gp = visitor()
    gp.signs_in(system.gp)
    gp.chooses("Report")
    gp.stands_on("Report an issue")
    key = "a1234567890123456789b"  # keys of ours can look like a patient's number
    gp.page.evaluate("(key) => { document.getElementById('report').elements.key.value = key; }", key)
    gp.fills(text=f"{PROBLEM} NHS 999 105 7269.")
    gp.opens("/themes/")
    assert "999 105 7269" not in gp.page.evaluate("JSON.stringify(localStorage)")
    gp.opens("/issues/new/")
    gp.reads("was not sent. It is kept on this device only.")
    gp.finds_the_page_sound()
    gp.presses("Go on with it")
    expect(gp.page.locator("[name=text]")).to_have_value(f"{PROBLEM} NHS ….")
    expect(gp.page.locator("#report [name=key]")).to_have_value(key)
    gp.opens("/issues/new/")
    gp.presses("Discard it")
    gp.opens("/issues/new/")
    gp.never_reads("was not sent")


def test_nobody_else_at_the_same_device_is_offered_it(visitor, system):
    gp = visitor()
    writes(gp, system)
    gp.page.context.clear_cookies()
    gp.signs_in(system.leader)
    gp.opens("/issues/new/")
    gp.never_reads("was not sent")
    assert PROBLEM not in gp.page.evaluate("JSON.stringify(localStorage)")


def test_nothing_that_was_typed_stays_on_the_device_of_who_signs_out(visitor, system):
    gp = visitor()
    writes(gp, system)
    assert PROBLEM in gp.page.evaluate("JSON.stringify(localStorage)")
    gp.presses("Sign out")
    expect(gp.page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert gp.page.evaluate("localStorage.length") == 0


def test_what_is_known_is_shown_while_writing_and_me_too_takes_one_press(visitor, system):
    theme = a_theme(system)
    gp = visitor()
    writes(gp, system)
    gp.reads("What is known already", str(theme), "Is it one of these?")
    gp.finds_the_page_sound()
    gp.page.locator("#known").get_by_role("button", name="Me too").first.click()
    gp.reads("Counted. You will be told whatever the reporter")
    assert system.gp.follows.get().is_affected
    gp.opens("/issues/new/")
    gp.never_reads("was not sent")


def test_me_too_on_the_check_leaves_nothing_to_go_on_with(visitor, system):
    a_theme(system)
    gp = visitor()
    writes(gp, system)
    gp.presses("Continue")
    gp.reads("Something like this is known already")
    gp.page.locator("#known").get_by_role("button", name="Me too").first.click()
    gp.reads("Counted. You will be told whatever the reporter")
    gp.opens("/issues/new/")
    expect(gp.page.locator("[name=text]")).to_have_value("")
    assert PROBLEM not in gp.page.evaluate("JSON.stringify(localStorage)")
    gp.never_reads("was not sent")


def test_me_too_instead_of_a_report_of_a_death_stops_and_both_can_be_linked(visitor, system):
    a_theme(system)
    gp = visitor()
    writes(gp, system)
    gp.picks(harm="Death")
    gp.presses("Continue")
    gp.page.locator("#known").get_by_role("button", name="Me too").first.click()
    gp.reads("“Me too” was not said yet.")
    gp.finds_the_page_sound()
    gp.page.get_by_role("button", name="Send it as a report of its own and link the two").click()
    gp.reads("It is linked with issue")
    assert Issue.objects.filter(harm="death").count() == 1 and not Issue.objects.filter(followers__isnull=False)
    gp.chooses("Report")
    gp.never_reads("was not sent")


def test_a_harm_that_is_chosen_after_the_list_was_made_goes_with_me_too(visitor, system):
    a_theme(system)
    gp = visitor()
    writes(gp, system)
    gp.reads("Is it one of these?")
    gp.page.route("**/themes/known/", lambda route: route.abort())  # the list stays as it is
    gp.picks(harm="Death")
    known = gp.page.locator("#known")
    known.get_by_text("Add a line to it").first.click()
    known.locator("[name=text]").first.fill("On 7B too.")
    known.get_by_role("button", name="Me too").first.click()
    gp.reads("“Me too” was not said yet.", "You chose “Death”.")
    gp.finds_the_page_sound()
    assert not system.gp.follows.exists()
    expect(gp.page.locator("[name=text]").last).to_have_value("On 7B too.")
    gp.presses("Send it as a report of its own and link the two")
    gp.stands_on("Check before you send")
    gp.reads(PROBLEM, "On 7B too.")
    gp.presses("Send")
    gp.reads("It is linked with issue")
    assert Issue.objects.get(reporter=system.gp).harm == "death" and not system.gp.follows.exists()


def test_with_a_harm_that_was_taken_back_since_me_too_is_no_press_away(visitor, system):
    a_theme(system)
    gp = visitor()
    writes(gp, system)
    gp.picks(harm="Death")
    expect(gp.page.locator("#known [name=me_too]").first).to_be_visible()
    gp.page.route("**/themes/known/", lambda route: route.abort())
    gp.picks(harm="No harm")
    gp.page.locator("#known").get_by_role("button", name="Me too").first.click()
    gp.stands_on("Check before you send")
    gp.never_reads("was not said yet")
    gp.page.locator("#known").get_by_role("button", name="Me too").first.click()
    gp.reads("Counted.")


def test_me_too_all_the_same_leaves_nothing_to_go_on_with(visitor, system):
    a_theme(system)
    gp = visitor()
    writes(gp, system)
    known = gp.page.locator("#known")
    known.get_by_text("Add a line to it").first.click()
    known.locator("[name=text]").first.fill("The same on 7B; she died.")
    known.get_by_role("button", name="Me too").first.click()
    gp.reads("Your line may tell of harm to a patient: “died”.")
    gp.finds_the_page_sound()
    gp.presses("Me too all the same")
    gp.reads("Counted.")
    gp.opens("/issues/new/")
    gp.never_reads("was not sent")


def test_me_too_on_the_page_of_another_issue_keeps_the_report_that_was_begun(visitor, system):
    issue = make.issue(about=system.trust)
    following.follow(issue=issue, by=system.gp)
    gp = visitor()
    writes(gp, system)
    gp.opens(issue.get_absolute_url())
    gp.presses("Me too")
    gp.reads("Counted. You will be told whatever the reporter")
    gp.opens("/issues/new/")
    gp.reads("was not sent. It is kept on this device only.")


def test_without_scripts_what_is_known_is_shown_before_sending(visitor, system):
    theme = a_theme(system)
    gp = visitor(java_script_enabled=False)
    writes(gp, system)
    gp.presses("Continue")
    gp.reads("Something like this is known already", str(theme), "Is it one of these?")
    gp.page.locator("#known").get_by_role("button", name="Me too").first.click()
    gp.reads("Counted. You will be told whatever the reporter")


def test_harm_shows_what_to_record_on_lfpse_and_keeps_its_reference(visitor, system):
    gp = visitor()
    writes(gp, system)
    gp.page.locator("select[name=harm]").select_option(label="Moderate harm")
    gp.presses("Continue")
    gp.reads("Record it on LFPSE too", "Moderate harm.")
    gp.finds_the_page_sound()
    gp.presses("Send")
    gp.reads("Sent. Your reference is")
    gp.opens_up("Recorded on LFPSE")
    gp.page.locator("form[action$='/record/'] [name=text]").fill("LFPSE-2026-0042")
    gp.presses("Recorded on LFPSE")
    gp.reads("Kept, for both sides.")
    gp.chooses("Receipt to print")
    gp.reads("To be acknowledged by", PROBLEM)
    gp.finds_the_page_sound()
