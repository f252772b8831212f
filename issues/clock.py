"""Working time in England: working days without bank holidays, 8:00 to 18:30 in London. Pure; given its instants."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(8), time(18, 30)
DAY = timedelta(hours=10, minutes=30)
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Monday to Friday, but no bank holiday in England. Years that nobody has proclaimed follow the usual rule."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def after(start: datetime, span: timedelta) -> datetime:
    """The instant (UTC) at which `span` of working time has gone by since `start`. One working day is 10.5 hours."""
    local = start.astimezone(LONDON)
    day, left = local.date(), span
    while True:
        opens, closes = _hours(day)
        begin = max(start, opens)
        if is_working_day(day) and begin < closes:
            if begin + left <= closes:
                return (begin + left).astimezone(UTC)
            left -= closes - begin
        day += timedelta(days=1)


def working_days_after(start: datetime, days: int) -> datetime:
    """The instant (UTC) that many working days after `start`, at the same time of day if that is a working hour."""
    return after(start, days * DAY)


def between(start: datetime, end: datetime) -> timedelta:
    """The working time from `start` to `end`; nothing if `end` comes first."""
    total, day = timedelta(), start.astimezone(LONDON).date()
    while day <= end.astimezone(LONDON).date():
        opens, closes = _hours(day)
        if is_working_day(day):
            total += max(timedelta(), min(end, closes) - max(start, opens))
        day += timedelta(days=1)
    return total


def _hours(day: date) -> tuple[datetime, datetime]:
    """Opening and closing of a day as instants. The change of clocks falls at night, outside these hours."""
    return (
        datetime.combine(day, OPENS, LONDON).astimezone(UTC),
        datetime.combine(day, CLOSES, LONDON).astimezone(UTC),
    )
