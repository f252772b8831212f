"""Being away: for how long, and who stands in meanwhile. Issues go to desks, so nothing is moved or lost."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people import notices
from people.models import Membership, Notice, Organisation, User
from people.refusing import Refused, require
from routing.models import Absence, Holder
from routing.queries import holding

LONGEST = timedelta(days=400)


def can_go_away(user: User) -> bool:
    """Whoever holds a desk."""
    return holding(Holder.objects.filter(user=user)).exists()


@transaction.atomic
def go_away(*, by: User, from_on: date, until_on: date, stand_in: User | None = None) -> Absence:
    """Be away from the first to the last of these days. The stand-in is told, and sees what comes meanwhile."""
    require(can_go_away(by))
    User.objects.select_for_update().get(pk=by.pk)  # two absences at once would overlap unseen
    if not timezone.localdate() <= until_on or not from_on <= until_on:
        raise Refused("The last day must not be before the first, or before today.")
    if until_on - from_on > LONGEST:
        raise Refused("That is longer than a year. Ask the interface team to name somebody else instead.")
    facts = {"user": by, "from_on": from_on, "until_on": until_on, "stand_in": stand_in}
    for other in Absence.objects.filter(user=by, from_on__lte=until_on, until_on__gte=from_on):
        if (other.from_on, other.until_on, other.stand_in) == (from_on, until_on, stand_in):
            return other
        raise Refused("Some of these days are in an absence that is set already. Take that one back first.")
    if stand_in and (reason := why_not(stand_in, by)):
        raise Refused(reason)
    absence = Absence.objects.create(**facts)
    if stand_in:
        _tell(absence, f"{by} is away, and you stand in", "set")
    return absence


@transaction.atomic
def come_back(*, by: User, absence: Absence) -> Absence:
    """Be there again from today; what has not begun is taken back whole. Twice is once."""
    require(absence.user_id == by.pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    if absence.from_on > yesterday:
        Absence.objects.filter(pk=absence.pk).delete()
    elif absence.until_on > yesterday:
        Absence.objects.filter(pk=absence.pk).update(until_on=yesterday)
    else:
        return absence
    if absence.stand_in:
        _tell(absence, f"{by} is back, and you no longer stand in", "back")
    return absence


def why_not(stand_in: User, user: User) -> str:
    """Why this person cannot stand in, in a sentence; nothing if they can.

    Standing in opens the issues of a desk, so it is for those who work where the desk is.
    """
    if stand_in.pk == user.pk:
        return "You cannot stand in for yourself."
    if not stand_in.is_active:
        return f"{stand_in} can no longer sign in."
    desks = holding(Holder.objects.filter(user=user)).values("desk__organisation")
    there = Membership.objects.filter(user=stand_in).values("organisation")
    missing = Organisation.objects.filter(pk__in=desks).exclude(pk__in=there).first()
    return f"{stand_in} does not work at {missing}, so cannot see its issues." if missing else ""


def absences_of(user: User) -> list[Absence]:
    """Absences that have not ended, the next first."""
    rows = Absence.objects.filter(user=user, until_on__gte=timezone.localdate())
    return list(rows.select_related("stand_in"))


def stands_in_for(user: User) -> list[Absence]:
    """For whom this person stands in, today or soon."""
    rows = Absence.objects.filter(stand_in=user, until_on__gte=timezone.localdate())
    return list(rows.select_related("user"))


def _tell(absence: Absence, subject: str, what: str) -> None:
    span = f", from {absence.from_on:%-d %B %Y} to {absence.until_on:%-d %B %Y}"
    notices.tell(
        [absence.stand_in],
        kind=Notice.Kind.ASSIGNED,
        event=f"absence:{absence.pk}:{what}",
        subject=f"{subject}{span}" if what == "set" else subject,
        path=reverse("routing:away"),
    )
