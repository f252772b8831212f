"""An answer begins with a template: its words choose the outcome and take the date that stands beside them."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from issues import outcomes, templating
from tests import make


def test_words_of_a_planned_date_choose_that_outcome_and_take_the_date(visitor, system):
    issue, day = make.issue(by=system.gp, about=system.trust), timezone.localdate() + timedelta(days=40)
    words = {"name": "Planned", "text": "We will by {planned date}."}
    templating.keep(by=system.director, desk=issue.desk, **words)
    person = visitor()
    person.signs_in(system.director)
    person.opens(issue.get_absolute_url())
    person.opens_up("Answer")
    page = person.page
    page.locator("#answer-template").select_option(label="Planned")
    expect(page.locator('input[name="outcome"][value="planned"]')).to_be_checked()
    person.fills(planned_on=day.isoformat())
    page.locator("#answer-planned_on").blur()
    expect(page.locator("#answer-text")).to_have_value(f"We will by {outcomes.in_words(day)}.")


def test_another_template_takes_the_place_of_the_first_beside_own_words(visitor, system):
    issue = make.issue(by=system.gp, about=system.trust)
    for name in ("Thanks", "Sorry"):
        templating.keep(by=system.director, desk=issue.desk, name=name, text=f"{name} for {{reference}}.")
    person = visitor()
    person.signs_in(system.director)
    person.opens(issue.get_absolute_url())
    person.opens_up("Answer")
    box, choice = person.page.locator("#answer-text"), person.page.locator("#answer-template")
    box.fill("My own words.")
    for name in ("Thanks", "Sorry", "Thanks"):
        choice.select_option(label=name)
        expect(box).to_have_value(f"My own words.\n\n{name} for {issue.reference}.")
    choice.select_option(label="None")
    expect(box).to_have_value("My own words.")
