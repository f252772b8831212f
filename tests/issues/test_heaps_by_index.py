"""What an inbox counts can be counted from an index alone, whoever reads it: no issue is opened for it."""

import re

import pytest

from issues import boxes
from issues.models import Issue
from tests import make

pytestmark = pytest.mark.django_db
READ_THEMSELVES = {"elsewhere"}  # few, and on the interface team's page only
READ = [
    (role, box.slug)
    for role in ("director", "team")
    for box in boxes.BOXES.values()
    if box.slug not in READ_THEMSELVES and (role == "team" or not box.is_team)
]


def columns(issues) -> set[str]:
    """The columns of an issue that decide which of these fit."""
    return set(re.findall(r'"issues_issue"\."(\w+)"', str(issues.order_by().values("pk").query))) - {"id"}


def held(index) -> list[str]:
    """The columns of an index, in order; last those that are settled by being in it."""
    settled = [key.partition("__")[0] for key, _ in index.condition.children]
    return [Issue._meta.get_field(name.removeprefix("-")).column for name in [*index.fields, *settled]]


@pytest.mark.parametrize(("role", "slug"), READ)
def test_a_heap_has_an_index_that_holds_all_that_decides_what_is_in_it(role, slug):
    at, box = boxes.reach(make.registry()[role]), boxes.BOXES[slug]
    asked = columns(Issue.objects.filter(box.fits(at)))
    indexes = [held(index) for index in Issue._meta.indexes if index.condition]
    assert any(one[0] in asked and asked <= set(one) for one in indexes), asked
