"""Which Places and trusts of an ICB that goes by steps are on. For all others, the interface desk answers."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.models import TRUSTS, Organisation, Place, User
from people.refusing import require
from people.standing import standing
from routing.facts import Facts
from routing.models import Desk, Rulebook

Kind = Organisation.Kind


def waits(facts: Facts) -> str:
    """Why an issue waits at the interface desk, in a sentence, where whom it is about is not switched on yet.

    Asks the database nothing where the ICB does not go by steps.
    """
    about = facts.about
    if about is None or not facts.icb.goes_by_steps or is_live(about) or not is_ours(about, facts.icb):
        return ""
    return f"{about} does not use this portal yet. The interface team takes your report and passes it on by hand."


def is_ours(what: Place | Organisation, icb: Organisation) -> bool:
    """Whether this ICB switches it: its own, or an ambulance trust that serves it from an ICB without the portal."""
    if what.icb_id == icb.pk:
        return True
    is_ambulance = isinstance(what, Organisation) and what.kind == Kind.AMBULANCE
    return is_ambulance and not Rulebook.objects.filter(icb=what.icb_id).exists()


def is_live(organisation: Organisation) -> bool:
    """Whether it is switched on in an ICB that goes by steps: a trust by itself, all others by their Place too."""
    if organisation.kind == Kind.ICB:
        return True
    if organisation.kind == Kind.SITE and organisation.parent:
        return is_live(organisation.parent)
    by_place = organisation.place if organisation.kind not in TRUSTS else None
    return _has_begun(organisation.live_on) or bool(by_place and _has_begun(by_place.live_on))


def _has_begun(day: dt.date | None) -> bool:
    return day is not None and day <= timezone.localdate()


def can_edit(user: User, icb: Organisation | None) -> bool:
    """Only the interface team of an ICB says how its portal looks and who is switched on."""
    return icb is not None and icb.pk in standing(user).interface_team_of


def trusts_of(icb: Organisation) -> QuerySet[Organisation]:
    """Its open trusts, with the ambulance trusts that serve it from an ICB without the portal."""
    desks = Desk.objects.filter(organisation=OuterRef("pk"), is_active=True)
    rules = Rulebook.objects.filter(icb=OuterRef("icb"))
    serving = Q(Exists(desks), ~Exists(rules), kind=Kind.AMBULANCE)
    rows = Organisation.objects.filter(Q(icb=icb, kind__in=TRUSTS) | serving, status=Organisation.Status.ACTIVE)
    return rows.order_by("name")


def steps_of(icb: Organisation) -> dict[str, int]:
    """How many Places and trusts of an ICB are switched on, and how many are not."""
    places, trusts = Place.objects.filter(icb=icb), trusts_of(icb)
    begun = Q(live_on__lte=timezone.localdate())
    return {
        "places": places.count(),
        "trusts": trusts.count(),
        "places_on": places.filter(begun).count(),
        "trusts_on": trusts.filter(begun).count(),
    }


@transaction.atomic
def go_by_steps(*, by: User, icb: Organisation, on: bool) -> Organisation:
    """Let only what is switched on get its issues directly, or all of the ICB."""
    require(can_edit(by, icb))
    icb.goes_by_steps = on
    icb.save(update_fields=["goes_by_steps"])
    return icb


@transaction.atomic
def switch(*, by: User, icb: Organisation, what: Place | Organisation, on: bool) -> Place | Organisation:
    """Switch a Place or a trust of the ICB on from today, or off."""
    require(can_edit(by, icb) and is_ours(what, icb))
    if on != _has_begun(what.live_on):
        what.live_on = timezone.localdate() if on else None
        what.save(update_fields=["live_on"])
    return what
