"""A browser, a portal that it can reach, and a small made-up system to walk about in."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests import make
from tests.journeys.walking import Visitor
from tests.journeys.watching import Watch

CHROMIUM = "/usr/bin/chromium"
expect.set_options(timeout=15_000)  # a busy machine is slow, not wrong
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


def pytest_collection_modifyitems(items):
    """Everything here needs a browser."""
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session", autouse=True)
def tests_may_ask_the_database_beside_the_browser():
    """The browser's driver runs an event loop in this thread, in which Django would refuse to ask the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def system(transactional_db, settings):
    """A trust whose medical director answers, a practice whose GP reports, and a leader of the ICB."""
    settings.DEMONSTRATION = True  # the code to sign in is shown on the page
    made = SimpleNamespace(**make.registry())
    made.practice = make.practice("Harbour Lane Surgery", postcode="QZ1 2AB")
    made.gp = make.user(made.practice, name="Grace Porter")
    made.leader = make.leader()
    return made


@pytest.fixture
def visitor(system, live_server, new_context):
    """A person at a browser of their own. Whatever they do, no page may misbehave."""
    watches = []

    def come(**browser) -> Visitor:
        context = new_context(base_url=live_server.url, locale="en-GB", timezone_id="Europe/London", **browser)
        context.set_default_timeout(15_000)
        watches.append(Watch(context, live_server.url))
        return Visitor(context.new_page())

    yield come
    faults = [fault for watch in watches for fault in watch.faults]
    assert not faults, "\n".join(faults)
