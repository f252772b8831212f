"""Keeping desks true: what is written of them, who sits there, and that somebody says it is still right."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from people import notices
from people.admitting import may_sign_in
from people.bouncing import is_refused
from people.models import Membership, Notice, Organisation, Place, User
from people.refusing import Refused, require
from people.wording import without_numbers
from routing.models import Desk, DeskEntry, Holder
from routing.queries import holding
from routing.rules import can_confirm, can_keep, can_keep_at

WRITTEN = {
    "title": "Title",
    "mailbox": "Mailbox",
    "services": "Services",
    "helps_with": "Helps with",
    "fallback": "If nobody is there",
    "confirm_every": "Months between confirmations",
    "is_active": "In use",
}

TYPED = frozenset({"title", "services", "helps_with"})


class Overtaken(Refused):
    """Somebody else changed the desk since it was looked at."""


class LedAlready(Refused):
    """Somebody else leads on one of those days."""


@transaction.atomic
def describe(*, desk: Desk, by: User, seen: int | None, **written: Any) -> Desk:
    """Change what is written of a desk. `seen` is the key of the last change that the person had read, if any."""
    require(can_keep(by, desk))
    desk = _held(desk)
    last = desk.entries.first()
    if (last.pk if last else None) != seen:
        raise Overtaken(f"{_say(last)} What you typed is kept below: compare it, then save it again if it is right.")
    if _falls_back_to(written.get("fallback"), desk):
        raise Refused(f"{written['fallback']} falls to {desk} itself, so nobody would be found.")
    written = {name: without_numbers(value) if name in TYPED else value for name, value in written.items()}
    changed = {name: value for name, value in written.items() if getattr(desk, name) != value}
    lines = [f"{WRITTEN[name]}: “{_word(getattr(desk, name))}” is now “{_word(changed[name])}”." for name in changed]
    for name, value in changed.items():
        setattr(desk, name, value)
    if changed:
        desk.save(update_fields=list(changed))
        note(desk, by, " ".join(lines))
    return desk


@transaction.atomic
def add_desk(*, organisation: Organisation, by: User, kind: str, place: Place | None = None, **written: Any) -> Desk:
    """A new desk. There already, it stays as it is, and is in use again if it was not."""
    require(can_keep_at(by, organisation))
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    desk, is_new = Desk.objects.get_or_create(
        organisation=organisation, place=place, kind=kind, defaults=written | {"confirmed_on": timezone.localdate()}
    )
    if is_new:
        note(desk, by, "It was added.")
    elif not desk.is_active:
        Desk.objects.filter(pk=desk.pk).update(is_active=True)
        note(desk, by, "It is in use again.")
    return desk


@transaction.atomic
def seat(
    *, desk: Desk, by: User, email: str, seat: str, from_on: date, name: str = "", until_on: date | None = None
) -> Holder:
    """Name somebody at a desk, which says of that day that it is right. One leads at a time.

    Somebody who is nothing yet at its organisation becomes a member there.
    """
    require(can_keep(by, desk))
    desk = _held(desk)
    person = User.objects.filter(email=email).first()
    if person is None and not may_sign_in(email):
        raise Refused("Nobody with an address like this can sign in here. Use their NHS address.")
    if person and not person.is_active:
        raise Refused(f"{person} can no longer sign in.")
    if until_on and until_on < from_on:
        raise Refused("The last day must not be before the first.")
    if seat == Holder.Seat.LEAD and (other := _leading(desk, person, from_on, until_on)):
        raise LedAlready(
            f"{other.user} leads since {_day(other.from_on)}"
            f"{f' until {_day(other.until_on)}' if other.until_on else ''}. "
            f"Name a deputy, or take {other.user} off first."
        )
    person = person or User.objects.create_user(email, name=without_numbers(name))
    if not Membership.objects.filter(user=person, organisation=desk.organisation_id).exists():
        Membership.objects.create(user=person, organisation_id=desk.organisation_id)
    facts = {"seat": seat, "until_on": until_on}
    held = holding(Holder.objects.filter(desk=desk, user=person)).first()
    holder = held or Holder.objects.filter(desk=desk, user=person, from_on=from_on).first()
    if holder and (holder.seat, holder.until_on) == (seat, until_on):
        return holder
    if holder:
        Holder.objects.filter(pk=holder.pk).update(**facts)
        holder.refresh_from_db()
    else:
        holder = Holder.objects.create(desk=desk, user=person, from_on=from_on, **facts)
    until = f" until {_day(until_on)}" if until_on else ""
    entry = note(desk, by, f"{person} is {holder.get_seat_display().lower()} from {_day(holder.from_on)}{until}.")
    _confirmed(desk, by)
    _tell(person, by, entry, f"You are named as {holder.get_seat_display().lower()}: {desk}")
    return holder


@transaction.atomic
def unseat(*, holder: Holder, by: User) -> None:
    """Somebody leaves a desk today. Whoever has not come yet is taken off. Twice is once."""
    require(can_keep(by, holder.desk))
    desk, today = _held(holder.desk), timezone.localdate()
    held = Holder.objects.filter(pk=holder.pk).select_related("user").first()
    if held is None or (held.until_on and held.until_on < today):
        return
    if held.from_on >= today:
        held.delete()
    else:
        Holder.objects.filter(pk=held.pk).update(until_on=today - timedelta(days=1))
    entry = note(desk, by, f"{held.user} has left.")
    _tell(held.user, by, entry, f"You are no longer named: {desk}")


@transaction.atomic
def confirm(*, desk: Desk, by: User) -> Desk:
    """Say that what is written of a desk is right, as of today. Twice on a day is once."""
    require(can_confirm(by, desk))
    desk = _held(desk)
    if desk.confirmed_on != timezone.localdate():
        _confirmed(desk, by)
        note(desk, by, "It was confirmed.")
    return desk


def _confirmed(desk: Desk, by: User) -> None:
    desk.confirmed_on, desk.confirmed_by = timezone.localdate(), by
    desk.save(update_fields=["confirmed_on", "confirmed_by"])


def _leading(desk: Desk, person: User | None, from_on: date, until_on: date | None) -> Holder | None:
    """Whoever else leads a desk on one of these days and can be reached."""
    others = Holder.objects.filter(desk=desk, seat=Holder.Seat.LEAD, user__is_active=True).exclude(user=person)
    others = others.filter(~is_refused("user"), Q(until_on=None) | Q(until_on__gte=from_on))
    others = others.filter(from_on__lte=until_on) if until_on else others
    return others.select_related("user").order_by("from_on").first()


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def note(desk: Desk, by: User | None, text: str) -> DeskEntry:
    """One line of a desk's history."""
    return DeskEntry.objects.create(desk=desk, by=by, text=text)


def _held(desk: Desk) -> Desk:
    """The desk as it is now, held until the end of the transaction."""
    rows = Desk.objects.select_for_update(of=("self",)).select_related("organisation", "place", "fallback")
    return rows.get(pk=desk.pk)


def _falls_back_to(fallback: Desk | None, desk: Desk) -> bool:
    """Whether following the fallbacks from here leads back to the desk."""
    seen: set[int] = set()
    while fallback is not None and fallback.pk not in seen:
        if fallback.pk == desk.pk:
            return True
        seen.add(fallback.pk)
        fallback = fallback.fallback
    return False


def _say(entry: DeskEntry | None) -> str:
    if entry is None:
        return "It was changed meanwhile."
    when = timezone.localtime(entry.at)
    who = entry.by or "the portal"
    return f"It was changed meanwhile by {who} on {when.day} {when:%B %Y} at {when:%H:%M}: {entry.text}"


def _word(value: Any) -> str:
    """A value as the history says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _tell(person: User, by: User, entry: DeskEntry, subject: str) -> None:
    notices.tell(
        [person] if person != by else [],
        kind=Notice.Kind.REGISTRY,
        event=f"desk:{entry.pk}",
        subject=subject,
        path=reverse("routing:desk", args=[entry.desk_id]),
    )
