"""Days of November 2026, and an issue that is reported on the first Monday."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import time_machine

from routing.models import Desk
from tests import make

LONDON = ZoneInfo("Europe/London")


def london(day: int, hour: int = 9) -> datetime:
    """A day of November 2026; the 2nd is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=LONDON).astimezone(UTC)


def on(day: int, hour: int = 9):
    return time_machine.travel(london(day, hour), tick=False)


def reported() -> dict:
    """An issue of the 2nd, that is to be answered by the 16th; its trust has a chief nurse too."""
    with on(2):
        made = make.registry()
        made["reporter"] = make.user()
        made["nurse"] = make.user(made["trust"])
        made["other"] = make.desk(made["trust"], Desk.Kind.CHIEF_NURSE, made["nurse"])
        made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made
