"""What a person is: where they work, what they lead, which interface teams they are in. Read once per request."""

from dataclasses import dataclass

from people.models import Membership, Organisation, User

Role = Membership.Role


@dataclass(frozen=True)
class Standing:
    """Keys of organisations and Places, by what the person is there."""

    organisation: Organisation | None
    icb: Organisation | None
    works_at: frozenset[int]
    leads: frozenset[int]
    leads_places: frozenset[int]
    interface_team_of: frozenset[int]
    is_leader: bool


def standing(user: User) -> Standing:
    """The person's standing, kept on the user object for the rest of the request."""
    if "standing" not in user.__dict__:
        user.__dict__["standing"] = _read(user)
    return user.__dict__["standing"]


def forget(user: User) -> None:
    """Read the standing afresh next time, after a membership has changed."""
    user.__dict__.pop("standing", None)


def _read(user: User) -> Standing:
    if not user.is_authenticated:
        return Standing(None, None, *[frozenset()] * 4, False)
    seats = list(user.memberships.select_related("organisation__icb__branding", "organisation__place").order_by("pk"))
    home = seats[0].organisation if seats else None
    whole = [seat for seat in seats if not seat.place_id]
    return Standing(
        organisation=home,
        icb=home.icb if home else None,
        works_at=frozenset(seat.organisation_id for seat in seats),
        leads=frozenset(seat.organisation_id for seat in whole if seat.role in {Role.LEAD, Role.SYSTEM_LEADER}),
        leads_places=frozenset(seat.place_id for seat in seats if seat.place_id),
        interface_team_of=frozenset(seat.organisation_id for seat in seats if seat.role == Role.INTERFACE_TEAM),
        is_leader=any(seat.role != Role.MEMBER for seat in seats),
    )
