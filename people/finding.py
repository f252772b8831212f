"""Finding an organisation by what people call it: name, everyday name, code or postcode."""

from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from people.models import ALIAS_WORDS, ORGANISATION_WORDS, Alias, Organisation

FEWEST_LETTERS = 2
Kind = Organisation.Kind
NOT_WORKED_AT = [Kind.SUB_ICB]


def find_organisations(words: str, *, limit: int = 10) -> list[Organisation]:
    """The open organisations that the words fit best, best first. A site stands for the trust that it belongs to.

    Four SQL statements however much is found.
    """
    words = " ".join(words.split())
    if len(words) < FEWEST_LETTERS:
        return []
    rows, most = _worked_at(), limit * 3
    coded = rows.filter(Q(code=words.upper()) | Q(postcode__startswith=words.upper()))
    found = [
        *_ranked(coded, words).values_list("rank", "name", "code", "pk")[:most],
        *_ranked(rows.filter(ORGANISATION_WORDS.says(words)), words).values_list("rank", "name", "code", "pk")[:most],
        *_called(words).values_list("rank", "organisation__name", "organisation__code", "organisation")[:most],
    ]
    keys = list(dict.fromkeys(key for *_, key in sorted(found)))
    return _employers(_in_order(keys[:most]))[:limit]


def organisation_named(words: str) -> Organisation | None:
    """The one open organisation that the words name without doubt: its code, or a name that no other has."""
    words = " ".join(words.split())
    code = words.rpartition("(")[2].removesuffix(")").upper() if words.endswith(")") else words.upper()
    if by_code := _worked_at().filter(code=code).select_related("parent").first():
        return _employer(by_code)
    named = _worked_at().filter(ORGANISATION_WORDS.says(words), name__iexact=words).values_list("pk", flat=True)
    called = _called(words).filter(name__iexact=words).values_list("organisation", flat=True)
    whose = _employers(_in_order(dict.fromkeys([*named[:3], *called[:3]])))
    return whose[0] if len(whose) == 1 else None


def _worked_at() -> QuerySet[Organisation]:
    return Organisation.objects.filter(status=Organisation.Status.ACTIVE).exclude(kind__in=NOT_WORKED_AT)


def _called(words: str) -> QuerySet[Alias]:
    """Other names that say all the words, each with the organisation that people work at."""
    return _ranked(Alias.objects.filter(ALIAS_WORDS.says(words), organisation__in=_worked_at()), words)


def _ranked(rows: QuerySet, words: str) -> QuerySet:
    """Rows by how well their name fits: the code or postcode, the whole name, its beginning, a word of it."""
    by_code = [When(code=words.upper(), then=Value(0))] if rows.model is Organisation else []
    rank = Case(
        *by_code,
        When(name__iexact=words, then=Value(1)),
        When(name__istartswith=words, then=Value(2)),
        When(name__icontains=f" {words}", then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    return rows.annotate(rank=rank).order_by("rank", "name", "pk")


def _in_order(keys: Iterable[int]) -> list[Organisation]:
    known = Organisation.objects.select_related("parent", "place").order_by().in_bulk(keys)
    return [known[key] for key in keys]


def _employers(rows: Iterable[Organisation]) -> list[Organisation]:
    return list(dict.fromkeys(_employer(row) for row in rows))


def _employer(row: Organisation) -> Organisation:
    return row.parent if row.kind == Kind.SITE and row.parent else row
