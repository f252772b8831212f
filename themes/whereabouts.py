"""Where the issues are by now that a theme had, which no search finds any more or which people emptied."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from themes.models import Pin, Theme, ThemeIssue

MOST_OF = 0.5


@dataclass(frozen=True)
class Whereabouts:
    """Themes of today with how many of the issues each has, the most first; and how many are in no theme."""

    themes: Sequence[tuple[Theme, int]]
    nowhere: int

    @property
    def is_elsewhere(self) -> bool:
        """Whether most of what it had is part of other themes."""
        many = sum(count for _, count in self.themes)
        return many > 0 and many >= MOST_OF * (many + self.nowhere)


def of(theme: Theme) -> Whereabouts | None:
    """None of a theme that lives, or of whose issues nothing is remembered. Three SQL statements at most."""
    if theme.is_live:
        return None
    had = theme.remembered or list(Pin.objects.filter(came_from=theme).order_by().values_list("issue", flat=True))
    links = ThemeIssue.objects.filter(issue__in=had, theme__is_live=True).order_by()
    counts = dict(links.values("theme").annotate(many=Count("pk")).values_list("theme", "many"))
    themes = Theme.objects.in_bulk(counts)
    found = sorted(((themes[pk], many) for pk, many in counts.items()), key=lambda one: (-one[1], one[0].pk))
    return Whereabouts(found, len(set(had)) - sum(counts.values())) if had else None
