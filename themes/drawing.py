"""A theme's year as a chart with its caption and table: by week inside the ICB, by four weeks for anyone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from themes import chart
from themes.counting import FEWEST_OPEN, counted, suppressed, written
from themes.models import Seed
from themes.weeks import FOUR, WEEKS, Weeks, monday


@dataclass(frozen=True)
class Mark:
    """Something that was done about it."""

    on: date
    text: str
    path: str


@dataclass(frozen=True)
class Chart:
    """What the chart's template needs."""

    title: str
    caption: str
    period: str
    drawing: chart.Drawing
    rows: tuple[tuple[date, int | str], ...]
    marks: tuple[Mark, ...]


def weekly(weeks: Weeks, seeds: Iterable[Seed], *, today: date) -> Chart:
    """People in each week of the last year."""
    start, values = _first_week(today), weeks.people
    starts = [start + timedelta(weeks=at) for at in range(WEEKS)]
    marks = _marks(seeds, start)
    return Chart(
        title="People who reported it, week by week",
        caption=_weekly_caption(weeks, starts),
        period="Week beginning",
        drawing=chart.draw(values, names=_months(starts), marks=[(mark.on - start).days / 7 for mark in marks]),
        rows=tuple(zip(starts, values, strict=True)),
        marks=marks,
    )


def openly(weeks: Weeks, seeds: Iterable[Seed], *, today: date) -> Chart:
    """People in each four weeks of the last year, numbers under five suppressed."""
    start = _first_week(today)
    values = suppressed(list(weeks.fours[FOUR - 1 :: FOUR]))
    starts = [start + timedelta(weeks=FOUR * at) for at in range(len(values))]
    marks = _marks(seeds, start)
    return Chart(
        title="People who reported it, in periods of four weeks",
        caption=_open_caption(values),
        period="Four weeks beginning",
        drawing=chart.draw(
            values,
            names=_months(starts),
            marks=[(mark.on - start).days / 7 / FOUR for mark in marks],
            hidden_height=FEWEST_OPEN - 1,
        ),
        rows=tuple((day, "not shown" if value is None else value) for day, value in zip(starts, values, strict=True)),
        marks=marks,
    )


def sparkline(weeks: Weeks) -> dict[str, str]:
    """The year in one small picture, and the same in words."""
    values, recent = weeks.people, weeks.fours[-1]
    words = f"{counted(recent, 'person', 'people')} in the last four weeks; at most {max(values)} in one week."
    return {"path": chart.sparkline(values), "words": words}


def _weekly_caption(weeks: Weeks, starts: Sequence[date]) -> str:
    values, year, recent = weeks.people, weeks.year, weeks.fours[-1]
    if not year:
        return "Nobody reported it in the last 52 weeks."
    at = max(range(len(values)), key=lambda week: values[week])
    return (
        f"{counted(year, 'person', 'people')} in the last 52 weeks, {recent} of them in the last four. "
        f"The most in one week: {values[at]}, in the week of {written(starts[at])}."
    )


def _open_caption(values: Sequence[int | None]) -> str:
    hidden = sum(value is None for value in values)
    if not hidden:
        return "At least five people reported it in each period."
    return f"The numbers of the {hidden} pale bars are not shown: small numbers could point to somebody."


def _first_week(today: date) -> date:
    """The Monday with which the year shown began."""
    return monday(today) - timedelta(weeks=WEEKS - 1)


def _months(starts: Sequence[date]) -> list[str]:
    """A month's name under every third month's first period."""
    names, last = [], None
    for day in starts:
        named = day.month % 3 == 0 and day.month != last
        last = day.month
        names.append(f"{day:%b %Y}" if named else "")
    return names


def _marks(seeds: Iterable[Seed], start: date) -> tuple[Mark, ...]:
    """What was done within the year shown: projects started and completed."""
    marks = []
    for seed in seeds:
        project = seed.project
        marks.append(Mark(timezone.localdate(seed.at), f"Project started: {project}", project.get_absolute_url()))
        if project.finished_at and project.state == project.Stage.COMPLETED:
            done = timezone.localdate(project.finished_at)
            marks.append(Mark(done, f"Project completed: {project}", project.get_absolute_url()))
    return tuple(sorted((mark for mark in marks if mark.on >= start), key=lambda mark: mark.on))
