"""Finding an organisation by what people call it: name, everyday name, code or postcode."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.functions import Upper

from people.models import ALIAS_WORDS, ORGANISATION_NAMES, ORGANISATION_WORDS, POSTCODES, Alias, Organisation
from people.searching import any_of

FEWEST_LETTERS = 2
Kind = Organisation.Kind
NOT_WORKED_AT = [Kind.SUB_ICB]
MOST_CALLED = 400  # other names that say the words, before they are ranked


def find_organisations(words: str, *, limit: int = 10) -> list[Organisation]:
    """The open organisations that the words fit best, best first. A site stands for the trust that it belongs to.

    Three SQL statements however much is found; each question is asked in the order of an index, or of few rows, as
    common words have many thousands.
    """
    words = " ".join(words.split())
    if len(words) < FEWEST_LETTERS:
        return []
    rows, most = _worked_at().order_by("name", "pk"), limit * 3
    begins = rows.filter(ORGANISATION_NAMES.begins(words)).order_by(Upper("name"), "pk")
    says = rows.filter(ORGANISATION_WORDS.says(words))
    named = any_of(
        rows.filter(code=words.upper()),
        rows.filter(POSTCODES.begins(words))[:most],
        begins.filter(name__iexact=words)[:most],
        begins[:most],
        says.filter(name__icontains=f" {words}")[:most],
        says[:most],
    )
    found = [(_rank(words, name, code), name, code, pk) for name, code, pk in named.values_list("name", "code", "pk")]
    called = _called(words).values_list("name", "organisation__name", "organisation__code", "organisation")
    found += [(_rank(words, name), *of) for name, *of in called[:MOST_CALLED]]
    best = dict.fromkeys(key for *_, key in sorted(found))
    return _employers(_in_order(list(best)[:most]))[:limit]


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
    rows = Alias.objects.filter(ALIAS_WORDS.says(words), organisation__status=Organisation.Status.ACTIVE)
    return rows.exclude(organisation__kind__in=NOT_WORKED_AT).order_by("name", "pk")


def _rank(words: str, name: str, code: str = "") -> int:
    """How well a name fits: by the code, the whole name, its beginning, a word of it, or less."""
    words, name = words.lower(), name.lower()
    fits = (code.lower() == words, name == words, name.startswith(words), f" {words}" in name)
    return fits.index(True) if True in fits else len(fits)


def _in_order(keys: Iterable[int]) -> list[Organisation]:
    known = Organisation.objects.select_related("parent", "place").order_by().in_bulk(keys)
    return [known[key] for key in keys]


def _employers(rows: Iterable[Organisation]) -> list[Organisation]:
    return list(dict.fromkeys(_employer(row) for row in rows))


def _employer(row: Organisation) -> Organisation:
    return row.parent if row.kind == Kind.SITE and row.parent else row
