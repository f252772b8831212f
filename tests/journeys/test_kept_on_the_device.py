"""What a device keeps of reports: each by itself, nothing that tells who a patient is, nothing that was sent."""

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from tests.journeys.telling import a_theme
from tests.journeys.test_reporting import PROBLEM, writes
from tests.journeys.walking import Visitor

ON_THE_DEVICE = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"


def beside(person) -> Visitor:
    """The same person in a second window, on a blank report."""
    other = Visitor(person.page.context.new_page())
    other.opens("/issues/new/")
    return other


def test_a_report_that_is_begun_beside_another_overwrites_nothing_and_both_are_offered(visitor, system):
    gp = visitor()
    writes(gp, system)
    other = beside(gp)
    other.fills(text="Blood forms come back empty.")
    expect(other.page.get_by_role("button", name="Go on with it")).to_have_count(1)
    third = beside(gp)
    expect(third.page.get_by_role("button", name="Go on with it")).to_have_count(2)
    third.presses("Go on with it")
    expect(third.page.locator("[name=text]")).to_have_value("Blood forms come back empty.")
    third.presses("Discard it")
    last = beside(gp)
    expect(last.page.get_by_role("button", name="Go on with it")).to_have_count(1)
    last.presses("Go on with it")
    expect(last.page.locator("[name=text]")).to_have_value("Blood forms come back empty.")
    last.presses("Sign out")
    expect(last.page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert last.page.evaluate("localStorage.length") == 0


def test_me_too_instead_of_one_report_leaves_the_others(visitor, system):
    a_theme(system)
    gp = visitor()
    writes(gp, system)
    beside(gp).fills(text="Blood forms come back empty.")
    gp.page.locator("#known").get_by_role("button", name="Me too").first.click()
    gp.reads("Counted. You will be told whatever the reporter")
    gp.page.wait_for_function(f"(words) => !({ON_THE_DEVICE}).includes(words)", arg=PROBLEM)
    assert "Blood forms" in gp.page.evaluate(ON_THE_DEVICE)


TOLD = {
    "Mr Harold Pennyfeather was sent home.": "Mr … was sent home.",
    "mrs pennyfeather was sent home.": "mrs … was sent home.",
    "Pt Harold Pennyfeather, patient: Ann O'Neill, Master Tom.": "Pt …, patient: …, Master …",
    "The patient's name is Ann Smith and she fell.": "The patient's name is … and she fell.",
    "Born 3/4/1952, 03.04.52, 1952-04-03 or 3rd of April 1952.": "Born …, …, … or ….",
    "Lives at CH41 0AA, phone (0151) 496 0123, ann@home.example": "Lives at …, phone …, …",
    "UBRN 0000 4821 9937 pw cedar-42, histology 26H012345, lab no 26-B-0044512.": (
        "UBRN … pw …, histology …, lab no …."
    ),
    "Password was reset twice, form FP10 and 24H tape.": "",
    "We miss letters; the patient was told twice on ward 3 at 10.30.": "",
    "MR scan and MS clinic: 2 of 12 letters, 48 hours late, 5/7.": "",
}


@pytest.mark.parametrize(("typed", "kept"), TOLD.items())
def test_what_tells_who_a_patient_is_stays_off_the_device(visitor, system, typed, kept):
    gp = visitor()
    gp.opens("/")
    assert gp.page.evaluate("(typed) => keptWords.withoutPatients(typed)", typed) == (kept or typed)


def test_the_page_says_what_was_left_out_of_what_it_kept(visitor, system):
    gp = visitor()
    writes(gp, system)
    gp.fills(text=f"{PROBLEM} Mr Harold Pennyfeather, born 3/4/1952.", happened_on="2026-03-03")
    gp.opens("/issues/new/")
    assert "Pennyfeather" not in gp.page.evaluate(ON_THE_DEVICE)
    gp.reads("Left out of it: names after Mr, Mrs or patient, full dates")
    gp.presses("Go on with it")
    expect(gp.page.locator("[name=text]")).to_have_value(f"{PROBLEM} Mr …, born ….")
    expect(gp.page.locator("[name=happened_on]")).to_have_value("2026-03-03")


def test_many_spaces_or_letters_without_an_end_take_no_time(visitor, system):
    gp = visitor()
    gp.opens("/")
    took = """() => { const start = performance.now();
      for (const words of ["pt ".repeat(2700), "patient" + " ".repeat(8000), "x".repeat(8000), "A ".repeat(4000),
        "1 ".repeat(4000),
        "12a-".repeat(2000), "pw a".repeat(2000)]) keptWords.withoutPatients(words);
      return performance.now() - start; }"""
    assert gp.page.evaluate(took) < 2000


def test_what_was_sent_is_not_kept_again_when_one_goes_back(visitor, system):
    gp = visitor()
    writes(gp, system)
    gp.presses("Continue")
    gp.presses("Send")
    gp.reads("Sent. Your reference is")
    for _ in range(2):
        gp.page.go_back()
        gp.page.wait_for_load_state()
        assert PROBLEM not in gp.page.evaluate(ON_THE_DEVICE)
    gp.stands_on("Report an issue")
    gp.fills(text=f"{PROBLEM} Again.")
    assert PROBLEM not in gp.page.evaluate(ON_THE_DEVICE)
    assert Issue.objects.count() == 1


def test_back_from_the_check_the_organisation_is_still_there(visitor, system):
    gp = visitor()
    writes(gp, system)
    gp.presses("Continue")
    gp.stands_on("Check before you send")
    gp.page.go_back()
    gp.stands_on("Report an issue")
    expect(gp.page.locator("[name=about_words]")).to_have_value("Fernhall")
    gp.presses("Continue")
    gp.stands_on("Check before you send")
