"""The organisation that people mean by the words they write, and how sure that is."""

import re
import uuid
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from people.models import Alias, Organisation, Place
from routing.matching import Index, Match, Name, is_telling, words_of
from routing.sides import Side, side_of_words

Kind = Organisation.Kind
SURE = 0.8
LOCAL = frozenset({Kind.GP_PRACTICE, Kind.PCN, Kind.COMMUNITY_PHARMACY, Kind.CARE_HOME, Kind.HOSPICE})
TRUSTS = frozenset(
    {
        Kind.ACUTE_TRUST,
        Kind.SPECIALIST_TRUST,
        Kind.MENTAL_HEALTH_TRUST,
        Kind.COMMUNITY_TRUST,
        Kind.AMBULANCE,
        Kind.SITE,
    }
)
FAMILY = {Kind.GP_PRACTICE: "practice", Kind.ICB: "icb", Kind.SUB_ICB: "icb"}
THE_ICB = ("ICB", "integrated care board", "commissioner", "commissioners", "CCG", "our ICB")
VERSION = "routing-naming-version"
VERSION_LASTS = 600
POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})?$")
CODED = re.compile(r"\(([A-Z0-9][A-Z0-9-]{2,})\)$")
UNNAMED = re.compile(
    r"^(?:an?|another|some|one of|any|their|his|her|patient'?s|the patient'?s|my patient'?s|the|our|a local)\s+"
    r"(?:(?:own|local|registered|other|nearby|gp|family|different)\s+)*"
    r"(?:gps?|practice|surgery|gp surgery|gp practice|doctor|pharmacy|chemist|care home|nursing home)"
    r"(?:\s+(?:in|near|at|from|around|of|over in)\s+[\w' -]+)?[.?!]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Candidate:
    """An organisation that may be meant: how sure, from 0 to 1, and why."""

    organisation: Organisation
    sureness: float
    why: str

    @property
    def is_sure(self) -> bool:
        return self.sureness >= SURE


def find(words: str, *, icb: Organisation, place: Place | None = None) -> list[Candidate]:
    """The organisations that may be meant, surest first; none where the words name none ("a practice in Runcorn").

    A site answers as its trust. The Place of who asks breaks ties.
    """
    words = words.strip()[:200]
    if not words or is_unnamed(words):
        return []
    return _candidates(_matches(words, icb, place, 8))


def suggest(words: str, *, icb: Organisation, place: Place | None = None, limit: int = 8) -> list[Organisation]:
    """What to offer while somebody types: by postcode, by code, by parts of a name, by everyday name."""
    words = words.strip()[:200]
    if len(words) < 2:
        return []
    plain = list(_by_plain_search(words, icb)[:limit])
    meant = [each.organisation for each in _candidates(_matches(words, icb, place, limit))]
    first = meant[:1] if len(words) > 3 else []
    return list(dict.fromkeys([*first, *plain, *meant]))[:limit]


def is_unnamed(words: str) -> bool:
    """Words that say what sort of organisation is meant but name none."""
    if UNNAMED.match(words):
        return True
    return side_of_words(words) == Side.SEVERAL_PRACTICES and not re.search(r"\bpcn\b", words, re.IGNORECASE)


def names_changed() -> None:
    """Read all names afresh next time, in every process."""
    cache.delete(VERSION)


def _by_plain_search(words: str, icb: Organisation) -> QuerySet[Organisation]:
    active = Organisation.objects.filter(status=Organisation.Status.ACTIVE, icb=icb).select_related("place", "parent")
    postcode = POSTCODE.match(words.upper())
    if postcode:
        outward, inward = postcode.groups()
        near = Q(postcode__startswith=f"{outward} ") if not inward else Q(postcode=f"{outward} {inward}")
        return active.filter(near | Q(code=words.upper()))
    asked = Q(code__iexact=words)
    parts = Q()
    for word in words.split():
        parts &= Q(name__icontains=word)
    return active.filter(asked | parts)


def _matches(words: str, icb: Organisation, place: Place | None, most: int) -> list[Match]:
    """By the words; where they tell nothing apart ("CAMHS", "the hospital"), by what they mean in this Place."""
    index = _index(*_version())
    here = place and place.pk
    coded = CODED.search(words)
    if coded and (chosen := index.find(coded[1], most=1)) and chosen[0].name.sort == "code":
        return chosen
    matches = index.find(words, icb=icb.pk, place=here, most=most)
    if place and (not matches or matches[0].sureness < SURE) and not any(map(is_telling, words_of(words))):
        local = index.find(f"{place.name} {words}", icb=icb.pk, place=here, most=most)
        if local and (not matches or local[0].sureness > matches[0].sureness):
            return local
    return matches


def _candidates(matches: list[Match]) -> list[Candidate]:
    owners = [match.owner for match in matches]
    known = Organisation.objects.select_related("place", "parent").order_by().in_bulk(owners)
    return [
        Candidate(known[match.owner], match.sureness, _why(match, known[match.owner]))
        for match in matches
        if match.owner in known
    ]


def _why(match: Match, organisation: Organisation) -> str:
    name = match.name
    if name.sort == "site":
        return f"{name.text} is a site of {organisation}."
    if name.sort == "former":
        return f"{name.text} is now {organisation}."
    if name.sort == "merged":
        return f"{name.text} is closed; {organisation} is named as what followed."
    if name.text != organisation.name:
        return f"{organisation} is also called {name.text}."
    return f"It is called {organisation}."


def _version() -> tuple:
    """Changes whenever names were added, removed or loaded; else every ten minutes."""
    token = cache.get_or_set(VERSION, lambda: uuid.uuid4().hex, VERSION_LASTS)
    organisations = Organisation.objects.aggregate(Count("pk"), Max("pk"))
    return (
        connection.settings_dict["NAME"],
        token,
        *organisations.values(),
        *Alias.objects.aggregate(Count("pk"), Max("pk")).values(),
    )


@lru_cache(maxsize=2)
def _index(*version) -> Index:
    fields = ("pk", "name", "kind", "status", "parent", "place", "icb", "successor", "code")
    rows = {row["pk"]: row for row in Organisation.objects.values(*fields)}
    places = list(Place.objects.values("pk", "name", "icb"))
    names = [name for row in rows.values() for name in _names(row, rows)]
    for alias in Alias.objects.order_by("pk").values("organisation", "name", "is_former"):
        names.append(_alias(alias, rows, places))
    return Index(names)


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
    """Whom a row's names stand for: a site's for its trust, a closed organisation's for what followed it."""
    if row["kind"] == Kind.SITE and row["parent"] in rows:
        sort, row = "site", rows[row["parent"]]
    is_closed = row["status"] == Organisation.Status.CLOSED
    if is_closed and row["successor"] in rows:
        sort, row = "merged", rows[row["successor"]]
    return _facts(row) | {"sort": sort, "is_closed": is_closed}


def _facts(row: dict) -> dict:
    return {
        "owner": row["pk"],
        "place": row["place"],
        "icb": row["icb"] if row["kind"] != Kind.AMBULANCE else None,
        "is_local": row["kind"] in LOCAL,
        "family": FAMILY.get(row["kind"], "trust" if row["kind"] in TRUSTS else ""),
    }
