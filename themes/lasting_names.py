"""The portal's own names of themes, which last: a name that is another one each morning is none to talk by."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from django.db.models import Max

from language import finding
from themes.models import Theme, ThemeEntry

LASTS = timedelta(weeks=4)
MOSTLY = 0.5  # share of a theme's issues that it must have had before, for its name to be still of the same thing
NAMING = ("born", "relabelled")


class Named(Protocol):
    """A theme as a run found it, with its issues."""

    found: finding.Theme
    issues: tuple[int, ...]


G = TypeVar("G", bound=Named)


def kept(groups: Sequence[G], known: Mapping[str, Theme], before: Mapping[int, int], now: datetime) -> list[G]:
    """The groups, each by the name that its theme was given in the last weeks, unless it holds other issues now.

    `before`: the theme of each issue until now. A name goes to whom it fits now, if that is another theme.
    """
    given = ThemeEntry.objects.filter(theme__in=known.values(), verb__in=NAMING, at__gt=now - LASTS)
    lately = set(given.values("theme").annotate(Max("at")).values_list("theme", flat=True))
    names = {group.found.key: group.found.label for group in groups}
    holding = {
        group.found.key: known[group.found.key].label
        for group in groups
        if group.found.key in known and _is_the_same(group, known[group.found.key], before, lately)
    }
    while lost := {key for key, name in holding.items() if name in _others(names, holding)}:
        holding = {key: name for key, name in holding.items() if key not in lost}
    names |= holding
    return [replace(group, found=replace(group.found, label=names[group.found.key])) for group in groups]


def _is_the_same(group: Named, theme: Theme, before: Mapping[int, int], lately: set[int]) -> bool:
    own = sum(before.get(issue) == theme.pk for issue in group.issues)
    is_the_portals = theme.is_live and theme.pk in lately and not theme.given_label
    return is_the_portals and own >= MOSTLY * len(group.issues)


def _others(names: Mapping[str, str], holding: Mapping[str, str]) -> set[str]:
    """The new names of those that hold no name of before."""
    return {name for key, name in names.items() if key not in holding}
