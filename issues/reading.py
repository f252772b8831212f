"""The first step of every page about one issue."""

from django.http import Http404

from issues import queries
from issues.models import Issue
from people.models import User


def find_issue(user: User, reference: str) -> Issue:
    """The issue, if this person may see it: else, for them, there is none."""
    found = queries.find(user, reference)
    if found is None:
        raise Http404
    return found
