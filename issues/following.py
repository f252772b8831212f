"""Saying “me too”: one problem, many who have it, each of them told."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from issues import rules
from issues.models import Follower, Issue
from language.identifiers import screen
from people import trail
from people.models import User
from people.refusing import require
from people.standing import standing


@transaction.atomic
def me_too(*, issue: Issue, by: User, text: str = "", at: datetime | None = None) -> Issue:
    """Count this person as one who has the same problem, and tell them what the reporter is told."""
    require(rules.can_follow(by, issue))
    masked, at = screen(text).masked, at or timezone.now()
    _, is_new = Follower.objects.get_or_create(
        issue=issue, user=by, defaults={"organisation": standing(by).organisation, "text": masked, "at": at}
    )
    if is_new:
        trail.advance(issue, verb="me_too", by=by, moves=Issue.MOVES, text=masked, at=at)
    return issue


@transaction.atomic
def unfollow(*, issue: Issue, by: User) -> Issue:
    """No longer count or tell this person. The history keeps that they did."""
    Follower.objects.filter(issue=issue, user=by).delete()
    return issue
