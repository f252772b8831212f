"""Places as people look for them, and what an open page says of one: its desks, networks, practices and trusts."""

from dataclasses import dataclass

from people.models import TRUSTS, Organisation, Place
from people.searching import tokens
from routing import describing, queries
from routing.likeness import Spelling
from routing.models import Desk

Kind = Organisation.Kind
# what people add to a Place's name when they look for it
BESIDES = frozenset(
    {"place", "borough", "partnership", "commissioner", "commissioners", "commissioning", "clinical", "lead", "icb"}
)
MOST = 5


@dataclass(frozen=True)
class Network:
    """A primary care network with its practices; without a network, those that belong to none."""

    network: Organisation | None
    practices: list[Organisation]


def named(words: str, *, icb: Organisation | None) -> list[Place]:
    """The Places whose name every word begins or is nearly spelt like, those of the ICB first. One SQL statement."""
    asked = [word for word in tokens(words[:200]) if word not in BESIDES]
    if not asked or len("".join(asked)) < 2:
        return []
    found = [place for place in Place.objects.select_related("icb") if _is_meant(asked, tokens(place.name))]
    said = words.strip().lower()
    return sorted(found, key=lambda place: (place.icb != icb, place.name.lower() != said, place.name))[:MOST]


def _is_meant(asked: list[str], name: list[str]) -> bool:
    spelling = Spelling(name)
    return all(any(each.startswith(word) for each in name) or spelling.like(word) for word in asked)


def desks_of(place: Place) -> list[Desk]:
    """The desks of a Place with who sits there, and what each is for. At most four SQL statements."""
    order = Desk.Kind.values
    found = queries.with_holders(Desk.objects.filter(place=place, is_active=True))
    desks = sorted(found, key=lambda desk: (order.index(desk.kind), desk.pk))
    describing.told(desks, place.icb)
    return desks


def networks_of(place: Place) -> list[Network]:
    """The open practices of a Place by their networks, in the order of their names; last those of none."""
    local = Organisation.objects.filter(place=place, status=Organisation.Status.ACTIVE)
    practices: dict[Organisation | None, list[Organisation]] = {each: [] for each in local.filter(kind=Kind.PCN)}
    for practice in local.filter(kind=Kind.GP_PRACTICE).select_related("parent"):
        above = practice.parent if practice.parent and practice.parent.kind == Kind.PCN else None
        practices.setdefault(above, []).append(practice)
    found = [Network(network, members) for network, members in practices.items()]
    return sorted(found, key=lambda each: (each.network is None, str(each.network)))


def trusts_of(place: Place) -> list[Organisation]:
    return list(Organisation.objects.filter(place=place, kind__in=TRUSTS, status=Organisation.Status.ACTIVE))
