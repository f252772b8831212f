"""What is chosen on the check of a report is still chosen however one comes back to it, or sending stops and asks."""

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from tests import make
from tests.journeys.test_reporting import PROBLEM, writes

BOTH_WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
TEXT = f"{PROBLEM} Mum of patient John Smithson rang."


@pytest.fixture
def gp(visitor, system):
    return _chooses(visitor(), system)


def _chooses(gp, system):
    """A reporter on the check, who has chosen everything there."""
    make.trust("Greenhow Hospital")
    writes(gp, system)
    gp.fills(text=TEXT)
    gp.presses("Continue")
    gp.stands_on("Check before you send")
    gp.page.locator("[name=release]").check()
    gp.fills(elsewhere="The booking office")
    gp.opens_up("Add more: files, other organisations, how many patients, time lost, a colleague")
    gp.fills(also_1="Greenhow Hospital", minutes_lost="25", on_behalf_of=system.director.email)
    gp.page.locator("[name=patients]").select_option("few")
    gp.page.locator("[name=is_confidential]").check()
    return gp


def sends_all(gp, system, *, name="John Smithson", is_new=False):
    """All of it is sent; whoever gets a copy is shown first, where the check was not asked with the organisation."""
    gp.stands_on("Check before you send")
    expect(gp.page.locator("[name=is_confidential]")).to_be_checked()
    gp.presses("Send")
    if is_new:
        gp.reads("See who gets a copy for the other organisations.")
        gp.presses("Send")
    gp.reads("Sent. Your reference is")
    issue = Issue.objects.get()
    assert issue.is_confidential and issue.on_behalf_of == system.director.email and name in issue.text
    assert (issue.minutes_lost, issue.patients, issue.elsewhere) == (25, "few", "The booking office")
    assert [one.name for one in issue.others.all()] == ["Greenhow Hospital"]


@BOTH_WAYS
def test_changing_ones_answers_leaves_what_was_chosen(visitor, system, scripts):
    gp = _chooses(visitor(java_script_enabled=scripts), system)
    gp.presses("Change my answers")
    gp.stands_on("Report an issue")
    gp.fills(text=f"{TEXT} Again.")
    gp.presses("Continue")
    sends_all(gp, system)


def test_reloading_the_check_leaves_what_was_chosen(gp, system):
    gp.page.reload()
    sends_all(gp, system, is_new=True)


def test_going_back_and_on_leaves_what_was_chosen(gp, system):
    gp.page.go_back()
    gp.stands_on("Report an issue")
    gp.presses("Continue")
    sends_all(gp, system)


def test_what_the_device_kept_goes_on_with_what_was_chosen(gp, system):
    gp.opens("/issues/new/")
    gp.presses("Go on with it")
    gp.presses("Continue")
    gp.stands_on("Check before you send")
    assert gp.page.locator("[name=release]").count() == 0
    sends_all(gp, system, name="patient …")


@BOTH_WAYS
def test_a_session_that_ends_at_sending_takes_nothing_of_what_was_chosen(visitor, system, scripts):
    gp = _chooses(visitor(java_script_enabled=scripts), system)
    gp.page.context.clear_cookies(name="sessionid")
    gp.presses("Send")
    gp.reads("What you wrote is kept, masked")
    gp.asks_for_a_code(system.gp.email)
    gp.types_the_code()
    gp.presses("Continue")
    sends_all(gp, system)


@pytest.mark.parametrize("way", ["reload", "go_back"])
def test_without_scripts_a_check_that_is_shown_again_stops_and_asks(visitor, system, way):
    gp = _chooses(visitor(java_script_enabled=False), system)
    getattr(gp.page, way)()
    if way == "go_back":
        gp.presses("Continue")
    gp.reads("You were on this page before.")
    if gp.page.locator("[name=is_confidential]").is_checked():
        return  # the browser has kept it
    gp.presses("Send")
    gp.reads("There is a problem", "If you hid your name")
    assert not Issue.objects.exists()


def test_a_further_field_comes_when_the_last_is_filled(gp, system):
    gp.fills(also_2="Fernhall")
    gp.fills(also_3="Harbour")
    expect(gp.page.locator("[name=also_4]")).to_be_visible()
    expect(gp.page.locator("#more").get_by_role("option").first).to_be_visible()
    assert gp.page.get_by_role("button", name="Add another organisation").count() == 0
    gp.page.keyboard.press("Escape")
    gp.finds_the_page_sound()
    gp.page.reload()
    expect(gp.page.locator("[name=also_3]")).to_have_value("Harbour")


def test_thanks_are_not_asked_about_harm(visitor, system):
    make.category("thanks", "Something that works well", is_thanks=True)
    gp = visitor()
    writes(gp, system)
    harm = gp.page.locator("[name=harm]")
    expect(harm).to_be_visible()
    gp.picks(category="Something that works well")
    expect(harm).to_be_hidden()
    gp.picks(category=system.category.name, harm="Severe harm")
    gp.picks(category="Something that works well")
    expect(harm).to_be_visible()
    gp.presses("Continue")
    gp.reads("There is a problem", "Thanks do not ask about harm")
