"""F1: bodies that are much too big, have too many fields or are nested too deep: refused, for next to nothing."""

import gc
import resource
import time
from collections.abc import Callable

import pytest
from django.test import Client

from issues.models import Issue
from tests.faults.test_reporting import answers

pytestmark = pytest.mark.faults
SEND = "/issues/new/send/"
FORM = "application/x-www-form-urlencoded"
LONGEST = 0.05  # seconds of processor
MEGABYTE = 1 << 20
HUGE = "late+" * 700_000
MANY = "&".join(f"field{number}=x" for number in range(10_000))
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.fixture
def system(registry_in_one_transaction):
    return registry_in_one_transaction


@pytest.fixture
def ways(reporter: Client, api) -> dict[str, Callable]:
    """Each sends much too much; the answer."""
    return {
        "huge form": lambda: reporter.generic("POST", SEND, f"text={HUGE}", FORM),
        "many fields": lambda: reporter.generic("POST", SEND, MANY, FORM),
        "huge JSON": lambda: api("key-of-huge", raw=f'{{"text": "{HUGE}"}}'),
        "deep text": lambda: api("key-of-deep", raw=f'{{"text": {DEEP}}}'),
        "deep JSON": lambda: api("key-of-list", raw=DEEP),
        "bytes": lambda: api("key-of-bytes", raw=b"\xff\xfe{"),
    }


def cost(act: Callable) -> tuple[float, int]:
    """Seconds of processor, of the better of two, and the status."""
    taken = []
    for _ in range(2):
        gc.collect()  # the sender's copies of the last body
        began = time.process_time()
        status = act().status_code
        taken.append(time.process_time() - began)
    return min(taken), status


def test_it_is_refused_costs_little_and_needs_no_room(system, reporter, api, ways):
    reporter.post(SEND, answers(system))
    assert api("key-of-first", raw="{}").status_code == 400, "what the first call loads is loaded"
    for body in (f"text={HUGE}", f'{{"text": "{HUGE}"}}', f'{{"text": {DEEP}}}'):
        reporter.generic("POST", "/health/", body, FORM)  # whose body nobody reads: the sender's own copies
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = {name: cost(act) for name, act in ways.items()}
    assert {status for _, status in found.values()} <= {400, 413}, found
    assert max(seconds for seconds, _ in found.values()) < LONGEST, found
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - most < 32 * MEGABYTE / 1024
    assert Issue.objects.count() == 1


def test_without_the_limits_all_of_it_is_read(ways, settings):
    refused = cost(ways["huge form"])[0]
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = None
    assert not {ways[name]().status_code for name in ("huge form", "many fields")} & {400, 413}
    assert cost(ways["huge form"])[0] > 3 * refused
