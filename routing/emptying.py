"""Chairs that have become empty: whoever sat there has left, can no longer sign in or refuses e-mail."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from people import notices
from people.models import Notice, Organisation
from routing import gaps
from routing.desks import FALLBACKS, chain_of, interface_desk_of, seated_at
from routing.models import Desk, Holder
from routing.queries import interface_team_of
from routing.tending import note


def mark_emptied(now: datetime | None = None) -> int:
    """Write down which desks nobody is left at, once, and which somebody sits at again; how many became empty."""
    now, held = now or timezone.now(), Exists(gaps.holders_today())
    Desk.objects.filter(held, emptied_at__isnull=False).update(emptied_at=None)
    came = Holder.objects.filter(desk=OuterRef("pk"), from_on__lte=timezone.localdate(now))
    left = Desk.objects.filter(Exists(came), ~held, emptied_at__isnull=True, is_active=True)
    return sum(_mark(pk, now) for pk in list(left.values_list("pk", flat=True)))


@transaction.atomic
def _mark(pk: int, now: datetime) -> bool:
    if not Desk.objects.filter(pk=pk, emptied_at__isnull=True).update(emptied_at=now):
        return False
    desk = Desk.objects.select_related("organisation__icb").get(pk=pk)
    entry = note(desk, None, "Nobody is left at it.")
    icb = desk.organisation.icb or desk.organisation
    notices.tell(
        interface_team_of(icb.pk),
        kind=Notice.Kind.REGISTRY,
        event=f"desk:{entry.pk}:emptied",
        subject=f"Nobody is left: {desk}",
        path=reverse("routing:desk", args=[desk.pk]),
    )
    return True


def emptied() -> QuerySet[Desk]:
    """Desks that nobody is left at."""
    return Desk.objects.filter(emptied_at__isnull=False).select_related(*FALLBACKS)


def takes_over(desk: Desk, icb: Organisation) -> Desk | None:
    """Who answers in place of an empty desk: the first it falls to where somebody is, else the interface team's."""
    chain = [each for each in chain_of(desk, icb.pk) if each != desk]
    interface = interface_desk_of(icb)
    seated = seated_at({each.pk for each in [*chain, interface]})
    found = next((each for each in chain if seated.get(each.pk)), None)
    if found or desk == interface:
        return found
    return interface if seated.get(interface.pk) or interface_team_of(icb.pk).exists() else None
