"""Where reporters think that an issue belongs: the interface team looks, and ticks off what stays where it is."""

from django.db import transaction
from django.utils import timezone

from issues import rules
from issues.models import Issue
from issues.moving import advance, require_same_words
from people import trail
from people.models import User
from people.refusing import Refused, require


def is_to_look_at(issue: Issue) -> bool:
    """Whether its reporter says that it belongs elsewhere, and the interface team has not looked at that yet."""
    return bool(issue.elsewhere) and issue.elsewhere_seen_at is None


@transaction.atomic
def stay(*, issue: Issue, by: User, text: str = "") -> Issue:
    """Say that it stays where it is, which ticks it off. Nobody is told; only the team reads it."""
    require(rules.can_tick_off(by, issue))
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if not issue.elsewhere:
        raise Refused("Its reporter does not say that it belongs elsewhere.")
    if issue.elsewhere_seen_at:
        return _ticked_off(issue, by, text)
    now = timezone.now()
    return advance(issue, "stay", by, lambda row: {"elsewhere_seen_at": now}, text, is_internal=True)[0]


def _ticked_off(issue: Issue, by: User, text: str) -> Issue:
    """The issue, where this person did it in these words; else refused, naming who was first."""
    last = issue.entries.filter(verb="stay").select_related("by").last()
    if last is None:
        raise Refused("The interface team has sent it on already.")
    if last.by_id != by.pk:
        raise Refused(f"{last.by} ticked it off already, on {trail.moment(last)}.")
    require_same_words(last, text=text)
    return issue
