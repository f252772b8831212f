"""When a theme is more than its past explains: a Poisson–Gamma scan over distinct reporters, day by day.

The chance is that of a negative binomial: a Poisson count whose rate is known only from the baseline.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scipy.stats import nbinom

WINDOWS = (7, 14, 28)  # days
BASELINE = 182  # days before the window
RAREST = 10**-4.2  # chance below which a window is a signal; about one false alarm a year over a portal
FEWEST = 3  # distinct reporters in the window
NEW_FOR = 120  # days a theme counts as new, and a signal of it stands
GROWING_FOR = 42  # days a signal of growth stands
QUIET_AFTER = 90  # days without a report
_HISTORY = 28  # days the portal must have been open before the window
_PRIOR = 0.5  # Jeffreys' shape for an unknown rate


@dataclass(frozen=True)
class Voice:
    """One report for counting: when, by whom, from where. An unknown reporter is somebody else each time."""

    on: date
    reporter: str
    organisation: str = ""


@dataclass(frozen=True)
class Signal:
    """A window that held more reporters than the past explains."""

    kind: str
    on: date
    window_days: int
    expected: float
    observed: int
    probability: float
    reporters: int
    organisations: int
    sentence: str


def counted_days(voices: Sequence[Voice]) -> list[date]:
    """The days that count: a reporter speaks once in the longest window, however often they write."""
    last: dict[str, date] = {}
    days = []
    for voice in sorted(voices, key=lambda one: (one.on, one.reporter)):
        before = last.get(voice.reporter)
        if before is None or (voice.on - before).days >= max(WINDOWS):
            last[voice.reporter] = voice.on
            days.append(voice.on)
    return days


def scan(voices: Sequence[Voice], portal: Sequence[date], *, now: date) -> Signal | None:
    """The signal that stands for a theme at `now`: the day on which its present rise was first beyond chance.

    `portal` holds the counted days of all reports: the theme is judged against how busy the portal was.
    """
    days = [day for day in counted_days(voices) if day <= now]
    if len(days) < FEWEST or not portal:
        return None
    kind = _kind(days, now)
    stands = NEW_FOR if kind == "emerging" else GROWING_FOR
    for day in sorted(set(days)):
        if (now - day).days <= stands:
            found = _rarest_window(days, portal, day)
            if found is not None:
                return _signal(kind, day, *found, voices)
    return None


def _kind(days: Sequence[date], now: date) -> str:
    """New where four fifths of it was said within NEW_FOR days."""
    recent = sum((now - day).days <= NEW_FOR for day in days)
    return "emerging" if recent >= 0.8 * len(days) else "growing"


def _rarest_window(days: Sequence[date], portal: Sequence[date], day: date) -> tuple[int, float, int, float] | None:
    """Window, expected, observed and chance of the least likely window that ends on this day, if beyond RAREST."""
    best: tuple[int, float, int, float] | None = None
    for window in WINDOWS:
        start = day - timedelta(days=window)
        since = max(portal[0], start - timedelta(days=BASELINE))
        if (start - since).days < _HISTORY:
            continue
        observed, before = _between(days, start, day), _between(days, since - timedelta(days=1), start)
        ratio = _busyness(days, portal, (start, day), (since - timedelta(days=1), start))
        chance = float(nbinom.sf(observed - 1, before + _PRIOR, 1 / (1 + ratio)))
        if observed >= FEWEST and chance < RAREST and (best is None or chance < best[3]):
            best = window, (before + _PRIOR) * ratio, observed, chance
    return best


def _busyness(
    days: Sequence[date], portal: Sequence[date], window: tuple[date, date], before: tuple[date, date]
) -> float:
    """How much could be expected in the window for each one before: by days, and by the portal's other reports."""
    by_days = (window[1] - window[0]).days / (before[1] - before[0]).days
    others = _between(portal, *window) - _between(days, *window)
    others_before = _between(portal, *before) - _between(days, *before)
    return max(0.5 * by_days, (others + 20 * by_days) / (others_before + 20))


def _between(days: Sequence[date], after: date, until: date) -> int:
    return bisect_right(days, until) - bisect_right(days, after)


def _signal(
    kind: str, day: date, window: int, expected: float, observed: int, chance: float, voices: Sequence[Voice]
) -> Signal:
    inside = [voice for voice in voices if day - timedelta(days=window) < voice.on <= day]
    reporters = len({voice.reporter for voice in inside})
    organisations = len({voice.organisation for voice in inside if voice.organisation})
    who = f"{reporters} different people" + (f" in {organisations} organisations" if organisations > 1 else "")
    usual = "fewer than one" if expected < 1 else f"about {expected:.0f}"
    sentence = (
        f"{who} reported this in the {window} days to {day.day} {day:%B %Y}; "
        f"{usual} would be expected from the months before."
    )
    return Signal(kind, day, window, round(expected, 3), observed, chance, reporters, organisations, sentence)


def state(voices: Sequence[Voice], signal: Signal | None, *, now: date) -> str:
    """Emerging or growing while a signal stands; quiet after three months without a word; else steady."""
    if signal is not None:
        return signal.kind
    last = max(voice.on for voice in voices)
    return "quiet" if (now - last).days > QUIET_AFTER else "steady"
