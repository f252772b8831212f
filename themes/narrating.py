"""Why a run found a theme or no longer does, in a sentence for its history: where its issues came from or went."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from themes.models import Theme, ThemeEntry

MOST_OF = 0.5


def explain(
    entries: Iterable[ThemeEntry],
    before: Mapping[int, int],
    after: Mapping[int, int],
    themes: Mapping[int, Theme],
    now: datetime,
) -> list[ThemeEntry]:
    """The entries, each birth and death with its reason; and what there is to say in the themes on the other side.

    `before` and `after`: the theme of each issue that had or has one.
    """
    told, had, have = [], _members(before), _members(after)
    for entry in entries:
        told.append(entry)
        if entry.verb == "born":
            told += _birth(entry, have.get(entry.theme.pk, []), before, themes, now)
        elif entry.verb == "gone":
            told += _death(entry, had.get(entry.theme.pk, []), after, themes, now)
    return told


def _members(of: Mapping[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for issue, theme in of.items():
        found.setdefault(theme, []).append(issue)
    return found


def _birth(entry: ThemeEntry, own: list[int], before: Mapping, themes: Mapping, now: datetime) -> list[ThemeEntry]:
    source, count = _most([before.get(issue) for issue in own])
    if source is None or source not in themes:
        entry.text += f". {count} of its {len(own)} issues were in no theme before."
        return []
    entry.text += f". {count} of its {len(own)} issues were in “{themes[source]}” before."
    return [ThemeEntry(theme=themes[source], at=now, verb="parted", text=f"{_issues(count)}, to “{entry.theme}”")]


def _death(entry: ThemeEntry, own: list[int], after: Mapping, themes: Mapping, now: datetime) -> list[ThemeEntry]:
    if not own:
        entry.text = "People put all its issues into other themes."
        return []
    target, count = _most([after.get(issue) for issue in own])
    if target is None or target not in themes:
        entry.text = f"{count} of its {len(own)} issues are in no theme now: they are too few or too unlike."
        return []
    entry.text = f"{count} of its {len(own)} issues are in “{themes[target]}” now."
    return [ThemeEntry(theme=themes[target], at=now, verb="joined", text=f"{_issues(count)}, from “{entry.theme}”")]


def _most(themes: list[int | None]) -> tuple[int | None, int]:
    """The theme of at least half of them with their number; else None with the number that are in none."""
    named = Counter(theme for theme in themes if theme is not None).most_common(1)
    if named and named[0][1] >= MOST_OF * len(themes):
        return named[0]
    return None, sum(theme is None for theme in themes)


def _issues(number: int) -> str:
    return f"{number} issue{'' if number == 1 else 's'}"
