"""The clock runs on working days in London and on nothing else."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues import clock

LONDON = ZoneInfo("Europe/London")


def london(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (london(2026, 11, 23, 9), 2, london(2026, 11, 25, 9)),  # Monday to Wednesday
        (london(2026, 11, 20, 15), 1, london(2026, 11, 23, 15)),  # over a weekend
        (london(2026, 11, 21, 12), 1, london(2026, 11, 23, 18, 30)),  # from a Saturday: all of Monday
        (london(2026, 11, 23, 22), 1, london(2026, 11, 24, 18, 30)),  # from the evening: all of the next day
        (london(2026, 12, 24, 10), 2, london(2026, 12, 30, 10)),  # Christmas, and Boxing Day's substitute
        (london(2026, 10, 23, 10), 1, london(2026, 10, 26, 10)),  # clocks go back on the 25th
        (london(2027, 3, 25, 10), 1, london(2027, 3, 30, 10)),  # Easter, and clocks go forward on the 28th
        (london(2028, 2, 28, 10), 1, london(2028, 2, 29, 10)),  # a leap day
    ],
)
def test_a_span_of_working_days_ends_at_the_same_time_of_day(start, days, due):
    assert clock.working_days_after(start, days) == due


def test_a_year_that_nobody_has_proclaimed_counts_by_the_usual_rule():
    assert not clock.is_working_day(date(2099, 12, 25))


minutes_since = st.integers(0, 4 * 365 * 24 * 60)
instants = minutes_since.map(lambda passed: london(2025, 1, 1) + timedelta(minutes=passed))


@given(instants, st.integers(0, 60 * 10 * 20))
def test_what_is_added_is_what_lies_between(start, minutes):
    span = timedelta(minutes=minutes)
    assert clock.between(start, clock.after(start, span)) == span


@given(instants, st.integers(1, 20))
def test_every_deadline_falls_in_working_hours(start, days):
    due = clock.working_days_after(start, days).astimezone(LONDON)
    assert clock.is_working_day(due.date())
    assert clock.OPENS <= due.time() <= clock.CLOSES


@given(instants, instants)
def test_time_never_runs_backwards(start, end):
    assert clock.between(start, end) >= timedelta()
