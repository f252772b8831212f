"""How many different people spoke in each week of a year: counted once by a run, read by pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS, FOUR = 52, 4


@dataclass(frozen=True)
class Weeks:
    """People in each of the last weeks, in the four weeks that end with each, and in all of them together."""

    people: Sequence[int]
    fours: Sequence[int]
    year: int


NOBODY = Weeks([0] * WEEKS, [0] * WEEKS, 0)


def monday(day: date) -> date:
    """The Monday of this day's week."""
    return day - timedelta(days=day.weekday())


def counted_weeks(voices: Iterable[tuple[date, int]], *, today: date) -> dict:
    """Of days and people: `people` and `fours` by week to this one, `coming` for the three weeks after it, `year`."""
    start = monday(today) - timedelta(weeks=WEEKS - 1)
    spoke: list[set[int]] = [set() for _ in range(WEEKS)]
    for on, person in voices:
        at = (on - start).days // 7
        if 0 <= at < WEEKS:
            spoke[at].add(person)
    return {
        "people": [len(some) for some in spoke],
        "fours": [len(set().union(*spoke[max(0, at - FOUR + 1) : at + 1])) for at in range(WEEKS)],
        "coming": [len(set().union(*spoke[WEEKS - FOUR + at :])) for at in range(1, FOUR)],
        "year": len(set().union(*spoke)),
    }


def as_of(today: date, *, until: date, people: list, fours: list, coming: list, year: int) -> Weeks:
    """What was counted up to the week of `until`, as it stands `today` if nobody has spoken since."""
    passed = min(WEEKS, max(0, (monday(today) - until).days // 7))
    quiet = [0] * passed
    later = [*coming, *quiet][:passed]
    shown = [*people, *quiet][passed:]
    return Weeks(shown, [*fours, *later][passed:], min(year, sum(shown)))
