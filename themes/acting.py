"""What people did to a theme since it was shown: who acts on it is told of that first."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from people.refusing import Refused
from themes.counting import written
from themes.models import Theme, ThemeEntry


class Changed(Refused):
    """Somebody else did something to the theme since it was shown."""


def edition(theme: Theme) -> str:
    """What a person who is shown the theme now has seen of what people did to it: the last thing."""
    return str(acts(theme).values_list("pk", flat=True).last() or 0)


def edition_among(entries: Iterable[ThemeEntry]) -> str:
    """The same where all that happened to the theme was read already."""
    return str(max((entry.pk for entry in entries if entry.by_id), default=0))


def acts(theme: Theme, *verbs: str, after: str = "0") -> QuerySet[ThemeEntry]:
    """What people did to a theme after that edition: only this, or anything where nothing is named."""
    since = int(after) if after.isdecimal() else 0
    done = theme.entries.filter(by__isnull=False, pk__gt=since).select_related("by").order_by("pk")
    return done.filter(verb__in=verbs) if verbs else done


def require_seen(theme: Theme, seen: str, *verbs: str) -> None:
    """Go on only if nobody did that, or anything, since it was shown. Where it is unsaid, nothing is asked."""
    if seen and (last := acts(theme, *verbs, after=seen).last()):
        raise Changed(f"{told(last)} while you were writing.")


def told(entry: ThemeEntry) -> str:
    """What it was, by whom and when."""
    return f"{entry.words} by {entry.by} on {day(entry)}"


def day(entry: ThemeEntry) -> str:
    return written(timezone.localdate(entry.at))
