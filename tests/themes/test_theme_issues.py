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


def test_each_issue_that_is_not_open_says_whether_it_is_cut_off(client, registry):
    found = theme("Letters", 4)
    long, confidential, *short = (link.issue for link in found.members.order_by("issue_id"))
    Issue.objects.filter(pk=long.pk).update(text="Letters " + "and so on " * 30)
    Issue.objects.filter(pk=confidential.pk).update(is_confidential=True)
    closed, beginning = (
        "You may not open the issues that stand here without a reference.",
        "Only its beginning is shown",
    )
    page = _page(client, found, registry["team"])
    assert closed not in page and beginning not in page
    page = _page(client, found, make.user())
    assert closed in page and page.count(beginning) == 1
    assert beginning in page.split("<bdi>Letters and so on")[1].split("</li>")[0]


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
