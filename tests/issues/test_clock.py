"""The clock runs on working days in London and on nothing else."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues import clock

LONDON = ZoneInfo("Europe/London")

# As proclaimed on www.gov.uk/bank-holidays for England and Wales.
PROCLAIMED = {
    2025: ["01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
}


def london(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (london(2026, 11, 23, 9), 2, london(2026, 11, 25, 9)),  # Monday to Wednesday
        (london(2026, 11, 20, 15), 1, london(2026, 11, 23, 15)),  # over a weekend
        (london(2026, 11, 21, 12), 1, london(2026, 11, 23, 18, 30)),  # from a Saturday: all of Monday
        (london(2026, 11, 23, 22), 1, london(2026, 11, 24, 18, 30)),  # from the evening: all of the next day
        (london(2026, 11, 24, 3), 1, london(2026, 11, 24, 18, 30)),  # from the night: all of the same day
        (london(2026, 12, 24, 10), 1, london(2026, 12, 29, 10)),  # Christmas, and Boxing Day's substitute
        (london(2026, 12, 25, 10), 1, london(2026, 12, 29, 18, 30)),  # from Christmas Day itself
        (london(2026, 12, 28, 10), 1, london(2026, 12, 29, 18, 30)),  # from the substitute day
        (london(2026, 12, 31, 17), 1, london(2027, 1, 4, 17)),  # over the end of a year
        (london(2026, 10, 23, 10), 1, london(2026, 10, 26, 10)),  # clocks go back on the 25th
        (london(2027, 3, 25, 10), 1, london(2027, 3, 30, 10)),  # Easter, and clocks go forward on the 28th
        (london(2028, 2, 28, 10), 1, london(2028, 2, 29, 10)),  # a leap day
        (london(2028, 2, 29, 10), 1, london(2028, 3, 1, 10)),  # and from it
        (london(2027, 2, 26, 10), 1, london(2027, 3, 1, 10)),  # and a year without
    ],
)
def test_a_span_of_working_days_ends_at_the_same_time_of_day(start, days, due):
    assert clock.working_days_after(start, days) == due


def test_no_working_time_later_is_the_same_instant_also_at_closing_time():
    assert clock.after(london(2026, 11, 27, 18, 30), timedelta()) == london(2026, 11, 27, 18, 30)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", PROCLAIMED)
def test_the_bank_holidays_are_those_that_were_proclaimed(year):
    off = [f"{day:%m-%d}" for day in days_of(year) if day.weekday() < 5 and not clock.is_working_day(day)]
    assert off == PROCLAIMED[year]


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2026, 8, 3), date(2026, 11, 30)])
def test_a_holiday_of_scotland_is_a_working_day(day):
    assert day in holidays.country_holidays("GB", subdiv="SCT")
    assert clock.is_working_day(day)


def test_a_year_that_nobody_has_proclaimed_counts_by_the_usual_rule():
    assert not clock.is_working_day(date(2099, 12, 25))


def test_a_year_that_the_package_does_not_know_warns_once_and_goes_on(caplog):
    clock._warn_of_unknown.cache_clear()
    assert clock.working_days_after(london(2150, 12, 24, 10), 1) == london(2150, 12, 25, 10)
    assert clock.working_days_after(london(2150, 12, 24, 11), 3) == london(2150, 12, 29, 11)
    assert [record.message for record in caplog.records] == [
        "Bank holidays of 2150 are not known: every weekday counts as a working day."
    ]


def around(day: date) -> st.SearchStrategy[datetime]:
    """Every minute of the five weeks around a day, as instants."""
    first = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=17)
    return st.integers(0, 35 * 24 * 60).map(lambda passed: first + timedelta(minutes=passed))


changes = st.one_of(around(date(2026, 10, 25)), around(date(2027, 3, 28)))


@given(changes, st.integers(1, 12))
def test_where_the_clocks_change_the_local_time_of_day_is_kept_to_the_minute(start, days):
    due = clock.working_days_after(start, days)
    begun, ended = start.astimezone(LONDON), due.astimezone(LONDON)
    within = clock.is_working_day(begun.date()) and clock.OPENS < begun.time() <= clock.CLOSES
    assert due.tzinfo is UTC
    assert ended.time() == (begun.time() if within else clock.CLOSES)
    first = begun.date() + timedelta(days=within or begun.time() >= clock.CLOSES)
    spent = [first + timedelta(days=number) for number in range((ended.date() - first).days + 1)]
    assert sum(map(clock.is_working_day, spent)) == days, "no working day is counted twice or left out"


@given(changes, changes)
def test_where_the_clocks_change_a_later_report_is_never_due_earlier(one, other):
    first, second = sorted([one, other])
    assert clock.working_days_after(first, 2) <= clock.working_days_after(second, 2)


@pytest.fixture
def forgetful(monkeypatch):
    """A clock that remembers no day that it has worked out."""
    for name in ("is_working_day", "_hours"):
        monkeypatch.setattr(clock, name, getattr(clock, name).__wrapped__)
    return monkeypatch


def test_counting_in_utc_a_deadline_across_the_change_would_be_an_hour_early(forgetful):
    friday, monday = london(2026, 10, 23, 10), london(2026, 10, 26, 10)
    assert clock.working_days_after(friday, 1) == monday
    forgetful.setattr(clock, "LONDON", UTC)
    assert clock.working_days_after(friday, 1) == monday - timedelta(hours=1)


def test_by_the_holidays_of_scotland_new_year_would_be_counted_wrongly(forgetful):
    before_new_year, after_it = london(2026, 12, 31, 10), london(2027, 1, 4, 10)
    assert clock.working_days_after(before_new_year, 1) == after_it
    forgetful.setattr(clock, "BANK_HOLIDAYS", holidays.country_holidays("GB", subdiv="SCT"))
    assert clock.working_days_after(before_new_year, 1) == london(2027, 1, 5, 10)


minutes_since = st.integers(0, 4 * 365 * 24 * 60)
instants = minutes_since.map(lambda passed: london(2025, 1, 1) + timedelta(minutes=passed))


@given(instants, st.integers(0, 60 * 10 * 20))
def test_what_is_added_is_what_lies_between(start, minutes):
    span = timedelta(minutes=minutes)
    assert clock.between(start, clock.after(start, span)) == span


@given(instants, st.integers(0, 60 * 10 * 20))
def test_what_is_taken_away_is_what_lies_between(end, minutes):
    span = timedelta(minutes=minutes)
    assert clock.between(clock.before(end, span), end) == span


@given(instants, st.integers(1, 20))
def test_every_deadline_falls_in_working_hours(start, days):
    due = clock.working_days_after(start, days).astimezone(LONDON)
    assert clock.is_working_day(due.date())
    assert clock.OPENS <= due.time() <= clock.CLOSES


@given(instants, instants)
def test_time_never_runs_backwards(start, end):
    assert clock.between(start, end) >= timedelta()
