"""When a theme is more than its past explains: a Poisson–Gamma scan over distinct reporters, day by day.

The chance is that of a negative binomial: a Poisson count whose rate is known only from the baseline.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scipy.stats import nbinom

from language.merging import OF_ONE_ORGANISATION

WINDOWS = (7, 14, 28)  # days
BASELINE = 182  # days before the window
LONG_WINDOWS = (7, 14, 28, 56, 84, 112)  # for what is known to be new from its place among all reports
RAREST = 10**-4.2  # chance below which a window is a signal; about one false alarm a year over a portal
RAREST_IF_NEW = 10**-3.0
FEWEST = 3  # distinct reporters in the window
FEWEST_ISSUES = (
    2  # of which they speak: of one that others only say "me too" to, nobody knows that they mean the same
)
FALSE_SHARE = 0.05  # of the signals of a run, over all themes
NEW_FOR = 120  # days a theme counts as new, and a signal of it stands
GROWING_FOR = 42  # days a signal of growth stands
QUIET_AFTER = 90  # days without a report
QUIET_AGAIN_AFTER = 28  # of what was emerging or growing
_HISTORY = 28  # days the portal must have been open before the window
_PRIOR = 0.5  # Jeffreys' shape for an unknown rate


@dataclass(frozen=True)
class Voice:
    """One report for counting: when, by whom, from where. An unknown reporter is somebody else each time.

    `issue`: of which issue; "" is one of its own. `is_me_too`: it was reported by somebody else.
    """

    on: date
    reporter: str
    organisation: str = ""
    issue: str = ""
    is_me_too: bool = False


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
    """The days that count: in the longest window a reporter speaks once and a known organisation twice."""
    last: dict[str, date] = {}
    of_place: dict[str, list[date]] = {}
    days = []
    for voice in sorted(voices, key=lambda one: (one.on, one.reporter)):
        before = last.get(voice.reporter)
        if before is None or (voice.on - before).days >= max(WINDOWS):
            last[voice.reporter] = voice.on
            said = [day for day in of_place.get(voice.organisation, []) if (voice.on - day).days < max(WINDOWS)]
            if not voice.organisation or len(said) < OF_ONE_ORGANISATION:
                of_place[voice.organisation] = [*said, voice.on]
                days.append(voice.on)
    return days


def scan(voices: Sequence[Voice], portal: Sequence[date], *, now: date, new: bool = False) -> Signal | None:
    """The signal that stands for a theme at `now`: the day on which its present rise was first beyond chance.

    `portal` holds the counted days of all reports: the theme is judged against how busy the portal was.
    `new`: found as a burst already, so the scan only dates it, and looks further back.
    """
    days = [day for day in counted_days(voices) if day <= now]
    if len(days) < FEWEST or not portal:
        return None
    kind = "emerging" if new else _kind(days, now)
    stands = NEW_FOR if kind == "emerging" else GROWING_FOR
    spoken = _Spoken.of(voices)
    windows, rarest = (LONG_WINDOWS, RAREST_IF_NEW) if new else (WINDOWS, RAREST)
    rises = [
        (day, window)
        for day in sorted(set(days))
        if (now - day).days <= stands and (window := _rarest_window(days, portal, day, windows, spoken)) is not None
    ]
    beyond = [rise for rise in rises if rise[1].chance < rarest]
    if not beyond and new:
        beyond = sorted(rises, key=lambda rise: (rise[1].chance, rise[0]))
    return _signal(kind, *beyond[0], voices) if beyond else None


def is_rare(days: Sequence[date], portal: Sequence[date], day: date) -> bool:
    """Whether a window to this day holds more than chance explains; both lists hold counted days, sorted."""
    window = _rarest_window(days, portal, day, WINDOWS)
    return window is not None and window.chance < RAREST


def _kind(days: Sequence[date], now: date) -> str:
    """New where four fifths of it was said within NEW_FOR days."""
    recent = sum((now - day).days <= NEW_FOR for day in days)
    return "emerging" if recent >= 0.8 * len(days) else "growing"


@dataclass(frozen=True)
class _Spoken:
    """Of which issue somebody spoke on which day, in order of the days."""

    days: list[date]
    issues: list[str]

    @classmethod
    def of(cls, voices: Sequence[Voice]) -> "_Spoken":
        spoken = sorted((voice.on, voice.issue or f"\x00{at}") for at, voice in enumerate(voices))
        return cls([day for day, _ in spoken], [issue for _, issue in spoken])

    def is_enough(self, after: date, until: date) -> bool:
        """Whether it is of FEWEST_ISSUES; looks no further than to the last of these."""
        seen: set[str] = set()
        for at in range(bisect_right(self.days, after), bisect_right(self.days, until)):
            seen.add(self.issues[at])
            if len(seen) >= FEWEST_ISSUES:
                return True
        return False


@dataclass(frozen=True)
class _Window:
    days: int
    expected: float
    observed: int
    chance: float


def _rarest_window(
    days: Sequence[date], portal: Sequence[date], day: date, windows: Sequence[int], spoken: _Spoken | None = None
) -> _Window | None:
    """The least likely window that ends on this day, with enough reporters, issues and history before it."""
    found = []
    for window in windows:
        start = day - timedelta(days=window)
        since = max(portal[0], start - timedelta(days=BASELINE)) - timedelta(days=1)
        observed = _between(days, start, day)
        is_enough = observed >= FEWEST and (spoken is None or spoken.is_enough(start, day))
        if (start - since).days > _HISTORY and is_enough:
            before = _between(days, since, start) + _PRIOR
            ratio = _busyness(days, portal, (start, day), (since, start))
            chance = float(nbinom.sf(observed - 1, before, 1 / (1 + ratio)))
            found.append(_Window(window, before * ratio, observed, chance))
    return min(found, key=lambda one: (one.chance, one.days), default=None)


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


def _signal(kind: str, day: date, window: _Window, voices: Sequence[Voice]) -> Signal:
    inside = [voice for voice in voices if day - timedelta(days=window.days) < voice.on <= day]
    reporters = len({voice.reporter for voice in inside})
    organisations = len({voice.organisation for voice in inside if voice.organisation})
    who = f"{reporters} different people" + (f" in {organisations} organisations" if organisations > 1 else "")
    by_me_too = len({voice.reporter for voice in inside if voice.is_me_too})
    issues = len({voice.issue or str(at) for at, voice in enumerate(inside)})
    said = f" ({issues} issue{'s' if issues > 1 else ''}; {by_me_too} said “me too”)" if by_me_too else ""
    many = f"{window.expected:.0f}"
    usual = "fewer than one person does" if window.expected < 1 else f"about {_people_do(many)}"
    sentence = (
        f"{who} reported this or said “me too”{said} in the {window.days} days to {day.day} {day:%B %Y}; "
        f"usually {usual} in as many days."
    )
    return Signal(
        kind=kind,
        on=day,
        window_days=window.days,
        expected=round(window.expected, 3),
        observed=window.observed,
        probability=window.chance,
        reporters=reporters,
        organisations=organisations,
        sentence=sentence,
    )


def _people_do(many: str) -> str:
    return "one person does" if many == "1" else f"{many} people do"


def discoveries(chances: Sequence[float], looked_at: int, *, rate: float = FALSE_SHARE) -> list[bool]:
    """Which of the signals stand when so many themes were looked at: at most `rate` of them false, on average.

    Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57, 1995. `chances` are probabilities.
    """
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    passed = [place for place, at in enumerate(order, start=1) if chances[at] <= rate * place / max(looked_at, 1)]
    stand = set(order[: max(passed, default=0)])
    return [at in stand for at in range(len(chances))]


def state(voices: Sequence[Voice], signal: Signal | None, *, now: date) -> str:
    """Emerging or growing while a signal stands and people speak; quiet four weeks after the last of them, or three
    months where nothing stood out; else steady."""
    silent = (now - max(voice.on for voice in voices)).days
    if signal is not None:
        return "quiet" if silent > QUIET_AGAIN_AFTER else signal.kind
    return "quiet" if silent > QUIET_AFTER else "steady"
