"""Taking out what stands beside a name, with and without scripts, and choosing files once more without."""

import pytest

from issues.models import Attachment, Issue
from tests import make, make_files


@pytest.mark.parametrize("scripts", [True, False])
def test_what_stands_beside_a_name_is_taken_out_with_it(visitor, system, scripts):
    gp = visitor(java_script_enabled=scripts)
    issue = make.issue(by=system.gp, about=system.trust)
    Issue.objects.update(text="hi, Jean Thornley, no. 0000 4821 9937, waits.")
    gp.signs_in(system.gp)
    gp.opens(issue.get_absolute_url())
    gp.chooses("Take out what tells who a patient is")
    gp.fills(text="Thornley\n0000 4821 9937")
    gp.presses("See what will stand there")
    gp.reads("“Jean” stands right before it", "[reference number removed]")
    if scripts:
        gp.finds_the_page_sound()
    gp.page.locator("[name=also]").check()
    gp.presses("Take it out for good")
    gp.reads("Nothing is taken out yet")
    assert "Jean Thornley" in Issue.objects.get().text
    gp.presses("Take it out for good")
    gp.reads("Taken out in 2 places.")
    assert Issue.objects.get().text == "hi, [name removed], no. [reference number removed], waits."


def test_files_that_were_lost_are_asked_about_and_chosen_again(visitor, system, tmp_path):
    gp = visitor(java_script_enabled=False)
    good, bad = tmp_path / "letter.pdf", tmp_path / "bad.pdf"
    good.write_bytes(make_files.pdf())
    bad.write_bytes(b"MZ not a PDF")
    gp.signs_in(system.gp)
    gp.chooses("Report")
    gp.fills(text="No letter after clinic.", about_words="Fernhall")
    gp.picks(category=system.category.name)
    gp.presses("Continue")
    gp.page.locator("#more summary").click()
    gp.page.locator("[name=files]").set_input_files([good, bad])
    gp.page.locator("[name=looked_through]").check()
    gp.presses("Send")
    gp.reads("None of these files was added", "letter.pdf (nothing was wrong with it)")
    gp.presses("Send")
    gp.reads("Send without letter.pdf and bad.pdf?")
    assert not Issue.objects.exists()
    gp.page.locator("[name=files]").set_input_files(good)
    gp.page.locator("[name=looked_through]").check()
    gp.presses("Send")
    gp.reads("Sent. Your reference is")
    assert Attachment.objects.get().name == "letter.pdf"
