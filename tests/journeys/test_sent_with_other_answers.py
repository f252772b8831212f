"""Back on the check of a report that was sent, with another answer on it: it is said that this one was not."""

import pytest
from playwright.sync_api import expect

from issues.models import Issue
from tests.journeys.test_reporting import writes

BOTH_WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
HIDE = "[name=is_confidential]"


@BOTH_WAYS
def test_hiding_ones_name_after_sending_is_not_said_to_be_sent(visitor, system, scripts):
    gp = visitor(java_script_enabled=scripts)
    writes(gp, system)
    gp.presses("Continue")
    gp.stands_on("Check before you send")
    gp.presses("Send")
    gp.reads("Sent. Your reference is")
    first = Issue.objects.get()
    gp.page.go_back()
    gp.stands_on("Check before you send")
    gp.page.locator(HIDE).check()
    gp.presses("Send")
    gp.reads("This was not sent", f"issue {first.reference}", "with other answers")
    expect(gp.page.locator(HIDE)).to_be_checked()
    if scripts:
        gp.finds_the_page_sound()
    gp.presses("Send")
    gp.reads("Sent. Your reference is")
    assert [one.is_confidential for one in Issue.objects.order_by("pk")] == [False, True]
