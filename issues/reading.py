"""The first step of every page about one issue."""

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import wraps

from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from issues import queries
from issues.models import Issue
from people.models import User
from people.notices import mark_read


def find_issue(user: User, reference: str) -> Issue:
    """The issue, if this person may see it: else, for them, there is none."""
    found = queries.find(user, reference)
    if found is None:
        raise Http404
    return found


def have_read(request: HttpRequest, notices: Collection[int], *, told: int | None = None) -> None:
    """Whoever opens the page has read what led them there; a browser that only fetches it ahead has not.

    The page is shown all the same where that cannot be kept now: it is the next time. `told` is how much the reader
    had not read in all, if that is known, so that the page's header need not ask.
    """
    if not notices or "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return
    with suppress(DatabaseError):
        mark_read(by=request.user, notices=notices)
        request.notices_unread = None if told is None else told - len(notices)


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
