"""A responder clears the inbox: with the keyboard, by ticking, on a narrow screen, and without scripts."""

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from tests import make

SWITCH = "Switch keyboard shortcuts on"


@pytest.fixture
def issues(system):
    return [make.issue(by=system.gp, about=system.trust) for _ in range(3)]


@pytest.fixture
def director(visitor, system, issues):
    person = visitor()
    person.signs_in(system.director)
    person.opens("/inbox/")
    return person


def hits(person, *keys: str) -> None:
    for key in keys:
        person.page.keyboard.press(key)


def states() -> list[str]:
    return list(Issue.objects.order_by("pk").values_list("state", flat=True))


def test_keys_do_nothing_until_they_are_switched_on(director):
    hits(director, "j", "x", "a")
    expect(director.page.locator("[data-row] input:checked")).to_have_count(0)
    assert set(states()) == {"reported"}
    director.presses(SWITCH)
    hits(director, "j", "x")
    expect(director.page.locator("[data-row] input:checked")).to_have_count(1)
    director.page.reload()
    expect(director.page.get_by_role("button", name="Switch keyboard shortcuts off")).to_be_visible()


def test_an_inbox_is_walked_through_with_the_keyboard(director, issues):
    director.presses(SWITCH)
    hits(director, "j", "j", "k", "j")
    expect(director.page.locator(":focus")).to_have_text(issues[1].reference)
    hits(director, "ArrowDown")
    expect(director.page.locator(":focus")).to_have_text(issues[2].reference)
    hits(director, "a")
    director.stands_on("What became of them")
    assert states() == ["reported", "reported", "acknowledged"]
    director.chooses("Back to the list")
    director.stands_on("Inbox")
    hits(director, "j", "o")
    director.stands_on(f"Issue {issues[0].reference}")


def test_keys_are_never_taken_from_who_types_or_holds_another_key(director):
    director.presses(SWITCH)
    hits(director, "j", "Control+x", "Alt+j")
    expect(director.page.locator("[data-row] input:checked")).to_have_count(0)
    director.opens_up("Filter and sort")
    director.page.locator("[name=q]").focus()
    director.page.keyboard.type("jxa?")
    expect(director.page.locator("[name=q]")).to_have_value("jxa?")
    expect(director.page.locator("dialog[open]")).to_have_count(0)


def test_the_keys_are_listed_on_a_question_mark(director):
    director.presses(SWITCH)
    hits(director, "?")
    expect(director.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    director.finds_the_page_sound()
    hits(director, "Escape")
    expect(director.page.locator("dialog[open]")).to_have_count(0)


def test_all_on_the_page_are_ticked_with_one_press_and_enter_on_a_tick_box_does_nothing(director):
    director.presses("Tick all on this page")
    director.page.locator("[data-row] input").first.focus()
    hits(director, "Enter")
    director.stands_on("Inbox")
    director.presses("Acknowledge")
    director.reads("3 issues acknowledged")
    assert set(states()) == {"acknowledged"}


def test_one_goes_from_issue_to_issue_without_going_back_to_the_list(director, issues):
    director.chooses(issues[0].reference)
    director.page.get_by_role("link", name="Next issue").click()
    director.stands_on(f"Issue {issues[1].reference}")
    director.presses("Acknowledge")
    director.page.get_by_role("link", name="Next issue").click()
    director.stands_on(f"Issue {issues[2].reference}")
    director.chooses("To do")
    director.stands_on("Inbox")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_inbox_fits_the_screen_and_is_sound(visitor, system, issues, width):
    person = visitor(viewport={"width": width, "height": 800})
    person.signs_in(system.team)
    person.opens("/inbox/?box=all&harm=")
    person.opens_up("Filter and sort")
    person.finds_the_page_sound()
    assert person.page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_narrow_screen_the_list_comes_first_and_what_can_be_done_is_one_press_away(visitor, system, issues):
    person = visitor(viewport={"width": 375, "height": 800})
    person.signs_in(system.director)
    person.opens("/inbox/")
    acknowledge = person.page.get_by_role("button", name="Acknowledge")
    expect(acknowledge).to_have_count(0)
    person.page.get_by_label(f"Choose issue {issues[0].reference}").check()
    person.page.locator("summary", has_text="With the issues that you tick").focus()
    hits(person, "Enter", "Tab", "Tab")
    expect(acknowledge).to_be_focused()
    assert acknowledge.bounding_box()["width"] < 200
    person.finds_the_page_sound()
    hits(person, "Enter")
    person.reads("1 issue acknowledged")


def test_without_scripts_it_is_a_plain_form(visitor, system, issues):
    person = visitor(java_script_enabled=False)
    person.signs_in(system.director)
    person.opens("/inbox/")
    expect(person.page.get_by_role("button", name=SWITCH)).to_have_count(0)
    person.page.get_by_label(f"Choose issue {issues[0].reference}").check()
    person.presses("Assign to me")
    person.reads("1 issue assigned to Mina Director")
    person.chooses("Back to the list")
    person.opens("/inbox/?box=mine&harm=unknown")
    person.reads(issues[0].reference)
    person.fills(name="Harm not said")
    person.presses("Keep the filter shown")
    person.reads("The filter is kept.", "Harm not said")
