"""People, what they are, and who sits at which desk, from a registry's files."""

from typing import Protocol

from django.utils import timezone

from people.models import Membership, Organisation, Place, User
from routing.models import Desk, Holder
from routing.reading import Row


class Loading(Protocol):
    """What loading.Load gives to this module."""

    rows: dict[str, list[Row]]
    organisations: dict[str, Organisation]
    places: dict[str, Place]
    desks: dict[tuple, Desk]

    def known(self, row: Row, column: str, among: dict, what: str): ...
    def fault(self, row: Row, words: str) -> None: ...
    def halt_if_faulty(self) -> None: ...
    def put(self, file: str, model: type, wanted: dict, existing: dict) -> dict: ...
    def count(self, file: str, added: int, changed: int) -> None: ...


def people(loading: Loading) -> None:
    """Users by e-mail address, each with the membership its row gives."""
    rows = loading.rows["people.csv"]
    users, changed = _users(rows)
    memberships = []
    for row in rows:
        organisation = loading.known(row, "organisation", loading.organisations, "an organisation")
        place = loading.known(row, "place", loading.places, "a Place")
        if place and row["role"] != Membership.Role.SYSTEM_LEADER:
            loading.fault(row, "place is only for a system_leader.")
        memberships.append((users[row["email"]], organisation, row["role"], place))
    loading.halt_if_faulty()
    loading.count("people.csv", _join(memberships), changed)


def holders(loading: Loading) -> None:
    """Who sits at which desk. Somebody who is nothing yet at the desk's organisation becomes a member there."""
    rows = loading.rows["holders.csv"]
    users, changed = _users(rows)
    named = [(row, users[row["email"]], loading.known(row, "desk", loading.desks, "a desk")) for row in rows]
    for row in rows:
        if row["from"] and row["until"] and row["until"] < row["from"]:
            loading.fault(row, "until is before from.")
    loading.halt_if_faulty()
    there = set(Membership.objects.filter(user__in=users.values()).values_list("user", "organisation"))
    absent = {(user.pk, desk.organisation_id): (user, desk) for _, user, desk in named}
    new = [
        Membership(user=user, organisation_id=desk.organisation_id)
        for key, (user, desk) in absent.items()
        if key not in there
    ]
    Membership.objects.bulk_create(new)
    added, moved = _seat(named)
    loading.count("holders.csv", added, changed + moved)


def _users(rows: list[Row]) -> tuple[dict[str, User], int]:
    """Users of these rows by address, made or brought up to date, and how many were changed."""
    wanted = {row["email"]: row for row in rows}
    users = {user.email: user for user in User.objects.filter(email__in=list(wanted))}
    changed = []
    for email, row in wanted.items():
        if email not in users:
            users[email] = User.objects.create_user(email, name=row["name"], job=row["job"] or "")
        elif (users[email].name, users[email].job) != (row["name"], row["job"] or ""):
            users[email].name, users[email].job = row["name"], row["job"] or ""
            changed.append(users[email])
    User.objects.bulk_update(changed, ["name", "job"])
    return users, len(changed)


def _join(memberships: list[tuple]) -> int:
    users = {user for user, *_ in memberships}
    there = set(Membership.objects.filter(user__in=users).values_list("user", "organisation", "role", "place"))
    new = [
        Membership(user=user, organisation=organisation, role=role, place=place)
        for user, organisation, role, place in memberships
        if (user.pk, organisation.pk, role, place and place.pk) not in there
    ]
    return len(Membership.objects.bulk_create(new))


def _seat(named: list[tuple[Row, User, Desk]]) -> tuple[int, int]:
    """Seat people at desks; a row without a first day is about whenever they came."""
    desks = {desk.pk for _, _, desk in named}
    seated = list(Holder.objects.filter(desk__in=desks))
    new, changed = [], []
    for row, user, desk in named:
        facts = {"seat": row["seat"], "until_on": row["until"]}
        held = [
            each
            for each in seated
            if (each.desk_id, each.user_id) == (desk.pk, user.pk) and row["from"] in {None, each.from_on}
        ]
        if not held:
            new.append(Holder(desk=desk, user=user, from_on=row["from"] or timezone.localdate(), **facts))
        elif (held[0].seat, held[0].until_on) != (row["seat"], row["until"]):
            held[0].seat, held[0].until_on = row["seat"], row["until"]
            changed.append(held[0])
    Holder.objects.bulk_create(new)
    Holder.objects.bulk_update(changed, ["seat", "until_on"])
    return len(new), len(changed)
