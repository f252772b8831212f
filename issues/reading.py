"""The first step of every page about one issue."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from issues import queries
from issues.models import Issue
from people.models import User


def find_issue(user: User, reference: str) -> Issue:
    """The issue, if this person may see it: else, for them, there is none."""
    found = queries.find(user, reference)
    if found is None:
        raise Http404
    return found


def post_only(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that changes something of an issue. Opened by its address alone, it leads to the issue and says so.

    Whoever was signed out while they wrote comes that way: the address that they sent to is opened after signing in.
    """
    changes = require_POST(page)

    @wraps(page)
    def opened(request: HttpRequest, reference: str, **rest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return changes(request, reference, **rest)
        messages.info(request, NOTHING_SENT)
        return redirect(queries.find(request.user, reference) or "issues:mine")

    return opened


NOTHING_SENT = "Nothing was sent. If you were signed out while you were writing, send it again from here."
