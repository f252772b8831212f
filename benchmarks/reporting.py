"""How long a report takes: `python -m benchmarks.reporting`, through Chromium, at a clinician's typing speed.

A scripted reporter opens the page, chooses a kind, types whom it is about and 40 words, checks and sends. Printed are
the median seconds from opening the page to reading "Sent", what of them was typing, and the pages and round trips.
"""

import os
import statistics
import sys
import time

from django.db import connection
from playwright.sync_api import BrowserContext, Request, sync_playwright

from benchmarks import surroundings
from tests import make
from tests.faults.portal import session_of

RUNS = int(os.environ.get("RUNS", "5"))
WORDS_A_MINUTE = int(os.environ.get("WORDS_A_MINUTE", "40"))
TARGET = 120  # seconds
ABOUT = "Fernhall"
TEXT = (
    "Discharge letter came three weeks after the stay and did not say which medicines were stopped or why. The "
    "repeat went out as before, so she took both for ten days. Nobody at the ward could tell us anything today."
)


def one_report(context: BrowserContext, home: str, kind: str) -> tuple[float, float, int, int]:
    """Seconds in all, seconds of typing, pages, and requests of one report."""
    asked: list[Request] = []
    page = context.new_page()
    page.set_default_timeout(300_000)
    page.on("request", lambda request: asked.append(request))
    pause = 60_000 / (WORDS_A_MINUTE * len(TEXT) / len(TEXT.split()))  # milliseconds a character
    began = time.perf_counter()
    page.goto(f"{home}/issues/new/")
    page.select_option("[name=category]", label=kind)
    typing = time.perf_counter()
    page.locator("[name=about_words]").press_sequentially(ABOUT, delay=pause)
    page.locator("[name=text]").press_sequentially(TEXT, delay=pause)
    typing = time.perf_counter() - typing
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_text("Sent. Your reference is").wait_for()
    taken = time.perf_counter() - began
    page.close()
    return taken, typing, sum(one.resource_type == "document" for one in asked), len(asked)


def main() -> int:
    surroundings.prepare()
    system, reporter = make.registry(), make.user()
    for _ in range(20):
        make.issue(about=system["trust"], text=TEXT)
    cookie = {"name": "sessionid", "value": session_of(reporter), "domain": "127.0.0.1", "path": "/"}
    connection.close()
    server, port = surroundings.serve("interface.wsgi:application")
    home = f"http://127.0.0.1:{port}"
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
            )
            context = browser.new_context(locale="en-GB")
            context.add_cookies([cookie])
            runs = [one_report(context, home, str(system["category"])) for _ in range(RUNS)]
    finally:
        server.terminate()
        server.wait()
    taken, typing, pages, requests = (statistics.median(one) for one in zip(*runs, strict=True))
    print(  # noqa: T201
        f"{len(TEXT.split())} words at {WORDS_A_MINUTE} a minute: {taken:.0f} s from opening the page to sent "
        f"(target {TARGET}), {typing:.0f} s of them typing, {taken - typing:.1f} s everything else; "
        f"{pages:.0f} pages, {requests:.0f} requests"
    )
    return int(taken > TARGET)


if __name__ == "__main__":
    sys.exit(main())
