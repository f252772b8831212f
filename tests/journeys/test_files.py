"""Adding files to an issue and getting them, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests import make, make_files


def chosen(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@pytest.mark.parametrize("scripts", [True, False])
def test_the_reporter_adds_files_and_the_director_saves_them(visitor, system, scripts):
    issue = make.issue(by=system.gp, about=system.trust)
    reporter = visitor(java_script_enabled=scripts)
    reporter.signs_in(system.gp)
    reporter.opens(issue.get_absolute_url())
    reporter.opens_up("Add files")
    reporter.page.locator("input[type=file]").set_input_files(
        [chosen("letter.docx", make_files.office()), chosen("photo.jpg", make_files.photo())]
    )
    reporter.presses("Add")
    reporter.stands_on(f"Add files to issue {issue.reference}")
    reporter.reads("photo.jpg: We cannot read all of it.")
    if scripts:
        reporter.finds_the_page_sound()

    reporter.page.locator("input[type=file]").set_input_files(
        [chosen("letter.docx", make_files.office()), chosen("photo.jpg", make_files.photo())]
    )
    reporter.page.get_by_label("I have looked through these files").check()
    reporter.presses("Add")
    reporter.reads("2 files have been added.", "2 files added", "letter.docx", "photo.jpg")
    if scripts:
        reporter.finds_the_page_sound()

    director = visitor(java_script_enabled=scripts)
    director.signs_in(system.director)
    director.opens(issue.get_absolute_url())
    with director.page.expect_download() as download:
        director.chooses("letter.docx")
    assert download.value.suggested_filename == "letter.docx"
    expect(director.page.locator("h1")).to_have_text(f"Issue {issue.reference}")
