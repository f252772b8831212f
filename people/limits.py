"""How often one person, and after that one network, may do something. Without a cache nobody is held up.

A whole hospital may stand behind one address, so the network's limit is many times a person's.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
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
rests_until: float | None = None  # a moment of the monotonic clock, while the cache does not answer


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

    One who sends too many uses up nothing of their colleagues': what a refused report counts for is taken back.
    """
    counted = {f"report:person:{request.user.pk}": REPORTS_OF_ONE}
    if network := network_of(request):
        counted[f"report:network:{network}"] = REPORTS_OF_NETWORK
    without_cache(lambda: _count(counted))


def without_cache(ask: Callable[[], T], otherwise: T | None = None) -> T | None:
    """What the cache says; something else where there is none, until one look aside finds it back."""
    global rests_until
    if (until := rests_until) is not None:
        if time.monotonic() >= until:
            rests_until = time.monotonic() + REST_SECONDS
            threading.Thread(target=_look_again, name="cache", daemon=True).start()
        return otherwise
    try:
        return ask()
    except TooMany:
        raise
    except Exception as error:
        rests_until = time.monotonic() + REST_SECONDS
        log.warning("Limits not counted: %s", type(error).__name__)
        return otherwise


def _look_again() -> None:
    """Whether the cache answers again, so that nobody's request waits to find out that it does not."""
    global rests_until
    try:
        caches["counts"].get("anything")
    except Exception as error:
        log.info("Limits still not counted: %s", type(error).__name__)
    else:
        rests_until = None


def network_of(request: HttpRequest) -> str:
    """The address that the request came from, as far as proxies are trusted; empty where it cannot be told."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return ""


def _count(limits: Mapping[str, Limit]) -> None:
    """Windows follow one another; each is counted from nought. TooMany by the first limit that is passed."""
    now = time.time()
    windows = {f"limit:{name}:{int(now // limit.seconds)}": limit for name, limit in limits.items()}
    done = caches["counts"].add_one({name: limit.seconds for name, limit in windows.items()})
    over = [name for name, count in zip(windows, done, strict=True) if count > windows[name].most]
    if not over:
        return
    for name in windows.keys() - over[:1]:
        caches["counts"].decr(name)
    limit = windows[over[0]]
    raise TooMany(ceil(limit.seconds - now % limit.seconds))
