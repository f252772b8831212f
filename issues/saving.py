"""Filters that a person keeps. Kept is only what the inbox understands."""

from django.db import transaction
from django.http import QueryDict
from django.utils.http import urlencode

from issues import boxes
from issues.filtering import InboxFilter
from issues.models import SavedFilter
from language.identifiers import screen
from people.models import User
from people.refusing import Refused

MOST = 20


@transaction.atomic
def save_filter(*, by: User, name: str, query: str) -> SavedFilter:
    """Keep a narrowing of the inbox under a name; the same name again keeps the new one in its place."""
    query, name = _understood(by, query), screen(" ".join(name.split())).masked[:60]
    others = User.objects.select_for_update().get(pk=by.pk).saved_filters
    if others.exclude(name=name).count() >= MOST:
        raise Refused(f"You have kept {MOST} filters. Remove one that you no longer need.")
    last = others.last()
    place = {"position": last.position + 1 if last else 0}
    return others.update_or_create(name=name, defaults={"query": query}, create_defaults={"query": query} | place)[0]


@transaction.atomic
def remove_filter(*, by: User, kept: SavedFilter) -> None:
    """No longer keep it."""
    by.saved_filters.filter(pk=kept.pk).delete()


def _understood(by: User, query: str) -> str:
    """The query as the inbox says it, with nothing that it would not understand."""
    at, asked = boxes.reach(by), QueryDict(query)
    form = InboxFilter(asked, user=by, colleagues=boxes.colleagues(at))
    slug = asked.get("box", boxes.FIRST)
    if not form.is_valid() or slug not in {box.slug for box in boxes.offered(at)}:
        raise Refused("This filter is not understood, so it was not kept. Show the list you want first.")
    kept = "&".join(part for part in (urlencode({"box": slug}), form.query()) if part)
    if len(kept) > SavedFilter._meta.get_field("query").max_length:
        raise Refused("This filter is too long to be kept.")
    return kept
