"""Looking an organisation up anywhere in England: by postcode, code, words of its name, or as people call it."""

from collections.abc import Sequence

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from people.models import ALIAS_WORDS, ORGANISATION_NAMES, ORGANISATION_WORDS, POSTCODES, Alias, Organisation, Place
from people.searching import any_of, tokens
from routing import naming
from routing.spelling import respelt

MOST_CLOSED = 3
OF_TRUSTS = ("NHS Trust", "NHS Foundation Trust", "NHS FT", "Foundation Trust", "Trust")


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
    closed = list(_closed(words, icb))
    anywhere = _saying(words, [tokens(words)], icb, limit)
    if not anywhere and not closed and (groups := respelt(words)):
        return _respelt(words, groups, icb, place, limit)
    coded = [each for each in anywhere if each.code == words.upper()]
    here, perhaps = naming.suggest(words, icb=icb, place=place, limit=limit) if icb else ([], [])
    is_open = any(each.name.lower() == words.lower() for each in here)
    first = [*here, *closed] if is_open else [*closed, *here]
    called_so = [each for each in anywhere if each.name.lower() == words.lower()]
    return list(dict.fromkeys([*coded, *first, *called_so, *perhaps[:1], *anywhere, *perhaps]))[:limit]


def _respelt(
    words: str, groups: list[list[str]], icb: Organisation | None, place: Place | None, limit: int
) -> list[Organisation]:
    """What is surely meant in the ICB, then what says the words spelt right, then what may be meant in the ICB."""
    meant = naming.likely(words, icb=icb, place=place, limit=limit) if icb else []
    sure = [each.organisation for each in meant if each.is_sure]
    said = _saying(words, groups, icb, limit)
    return list(dict.fromkeys([*sure, *said, *(each.organisation for each in meant)]))[:limit]


def by_postcode(outward: str, inward: str | None, icb: Organisation | None) -> QuerySet[Organisation]:
    """There exactly; else in the same sector, else in the same district: patients' postcodes have no practice."""
    if inward:
        for near in (Q(postcode=f"{outward} {inward}"), POSTCODES.begins(f"{outward} {inward[0]}")):
            if (rows := _open(near, icb)).exists():
                return rows
    return _open(POSTCODES.begins(f"{outward} ") | Q(code=outward + (inward or "")), icb)


def _closed(words: str, icb: Organisation | None) -> QuerySet[Organisation]:
    """Closed organisations of the ICB, or of none, that have this code or went by exactly this name; of a trust, what
    all trusts are called may be left out."""
    closed = Organisation.objects.filter(Q(icb=icb) | Q(icb=None), status=Organisation.Status.CLOSED)
    called = Alias.objects.filter(ALIAS_WORDS.says(words), name__iexact=words).values("organisation")
    in_full = Q(name__iexact=words)
    for ending in OF_TRUSTS:
        in_full |= Q(name__iexact=f"{words} {ending}")
    named = Q(ORGANISATION_NAMES.begins(words)) & in_full
    exactly = closed.filter(named | Q(code=words.upper()) | Q(pk__in=called))
    return exactly.select_related("place", "parent", "icb", "successor").order_by("name", "pk")[:MOST_CLOSED]


def _saying(words: str, groups: Sequence[Sequence[str]], icb: Organisation | None, limit: int) -> list[Organisation]:
    """Open organisations that have this code, whose name begins with the words, or that have all the words of a group
    in their names, towns, codes or other names: those of the ICB first, then by how the name begins and what it says.

    Each question is asked in the order of an index or of few rows, as common words have many thousands.
    """
    rows = Organisation.objects.filter(status=Organisation.Status.ACTIVE)
    says = rows.filter(ORGANISATION_WORDS.says_one_of(groups)).order_by("name", "pk")
    named = Q()
    for group in groups:
        named |= Q(*(Q(name__icontains=word) for word in group))
    begins = rows.filter(ORGANISATION_NAMES.begins(words)).annotate(is_elsewhere=_is_elsewhere("icb", icb))
    called = Alias.objects.filter(ALIAS_WORDS.says_one_of(groups), organisation__status=Organisation.Status.ACTIVE)
    called = called.annotate(is_elsewhere=_is_elsewhere("organisation__icb", icb)).order_by("is_elsewhere", "name")
    coded = rows.filter(code=words.upper())
    begins = begins.order_by("is_elsewhere", "name", "pk")[:limit]
    called = rows.filter(pk__in=called.values("organisation")[:limit])
    own, by_name = says.filter(icb=icb)[:limit], says.filter(named)[:limit]
    keys = any_of(coded, begins, own, by_name, says[:limit], called).values_list("pk", flat=True)
    found = Organisation.objects.select_related("place", "parent", "icb").order_by().in_bulk(list(keys))
    return sorted(found.values(), key=lambda each: _order(each, words, groups, icb))[:limit]


def _order(each: Organisation, words: str, groups: Sequence[Sequence[str]], icb: Organisation | None) -> tuple:
    name = each.name.lower()
    is_named = any(all(word in name for word in group) for group in groups)
    return (
        each.code != words.upper(),
        each.icb != icb,
        not name.startswith(words.lower()),
        not is_named,
        name,
        each.pk,
    )


def _is_elsewhere(path: str, icb: Organisation | None) -> Case:
    return Case(When(**{path: icb}, then=Value(0)), default=Value(1), output_field=IntegerField())


def _open(fitting: Q, icb: Organisation | None) -> QuerySet[Organisation]:
    """Open organisations that fit, those of the ICB first."""
    rows = Organisation.objects.filter(fitting, status=Organisation.Status.ACTIVE)
    rows = rows.annotate(is_elsewhere=_is_elsewhere("icb", icb)).order_by("is_elsewhere", "name", "pk")
    return rows.select_related("place", "parent", "icb")
