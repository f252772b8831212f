"""What searches took out of themes, so that nothing on a theme's open pages tells whose an issue was that left it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from people.models import Organisation
from themes.models import Departure

KEPT = timedelta(days=180)  # since a search last took it out
BATCH = 10_000  # that are made at once


def write(icb: Organisation, before: Mapping[int, int], after: Mapping[int, int], now: datetime) -> None:
    """Keep which issues left which themes with this search, and forget what is long ago.

    `before` and `after`: the theme of each issue that had or has one.
    """
    Departure.objects.filter(theme__icb=icb, at__lt=now - KEPT).delete()
    left = [(theme, issue) for issue, theme in before.items() if after.get(issue) != theme]
    for start in range(0, len(left), BATCH):
        Departure.objects.bulk_create(
            [Departure(theme_id=theme, issue_id=issue, at=now) for theme, issue in left[start : start + BATCH]],
            update_conflicts=True,
            unique_fields=["theme", "issue"],
            update_fields=["at"],
        )
