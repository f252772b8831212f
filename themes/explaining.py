"""Why a theme is one, how sure that is, what sets it apart, and what was noticed: in words, with the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from themes.models import Portrait, Signal, Theme
from themes.portraying import CLEAR, LIKELY

MOST_SIGNALS = 5


@dataclass(frozen=True)
class Noticed:
    """One signal with its evidence."""

    on: date
    kind: str
    sentence: str
    observed: int
    expected: str
    chance: str


@dataclass(frozen=True)
class Neighbour:
    """A near theme and the words that set it apart and that this one has not."""

    theme: Theme
    there: Sequence[str]


def certainty(theme: Theme, portrait: Portrait | None) -> str:
    """How sure it is that its issues are one problem."""
    if theme.confirmed_at:
        return "Certain: people confirmed it."
    if portrait is None or portrait.at_home is None:
        return "Not known yet: the next search works it out."
    tenths = round(10 * portrait.at_home)
    many = f"{tenths} in 10 of its issues are nearer to this theme than to any other."
    if tenths >= 10 * CLEAR:
        return f"Clear: {many}"
    if tenths >= 10 * LIKELY:
        return f"Likely: {many}"
    return f"Uncertain: only {many} Read some of them before you act on it."


def facts(portrait: Portrait | None) -> list[str]:
    """What most of its issues have in common and others less often."""
    rows = portrait.facts if portrait else []
    return [f"{name} ({here}% of its issues, {overall}% of all)" for name, here, overall in rows]


def neighbours(portrait: Portrait | None) -> list[Neighbour]:
    """The nearest themes that are still on the board, with their portraits, in one statement."""
    rows = portrait.neighbours if portrait else []
    near = Theme.objects.current().select_related("portrait")
    themes = near.in_bulk([row["theme"] for row in rows]) if rows else {}
    return [Neighbour(themes[row["theme"]], row["there"]) for row in rows if row["theme"] in themes]


def signals(theme: Theme) -> list[Noticed]:
    """What was noticed of it, latest first."""
    return [
        Noticed(one.on, one.get_kind_display(), one.sentence, one.observed, _few(one.expected), chance(one))
        for one in theme.signals.all()[:MOST_SIGNALS]
    ]


def chance(signal: Signal) -> str:
    """The probability of so many without any change, as people say it."""
    if signal.probability <= 0:
        return "less than 1 in a billion"
    odds = 1 / signal.probability
    if odds > 1e9:
        return "less than 1 in a billion"
    return f"about 1 in {float(f'{odds:.2g}'):,.0f}"


def _few(number: float) -> str:
    if number < 1:
        return f"{number:.2g}"
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"
