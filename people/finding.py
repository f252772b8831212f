"""Finding an organisation by what people call it: name, everyday name, code or postcode."""

from functools import reduce
from operator import and_

from django.db.models import Case, IntegerField, Min, Q, QuerySet, Value, When

from people.models import Organisation

FEWEST_LETTERS = 2
MOST_WORDS = 8
Kind = Organisation.Kind
NOT_WORKED_AT = [Kind.SUB_ICB]


def find_organisations(words: str, *, limit: int = 10) -> list[Organisation]:
    """The open organisations that the words fit best, best first. A site stands for the trust that it belongs to."""
    words = " ".join(words.split())
    if len(words) < FEWEST_LETTERS:
        return []
    rows = Organisation.objects.filter(status=Organisation.Status.ACTIVE).exclude(kind__in=NOT_WORKED_AT)
    every_word = reduce(and_, [_has(word) for word in words.split()[:MOST_WORDS]])
    found = (
        rows.filter(every_word | Q(postcode__istartswith=words))
        .annotate(rank=Min(_rank(words)))
        .order_by("rank", "name", "code")
        .select_related("parent", "place")
    )
    return _employers(found[: limit * 3])[:limit]


def organisation_named(words: str) -> Organisation | None:
    """The one open organisation that the words name without doubt: its code, or a name that no other has."""
    words = " ".join(words.split())
    code = words.rpartition("(")[2].removesuffix(")").upper() if words.endswith(")") else words.upper()
    rows = Organisation.objects.filter(status=Organisation.Status.ACTIVE).exclude(kind__in=NOT_WORKED_AT)
    if by_code := rows.filter(code=code).select_related("parent").first():
        return _employer(by_code)
    named = _employers(rows.filter(_is(words)).select_related("parent").distinct()[:3])
    return named[0] if len(named) == 1 else None


def _is(words: str) -> Q:
    return Q(name__iexact=words) | Q(aliases__name__iexact=words)


def _has(word: str) -> Q:
    return Q(name__icontains=word) | Q(aliases__name__icontains=word) | Q(code__iexact=word) | Q(town__iexact=word)


def _rank(words: str) -> Case:
    begins = Q(name__istartswith=words) | Q(aliases__name__istartswith=words)
    within = Q(name__icontains=f" {words}") | Q(aliases__name__icontains=f" {words}")
    return Case(
        When(code__iexact=words, then=Value(0)),
        When(_is(words), then=Value(1)),
        When(begins, then=Value(2)),
        When(within, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )


def _employers(rows: QuerySet[Organisation]) -> list[Organisation]:
    return list(dict.fromkeys(_employer(row) for row in rows))


def _employer(row: Organisation) -> Organisation:
    return row.parent if row.kind == Kind.SITE and row.parent else row
