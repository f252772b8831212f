"""What people confirmed of a theme: of how many of its issues they said that they are this problem."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from themes.models import Decision, Pin, Theme

Kind = Decision.Kind
SURE = (Kind.CONFIRMED, Kind.MERGED, Kind.MOVED)  # what says of an issue that it is this problem


@dataclass(frozen=True)
class Held:
    """Of a confirmed theme: how many of its issues people confirmed, put there otherwise, hold in all, and it has."""

    confirmed: int
    put: int
    sure: int
    whole: int


def is_confirmed(theme: Theme) -> bool:
    """Whether it is confirmed with all the issues that it has now."""
    held = of(theme)
    return theme.confirmed_at is not None and held.sure == held.whole


def of(theme: Theme) -> Held:
    """What people said of its issues. One SQL statement at most."""
    if theme.confirmed_at is None:
        return Held(0, 0, 0, theme.size)
    pins = Pin.objects.filter(issue=OuterRef("issue"), theme=theme, decision__kind__in=SURE)
    confirmed = Exists(pins.filter(decision__kind=Kind.CONFIRMED))
    put = Exists(pins.filter(~Q(came_from=theme) | Q(came_from=None)))
    counts = theme.members.aggregate(
        confirmed=Count("pk", filter=confirmed),
        put=Count("pk", filter=put & ~confirmed),
        sure=Count("pk", filter=Exists(pins)),
        whole=Count("pk"),
    )
    return Held(**counts)
