"""A responder finds the same problem twice, merges the two, and the reporter takes it back."""

import pytest

from tests import make
from themes.placing import place_due


@pytest.mark.parametrize("scripts", [True, False])
def test_a_duplicate_is_merged_and_its_reporter_finds_where_it_went_and_takes_it_back(visitor, system, scripts):
    other = make.issue(about=system.trust, text="Clinic letters come weeks late.")
    issue = make.issue(by=system.gp, about=system.trust, text="No letter since the clinic three weeks ago.")
    place_due()
    director = visitor(java_script_enabled=scripts)
    director.signs_in(system.director)
    director.opens(issue.get_absolute_url())
    director.chooses("Same as another issue, or related to one?")
    director.stands_on(f"Which issue is like {issue}?")
    if scripts:
        director.finds_the_page_sound()
    director.chooses(f"Compare with {other}")
    director.reads("1 person behind", "it can be taken back until")
    if scripts:
        director.finds_the_page_sound()
    director.fills(text="Both are about letters of the same clinic.")
    director.presses(f"Merge {issue} into {other}")
    director.stands_on(f"Issue {other}")
    director.reads(f"Issue {issue} is now part of issue {other}.", "Also part of this issue")
    director.opens("/issues/merged/")
    director.reads("Both are about letters of the same clinic.")
    if scripts:
        director.finds_the_page_sound()

    gp = visitor(java_script_enabled=scripts)
    gp.signs_in(system.gp)
    gp.opens(issue.get_absolute_url())
    gp.reads(f"This is now part of issue {other}.", "Merged by Mina Director")
    if scripts:
        gp.finds_the_page_sound()
    gp.opens_up("Not the same: take it back")
    gp.page.locator("form[action$='/unmerge/'] [name=text]").fill("It is another clinic.")
    gp.presses("Not the same: take it back")
    gp.reads("Taken back.", "Reported")


def test_the_page_to_withdraw_is_sound(visitor, system):
    issue = make.issue(by=system.gp, about=system.trust)
    gp = visitor()
    gp.signs_in(system.gp)
    gp.opens(issue.get_absolute_url())
    gp.chooses("Withdraw this issue")
    gp.finds_the_page_sound()
    gp.presses("Withdraw it")
    gp.reads("Withdrawn. You can reopen it here.")
    gp.finds_the_page_sound()
