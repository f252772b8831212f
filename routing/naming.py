"""The organisation that people mean by the words they write, and how sure that is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from people.models import Organisation, Place
from routing.matching import KINDS, Match, is_telling, words_of
from routing.names import Names, index_of, names_changed
from routing.sides import Side, side_of_words

__all__ = ["Candidate", "find", "guesses", "is_unnamed", "names_changed", "says_something", "suggest"]

SURE = 0.8
NOT_QUITE = 0.79  # at most, where words had to be left out or name only a kind: then the reporter is asked
STREET = re.compile(r"(?<=[a-z]) st\.?(?=$| (?:surgery|practice|med|mc|hc|health|clinic|group))", re.IGNORECASE)
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
    matches = _matches(index_of(icb), words, icb, place, 8)
    if KINDS.issuperset(words_of(words)):
        matches = [replace(match, sureness=min(match.sureness, NOT_QUITE)) for match in matches]
    return _candidates(matches)


def guesses(written: Iterable[str], *, icb: Organisation, most: int = 3) -> dict[str, list[Organisation]]:
    """What each of many names may mean, likeliest first. As many SQL statements as for one."""
    index = index_of(icb)
    found = {words: [match.owner for match in _matches(index, words, icb, None, most)] for words in written}
    owners = {owner for each in found.values() for owner in each}
    known = Organisation.objects.select_related("place", "icb").order_by().in_bulk(owners)
    return {words: [known[owner] for owner in each if owner in known] for words, each in found.items()}


def suggest(words: str, *, icb: Organisation, place: Place | None = None, limit: int = 8) -> list[Organisation]:
    """What to offer while somebody types: by postcode, by code, by parts of a name, by everyday name."""
    words = words.strip()[:200]
    if len(words) < 2:
        return []
    plain = list(_by_plain_search(words, icb)[:limit])
    meant = [each.organisation for each in likely(words, icb=icb, place=place, limit=limit)]
    first = meant[:1] if len(words) > 3 else []
    return list(dict.fromkeys([*first, *plain, *meant]))[:limit]


def likely(words: str, *, icb: Organisation, place: Place | None, limit: int) -> list[Candidate]:
    """What may be meant by name, also by words that name only a kind, likeliest first."""
    return _candidates(_matches(index_of(icb), words, icb, place, limit))


def says_something(words: str) -> bool:
    """Whether there is a letter or a digit in it: "???" is nobody's name."""
    return any(character.isalnum() for character in words)


def is_unnamed(words: str) -> bool:
    """Words that say what sort of organisation is meant but name none."""
    if UNNAMED.match(words):
        return True
    return side_of_words(words) == Side.SEVERAL_PRACTICES and not re.search(r"\bpcn\b", words, re.IGNORECASE)


def _by_plain_search(words: str, icb: Organisation) -> QuerySet[Organisation]:
    active = Organisation.objects.filter(status=Organisation.Status.ACTIVE, icb=icb).select_related(
        "place", "parent", "icb"
    )
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


def _matches(index: Names, words: str, icb: Organisation, place: Place | None, most: int) -> list[Match]:
    """By the words; where they tell nothing apart ("CAMHS", "the hospital"), by what they mean in this Place."""
    here, split = place and place.pk, words_of(words)
    if not split:
        return []
    coded = CODED.search(words)
    if coded and (chosen := index.find(coded[1], most=1)) and chosen[0].name.text == coded[1]:
        return [replace(chosen[0], sureness=1.0)]
    words = STREET.sub(" street", words)
    matches = index.find(words, icb=icb.pk, place=here, most=most)
    if _is_sure(matches):
        return matches
    if full := index.said_in_full(words) or index.closed_in_full(words):
        return [full, *(match for match in matches if match.owner != full.owner)][:most]
    if place and not any(map(is_telling, split)):
        local = index.find(f"{place.name} {words}", icb=icb.pk, place=here, most=most)
        if local and (not matches or local[0].sureness > matches[0].sureness):
            return local
    return _without_strange_words(index, split, icb, place, matches, most)


def _without_strange_words(
    index: Names, split: list[str], icb: Organisation, place: Place | None, matches: list[Match], most: int
) -> list[Match]:
    """Without the words that no name has and none is like, if others tell something: but never surely."""
    known = [word for word in split if not is_telling(word) or index.near(word)]
    if len(known) == len(split) or not any(map(is_telling, known)):
        return matches
    found = index.find(" ".join(known), icb=icb.pk, place=place and place.pk, most=most)
    if not found or (matches and matches[0].sureness >= found[0].sureness * len(known) / len(split)):
        return matches
    return [replace(match, sureness=min(match.sureness, NOT_QUITE)) for match in found]


def _is_sure(matches: list[Match]) -> bool:
    return bool(matches) and matches[0].sureness >= SURE


def _candidates(matches: list[Match]) -> list[Candidate]:
    owners = [match.owner for match in matches]
    known = Organisation.objects.select_related("place", "parent", "icb").order_by().in_bulk(owners)
    return [
        Candidate(known[match.owner], match.sureness, _why(match, known[match.owner]))
        for match in matches
        if match.owner in known
    ]


def _why(match: Match, organisation: Organisation) -> str:
    name = match.name
    if name.sort == "site":
        return f"{name.text} is a site of {organisation}."
    if name.sort == "location":
        return f"{name.text} is a part of {organisation}."
    if name.sort == "former":
        return f"{name.text} is now {organisation}."
    if name.sort == "merged":
        return f"{name.text} is closed; it is {organisation} now."
    if name.text != organisation.name:
        return f"{organisation} is also called {name.text}."
    return f"It is called {organisation}."
