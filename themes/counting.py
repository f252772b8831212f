"""Numbers as they may be read: small ones identify people, so open pages never show them."""

from datetime import date

FEWEST_OPEN = 5
SUPPRESSED = "fewer than five"


def openly(number: int) -> int | str:
    """A count for anyone to read; under five it is suppressed, nought included."""
    return number if number >= FEWEST_OPEN else SUPPRESSED


def suppressed(numbers: list[int]) -> list[int | None]:
    """A row of counts for anyone to read, where None is suppressed. Never only one, which a total would give away."""
    small = [at for at, number in enumerate(numbers) if number < FEWEST_OPEN]
    if len(small) == 1 and len(numbers) > 1:
        small.append(min((at for at in range(len(numbers)) if at not in small), key=lambda at: numbers[at]))
    return [None if at in small else number for at, number in enumerate(numbers)]


def counted(number: int | str, one: str, many: str) -> str:
    """`3 people`, `1 person`, `fewer than five people`."""
    return f"{number} {one if number == 1 else many}"


def written(day: date) -> str:
    """`3 March 2026`."""
    return f"{day.day} {day:%B %Y}"
