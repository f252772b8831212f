"""How often one person, and after that one network, may do something. Without a cache nobody is held up.

A whole hospital may stand behind one address, so the network's limit is many times a person's.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

log = logging.getLogger(__name__)
T = TypeVar("T")
REST_SECONDS = 5.0
rests_until = float("-inf")


@dataclass(frozen=True)
class Limit:
    """So many in so many seconds."""

    most: int
    seconds: int


class TooMany(Exception):
    """Too often for now. `wait`: in how many seconds it may be done again."""

    def __init__(self, wait: int):
        super().__init__(f"wait {wait} s")
        self.wait = wait


REPORTS_OF_ONE = Limit(settings.REPORTS_A_MINUTE, 60)
REPORTS_OF_NETWORK = Limit(settings.REPORTS_OF_A_NETWORK, 300)


def count_report(request: HttpRequest) -> None:
    """Count a report that is being sent; TooMany for whoever sends faster than anybody types.

    The person is looked at first, so that one who sends too many uses up nothing of their colleagues'.
    """
    without_cache(lambda: _count(f"report:person:{request.user.pk}", REPORTS_OF_ONE))
    if network := network_of(request):
        without_cache(lambda: _count(f"report:network:{network}", REPORTS_OF_NETWORK))


def without_cache(ask: Callable[[], T], otherwise: T | None = None) -> T | None:
    """What the cache says; something else where there is none, which is then not asked again for five seconds."""
    global rests_until
    if time.monotonic() < rests_until:
        return otherwise
    try:
        return ask()
    except TooMany:
        raise
    except Exception as error:
        rests_until = time.monotonic() + REST_SECONDS
        log.warning("Limits not counted: %s", type(error).__name__)
        return otherwise


def network_of(request: HttpRequest) -> str:
    """The address that the request came from, as far as proxies are trusted; empty where it cannot be told."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return ""


def _count(name: str, limit: Limit) -> None:
    """Windows follow one another; each is counted from nought, without Redis by each web process for itself."""
    now = time.time()
    window = int(now // limit.seconds)
    key = f"limit:{name}:{window}"
    try:
        done = caches["counts"].incr(key)
    except ValueError:  # the first in this window
        caches["counts"].add(key, 1, timeout=limit.seconds)
        done = 1
    if done > limit.most:
        raise TooMany(ceil((window + 1) * limit.seconds - now))
