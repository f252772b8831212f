"""What must never be seen in a browser, whatever page it is on, and what no page may lack."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

NARROW = {"width": 320, "height": 640}
AXE = Axe()
PATIENCE = 20
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`));
"""
FITS = "document.scrollingElement.scrollWidth <= innerWidth"
WHAT_STICKS_OUT = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => `${one.tagName.toLowerCase()}.${one.className}`).slice(-3)"""


class Watch:
    """Notes what a browser does that it should not: foreign hosts, errors, dialogs, blocked scripts."""

    def __init__(self, context: BrowserContext, home: str):
        self.faults: list[str] = []
        self.home = home
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("dialog", self._opened)
        context.on("response", self._answered)

    def _asked(self, address: str) -> None:
        if not address.startswith((f"{self.home}/", "data:")):
            self.faults.append(f"request to another host: {address}")

    def _said(self, message) -> None:
        is_status = message.text.startswith("Failed to load resource")  # judged by _answered
        if message.type in {"error", "warning"} and not is_status:
            self.faults.append(f"console: {message.text} ({message.location})")

    def _opened(self, dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _answered(self, response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")


def is_sound(page: Page) -> None:
    """The page has no fault that axe finds, and does not scroll sideways on a narrow screen."""
    page.wait_for_load_state()
    page.locator("main h1").first.wait_for()
    title = page.title()
    broken = broken_rules(page)
    assert not broken, "\n".join([title, *broken])
    wide = page.viewport_size
    page.set_viewport_size(NARROW)
    for _ in range(PATIENCE):  # its layout settles after the change of size; the page's policy lets no poller in
        if page.evaluate(FITS):
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError(f"“{title}” scrolls sideways: {page.evaluate(WHAT_STICKS_OUT)}")
    page.set_viewport_size(wide)
    page.wait_for_timeout(200)  # a table that is drawn anew would move away from under a click


def broken_rules(page: Page) -> list[str]:
    """What axe finds, one line each: the rule, where, and what to do."""
    found = AXE.run(page).response["violations"]
    return [
        f"{page.url}: {rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]
