"""Everything a reporter needs is done with the keyboard alone, and one always sees where one is."""

import pytest
from playwright.sync_api import expect

from issues.models import Issue

FOCUS_IS_SEEN = """() => {
  const one = document.activeElement;
  const drawn = one.matches("[type=radio], [type=checkbox]")
    ? getComputedStyle(document.querySelector(`label[for="${one.id}"]`), "::before") : getComputedStyle(one);
  const area = one.getBoundingClientRect();
  const stands_out = drawn.boxShadow !== "none" || (drawn.outlineStyle !== "none" && drawn.outlineWidth !== "0px");
  return stands_out && area.width > 1 && area.height > 1 && area.bottom > 0 && area.top < innerHeight;
}"""
IS_IT = "(selector) => document.activeElement.matches(selector)"
ENOUGH = 60


LOOK = f"(selector) => [document.activeElement.outerHTML.slice(0, 120), ({FOCUS_IS_SEEN})(), ({IS_IT})(selector)]"


@pytest.fixture
def reporter(visitor, system):
    """The GP on the blank report, hands on the keyboard."""
    gp = visitor()
    gp.signs_in(system.gp)
    gp.opens("/issues/new/")
    return gp


def tabs_to(person, selector: str) -> None:
    """Press Tab until something like this has the focus, which is seen all the way."""
    for _ in range(ENOUGH):
        person.page.keyboard.press("Tab")
        where, is_seen, is_it = person.page.evaluate(LOOK, selector)  # in one go: the page may still be settling
        assert is_seen, f"the focus is not seen on {where}"
        if is_it:
            return
    raise AssertionError(f"Tab never came to {selector}")


def types(person, text: str) -> None:
    person.page.keyboard.type(text)


def hits(person, *keys: str) -> None:
    for key in keys:
        person.page.keyboard.press(key)


def test_a_report_is_written_and_sent(reporter, system):
    tabs_to(reporter, "[name=category]")
    types(reporter, system.category.name[:4])
    tabs_to(reporter, "[name=about_words]")
    types(reporter, "Fernhall")
    tabs_to(reporter, "[name=text]")
    types(reporter, "No letter after clinic.")
    tabs_to(reporter, "main form button")
    hits(reporter, "Enter")
    reporter.stands_on("Check before you send")
    tabs_to(reporter, "[name=is_confidential]")
    hits(reporter, "Space")
    tabs_to(reporter, "main form button")
    hits(reporter, "Enter")
    reporter.reads("Sent. Your reference is")
    sent = Issue.objects.get()
    assert (sent.about, sent.is_confidential) == (system.trust, True)


def test_the_skip_link_comes_first_and_leads_past_the_header(reporter):
    hits(reporter, "Tab")
    assert reporter.page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    assert reporter.page.evaluate(FOCUS_IS_SEEN)
    hits(reporter, "Enter", "Tab")
    assert reporter.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_link_of_the_header_keeps_the_focus_when_the_header_is_laid_out_again(reporter):
    link = reporter.page.locator(".nhsuk-header__navigation-link").nth(1)
    link.focus()
    reporter.page.evaluate("""() => new Promise((done) => {
        const seen = new MutationObserver(() => setTimeout(done));
        seen.observe(document.querySelector(".nhsuk-header__navigation-list"), { childList: true });
        dispatchEvent(new Event("resize"));
    })""")
    expect(link).to_be_focused()


def test_suggestions_are_chosen_with_the_arrow_keys(reporter, system):
    box = reporter.page.get_by_role("combobox", name="Which organisation or service is it about?")
    tabs_to(reporter, "[name=about_words]")
    types(reporter, "fern")
    option = reporter.page.get_by_role("option", name=system.trust.name)
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    hits(reporter, "ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    reporter.finds_the_page_sound()
    hits(reporter, "Enter")
    expect(box).to_have_value(f"{system.trust.name} ({system.trust.code})")
    expect(box).to_be_focused()
    expect(option).to_be_hidden()


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(reporter, system):
    box = reporter.page.get_by_role("combobox", name="Which organisation or service is it about?")
    tabs_to(reporter, "[name=about_words]")
    types(reporter, "fern")
    expect(reporter.page.get_by_role("listbox")).to_be_visible()
    hits(reporter, "Escape")
    expect(reporter.page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("fern")
    expect(box).to_be_focused()


def test_whoever_types_before_the_scripts_have_come_goes_on_typing(reporter):
    """A slow line: the script that offers suggestions comes when the reporter is already in its field."""
    reporter.page.route("**/suggest*.js", lambda route: None)
    reporter.page.goto("/issues/new/", wait_until="commit")
    box = reporter.page.locator("[name=about_words]")
    box.focus()
    types(reporter, "Fernhal")
    hits(reporter, "ArrowLeft")
    script = reporter.page.locator("script[src*=suggest]").get_attribute("src")
    reporter.page.unroute("**/suggest*.js")
    reporter.page.evaluate("(src) => import(src)", script)
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_be_focused()
    types(reporter, "l")
    expect(box).to_have_value("Fernhall")
