"""Being away: for how long, and who stands in meanwhile. Issues go to desks, so nothing is moved or lost."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people import notices
from people.models import Membership, Notice, Organisation, User
from people.refusing import Refused, require
from routing import cover
from routing.models import Absence, Holder
from routing.queries import holding

MOST_SEATS, MOST_OFFERED = 100, 5  # that are looked at, and that are offered
LONGEST = timedelta(days=400)


class Unfit(Refused):
    """The absence cannot be set so; `field` is the one that says what is wrong."""

    def __init__(self, sentence: str, field: str):
        super().__init__(sentence)
        self.field = field


def can_go_away(user: User) -> bool:
    """Whoever holds a desk."""
    return holding(Holder.objects.filter(user=user)).exists()


@transaction.atomic
def go_away(
    *, by: User, from_on: date, until_on: date, stand_in: User | None = None, is_sure: bool = False
) -> Absence:
    """Be away from the first to the last of these days. The stand-in is told, and sees what comes meanwhile.

    Whoever stands in for somebody on these days is told first whose turn it is then, and has to be sure.
    """
    require(can_go_away(by))
    both = {by.pk, stand_in.pk if stand_in else by.pk}  # two absences at once would overlap unseen
    list(User.objects.select_for_update().filter(pk__in=both).order_by("pk"))
    if not timezone.localdate() <= until_on or not from_on <= until_on:
        raise Refused("The last day must not be before the first, or before today.")
    if until_on - from_on > LONGEST:
        raise Refused("That is longer than a year. Ask the interface team to name somebody else instead.")
    facts = {"user": by, "from_on": from_on, "until_on": until_on, "stand_in": stand_in}
    for other in Absence.objects.filter(user=by, from_on__lte=until_on, until_on__gte=from_on):
        if (other.from_on, other.until_on, other.stand_in) == (from_on, until_on, stand_in):
            return other
        raise Refused("Some of these days are in an absence that is set already. Take that one back first.")
    if stand_in and (reason := why_not(stand_in, by, from_on, until_on)):
        raise Unfit(reason, "stand_in")
    absence = Absence.objects.create(**facts)
    if (turns := cover.left_by(absence)) and not is_sure:
        raise Unfit(turns, "is_sure")
    for other in cover.stood_in_for(absence):
        _tell_of_stand_in(other, absence)
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


def why_not(stand_in: User, user: User, from_on: date | None = None, until_on: date | None = None) -> str:
    """Why this person cannot stand in on these days, in a sentence; nothing if they can.

    Standing in opens the issues of a desk, so it is for those who work where the desk is.
    """
    if stand_in.pk == user.pk:
        return "You cannot stand in for yourself."
    if not stand_in.is_active:
        return f"{stand_in} can no longer sign in."
    desks = holding(Holder.objects.filter(user=user)).values("desk__organisation")
    there = Membership.objects.filter(user=stand_in).values("organisation")
    missing = Organisation.objects.filter(pk__in=desks).exclude(pk__in=there).first()
    if missing:
        return f"{stand_in} does not work at {missing}, so cannot see its issues."
    return _is_away(stand_in, from_on, until_on) if from_on and until_on else ""


def beside(user: User) -> list[Holder]:
    """Those who hold a desk together with this person and can stand in, deputies first; a few at most."""
    desks = holding(Holder.objects.filter(user=user)).values("desk")
    others = (
        holding(Holder.objects.filter(desk__in=desks)).exclude(user=user).select_related("user", "desk__organisation")
    )
    found: dict[int, Holder] = {}
    for one in sorted(others[:MOST_SEATS], key=_comes_last):
        found.setdefault(one.user_id, one)
    return [one for one in list(found.values())[:MOST_OFFERED] if not why_not(one.user, user)]


def _comes_last(holder: Holder) -> tuple[bool, str]:
    return holder.seat != Holder.Seat.DEPUTY, holder.user.name


def _is_away(stand_in: User, from_on: date, until_on: date) -> str:
    """Who stands in has to be there on each of the days."""
    away = Absence.objects.filter(user=stand_in, from_on__lte=until_on, until_on__gte=from_on).last()
    if away is None:
        return ""
    since = f"from {cover.in_words(away.from_on)} " if away.from_on > from_on else ""
    return f"{stand_in} is away {since}until {cover.in_words(away.until_on)}. Name somebody who is there."


def absences_of(user: User) -> list[Absence]:
    """Absences that have not ended, the next first."""
    rows = Absence.objects.filter(user=user, until_on__gte=timezone.localdate())
    return list(rows.select_related("stand_in"))


def stands_in_for(user: User) -> list[Absence]:
    """For whom this person stands in, today or soon."""
    rows = Absence.objects.filter(stand_in=user, until_on__gte=timezone.localdate())
    return list(rows.select_related("user"))


def _tell_of_stand_in(other: Absence, absence: Absence) -> None:
    """Whoever counts on a stand-in hears that they are away too."""
    span = f"from {cover.in_words(absence.from_on)} to {cover.in_words(absence.until_on)}"
    notices.tell(
        [other.user],
        kind=Notice.Kind.ASSIGNED,
        event=f"absence:{other.pk}:alone:{absence.pk}",
        subject=f"{absence.user}, who stands in for you, is away too, {span}",
        path=reverse("routing:away"),
    )


def _tell(absence: Absence, subject: str, what: str) -> None:
    span = f", from {absence.from_on:%-d %B %Y} to {absence.until_on:%-d %B %Y}"
    notices.tell(
        [absence.stand_in],
        kind=Notice.Kind.ASSIGNED,
        event=f"absence:{absence.pk}:{what}",
        subject=f"{subject}{span}" if what == "set" else subject,
        path=reverse("routing:away"),
    )
