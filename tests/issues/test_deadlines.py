"""How a due time is said."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from issues.deadlines import in_words

TUESDAY = datetime(2026, 3, 3, 14, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ((2026, 3, 3, 16, 30), "due today, 16:30"),
        ((2026, 3, 4, 16, 30), "due tomorrow, 16:30"),
        ((2026, 3, 6, 9, 5), "due Friday, 09:05"),
        ((2026, 3, 10, 9, 0), "due 10 March 2026"),
        ((2026, 3, 3, 9, 0), "late since today, 09:00"),
        ((2026, 3, 2, 16, 0), "1 working day late"),
        ((2026, 2, 26, 16, 0), "3 working days late"),
        ((2025, 3, 3, 9, 0), "253 working days late"),
    ],
)
def test_on_a_tuesday_afternoon(due, words):
    assert in_words(datetime(*due, tzinfo=TUESDAY.tzinfo), TUESDAY) == words


def test_on_a_sunday_what_was_due_on_friday_is_not_a_working_day_late():
    sunday = datetime(2026, 3, 8, 12, 0, tzinfo=TUESDAY.tzinfo)
    assert in_words(datetime(2026, 3, 6, 16, 0, tzinfo=TUESDAY.tzinfo), sunday) == "late since Friday, 16:00"


def test_bank_holidays_are_not_counted():
    after_easter = datetime(2026, 4, 7, 12, 0, tzinfo=TUESDAY.tzinfo)
    assert in_words(datetime(2026, 4, 2, 16, 0, tzinfo=TUESDAY.tzinfo), after_easter) == "1 working day late"
