"""Working time in England: working days without bank holidays, 8:00 to 18:30 in London. Pure; given its instants."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

log = logging.getLogger(__name__)

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(8), time(18, 30)
DAY = timedelta(hours=10, minutes=30)
ONE = timedelta(days=1)
BANK_HOLIDAYS = holidays.country_holidays("GB", subdiv="ENG")
KNOWN_YEARS = range(BANK_HOLIDAYS.start_year, BANK_HOLIDAYS.end_year + 1)


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Monday to Friday, but no bank holiday in England. Years that nobody has proclaimed follow the usual rule."""
    _warn_of_unknown(day.year)
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def after(start: datetime, span: timedelta) -> datetime:
    """The instant (UTC) at which `span` of working time has gone by since `start`. One working day is 10.5 hours."""
    start = start.astimezone(UTC)
    if not span:
        return start
    day, left = start.astimezone(LONDON).date(), span
    while True:
        opens, closes, length = _hours(day)
        if length and start < closes:
            begin = max(start, opens)
            if left <= closes - begin:
                return begin + left
            left -= closes - begin
        day += ONE


def before(end: datetime, span: timedelta) -> datetime:
    """The latest instant (UTC) from which `span` of working time leads to `end`."""
    end = end.astimezone(UTC)
    day, left = end.astimezone(LONDON).date(), span
    while True:
        opens, closes, length = _hours(day)
        if length and end > opens:
            finish = min(end, closes)
            if left <= finish - opens:
                return finish - left
            left -= finish - opens
        day -= ONE


def working_days_after(start: datetime, days: int) -> datetime:
    """The instant (UTC) that many working days after `start`, at the same time of day if that is a working hour."""
    return after(start, days * DAY)


def between(start: datetime, end: datetime) -> timedelta:
    """The working time from `start` to `end`; nothing if `end` comes first."""
    total, day, last = timedelta(), start.astimezone(LONDON).date(), end.astimezone(LONDON).date()
    while day <= last:
        opens, closes, length = _hours(day)
        if length:
            total += max(timedelta(), min(end, closes) - max(start, opens))
        day += ONE
    return total


@lru_cache(maxsize=4096)
def _hours(day: date) -> tuple[datetime, datetime, bool]:
    """Opening and closing of a day as instants, and whether it opens. Clocks change at night, outside these."""
    opens = datetime.combine(day, OPENS, LONDON).astimezone(UTC)
    closes = datetime.combine(day, CLOSES, LONDON).astimezone(UTC)
    return opens, closes, is_working_day(day)


@lru_cache(maxsize=64)
def _warn_of_unknown(year: int) -> None:
    """Say once for each year that its bank holidays are not known; its weekdays all count as working days."""
    if year not in KNOWN_YEARS:
        log.warning("Bank holidays of %s are not known: every weekday counts as a working day.", year)
