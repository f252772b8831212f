"""Somebody chooses how they are told, gets fewer e-mails from one, and the interface team looks after an address."""

import pytest
from playwright.sync_api import expect

from people import bouncing
from people.choosing import Kind, choices_of, link_to_stop


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def somebody(request, visitor):
    return visitor(java_script_enabled=request.param)


def test_how_one_is_told_is_chosen_on_a_page(somebody, system):
    somebody.signs_in(system.gp)
    somebody.opens("/notices/")
    somebody.chooses("How you are told")
    somebody.stands_on("How you are told")
    somebody.picks(assigned="In one email each working-day morning", received="Only on this website")
    somebody.presses("Save")
    somebody.reads("Your choices are saved.")
    expect(somebody.page.locator("select[name=received]")).to_have_value("page")
    assert choices_of(system.gp)["assigned"] == "daily"


def test_a_link_in_an_email_asks_first_and_needs_no_signing_in(somebody, system, settings):
    settings.SITE_URL = ""
    somebody.opens(link_to_stop(system.gp, [Kind.PROGRESS], "now"))
    somebody.stands_on("Fewer emails")
    assert choices_of(system.gp)["progress"] == "now"
    somebody.presses("Send me fewer emails")
    somebody.stands_on("You will get fewer emails")
    somebody.reads("only on this website")
    assert choices_of(system.gp)["progress"] == "page"


def test_an_address_that_refuses_email_is_tried_again(somebody, system):
    bouncing.mark(address=system.gp.email, reason="550 5.1.1 No such user")
    somebody.signs_in(system.team)
    somebody.opens("/notices/")
    somebody.chooses("Email to Grace Porter is refused. Check who sits at their desks")
    somebody.stands_on("Addresses that refuse email")
    somebody.reads("Harbour Lane Surgery", "550 5.1.1 No such user")
    somebody.presses(f"Try again with {system.gp.email}")
    somebody.reads("Email to Grace Porter will be tried again.", "Every address takes our emails.")


def test_the_pages_are_sound(visitor, system, settings):
    settings.SITE_URL = ""
    bouncing.mark(address=system.gp.email, reason="550 5.1.1 No such user")
    bouncing.mark(address=system.team.email, reason="550 5.1.1 No such user")
    one = visitor()
    one.opens(link_to_stop(system.gp, [Kind.PROGRESS, Kind.QUESTION], "now"))
    one.finds_the_page_sound()
    one.signs_in(system.team)
    bouncing.mark(address=system.team.email, reason="550 5.1.1 No such user")
    for path in ("/notices/", "/notices/settings/", "/notices/refused/"):
        one.opens(path)
        one.finds_the_page_sound()
