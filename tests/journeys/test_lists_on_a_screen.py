"""Lists to work through: the first issue is in sight at once, a row is low, and on a phone nothing is squashed."""

import pytest
from playwright.sync_api import expect

from issues import following, responding
from issues.models import Issue
from tests import make

WORDS = "Discharge letters reach us three weeks late and the new medicines are not on them, again and again. " * 3
FITS = "document.scrollingElement.scrollWidth <= innerWidth"
PHONE = {"width": 375, "height": 800}


@pytest.fixture
def issues(system):
    system.trust.name = "Fernhall and the Marlshire Valleys University Hospitals NHS Foundation Trust"
    system.trust.save()
    made = [make.issue(by=system.gp, about=system.trust, text=WORDS) for _ in range(3)]
    Issue.objects.filter(pk=made[0].pk).update(harm="moderate")
    following.me_too(issue=made[0], by=make.user())
    return made


def boxes_of(page, selector: str) -> list[dict]:
    return [one.bounding_box() for one in page.locator(selector).all()]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_inbox_shows_its_first_issue_at_once_in_low_rows(visitor, system, issues, scripts):
    person = visitor(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
    person.signs_in(system.director)
    person.opens("/inbox/")
    rows = boxes_of(person.page, "[data-row]")
    assert len(rows) == 3
    assert rows[0]["y"] < 430 and max(row["height"] for row in rows) <= 90
    lead, words = (
        person.page.locator(f"[data-row] .worklist__{part}").first.bounding_box() for part in ("lead", "words")
    )
    assert lead["y"] < words["y"] and words["width"] > 350
    expect(person.page.get_by_role("button", name="Acknowledge")).to_be_visible()


def test_a_filter_that_is_set_is_open_and_the_first_issue_still_in_sight(visitor, system, issues):
    person = visitor(viewport={"width": 1280, "height": 800})
    person.signs_in(system.director)
    person.opens("/inbox/?sort=newest")
    expect(person.page.locator("select[name=sort]")).to_be_visible()
    assert boxes_of(person.page, "[data-row]")[0]["y"] < 800


def test_what_is_ticked_brings_what_can_be_done_with_it_along(visitor, system, issues):
    person = visitor(viewport={"width": 1280, "height": 500})
    person.signs_in(system.director)
    person.opens("/inbox/")
    person.page.locator("[data-row] input").last.check()
    person.page.mouse.wheel(0, 2000)
    person.page.wait_for_timeout(300)
    expect(person.page.get_by_role("button", name="Acknowledge")).to_be_in_viewport()
    person.presses("Assign to me")
    person.reads("1 issue assigned to Mina Director")


def test_after_a_mistake_the_ticks_are_still_there(visitor, system, issues):
    system.desk.holders.create(user=make.user(system.trust, name="Dee Deputy"), seat="deputy")
    person = visitor()
    person.signs_in(system.director)
    person.opens("/inbox/")
    person.page.locator("[data-row] input").nth(1).check()
    person.chooses("Assign", "button")
    person.reads("Choose a colleague to assign them to.")
    expect(person.page.locator("[data-row] input").nth(1)).to_be_checked()
    person.finds_the_page_sound()
    person.page.locator("#together-to").select_option(label="Dee Deputy")
    person.chooses("Assign", "button")
    person.reads("1 issue assigned to Dee Deputy")


def test_ones_issues_on_a_phone_are_cards_that_are_read_from_the_left(visitor, system, issues):
    person = visitor(viewport=PHONE)
    person.signs_in(system.gp)
    person.opens("/issues/")
    person.reads("Where it stands", "Moderate harm")
    assert max(row["height"] for row in boxes_of(person.page, ".worklist tbody tr")) < 340
    assert {one["x"] for one in boxes_of(person.page, ".worklist tbody td")} == {16}
    assert max(one["height"] for one in boxes_of(person.page, ".worklist .nhsuk-tag")) < 40
    person.finds_the_page_sound()


CUT = "list => list.filter(one => one.scrollHeight > one.clientHeight + 1).map(one => one.innerText)"


@pytest.mark.parametrize("width", [1280, 375])
def test_long_names_of_organisations_and_desks_wrap_and_are_not_cut(visitor, system, issues, width):
    system.practice.name = "The Old Bakery and Lantern Street Surgeries with Canal Road Health Centre, Northmere"
    system.practice.save()
    system.desk.title = f"Medical director, {system.trust.name}"
    system.desk.save()
    person = visitor(viewport={"width": width, "height": 800})
    person.signs_in(system.team)
    for address in ("/inbox/?box=all", "/issues/"):
        if address == "/issues/":
            following.follow(issue=issues[0], by=system.team)
        person.opens(address)
        person.reads(f"about {system.trust.name}", f"from {system.practice.name}", system.desk.title)
        cells = person.page.locator(".worklist__who")
        assert cells.evaluate_all("list => list.length") and cells.evaluate_all(CUT) == [], address
        person.page.wait_for_function(FITS)


@pytest.mark.parametrize("width", [780, 1030, 1280])
def test_tables_of_many_columns_fit_on_tablets_and_screens(visitor, system, issues, width):
    responding.answer(issue=issues[0], by=system.director, outcome="explained", text="We print it at five.")
    make.theme(*issues, label="Discharge letters that come late")
    person = visitor(viewport={"width": width, "height": 800})
    person.signs_in(system.team)
    for address in ("/responsiveness/", "/themes/"):
        person.opens(address)
        person.page.locator(".many-columns tbody tr").first.wait_for()
        assert person.page.evaluate(FITS), address


def test_a_long_name_of_a_file_moves_no_page_sideways(visitor, system, issues):
    make.attachment(issues[0], name=f"{'discharge_letter_of_ward_seven_' * 4}.eml")
    person = visitor(viewport=PHONE)
    person.signs_in(system.gp)
    for address in (issues[0].get_absolute_url(), f"{issues[0].get_absolute_url()}receipt/"):
        person.opens(address)
        assert person.page.evaluate(FITS), address


def test_buttons_that_need_scripts_are_there_only_with_them(visitor, system, issues):
    for scripts in (True, False):
        person = visitor(java_script_enabled=scripts)
        person.signs_in(system.gp)
        person.opens(f"{issues[0].get_absolute_url()}receipt/")
        expect(person.page.locator("[data-print]")).to_be_visible(visible=scripts)
        if not scripts:
            person.opens(issues[0].get_absolute_url())
            expect(person.page.locator("[data-copy]")).to_be_hidden()
