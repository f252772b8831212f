"""All names by which organisations go, made into an index for one ICB: its own; trusts, hospitals, ICBs elsewhere."""

import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from django.core.cache import cache
from django.db import connection
from django.db.models import Q

from people.models import TRUSTS, Alias, Organisation, Place
from routing.matching import Index, Match, Name, words_of
from routing.models import Desk
from routing.sides import service_in

Kind = Organisation.Kind
LOCAL = frozenset({Kind.GP_PRACTICE, Kind.PCN, Kind.COMMUNITY_PHARMACY, Kind.CARE_HOME, Kind.HOSPICE})
FAMILY = {Kind.GP_PRACTICE: "practice", Kind.ICB: "icb", Kind.SUB_ICB: "icb", Kind.PCN: "network"}
THE_ICB = ("ICB", "integrated care board", "commissioner", "commissioners", "CCG", "our ICB")
FIELDS = ("pk", "name", "kind", "status", "parent", "place", "icb", "successor", "code")
EVERYWHERE = frozenset({"nhs", "foundation", "trust", "ft"})
IN_FULL = 0.97
UNSAID = 0.6
SHORTENED = re.compile(r"\b([a-z])['’]([a-z]{3,})\b", re.IGNORECASE)
VERSION = "routing-naming-version"
VERSION_LASTS = 6 * 3600
COUNTED = "SELECT (SELECT MAX(id) FROM people_organisation), COUNT(id), MAX(id) FROM people_alias"


class Names(Index):
    """An index that also knows official names said in full, whatever else is like them."""

    def __init__(self, names: Iterable[Name]):
        super().__init__(names)
        self.official: dict[str, set[int]] = defaultdict(set)
        for number, name in enumerate(self.names):
            if name.sort in {"official", "former"} and not name.is_closed:
                self.official[core_of(name.text)].add(number)
        self.services: dict[tuple[int, str], list[Name]] = defaultdict(list)
        for name in self.names:
            for place in name.places if service_in(name.text) else ():
                self.services[place, service_in(name.text)].append(name)

    def said_in_full(self, text: str) -> Match | None:
        """The one organisation with this official name, present or former; nothing where several share it."""
        numbers = self.official.get(core_of(text), set()) if core_of(text) else set()
        owners = {self.names[number].owner for number in numbers}
        return Match(owners.pop(), IN_FULL, self.names[min(numbers)]) if len(owners) == 1 else None

    def closed_in_full(self, text: str) -> Match | None:
        """What is left of the one closed organisation with exactly this name: what followed it, else itself."""
        numbers = self.exact.get(" ".join(words_of(text)), [])
        owners = {self.names[number].owner for number in numbers}
        if len(owners) != 1 or not all(self.names[number].is_closed for number in numbers):
            return None
        return Match(owners.pop(), IN_FULL, self.names[numbers[0]])

    def serving(self, place: int, service: str) -> list[Match]:
        """Who gives most of a Place's services of this sort, by the names that those go by; never surely."""
        names = self.services.get((place, service), [])
        owners = Counter(name.owner for name in names).most_common(1)
        return [Match(owner, UNSAID, next(n for n in names if n.owner == owner)) for owner, _ in owners]

    def written_out(self, text: str, *, icb: int) -> str:
        """Words shortened like "L'pool" in full, where most names of the ICB that fit have the same word."""
        return SHORTENED.sub(lambda found: self._in_full(*found.groups(), icb) or found[0], text)

    def _in_full(self, first: str, last: str, icb: int) -> str:
        fits = re.compile(rf"{first}.+{last}".lower())
        held = (word for name, words in zip(self.names, self.words, strict=True) if name.icb == icb for word in words)
        return next((word for word, _ in Counter(filter(fits.fullmatch, held)).most_common(1)), "")


def core_of(text: str) -> str:
    """An official name without the words that every trust has; nothing where less than two words are left."""
    words = [word for word in words_of(text) if word not in EVERYWHERE]
    return " ".join(words) if len(words) > 1 else ""


def names_changed() -> None:
    """Read all names afresh next time, in every process."""
    cache.delete(VERSION)


def index_of(icb: Organisation) -> Names:
    """The names that people of one ICB may write. One SQL statement while nothing changes."""
    return _index(icb.pk, *version())


def version() -> tuple:
    """What changes whenever names were added, removed or loaded; else every six hours. One SQL statement."""
    token = cache.get_or_set(VERSION, lambda: uuid.uuid4().hex, VERSION_LASTS)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return connection.settings_dict["NAME"], token, *cursor.fetchone()


@lru_cache(maxsize=8)
def _index(icb: int, *version) -> Names:
    hospitals = Q(kind=Kind.SITE) & (Q(name__icontains="hospital") | Q(name__icontains="infirmary"))
    elsewhere = ~Q(kind__in=LOCAL | {Kind.SITE}) | hospitals
    near = Organisation.objects.filter(Q(icb=icb) | Q(icb=None) | elsewhere)
    rows = {row["pk"]: row for row in near.order_by("pk").values(*FIELDS)}
    places = list(Place.objects.filter(icb=icb).values("pk", "name"))
    serving = set(Desk.objects.filter(is_active=True).values_list("organisation", flat=True).order_by().distinct())
    for row in rows.values():
        if row["kind"] == Kind.AMBULANCE and row["pk"] in serving:
            row["icb"] = icb  # it serves this one too
    names = [name for row in rows.values() for name in _names(row, rows)]
    for alias in Alias.objects.order_by("pk").values("organisation", "name", "is_former"):
        if alias["organisation"] in rows:
            names.append(_alias(alias, rows, places))
    return Names(names)


def _names(row: dict, rows: dict[int, dict]) -> list[Name]:
    """A row's own name and code."""
    facts = _of(row, rows, "official")
    names = [Name(text=row["name"], **facts), Name(text=row["code"], **facts | {"sort": "code"})]
    if row["kind"] == Kind.ICB:
        names += [Name(text=text, **facts | {"sort": "alias"}) for text in THE_ICB]
    return names


def _alias(alias: dict, rows: dict[int, dict], places: list[dict]) -> Name:
    """A name that holds a Place's name ("Wirral CAMHS") is meant for that Place."""
    words = alias["name"].lower()
    named = frozenset(place["pk"] for place in places if words.startswith(place["name"].lower() + " "))
    facts = _of(rows[alias["organisation"]], rows, "former" if alias["is_former"] else "alias")
    return Name(text=alias["name"], places=named, **facts)


def _of(row: dict, rows: dict[int, dict], sort: str) -> dict:
    """Whom a row's names stand for: a site's for its trust, a sub-ICB location's for its ICB, a closed one's for
    what followed it."""
    if row["kind"] == Kind.SITE and row["parent"] in rows:
        sort, row = "site", rows[row["parent"]]
    if row["kind"] == Kind.SUB_ICB and row["icb"] in rows:
        sort, row = "location", rows[row["icb"]]
    is_closed = row["status"] == Organisation.Status.CLOSED
    if is_closed and row["successor"] in rows:
        sort, row = "merged", rows[row["successor"]]
    return _facts(row) | {"sort": sort, "is_closed": is_closed}


def _facts(row: dict) -> dict:
    return {
        "owner": row["pk"],
        "place": row["place"],
        "icb": row["icb"],
        "is_local": row["kind"] in LOCAL,
        "family": FAMILY.get(row["kind"], "trust" if row["kind"] in TRUSTS | {Kind.SITE} else ""),
    }
