"""When digests go: working-day mornings in London, Mondays, across bank holidays and the change of clocks."""

from datetime import UTC, datetime

import pytest

from people.mornings import next_daily, next_weekly


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        ("2026-03-03 07:29", "2026-03-03 07:30"),  # Tuesday
        ("2026-03-03 07:30", "2026-03-04 07:30"),  # not twice in one morning
        ("2026-03-06 12:00", "2026-03-09 07:30"),  # Friday to Monday
        ("2026-04-02 12:00", "2026-04-07 06:30"),  # over Easter, into summer time
        ("2026-03-28 12:00", "2026-03-30 06:30"),  # the night of the change
        ("2026-10-23 12:00", "2026-10-26 07:30"),  # and back
        ("2026-12-24 12:00", "2026-12-29 07:30"),  # Boxing Day is made up for on the Monday
    ],
)
def test_the_daily_digest_goes_on_the_next_working_day_at_half_past_seven_in_london(now, goes):
    assert next_daily(at(now)) == at(goes)


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        ("2026-03-02 07:00", "2026-03-02 07:30"),  # Monday, before
        ("2026-03-02 07:30", "2026-03-09 07:30"),  # Monday, after
        ("2026-04-03 12:00", "2026-04-07 06:30"),  # Easter Monday: on the Tuesday
        ("2026-04-06 12:00", "2026-04-07 06:30"),  # on Easter Monday itself, still
        ("2026-04-07 06:30", "2026-04-13 06:30"),
    ],
)
def test_the_weekly_digest_goes_on_monday_or_the_next_working_day(now, goes):
    assert next_weekly(at(now)) == at(goes)
