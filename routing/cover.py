"""Who is there while others are away: who gets what comes to an empty desk, by name. Changes nothing."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from people.models import Organisation
from routing.desks import FALLBACKS, chain_of
from routing.models import Absence, Desk, Holder
from routing.queries import away_at, holding, seated


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def away_from(desk: Desk) -> str:
    """Of a desk at which nobody sits: who is away, each until when, and who gets what comes instead.

    Nothing where nobody holds it. At most five SQL statements.
    """
    holders = away_at([desk.pk]).get(desk.pk)
    if not holders:
        return ""
    until = {holder.user_id: f"{holder.user} is away until {in_words(holder.absence.until_on)}" for holder in holders}
    return f"{', '.join(until.values())}. What comes meanwhile goes to {instead_of(desk)}."


def instead_of(desk: Desk, on: date | None = None) -> str:
    """Who gets what comes while nobody sits at a desk, today or on a day: as registry.route decides, by name."""
    own = Desk.objects.select_related("organisation__icb", *FALLBACKS).get(pk=desk.pk)
    icb = own.organisation.icb or own.organisation
    for each in chain_of(own, icb.pk):
        if each.pk != own.pk and (there := _names_at(each, on)):
            return f"{each.title} ({there})"
    if own.mailbox:
        return "its mailbox, and the interface team is told"
    return _interface_team(icb, on)


def meanwhile(absence: Absence) -> str:
    """Who gets what comes while somebody is away, in a sentence."""
    if absence.stand_in:
        return f"What comes meanwhile goes to {absence.stand_in}."
    day = max(absence.from_on, timezone.localdate())
    return " ".join(
        f"What comes to {desk.title} meanwhile goes to {who_is_at(desk, day)}." for desk in _desks_of(absence, day)
    )


def left_by(absence: Absence) -> str:
    """For whom somebody stands in on days on which they are away too, and whose turn it is then; else nothing."""
    sentences = []
    for other in stood_in_for(absence):
        day = max(other.from_on, absence.from_on, timezone.localdate())
        turns = [f"what comes to {desk.title} goes to {who_is_at(desk, day)}" for desk in _desks_of(other, day)]
        span = f"from {in_words(other.from_on)} to {in_words(other.until_on)}"
        sentences.append(
            f"You stand in for {other.user} {span}. While you are both away, {' and '.join(turns)}." if turns else ""
        )
    return " ".join(filter(None, sentences))


def stood_in_for(absence: Absence) -> Iterable[Absence]:
    """The absences of others in which this person stands in and which share a day with theirs."""
    same_days = Absence.objects.filter(from_on__lte=absence.until_on, until_on__gte=absence.from_on)
    return same_days.filter(stand_in=absence.user, until_on__gte=timezone.localdate()).select_related("user")


def who_is_at(desk: Desk, on: date | None = None) -> str:
    """Who sits at a desk on a day, by name; else who gets it instead."""
    return _names_at(desk, on) or instead_of(desk, on)


def _names_at(desk: Desk, on: date | None) -> str:
    people = dict.fromkeys(str(holder.user) for holder in seated(Holder.objects.filter(desk=desk), on))
    return " and ".join(people)


def _desks_of(absence: Absence, day: date) -> list[Desk]:
    """The desks that whoever is away holds."""
    held = holding(Holder.objects.filter(user=absence.user, desk__is_active=True), day)
    return list(Desk.objects.filter(pk__in=held.values("desk")).order_by("pk"))


def _interface_team(icb: Organisation, on: date | None) -> str:
    desk = Desk.objects.filter(organisation=icb, place=None, kind=Desk.Kind.INTERFACE_TEAM).first()
    there = _names_at(desk, on) if desk else ""
    return f"the interface team ({there})" if there else "the interface team"
