"""What a run did to a theme, in sentences for its history: why it was found or is gone, what came and what went."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from themes.models import Theme, ThemeEntry

MOST_OF = 0.5
MOST_NAMED = 3  # themes with which one search exchanged issues
NO_THEME = {"from": "in no theme before", "to": "to no theme"}


def explain(
    entries: Iterable[ThemeEntry],
    before: Mapping[int, int],
    after: Mapping[int, int],
    themes: Mapping[int, Theme],
    now: datetime,
) -> list[ThemeEntry]:
    """The entries, each birth and death with its reason; and of every other theme how many issues came and went.

    `before` and `after`: the theme of each issue that had or has one.
    """
    told, had, have = list(entries), _members(before), _members(after)
    said = set()
    for entry in told:
        if entry.verb == "born":
            entry.text += _birth(have.get(entry.theme.pk, []), before, themes)
        elif entry.verb == "gone":
            entry.text = _death(had.get(entry.theme.pk, []), after, themes)
        if entry.verb in ("born", "gone"):
            said.add(entry.theme.pk)
    return told + _exchanged(before, after, {pk: one for pk, one in themes.items() if pk not in said}, themes, now)


def _exchanged(
    before: Mapping[int, int],
    after: Mapping[int, int],
    tell: Mapping[int, Theme],
    themes: Mapping[int, Theme],
    now: datetime,
) -> list[ThemeEntry]:
    """What the search moved into each of these themes and out of it.

    What was in no theme before is news only to a theme that people confirmed with the issues that it had.
    """
    moved = Counter((was, after.get(issue)) for issue, was in before.items() if after.get(issue) != was)
    came: dict[int, Counter] = {}
    went: dict[int, Counter] = {}
    known = {None, *themes}
    for (was, now_in), count in moved.items():
        if not {was, now_in} <= known:
            continue
        went.setdefault(was, Counter())[now_in] += count
        if now_in is not None:
            came.setdefault(now_in, Counter())[was] += count
    new = Counter(theme for issue, theme in after.items() if issue not in before)
    for theme, count in new.items():
        if theme in themes and themes[theme].confirmed_at:
            came.setdefault(theme, Counter())[None] += count
    told = [("joined", "from", came), ("parted", "to", went)]
    return [
        ThemeEntry(theme=tell[pk], at=now, verb=verb, text=_listed(way, some, themes))
        for verb, way, exchange in told
        for pk, some in sorted(exchange.items())
        if pk in tell
    ]


def _listed(way: str, some: Counter, themes: Mapping[int, Theme]) -> str:
    """How many issues came from, or went to, which themes: the most first, a few by name."""
    named = sorted((-count, str(themes[pk])) for pk, count in some.items() if pk is not None)
    parts = [f"{_issues(-count)}, {way} “{name}”" for count, name in named[:MOST_NAMED]]
    if rest := named[MOST_NAMED:]:
        others = f"{len(rest)} other theme{'' if len(rest) == 1 else 's'}"
        parts.append(f"{_issues(-sum(count for count, _ in rest))}, {way} {others}")
    return "; ".join(parts + [f"{_issues(some[None])}, {NO_THEME[way]}"] * (None in some))


def _members(of: Mapping[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for issue, theme in of.items():
        found.setdefault(theme, []).append(issue)
    return found


def _birth(own: list[int], before: Mapping, themes: Mapping) -> str:
    source, count = _most([before.get(issue) for issue in own])
    if source is None or source not in themes:
        return f". {count} of its {len(own)} issues were in no theme before."
    return f". {count} of its {len(own)} issues were in “{themes[source]}” before."


def _death(own: list[int], after: Mapping, themes: Mapping) -> str:
    if not own:
        return "People put all its issues into other themes."
    target, count = _most([after.get(issue) for issue in own])
    if target is None or target not in themes:
        return f"{count} of its {len(own)} issues are in no theme now: they are too few or too unlike."
    return f"{count} of its {len(own)} issues are in “{themes[target]}” now."


def _most(themes: list[int | None]) -> tuple[int | None, int]:
    """The theme of at least half of them with their number; else None with the number that are in none."""
    named = Counter(theme for theme in themes if theme is not None).most_common(1)
    if named and named[0][1] >= MOST_OF * len(themes):
        return named[0]
    return None, sum(theme is None for theme in themes)


def _issues(number: int) -> str:
    return f"{number} issue{'' if number == 1 else 's'}"
