"""What the page of a theme says of its issues: who is behind them, in which order, and what is seen."""

import pytest
from django.utils import timezone

from issues import following
from issues.models import Issue
from tests import make
from tests.themes.telling import search, theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


def _page(client, found, user) -> str:
    client.force_login(user)
    return client.get(found.get_absolute_url()).content.decode()


def test_who_may_read_all_is_not_told_of_beginnings(client, registry):
    found = theme()
    assert "you see the beginning only" not in _page(client, found, registry["team"])
    assert "you see the beginning only" in _page(client, found, make.user())


def test_the_size_says_that_me_too_counts(client):
    found = theme("Letters", 3)
    following.me_too(issue=found.members.first().issue, by=make.user())
    search()
    page = _page(client, found, make.user())
    assert "<strong>4 people</strong> (with “me too”) in 3 issues and 4 organisations" in page


def test_the_issues_come_by_when_they_were_reported(client, registry):
    found = theme("Letters", 4)
    late, *others = (link.issue for link in found.members.order_by("issue_id"))
    found.members.update(is_example=False)
    Issue.objects.filter(pk=late.pk).update(created_at=timezone.now())
    client.force_login(registry["team"])
    shown = [one.issue for one in client.get(found.get_absolute_url()).context["members"]]
    assert shown == [late, *reversed(others)]
