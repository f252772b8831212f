import re

import pytest

from issues.models import Issue
from people import paging
from people.models import User
from people.paging import Pages, UpTo, counted
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(monkeypatch):
    """Five issues, where a list is counted no further than three."""
    monkeypatch.setattr(paging, "MOST", 3)
    system = make.registry()
    return [make.issue(about=system["trust"]) for _ in range(5)]


def test_a_list_is_counted_no_further_than_its_pages_go(five):
    pages = Pages(Issue.objects.order_by("-pk"), 2)
    assert (pages.count, pages.num_pages, pages.written) == (3, 2, "3+")


def test_pages_hold_the_rows_in_their_order_and_no_row_twice(five):
    pages = Pages(Issue.objects.order_by("answer_due_at", "-pk").select_related("desk"), 2)
    rows = [*pages.page(1), *pages.page(2)]
    assert rows == sorted(five, key=lambda issue: (issue.answer_due_at, -issue.pk))[:3]


def test_a_page_costs_one_statement_and_one_for_the_count(five, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = Pages(Issue.objects.order_by("-pk").select_related("desk", "desk__organisation"), 2).get_page("1")
        assert [issue.desk.organisation.name for issue in page] == ["Fernhall Hospitals"] * 2


def test_a_part_of_a_statement_counts_no_further_either(five):
    few, many = Issue.objects.filter(pk=five[0].pk), Issue.objects.all()
    counts = Issue.objects.values_list(UpTo(few), UpTo(many), UpTo(many.filter(pk__in=[])))
    assert counts[0] == (1, 3, 0)


def test_a_count_asks_for_no_column_that_an_index_might_not_hold():
    of_one_desk = User.objects.values(count=UpTo(Issue.objects.filter(desk=1)))
    assert set(re.findall(r'U0\."(\w+)"', str(of_one_desk.query))) == {"desk_id"}


def test_a_count_is_written_as_people_read_it(monkeypatch):
    assert [counted(number) for number in (0, 12, 999, 1000)] == ["0", "12", "999", "1,000+"]
