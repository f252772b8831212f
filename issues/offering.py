"""Saying "me too" about an issue that one may not read: only where the portal showed it, to one person, for a day.

A reference alone opens nothing: it is short, and is said aloud.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.core import signing

from issues.models import Issue
from people.models import User

SALT = "issues.offering"
FOR = timedelta(days=1)


def offer(user: User, issue: Issue) -> str:
    """What the form beside a shown issue carries."""
    return signing.dumps([user.pk, issue.pk], salt=SALT)


def is_offered(user: User, issue: Issue, said: str) -> bool:
    """Whether this person was shown this issue within a day, or may read it anyway."""
    try:
        shown = signing.loads(said, salt=SALT, max_age=FOR) == [user.pk, issue.pk]
    except signing.BadSignature:
        shown = False
    return shown or Issue.objects.visible_to(user).filter(pk=issue.pk).exists()


def shown(user: User, said: Iterable[str]) -> list[Issue]:
    """The issues that this person was shown, however long ago: for what opens none of them to anybody."""
    keys = {pk for who, pk in filter(None, map(_read, said)) if who == user.pk}
    return list(Issue.objects.filter(pk__in=keys).order_by("pk")) if keys else []


def _read(said: str) -> list[int] | None:
    try:
        return signing.loads(said, salt=SALT)
    except signing.BadSignature:
        return None
