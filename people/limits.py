"""How often one person, and after that one network, may do something. Without a cache nobody is held up.

A whole hospital may stand behind one address, so the network's limit is many times a person's.
"""

import logging
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

    One who sends too many uses up nothing of their colleagues': what a refused report counts for is taken back.
    """
    counted = {f"report:person:{request.user.pk}": REPORTS_OF_ONE}
    if network := network_of(request):
        counted[f"report:network:{network}"] = REPORTS_OF_NETWORK
    without_cache(lambda: _count(counted))


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
