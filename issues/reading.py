"""The first step of every page about one issue."""

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import wraps

from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from issues import queries, rules
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
        found = queries.find(request.user, reference)
        has_it = found and (rules.is_reporter(request.user, found) or rules.is_affected(request.user, found))
        is_me_too = request.resolver_match.url_name == "me_too"
        messages.info(request, HAVE_IT if has_it and is_me_too else NOTHING_SENT)
        return redirect(found or "issues:mine")

    return opened


def say_kept(request: HttpRequest) -> None:
    """Say, once however often it is sent, that what somebody wrote who is signed out by now is kept."""
    waiting = messages.get_messages(request)
    is_said = any(one.message == KEPT for one in waiting)
    waiting.used = False  # they were not shown yet
    if not is_said:
        messages.info(request, KEPT)


KEPT = "You were signed out. What you wrote is kept, masked; sign in to go on."
HAVE_IT = "This issue is among yours already: there is no “me too” to send."
NOTHING_SENT = "Nothing was sent. If you were signed out while you were writing, send it again from here."
