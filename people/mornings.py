"""When digests go: at half past seven in London, on working days, or once a week. Pure; given its instants."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
MORNING = time(7, 30)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")


def next_daily(now: datetime) -> datetime:
    """The first morning of a working day after this instant (UTC)."""
    day = now.astimezone(LONDON).date()
    morning = _morning(_working_day(day))
    return morning if morning > now else _morning(_working_day(day + DAY))


def next_weekly(now: datetime) -> datetime:
    """The first Monday morning after this instant (UTC), or the next working day's where Monday is a bank holiday."""
    day = now.astimezone(LONDON).date()
    monday = day - timedelta(days=day.weekday())
    morning = _morning(_working_day(monday))
    return morning if morning > now else _morning(_working_day(monday + WEEK))


def _working_day(day: date) -> date:
    """This day, or the first after it that is no weekend and no bank holiday in England."""
    while day.weekday() >= 5 or day in BANK_HOLIDAYS:
        day += DAY
    return day


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, LONDON).astimezone(UTC)
