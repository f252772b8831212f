"""What several tests of themes begin with: people who report, and a search for themes."""

from datetime import timedelta

from django.utils import timezone

from tests import make
from themes import detecting, placing
from themes.models import Theme


def several(word: str, count: int = 3, *, days: int = 1, by=None, **answers):
    """Issues that begin with the same word, each by somebody else unless one person is given, a few days apart."""
    first = timezone.now() - timedelta(days=days * count)
    return [
        make.issue(
            by=by, text=f"{word} went wrong, number {at}.", created_at=first + timedelta(days=days * at), **answers
        )
        for at in range(count)
    ]


def search(now=None):
    """Place everything and search the ICB that makers make things in."""
    placing.place_due()
    return detecting.find(icb=make.icb(), now=now or timezone.now())


def theme(word: str = "Letters", count: int = 3, **more) -> Theme:
    """A theme that was found."""
    issue = several(word, count, **more)[0]
    search()
    return Theme.objects.get(members__issue=issue)
