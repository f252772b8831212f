"""Questions to the registry that pages and rules ask."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from people.models import User
from routing.models import Desk, Holder


def holders_now(desks: list[int]) -> QuerySet[Holder]:
    """Those who sit at these desks today and can sign in, leads first."""
    today = timezone.localdate()
    return (
        Holder.objects.filter(desk__in=desks, user__is_active=True, from_on__lte=today)
        .filter(Q(until_on__isnull=True) | Q(until_on__gte=today))
        .select_related("user")
        .order_by("-seat", "pk")
    )


def desks_held(user: User) -> frozenset[int]:
    """Keys of the desks that a person sits at today, kept on the user object for the rest of the request."""
    if "desks_held" not in user.__dict__:
        today = timezone.localdate()
        rows = Desk.objects.filter(holders__user=user, holders__from_on__lte=today, is_active=True).filter(
            Q(holders__until_on__isnull=True) | Q(holders__until_on__gte=today)
        )
        user.__dict__["desks_held"] = frozenset(rows.values_list("pk", flat=True))
    return user.__dict__["desks_held"]
