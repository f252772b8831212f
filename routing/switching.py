"""Which Places and trusts of an ICB that goes by steps are on. For all others, the interface desk answers."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Organisation, Place, User
from people.refusing import require
from people.standing import standing
from routing.facts import Facts

Kind = Organisation.Kind
TRUSTS = (
    Kind.ACUTE_TRUST,
    Kind.SPECIALIST_TRUST,
    Kind.MENTAL_HEALTH_TRUST,
    Kind.COMMUNITY_TRUST,
    Kind.AMBULANCE,
)


def waits(facts: Facts) -> str:
    """Why an issue waits at the interface desk, in a sentence, where whom it is about is not switched on yet.

    Asks the database nothing where the ICB does not go by steps.
    """
    about = facts.about
    if about is None or not facts.icb.goes_by_steps or about.icb_id != facts.icb.pk or is_live(about):
        return ""
    return f"{about} does not use this portal yet. The interface team takes your report and passes it on by hand."


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
    return Organisation.objects.filter(icb=icb, kind__in=TRUSTS, status=Organisation.Status.ACTIVE).order_by("name")


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
    require(can_edit(by, icb) and what.icb_id == icb.pk)
    if on != _has_begun(what.live_on):
        what.live_on = timezone.localdate() if on else None
        what.save(update_fields=["live_on"])
    return what
