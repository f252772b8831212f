"""Named points at which a test may kill, delay or break a process. Inert unless FAULTS is set while debugging."""

import os
import signal
import time
from pathlib import Path

from django.conf import settings


class Fault(Exception):
    """Raised where a test asked for it."""


def faultpoint(name: str) -> None:
    """Do what FAULTS says of this point: `name:kill`, `name:raise`, `name:sleep=SECONDS` or `name:kill-once=FILE`."""
    if not settings.FAULTS:
        return
    for fault in settings.FAULTS.split(","):
        point, _, act = fault.partition(":")
        if point == name:
            _act(act)


def _act(act: str) -> None:
    verb, _, detail = act.partition("=")
    if verb == "sleep":
        time.sleep(float(detail))
    elif verb == "raise":
        raise Fault(act)
    elif verb == "kill" or (verb == "kill-once" and not Path(detail).exists()):
        if detail:
            Path(detail).touch()
        os.kill(os.getpid(), signal.SIGKILL)
