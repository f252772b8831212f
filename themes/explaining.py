"""Why a theme is one, how sure that is, what sets it apart, and what was noticed: in words, with the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from language.centres import ONE_PROBLEM
from themes.certainty import Held
from themes.certainty import of as certainty_of
from themes.models import Portrait, Signal, Theme
from themes.portraying import CLEAR, LIKELY

MOST_SIGNALS = 5
FEW = 5  # issues below which lying together says little
NOT_KNOWN = "Not known yet: the next search works it out."


@dataclass(frozen=True)
class Noticed:
    """One signal with its evidence."""

    on: date
    kind: str
    sentence: str
    observed: str
    expected: str
    chance: str


@dataclass(frozen=True)
class Neighbour:
    """A near theme and the words that set it apart and that this one has not."""

    theme: Theme
    there: Sequence[str]


def is_unsettled(portrait: Portrait | None) -> bool:
    """Whether people moved issues into it or out of it since the last search."""
    return portrait is None or portrait.at_home is None


def why(theme: Theme, portrait: Portrait | None) -> str:
    """Why its issues are together."""
    return theme.why or (NOT_KNOWN if is_unsettled(portrait) else "People put these issues together.")


def certainty(theme: Theme, portrait: Portrait | None) -> str:
    """How sure it is that its issues are one problem: what people confirmed, and how sure the rest is."""
    held = certainty_of(theme)
    if theme.confirmed_at and held.sure == held.whole:
        return f"Certain: {_by_people(held)}."
    if not held.sure:
        return NOT_KNOWN if is_unsettled(portrait) else _by_meaning(theme, portrait)
    if is_unsettled(portrait):
        return f"{_by_people(held)}; how sure the others are is not known yet: the next search works it out."
    others = held.whole - held.confirmed - held.put
    return f"{_by_people(held)}; nobody has confirmed the other {others} yet. {_by_meaning(theme, portrait)}"


def _by_people(held: Held) -> str:
    """How many of a theme's issues people confirmed, and how many they put there."""
    if held.confirmed == held.whole or held.confirmed + held.put < held.sure == held.whole:
        return "people confirmed it"
    was, one = ("was" if held.confirmed == 1 else "were"), ("was" if held.put == 1 else "were")
    some = f"{held.confirmed} of its {held.whole} issues {was} confirmed by people"
    return f"{some} and {held.put} {one} put there by people" if held.put else some


def _by_meaning(theme: Theme, portrait: Portrait) -> str:
    tenths = round(10 * portrait.at_home)
    many = f"{tenths} in 10 of its issues are nearer to this theme than to any other."
    if theme.size < FEW:
        return f"Uncertain while it has so few issues, though {many} Read them before you act on it."
    if tenths >= 10 * CLEAR:
        doubt = _doubt(portrait)
        return f"Likely: {many} {doubt} Look whether it is more than one problem." if doubt else f"Clear: {many}"
    if tenths >= 10 * LIKELY:
        return f"Likely: {many}"
    return f"Uncertain: only {many} Read some of them before you act on it."


def _doubt(portrait: Portrait) -> str:
    """Why its issues may be of several problems although they lie together."""
    if not portrait.category_id:
        return "But no category is that of most of them."
    if portrait.oneness is not None and portrait.oneness < ONE_PROBLEM:
        return "But together they are not much like any one known problem."
    return ""


def facts(portrait: Portrait | None) -> list[str]:
    """What most of its issues have in common and others less often."""
    rows = portrait.facts if portrait else []
    return [f"{name} ({here}% of its issues, {overall}% of all)" for name, here, overall in rows]


def neighbours(portrait: Portrait | None, beside: Sequence[Theme]) -> list[Neighbour]:
    """Of the themes on the board those that are nearest."""
    rows, themes = portrait.neighbours if portrait else [], {one.pk: one for one in beside}
    return [Neighbour(themes[row["theme"]], row["there"]) for row in rows if row["theme"] in themes]


def signals(theme: Theme) -> list[Noticed]:
    """What was noticed of it, latest first."""
    return [
        Noticed(one.on, one.get_kind_display(), one.sentence, observed(one), _few(one.expected), chance(one))
        for one in theme.signals.all()[:MOST_SIGNALS]
    ]


def observed(signal: Signal) -> str:
    """How many counted; where that is not how many people reported it, why."""
    if signal.observed == signal.reporters:
        return str(signal.observed)
    who = f"each of the {signal.reporters} people"
    return f"{signal.observed}, as {who} counts once in 28 days, and of one organisation two count"


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
