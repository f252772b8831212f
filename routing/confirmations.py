"""Asking those at a desk, in time, whether what is written of it is still right. Each is asked once each time."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from people import notices
from people.models import Notice, Organisation
from routing import gaps
from routing.models import Desk, Rulebook
from routing.queries import holders_now, interface_team_of

AHEAD = timedelta(days=14)


def ask_due(now: datetime | None = None) -> int:
    """Ask whoever sits at a desk that is to be confirmed within two weeks; how many desks there are.

    Each interface team is told once a month how many of its desks nobody has confirmed in time.
    """
    today = timezone.localdate(now)
    due = list(Desk.objects.filter(gaps.is_due(today + AHEAD), is_active=True))
    seated: dict[int, list] = {}
    for holder in holders_now([desk.pk for desk in due]):
        seated.setdefault(holder.desk_id, []).append(holder.user)
    for desk in due:
        lines = notices.lines(
            seated.get(desk.pk, []),
            kind=Notice.Kind.REGISTRY,
            event=f"desk:{desk.pk}:confirm:{desk.confirmed_on or 'first'}",
            subject=f"Is this still right? {desk}",
            path=reverse("routing:desk", args=[desk.pk]),
        )
        notices.write(lines)
    for icb in Organisation.objects.filter(pk__in=Rulebook.objects.values("icb")):
        _tell_team(icb, f"{today:%Y-%m}")
    return len(due)


def _tell_team(icb: Organisation, month: str) -> None:
    count = gaps.unconfirmed(gaps.desks_of(icb)).count()
    if count:
        notices.tell(
            interface_team_of(icb.pk),
            kind=Notice.Kind.REGISTRY,
            event=f"unconfirmed:{icb.pk}:{month}",
            subject=f"Not confirmed in time: {count} responsibilit{'y' if count == 1 else 'ies'}",
            path=reverse("routing:health"),
        )
