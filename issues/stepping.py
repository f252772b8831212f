"""From one issue of a list to the next, so that a responder works through a heap without going back to it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from issues import boxes
from issues.filtering import InboxFilter
from issues.models import Issue
from people.models import User
from people.paging import MOST


@dataclass(frozen=True)
class Around:
    """The list that an issue was opened from, and its neighbours there."""

    name: str
    path: str
    within: str
    previous: str
    next: str


def around(user: User, asked: QueryDict, issue: Issue) -> Around | None:
    """Where in the list of the address the issue stands. Once it has left its place, whatever took it is next."""
    if "box" not in asked:
        return None
    at = boxes.reach(user)
    box = next((one for one in boxes.offered(at) if one.slug == asked.get("box")), None)
    if box is None:
        return None
    colleagues = boxes.colleagues(at) if asked.get("assignee", "").isdecimal() else ()
    form = InboxFilter(asked, user=user, colleagues=colleagues)
    found = list(form.narrow(boxes.in_box(at, box)).values_list("reference", flat=True)[:MOST])
    place, query = _place(asked, found, issue.reference), kept(asked)
    others = [one for one in found if one != issue.reference]
    return Around(
        name=box.name,
        path=f"{reverse('issues:inbox')}{query}",
        within=f"{query}&place={place}",
        previous=_path(others[place - 1], query) if 0 < place <= len(others) else "",
        next=_path(others[place], query) if place < len(others) else "",
    )


def kept(asked: QueryDict, *beside: str) -> str:
    """The list of the address, as the end of another address."""
    known = {"box", *InboxFilter.base_fields, *beside}
    pairs = [(key, value) for key, value in asked.items() if key in known and value] if "box" in asked else []
    return f"?{urlencode(pairs)}" if pairs else ""


def acted(asked: QueryDict) -> str:
    """The same with the issue's place, for going on from there after an act has moved it or taken it away."""
    return kept(asked, "place")


def _place(asked: QueryDict, found: list[str], reference: str) -> int:
    """Where one stands in the list: at the place from which an act was sent, else at the issue's own."""
    if asked.get("place", "").isdecimal():
        return int(asked["place"])
    return found.index(reference) if reference in found else 0


def _path(reference: str, query: str) -> str:
    return f"{reverse('issues:issue', args=[reference])}{query}"
