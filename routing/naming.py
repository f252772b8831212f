"""The organisation that people mean by the words they write, and how sure that is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from people.models import Organisation, Place
from routing.matching import KINDS, Match, is_telling, words_of
from routing.names import Names, index_of, names_changed
from routing.sides import Side, says_several, service_in, side_of_words

__all__ = ["Candidate", "find", "guesses", "is_unnamed", "names_changed", "says_something", "suggest"]

SURE = 0.8
LITTLE = 0.35  # below this, nothing was understood
NOT_QUITE = 0.79  # at most, where words had to be left out or name only a kind: then the reporter is asked
STREET = re.compile(r"(?<=[a-z]) st\.?(?=$| (?:surgery|practice|med|mc|hc|health|clinic|group))", re.IGNORECASE)
POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})?$")
CODED = re.compile(r"\(([A-Z0-9][A-Z0-9-]{2,})\)$")
AT_A_WARD = re.compile(r"\b(wards?|bay|theatre|unit|clinic|level|floor|room) [a-z]?\d{1,3}[a-z]?\b", re.IGNORECASE)
NOBODY = re.compile(
    r"^(?:(?:i|we|am|are|is|it'?s)\s+)*(?:not (?:sure|known|certain|clear|stated)|unsure|unknown|uncertain|unclear|"
    r"(?:do not|don['’]?t|did not|didn['’]?t) (?:know|say|catch|get)|no idea|dunno|who(?:m|so)?ever|someone|somebody|"
    r"(?:that|this|some|the other|another) (?:place|one|lot))"
    r"(?:[\s,]+(?:who|which|where|what|it|the|their|name|one|was|is|are|of|or|yet|really|about|this|that|to|ask|tell|send|"
    r"does|did|runs?|provides?|covers?|hospital|ward|team|practice|trust|service|department))*[\s.?!]*$",
    re.IGNORECASE,
)
ASIDE_STARTS = re.compile(r"\s+[-–—]+\s+|\s*[:;(]\s*")
UNNAMED = re.compile(
    r"^(?:an?|another|some|one of|any|their|his|her|(?:the |my )?(?:patient|pt)'?s|the|our|a local)\s+"
    r"(?:(?:own|local|registered|other|nearby|gp|family|different|unknown|unnamed|unspecified)\s+)*"
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
    if KINDS.issuperset(words_of(words)) or (matches and _may_be_independent(words, matches[0])):
        matches = _unsure(matches)
    return _candidates(matches)


def guesses(written: Iterable[str], *, icb: Organisation, most: int = 3) -> dict[str, list[Organisation]]:
    """What each of many names may mean, likeliest first. As many SQL statements as for one."""
    index = index_of(icb)
    found = {words: [match.owner for match in _matches(index, words, icb, None, most)] for words in written}
    owners = {owner for each in found.values() for owner in each}
    known = Organisation.objects.select_related("place", "icb").order_by().in_bulk(owners)
    return {words: [known[owner] for owner in each if owner in known] for words, each in found.items()}


def suggest(
    words: str, *, icb: Organisation, place: Place | None = None, limit: int = 8
) -> tuple[list[Organisation], list[Organisation]]:
    """What to offer of an ICB while somebody types: those surely meant, or named by postcode, code or parts of a
    name; and those that only may be meant."""
    words = words.strip()[:200]
    if len(words) < 2:
        return [], []
    plain = _by_plain_search(words, icb, limit)
    meant = likely(words, icb=icb, place=place, limit=limit)
    sure = [each.organisation for each in meant if each.is_sure]
    return [*sure, *plain], [each.organisation for each in meant if not each.is_sure]


def likely(words: str, *, icb: Organisation, place: Place | None, limit: int) -> list[Candidate]:
    """What may be meant by name, also by words that name only a kind, likeliest first."""
    return _candidates(_matches(index_of(icb), words, icb, place, limit))


def says_something(words: str) -> bool:
    """Whether there is a letter or a digit in it: "???" is nobody's name."""
    return any(character.isalnum() for character in words)


def is_unnamed(words: str) -> bool:
    """Words that say what sort of organisation is meant but name none."""
    if UNNAMED.match(words) or NOBODY.match(words):
        return True
    return says_several(words) and not re.search(r"\bpcn\b", words, re.IGNORECASE)


def _by_plain_search(words: str, icb: Organisation, limit: int) -> list[Organisation]:
    """Those of the ICB with this code, or with all words somewhere in their names; by postcode, those near.

    Put in order here: asked for the first few by name, PostgreSQL reads all of England's names in turn.
    """
    rows = Organisation.objects.filter(_plainly(words), status=Organisation.Status.ACTIVE, icb=icb)
    keys = [key for *_, key in sorted(rows.order_by().values_list("name", "code", "pk"))[:limit]]
    known = Organisation.objects.select_related("place", "parent", "icb").order_by().in_bulk(keys)
    return [known[key] for key in keys]


def _plainly(words: str) -> Q:
    postcode = POSTCODE.match(words.upper())
    if postcode:
        outward, inward = postcode.groups()
        near = Q(postcode__startswith=f"{outward} ") if not inward else Q(postcode=f"{outward} {inward}")
        return near | Q(code=words.upper())
    parts = Q()
    for word in words.split():
        parts &= Q(name__icontains=word)
    return Q(code=words.upper()) | parts


def _matches(index: Names, words: str, icb: Organisation, place: Place | None, most: int) -> list[Match]:
    """By the words; where they tell nothing apart ("CAMHS", "the hospital"), by what they mean in this Place."""
    here = place and place.pk
    if not words_of(words):
        return []
    coded = CODED.search(words)
    if coded and (chosen := index.find(coded[1], most=1)) and chosen[0].name.text == coded[1]:
        return [replace(chosen[0], sureness=1.0)]
    words = index.written_out(AT_A_WARD.sub(r"\1", STREET.sub(" street", words)), icb=icb.pk)
    split = words_of(words)
    matches = index.find(words, icb=icb.pk, place=here, most=most)
    if _is_sure(matches):
        return matches
    if full := index.said_in_full(words) or index.closed_in_full(words):
        return [full, *(match for match in matches if match.owner != full.owner)][:most]
    if place and not any(map(is_telling, split)):
        local = index.find(f"{place.name} {words}", icb=icb.pk, place=here, most=most)
        if local and (not matches or local[0].sureness > matches[0].sureness):
            return local
    if before := _before_the_rest(index, words, icb, place, most):
        return before
    matches = _without_strange_words(index, split, icb, place, matches, most)
    if place and (service := service_in(words)) and (not matches or matches[0].sureness < LITTLE):
        return index.serving(place.pk, service)[:most] or matches
    return matches


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
    return _unsure(found)


def _before_the_rest(index: Names, words: str, icb: Organisation, place: Place | None, most: int) -> list[Match]:
    """What is surely meant by the words before a dash, a colon or a bracket, where something is told after them."""
    name, *rest = ASIDE_STARTS.split(words, maxsplit=1)
    found = index.find(name, icb=icb.pk, place=place and place.pk, most=most) if rest and name else []
    return found if _is_sure(found) and any(map(is_telling, words_of(name))) else []


def _may_be_independent(words: str, match: Match) -> bool:
    """Whether words that begin a practice's name are as well those of somebody outside the NHS ("Priory")."""
    is_whole = words_of(words) == words_of(match.name.text)
    return match.name.family == "practice" and not is_whole and side_of_words(words) == Side.ELSEWHERE


def _unsure(matches: list[Match]) -> list[Match]:
    return [replace(match, sureness=min(match.sureness, NOT_QUITE)) for match in matches]


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
    if name.text == organisation.code:
        return f"{name.text} is the code of {organisation}."
    if name.text != organisation.name:
        return f"{organisation} is also called {name.text}."
    return f"It is called {organisation}."
