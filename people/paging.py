"""Long lists, page by page, at the same cost however long they are: counted no further than anybody reads."""

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, QuerySet, Subquery, Value
from django.utils.functional import cached_property

MOST = 1_000  # rows of a list that can be paged through; filters find the rest


class UpTo(Subquery):
    """How many rows a queryset has, as part of another statement; MOST where there are as many or more."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet):
        super().__init__(rows.order_by().values(row=Value(1))[:MOST])  # no column: an index alone may do


class Pages(Paginator):
    """Pages of a queryset that is ordered by columns. The order is settled on keys alone, then one page is read."""

    @cached_property
    def keys(self) -> list[int]:
        return list(self.object_list.select_related(None).values_list("pk", flat=True)[:MOST])

    @property
    def count(self) -> int:
        return len(self.keys)

    @property
    def written(self) -> str:
        return counted(self.count)

    def page(self, number) -> Page:
        number = self.validate_number(number)
        keys = self.keys[(number - 1) * self.per_page : number * self.per_page]
        page = self.object_list.model._default_manager.filter(pk__in=keys).order_by(*self.object_list.query.order_by)
        page.query.select_related = self.object_list.query.select_related
        return self._get_page(page, number, self)


def counted(count: int) -> str:
    """A count as it is written: 12, 340, or 1,000+."""
    return f"{MOST:,}+" if count >= MOST else f"{count:,}"
