"""Organisations as they are in the registry and as they are to be, by code. Compared, never saved here."""

import datetime as dt
from dataclasses import dataclass, fields

from people.models import Organisation, Place

Kind = Organisation.Kind
Status = Organisation.Status
HISTORY = ("name", "parent", "icb", "place")
SORTS = {
    "new": "New",
    "gone": "New here and closed already, so that old names are understood",
    "closed": "Closed",
    "reopened": "Open again",
    "renamed": "Renamed",
    "reparented": "Belongs to another organisation",
    "moved": "In another Place or ICB",
    "details": "Other facts (dates, postcode, town, what followed)",
}


@dataclass(frozen=True)
class State:
    """One organisation: relations by code, its Place by key."""

    code: str
    name: str
    kind: str
    status: str = Status.ACTIVE
    parent: str | None = None
    icb: str | None = None
    place: int | None = None
    successor: str | None = None
    postcode: str = ""
    town: str = ""
    opened_on: dt.date | None = None
    closed_on: dt.date | None = None

    def differs_in(self, other: "State") -> list[str]:
        return [each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name)]


@dataclass(frozen=True)
class Change:
    """One difference between the registry and the files, in words."""

    sort: str
    code: str
    name: str
    was: str = ""
    now: str = ""
    on: dt.date | None = None


def in_registry() -> dict[str, State]:
    """Every organisation of the registry, by code. One SQL statement."""
    relations = ("parent__code", "icb__code", "place_id", "successor__code")
    facts = ("code", "name", "kind", "status", *relations, "postcode", "town", "opened_on", "closed_on")
    rows = Organisation.objects.order_by().values_list(*facts)
    return {row[0]: State(*row) for row in rows.iterator(chunk_size=5000)}


def changes_between(
    was: State | None, now: State, names: dict[str, str], places: dict[int, Place], moved_on: dt.date | None
) -> list[Change]:
    """The differences of one organisation, the gravest first."""
    if was is None:
        if now.status == Status.CLOSED:
            return [Change("gone", now.code, now.name, now=_followed_by(now, names), on=now.closed_on)]
        return [Change("new", now.code, now.name, now=_where(now, names, places), on=now.opened_on)]
    different = set(was.differs_in(now))
    found = []
    if "status" in different:
        if now.status == Status.CLOSED:
            found.append(Change("closed", now.code, now.name, now=_followed_by(now, names), on=now.closed_on))
        else:
            found.append(Change("reopened", now.code, now.name))
    if "name" in different:
        found.append(Change("renamed", now.code, now.name, was.name, now.name))
    if "parent" in different:
        above = [names.get(each.parent, each.parent) or "nothing" for each in (was, now)]
        found.append(Change("reparented", now.code, now.name, *above, on=moved_on))
    if different & {"place", "icb"}:
        found.append(
            Change("moved", now.code, now.name, _where(was, names, places), _where(now, names, places), on=moved_on)
        )
    others = different - {"status", "name", "parent", "place", "icb"}
    if others and not found:
        found.append(Change("details", now.code, now.name, now=", ".join(sorted(others)).replace("_", " ")))
    return found


def _followed_by(state: State, names: dict[str, str]) -> str:
    return f"followed by {names.get(state.successor, state.successor)}" if state.successor else ""


def _where(state: State, names: dict[str, str], places: dict[int, Place]) -> str:
    place = places.get(state.place) if state.place else None
    return ", ".join(part for part in (str(place or ""), names.get(state.icb or "", "")) if part)
