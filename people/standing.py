"""What a person is: where they work, what they lead, which interface teams they are in. Read once per request."""

from dataclasses import dataclass

from people.models import Branding, Membership, Organisation, Place, User
from people.rows import read

Role = Membership.Role
AS_THEY_STAND = """
{person}, {home}, {icb}, {branding}, {place}, seat.organisation_id, seat.place_id, seat.role
"""
SEATS = """
LEFT JOIN people_membership AS seat ON seat.user_id = person.id
LEFT JOIN people_organisation AS home ON home.id = seat.organisation_id
LEFT JOIN people_organisation AS icb ON icb.id = home.icb_id
LEFT JOIN people_branding AS branding ON branding.icb_id = icb.id
LEFT JOIN people_place AS place ON place.id = home.place_id
"""
PERSON = f"SELECT {AS_THEY_STAND} FROM people_user AS person {SEATS} WHERE person.id = %s ORDER BY seat.id"
MODELS = {"person": User, "home": Organisation, "icb": Organisation, "branding": Branding, "place": Place}
LEADING = frozenset({Role.LEAD, Role.SYSTEM_LEADER})


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
    if "standing" not in user.__dict__:  # a request's person is wrapped; what came with them is on who is within
        user.__dict__["standing"] = getattr(user, "standing", None) or _read(user)
    return user.__dict__["standing"]


def forget(user: User) -> None:
    """Read the standing afresh next time, after a membership has changed."""
    user.__dict__.pop("standing", None)
    if hasattr(user, "standing"):
        del user.standing


def person(pk: int) -> User | None:
    """The person with their standing, as nearly every page asks for both. One SQL statement."""
    rows = read(PERSON, [pk], **MODELS)
    return of_rows(rows) if rows else None


def of_rows(rows: list[tuple]) -> User:
    """The person of rows that are AS_THEY_STAND by their SEATS, with their standing."""
    found: User = rows[0][0]
    found.__dict__["standing"] = _of(rows)
    return found


def _read(user: User) -> Standing:
    return _of(read(PERSON, [user.pk], **MODELS) if user.is_authenticated else [])


def _of(rows: list[tuple]) -> Standing:
    """A person without a seat has one row without a home."""
    rows = [row[1:] for row in rows if row[1]]
    seats = [row[4:] for row in rows]
    home = _with_its(*rows[0][:4]) if rows else None
    return Standing(
        organisation=home,
        icb=home.icb if home else None,
        works_at=frozenset(organisation for organisation, _, _ in seats),
        leads=frozenset(organisation for organisation, place, role in seats if not place and role in LEADING),
        leads_places=frozenset(place for _, place, _ in seats if place),
        interface_team_of=frozenset(organisation for organisation, _, role in seats if role == Role.INTERFACE_TEAM),
        is_leader=any(role != Role.MEMBER for _, _, role in seats),
    )


def _with_its(
    home: Organisation, icb: Organisation | None, branding: Branding | None, place: Place | None
) -> Organisation:
    """An organisation that need not ask again for what it belongs to."""
    home.icb, home.place = icb, place
    if icb:
        Organisation._meta.get_field("branding").set_cached_value(icb, branding)
    return home
