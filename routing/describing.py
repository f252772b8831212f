"""What an open page says of an organisation: its desks by where they sit, its services, the trusts around it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from people.models import Organisation, Service, User
from people.refusing import require
from people.wording import without_numbers
from routing import switching
from routing.desks import FALLBACKS, chain_of, seated_at
from routing.learning import can_name
from routing.models import Desk
from routing.queries import away_until
from routing.seating import Loading

Kind = Organisation.Kind
OF_KINDS = Path(__file__).resolve().parent / "words" / "desk_kinds.txt"
ANSWERS_FOR = dict(line.split(": ", 1) for line in OF_KINDS.read_text().splitlines())
FACTS = ("can_help", "cannot_help", "hours", "urgent_line", "link")


@dataclass(frozen=True)
class Group:
    """Desks that sit at the same place, under a heading."""

    heading: str
    desks: list[Desk]


def grouped(organisation: Organisation, desks: list[Desk]) -> list[Group]:
    """Desks by where they sit: here, at what it is part of, at each Place, at its ICB. Empty groups are left out."""
    above = organisation.parent
    places = {desk.place.name: desk.place_id for desk in desks if desk.place}
    sorts: list[tuple[str, Callable[[Desk], bool]]] = [
        (f"At {organisation}", lambda desk: desk.organisation_id == organisation.pk and not desk.place_id),
        (f"At {above}", lambda desk: above is not None and desk.organisation_id == above.pk and not desk.place_id),
        *((f"In {name}", lambda desk, key=key: desk.place_id == key) for name, key in sorted(places.items())),
        (f"At {organisation.icb}", lambda desk: True),
    ]
    groups, left = [], list(desks)
    told(desks, organisation.icb or organisation)
    for desk in desks:  # under a heading, the name need not be said again
        desk.short = desk.title.removesuffix(f", {desk.place or desk.organisation}")
    for heading, belongs in sorts:
        groups.append(Group(heading, [desk for desk in left if belongs(desk)]))
        left = [desk for desk in left if not belongs(desk)]
    return [group for group in groups if group.desks]


def told(desks: Iterable[Desk], icb: Organisation) -> None:
    """Say of each desk what it is for, in its own words or those of its kind; and who answers where it is vacant.

    The desks have `sitting_now`. At most two SQL statements, and none where somebody is everywhere.
    """
    for desk in desks:
        desk.answers_for = desk.helps_with or ANSWERS_FOR.get(desk.kind, "")
        desk.goes_to, desk.away_until = "", None
    vacant = {desk.pk: desk for desk in desks if not desk.sitting_now and desk.kind != Desk.Kind.INTERFACE_TEAM}
    if not vacant:
        return
    rows = list(Desk.objects.filter(pk__in=vacant).annotate(back=away_until()).select_related(*FALLBACKS))
    back = {row.pk: row.back for row in rows}
    chains = {row.pk: [each for each in chain_of(row, icb.pk) if each.pk != row.pk] for row in rows}
    seated = seated_at({each.pk for chain in chains.values() for each in chain}) if any(chains.values()) else {}
    for pk, chain in chains.items():
        vacant[pk].away_until = back[pk]
        after = next((each.title for each in chain if seated.get(each.pk)), "")
        mailbox = "its mailbox, and the interface team is told" if vacant[pk].mailbox else ""
        vacant[pk].goes_to = after or mailbox or "the interface team"


def services_of(organisation: Organisation) -> QuerySet[Service]:
    """What is said of its services, and of its trust's where it is a site."""
    whose = [organisation.pk]
    if organisation.kind == Kind.SITE and organisation.parent_id:
        whose.append(organisation.parent_id)
    return Service.objects.filter(organisation__in=whose)


def trusts_around(organisation: Organisation) -> list[Organisation]:
    """The open trusts of its ICB with their services, those of its Place first. Two SQL statements."""
    if organisation.icb_id is None:
        return []
    rows = switching.trusts_of(organisation.icb).exclude(pk=organisation.pk)
    medical = Desk.objects.filter(Q(place=None), is_active=True).order_by("kind")
    rows = rows.select_related("place").prefetch_related("services", Prefetch("desks", medical, to_attr="open_desks"))
    return sorted(rows, key=lambda trust: (trust.place_id != organisation.place_id, trust.name))


def waits(organisation: Organisation) -> bool:
    """Whether its issues go to the interface team because it is not switched on yet."""
    icb = organisation.icb
    return icb is not None and icb.goes_by_steps and not switching.is_live(organisation)


def load(loading: Loading) -> None:
    """Services from a registry's file."""
    wanted = {}
    for row in loading.rows["services.csv"]:
        organisation = loading.known(row, "organisation", loading.organisations, "an organisation")
        if organisation:
            facts = {name: row[name] or "" for name in FACTS}
            key = (organisation.pk, row["name"])
            wanted[key] = {"organisation_id": organisation.pk, "name": row["name"]} | facts
    existing = Service.objects.filter(organisation__in=loading.organisations.values())
    loading.put("services.csv", Service, wanted, {(each.organisation_id, each.name): each for each in existing})


@transaction.atomic
def describe(*, by: User, organisation: Organisation, service: Service | None = None, **facts: str) -> Service:
    """Say what a service can and cannot help with: a new one, or one that is there."""
    require(can_name(by, organisation))
    facts = {name: without_numbers(words) for name, words in facts.items()}
    if service is None:
        return Service.objects.create(organisation=organisation, **facts)
    Service.objects.filter(pk=service.pk).update(**facts)
    service.refresh_from_db()
    return service


@transaction.atomic
def remove(*, by: User, service: Service) -> None:
    require(can_name(by, service.organisation))
    service.delete()
