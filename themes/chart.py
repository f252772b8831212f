"""Geometry of charts: values in, points out. No Django, no colours; the template draws what this says."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 230
LEFT, RIGHT, TOP, BOTTOM = 38, 6, 30, 28
FLOOR = HEIGHT - BOTTOM
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_LINES = 5


@dataclass(frozen=True)
class Bar:
    """One period. `value` is None where it may not be told; its height then says nothing."""

    x: float
    y: float
    width: float
    height: float
    value: int | None


@dataclass(frozen=True)
class Line:
    """A line across with its number, a name under the axis, or the mark of something that was done."""

    at: float
    text: str


@dataclass(frozen=True)
class Drawing:
    """All that stands in a chart of WIDTH × HEIGHT."""

    bars: tuple[Bar, ...]
    levels: tuple[Line, ...]
    names: tuple[Line, ...]
    marks: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    floor: int = FLOOR


def draw(
    values: Sequence[int | None],
    *,
    names: Sequence[str],
    marks: Sequence[float] = (),
    hidden_height: int = 0,
) -> Drawing:
    """A bar per value. `names`: one per value, "" for none. `marks`: where on the axis, in periods from the left.

    Values that may not be told are drawn as high as `hidden_height`, all of them alike.
    """
    top = levels(max([hidden_height, *(value for value in values if value is not None)], default=0))
    step = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    gap = min(2.0, step / 4)

    def height_of(value: float) -> float:
        return (FLOOR - TOP) * value / top[-1]

    bars = []
    for at, value in enumerate(values):
        tall = height_of(hidden_height if value is None else value)
        bars.append(
            Bar(_round(LEFT + at * step + gap / 2), _round(FLOOR - tall), _round(step - gap), _round(tall), value)
        )
    return Drawing(
        bars=tuple(bars),
        levels=tuple(Line(_round(FLOOR - height_of(level)), str(level)) for level in top),
        names=tuple(Line(_round(LEFT + at * step), name) for at, name in enumerate(names) if name),
        marks=tuple(Line(_round(LEFT + at * step), str(number)) for number, at in enumerate(marks, start=1)),
    )


def levels(highest: int) -> list[int]:
    """Round numbers from nought to at least the highest value, at most MOST_LINES of them above nought."""
    step = next((step for step in STEPS if step * MOST_LINES >= highest), -(-highest // MOST_LINES))
    count = max(1, -(-highest // step))
    return [step * at for at in range(count + 1)]


def sparkline(values: Sequence[int], *, width: int = 104, height: int = 24) -> str:
    """The path of a small bar chart without axes, for `<path d>`."""
    highest, step = max([1, *values]), width / max(len(values), 1)
    parts = []
    for at, value in enumerate(values):
        if value:
            tall = _round(max(2.0, height * value / highest))
            wide = _round(step * 0.75)
            parts.append(f"M{_round(at * step)} {height}v-{tall}h{wide}v{tall}z")
    return "".join(parts)


def _round(number: float) -> float:
    return round(number, 1)
