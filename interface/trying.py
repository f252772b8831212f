"""Whom a stranger may try the demonstration as: somebody who reports, who answers, who triages and who leads."""

from typing import NamedTuple

from people.models import Membership, Organisation, User
from routing.models import Holder

Role = Membership.Role


class Stranger(NamedTuple):
    """A made-up person, what they do here, and where."""

    user: User
    does: str
    at: str


def people_to_try() -> list[Stranger]:
    """One of each, whoever is there."""
    seats = Membership.objects.select_related("user", "organisation").order_by("pk")
    held = Holder.objects.select_related("user", "desk__organisation").order_by("pk")
    gp = seats.filter(organisation__kind=Organisation.Kind.GP_PRACTICE, role=Role.MEMBER).first()
    responder = held.filter(desk__kind="medical_director").first() or held.first()
    found = [Stranger(gp.user, "reports", gp.organisation.name)] if gp else []
    if responder:
        found.append(Stranger(responder.user, "answers", responder.desk.title))
    for role, does in ((Role.INTERFACE_TEAM, "triages"), (Role.SYSTEM_LEADER, "leads")):
        seat = seats.filter(role=role).first()
        if seat:
            found.append(Stranger(seat.user, does, seat.organisation.name))
    return found
