"""Looking an organisation up anywhere in England: by postcode, code, words of its name, or as people call it."""

from collections.abc import Sequence

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from people.models import ALIAS_WORDS, ORGANISATION_WORDS, Alias, Organisation, Place
from people.searching import tokens
from routing import naming
from routing.spelling import respelt

MOST_CLOSED = 3
MOST_LOOKED_AT = 400  # that fit the words, before they are put in order


def look_up(words: str, *, icb: Organisation | None, place: Place | None = None, limit: int) -> list[Organisation]:
    """What may be meant, the nearest first: as people of the ICB call it, then there, then in all of England.

    Words that no name says together are spelt right first, by the names of all of England.
    """
    words = " ".join(words.split())[:200]
    if len(words) < 2:
        return []
    postcode = naming.POSTCODE.match(words.upper())
    if postcode and (near := list(by_postcode(*postcode.groups(), icb)[:limit])):
        return near
    keys = _keys(words, [tokens(words)], icb)
    if not keys and (groups := respelt(words)):
        return _respelt(words, groups, icb, place, limit)
    anywhere = list(_by_words(words, icb, keys)[:limit])
    coded = [each for each in anywhere if each.code == words.upper()]
    here = naming.suggest(words, icb=icb, place=place, limit=limit) if icb else []
    is_open = any(each.name.lower() == words.lower() for each in here)
    closed = list(_closed(words, icb, keys))
    first = [*here, *closed] if is_open else [*closed, *here]
    return list(dict.fromkeys([*coded, *first, *anywhere]))[:limit]


def _respelt(
    words: str, groups: list[list[str]], icb: Organisation | None, place: Place | None, limit: int
) -> list[Organisation]:
    """What is surely meant in the ICB, then what says the words spelt right, then what may be meant in the ICB."""
    meant = naming.likely(words, icb=icb, place=place, limit=limit) if icb else []
    sure = [each.organisation for each in meant if each.is_sure]
    said = _by_words(words, icb, _keys(words, groups, icb))[:limit]
    return list(dict.fromkeys([*sure, *said, *(each.organisation for each in meant)]))[:limit]


def by_postcode(outward: str, inward: str | None, icb: Organisation | None) -> QuerySet[Organisation]:
    """There exactly; else in the same sector, else in the same district: patients' postcodes have no practice."""
    if inward:
        for near in (Q(postcode=f"{outward} {inward}"), Q(postcode__startswith=f"{outward} {inward[0]}")):
            if (rows := _open(near, icb)).exists():
                return rows
    return _open(Q(postcode__startswith=f"{outward} ") | Q(code=outward + (inward or "")), icb)


def _closed(words: str, icb: Organisation | None, keys: set[int]) -> QuerySet[Organisation]:
    """Closed organisations of the ICB, or of none, that went by exactly this name, or have this code."""
    rows = Organisation.objects.filter(Q(pk__in=keys) | Q(code=words.upper()))
    rows = rows.filter(Q(icb=icb) | Q(icb=None), status=Organisation.Status.CLOSED)
    called = Alias.objects.filter(organisation=OuterRef("pk"), name__iexact=words)
    exactly = rows.filter(Q(name__iexact=words) | Q(code=words.upper()) | Exists(called))
    return exactly.select_related("place", "parent", "icb", "successor").order_by("name", "pk")[:MOST_CLOSED]


def _by_words(words: str, icb: Organisation | None, keys: set[int]) -> QuerySet[Organisation]:
    """By the index of words in names, towns, codes and other names."""
    coded = When(code=words.upper(), then=Value(-1))
    begins = When(name__istartswith=words, then=Value(0))
    rows = _open(Q(pk__in=keys) | Q(code=words.upper()), icb)
    rank = Case(begins, default=Value(1), output_field=IntegerField())
    is_coded = Case(coded, default=Value(0), output_field=IntegerField())
    return rows.annotate(rank=rank).order_by(is_coded, "is_elsewhere", "rank", "name", "pk")


def _keys(words: str, groups: Sequence[Sequence[str]], icb: Organisation | None) -> set[int]:
    """Organisations that have all the words of a group in their names, towns, codes or other names, those first that
    have just this name, then those of the ICB: two questions, as one that asks both at once takes six times as long.
    """
    exactly = Case(When(name__iexact=words, then=Value(0)), default=Value(1), output_field=IntegerField())
    named = Organisation.objects.filter(ORGANISATION_WORDS.says_one_of(groups)).annotate(exactly=exactly)
    named = named.annotate(is_elsewhere=_is_elsewhere("icb", icb)).order_by("exactly", "is_elsewhere", "name")
    called = Alias.objects.filter(ALIAS_WORDS.says_one_of(groups)).annotate(exactly=exactly)
    called = called.annotate(is_elsewhere=_is_elsewhere("organisation__icb", icb)).order_by("exactly", "is_elsewhere")
    return {
        *named.values_list("pk", flat=True)[:MOST_LOOKED_AT],
        *called.values_list("organisation", flat=True)[:MOST_LOOKED_AT],
    }


def _is_elsewhere(path: str, icb: Organisation | None) -> Case:
    return Case(When(**{path: icb}, then=Value(0)), default=Value(1), output_field=IntegerField())


def _open(fitting: Q, icb: Organisation | None) -> QuerySet[Organisation]:
    """Open organisations that fit, those of the ICB first."""
    rows = Organisation.objects.filter(fitting, status=Organisation.Status.ACTIVE)
    rows = rows.annotate(is_elsewhere=_is_elsewhere("icb", icb)).order_by("is_elsewhere", "name", "pk")
    return rows.select_related("place", "parent", "icb")
