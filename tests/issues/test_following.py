"""Following an issue, with or without having the problem, and leaving again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from issues import following, responding
from people.models import Notice
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["issue"] = make.issue(about=made["trust"])
    return made


def test_a_follower_is_told_what_the_reporter_is_told_and_does_not_count(system):
    following.follow(issue=system["issue"], by=system["team"])
    responding.acknowledge(issue=system["issue"], by=system["director"])
    assert Notice.objects.filter(recipient=system["team"], subject__contains="acknowledged").exists()
    assert not system["issue"].followers.get().is_affected


def test_me_too_makes_a_follower_count(system):
    person = make.user()
    following.me_too(issue=system["issue"], by=person)
    following.unfollow(issue=system["issue"], by=person)
    assert not system["issue"].followers.exists()
    following.me_too(issue=system["issue"], by=person)
    following.me_too(issue=system["issue"], by=person)
    assert system["issue"].followers.get().is_affected
    assert system["issue"].entries.filter(verb="me_too").count() == 2


def test_the_reporter_does_not_follow_their_own_issue(system):
    with pytest.raises(PermissionDenied):
        following.follow(issue=system["issue"], by=system["issue"].reporter)


def test_following_and_leaving_by_the_page(client, system):
    client.force_login(system["team"])
    client.post(reverse("issues:follow", args=[system["issue"].reference]))
    assert system["issue"].followers.get().user == system["team"]
    client.post(reverse("issues:unfollow", args=[system["issue"].reference]))
    assert not system["issue"].followers.exists()
