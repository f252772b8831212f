"""Filters that a person keeps. Kept is only what the inbox understands, without what identifies a patient."""

from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict
from django.utils.http import urlencode

from issues import boxes
from issues.filtering import InboxFilter
from issues.models import SavedFilter
from language.identifiers import screen
from language.short_lines import masked_line, unmasked_rest
from people.models import User
from people.refusing import Refused

MOST = 20
TELLS = "This name may tell who a patient is, so the filter is not kept. Give it another name."
NOTHING_LEFT = "The words of this filter may identify a patient, so it is not kept. Look for other words."


@dataclass(frozen=True)
class Keeping:
    """What would be kept of a filter: its query, and the words that are left where some were taken out."""

    query: str
    words: str
    is_shortened: bool

    @property
    def is_possible(self) -> bool:
        return bool(self.words) or not self.is_shortened


@transaction.atomic
def save_filter(*, by: User, name: str, query: str) -> SavedFilter:
    """Keep a narrowing of the inbox under a name; the same name again keeps the new one in its place."""
    query, name = _understood(by, query), " ".join(name.split())[:60]
    if screen(name).found or (" " not in name and masked_line(name) != name):
        raise Refused(TELLS)
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


def keeping(form: InboxFilter, box: str) -> Keeping:
    """What would be kept of a filter that is understood: words that identify nobody, organisations by their names."""
    asked = QueryDict(form.query(), mutable=True)
    words = asked.get("q", "")
    asked["q"] = left = unmasked_rest(words)
    for name in ("about", "reporter_organisation"):
        if found := form.cleaned_data[name]:
            asked[name] = f"{found} ({found.code})"
    kept = {"box": box} | {name: value for name, value in asked.items() if value}
    return Keeping(urlencode(kept), left, is_shortened=left != words)


def _understood(by: User, query: str) -> str:
    """The query as the inbox says it, with nothing that it would not understand or that identifies a patient."""
    at, asked = boxes.reach(by), QueryDict(query)
    form = InboxFilter(asked, user=by, colleagues=boxes.colleagues(at))
    slug = asked.get("box", boxes.FIRST)
    if not form.is_valid() or slug not in {box.slug for box in boxes.offered(at)}:
        raise Refused("This filter is not understood, so it was not kept. Show the list you want first.")
    kept = keeping(form, slug)
    if not kept.is_possible:
        raise Refused(NOTHING_LEFT)
    if len(kept.query) > SavedFilter._meta.get_field("query").max_length:
        raise Refused("This filter is too long to be kept.")
    return kept.query
