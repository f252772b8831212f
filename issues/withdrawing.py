"""A reporter takes an issue back. While others have the problem too, it stays open and only the reporter leaves.

With the last of them it lapses, withdrawn without anybody's act: its clock stops, it leaves the lists of what is to
do, and themes hear nobody.
"""

from django.db import transaction
from django.utils import timezone

from issues import rules
from issues.models import Issue
from issues.moving import advance, others_behind, require_same_words, resumed, tell_desk, tell_reporters
from people.models import Notice, User
from people.refusing import Refused, require


@transaction.atomic
def withdraw(*, issue: Issue, by: User, text: str = "") -> Issue:
    """Take back what one reported, with or without saying why. A second press in the same words changes nothing."""
    require(rules.can_withdraw(by, issue))
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.withdrawn_at and issue.is_open:
        require_same_words(issue.entries.filter(verb="leave").last(), text=text)
        return issue
    if others := others_behind(issue):
        return _leave(issue, by, text, others)
    return _end(issue, "withdraw", by, text, "has been withdrawn by its reporter")


@transaction.atomic
def rejoin(*, issue: Issue, by: User) -> Issue:
    """Have the problem again that one has withdrawn, and that stayed open for others."""
    require(rules.can_withdraw(by, issue))
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if not issue.withdrawn_at:
        raise Refused("You have not withdrawn it.")
    issue, entry = advance(issue, "rejoin", by, lambda row: {"withdrawn_at": None})
    tell_desk(
        issue, entry, f"The reporter of {issue.noun} {issue.reference} has {_what(issue)} again", Notice.Kind.PROGRESS
    )
    return issue


@transaction.atomic
def end_if_nobody_is_left(*, issue: Issue, because: str) -> Issue:
    """Let lapse what its reporter has withdrawn already, once the last who had the problem too has gone, and how."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if not issue.withdrawn_at or not issue.is_open or others_behind(issue):
        return issue
    text = f"Its reporter had withdrawn it, and nobody else has {_what(issue)} any more: {because}."
    return _end(issue, "lapse", None, text, f"is withdrawn: nobody has {_what(issue)} any more")


def _what(issue: Issue) -> str:
    """What those behind it have."""
    return "the problem" if issue.has_clock else "these thanks to give"


def _leave(issue: Issue, by: User, text: str, others: int) -> Issue:
    issue, entry = advance(issue, "leave", by, lambda row: {"withdrawn_at": timezone.now()}, text)
    stay = "1 other person has" if others == 1 else f"{others} other people have"
    subject = (
        f"The reporter of {issue.noun} {issue.reference} has withdrawn it. It stays open: {stay} {_what(issue)} too"
    )
    tell_desk(issue, entry, subject, Notice.Kind.PROGRESS)
    tell_reporters(issue, entry, subject)
    return issue


def _end(issue: Issue, verb: str, by: User | None, text: str, how: str) -> Issue:
    def changes(row: Issue) -> dict:
        return resumed(row) | {"withdrawn_at": row.withdrawn_at or timezone.now()}

    issue, entry = advance(issue, verb, by, changes, text)
    subject = f"{issue.in_full} {how}"
    tell_desk(issue, entry, subject, Notice.Kind.PROGRESS)
    tell_reporters(issue, entry, subject)
    return issue
