"""When the database cannot do it just now: said on a page of the portal's, with all that was typed given back.

Whatever fails for another reason is a bug and stays one. These pages ask the database nothing.
"""

import copy
import logging
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error as usual_error

from people import room

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trouble:
    """Why it cannot be done now. `wait`: after how many seconds it is worth trying again."""

    status: int
    title: str
    reason: str
    wait: int = 5


LOCKED = Trouble(
    409,
    "Somebody else is changing this",
    "Somebody else is changing the same thing at this moment. Nothing of yours was changed.",
    2,
)
SLOW = Trouble(
    503, "This takes too long just now", "The portal is very busy. This was stopped, and nothing was changed."
)
LOST = Trouble(
    503, "Not available just now", "The portal lost its database for a moment. What you sent may not be saved."
)
FULL = Trouble(
    503, "There is no room just now", "The portal has no room to store anything. Its operator can see that.", 60
)
CODES = {
    "55P03": LOCKED,  # lock not available
    "40P01": LOCKED,  # deadlock
    "40001": LOCKED,  # serialisation failure
    "57014": SLOW,  # statement time-out
    "53100": FULL,  # disk full
    "25006": FULL,  # read only, as managed databases become when they are full
    "SQLITE_BUSY": SLOW,
    "SQLITE_BUSY_SNAPSHOT": SLOW,
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR_WRITE": FULL,
}
GONE = ("08", "53", "57P", "25P03")  # connections lost, refused or ended: by sqlstate, or without any
PASSED_OVER = {"csrfmiddlewaretoken"}


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What keeps the database from doing it, or None where it is not the database's state that does."""
    if isinstance(error, InterfaceError):
        return LOST
    if not isinstance(error, OperationalError):
        return None
    cause = error.__cause__
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None) or ""
    if code in CODES:
        return CODES[code]
    is_gone = code.startswith(GONE) or (not code and hasattr(cause, "sqlstate"))
    return LOST if is_gone else None


def noted(error: BaseException | None) -> Trouble | None:
    """As `trouble_of`, with a line in the log, and with the alarm where there is no room."""
    trouble = trouble_of(error)
    if trouble is FULL:
        room.note_full()
    if trouble:
        log.warning("Answered %s: %s", trouble.status, trouble.title)
    return trouble


def too_many(wait: int) -> Trouble:
    """For whoever sends faster than anybody types."""
    reason = f"You sent a lot in a short time. This was not taken. Wait {wait} seconds, then send it again."
    return Trouble(429, "Too many at once", reason, wait)


def typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was typed and chosen on the form that was sent, field by field."""
    for name, values in request.POST.lists():
        if name not in PASSED_OVER:
            yield from ((name, value) for value in values)


def page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """What is the matter, what was written, and a button that sends the same again."""
    bare = copy.copy(request)  # without who is asking and what was to be said to them: both are in the database
    for name in ("user", "_messages"):
        bare.__dict__.pop(name, None)
    words = "\n\n".join(value for _, value in typed(request) if " " in value)
    facts = {
        "trouble": trouble,
        "fields": list(typed(request)),
        "typed": words,
        "had_files": bool(request.FILES),
        "path": request.get_full_path(),
        "is_post": request.method == "POST",
    }
    answer = render(bare, "unready.html", facts, status=trouble.status)
    answer["Retry-After"] = str(trouble.wait)
    answer["Cache-Control"] = "no-store"
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for whatever went wrong: the database's state is said, anything else is a bug of ours."""
    trouble = noted(sys.exc_info()[1])
    return page(request, trouble) if trouble else usual_error(request)
