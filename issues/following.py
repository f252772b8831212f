"""Saying “me too”, and following: one problem, many who have it or want to know, each of them told."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from issues import outcomes, responding, rules, withdrawing
from issues.masking import counted, masked
from issues.models import Follower, Issue, IssueEntry
from issues.moving import tell_desk
from language import harm_words
from people import trail
from people.models import Notice, User
from people.refusing import Refused, require
from people.standing import standing

WORDS_TOO = "What was written with the “me too” was taken back with it."


@transaction.atomic
def me_too(*, issue: Issue, by: User, text: str = "", at: datetime | None = None, tell: bool = True) -> Issue:
    """Count this person as one who has the same problem, and tell them what the reporter is told.

    Where it was answered or closed already, the desk is told that it goes on; while it is open, whoever has to answer
    it is told of a line that may tell of harm. `at` and `tell=False` are for logs that
    are older than the portal.
    """
    require(rules.can_follow(by, issue))
    words, at = masked(text), at or timezone.now()
    saying = {"text": words, "at": at, "is_affected": True, "is_told": True}
    row, is_new = Follower.objects.get_or_create(
        issue=issue, user=by, defaults=saying | {"organisation": standing(by).organisation}
    )
    if is_new or not row.is_affected:
        Follower.objects.filter(pk=row.pk).update(**saying)
        facts = {"moves": Issue.MOVES, "changes": lambda found: counted(found, text), "text": words, "at": at}
        issue, entry = trail.advance(issue, verb="me_too", by=by, **facts)
        if tell and issue.is_settled:
            tell_desk(issue, entry, _again(issue), Notice.Kind.PROGRESS)
        elif tell and issue.has_clock and harm_words.told_in(words):
            told = f"Somebody with the problem of issue {issue.reference} added what may tell of harm to a patient"
            tell_desk(issue.duplicate_of or issue, entry, told, Notice.Kind.PROGRESS)
    elif words and words != row.text:
        raise Refused("You said “me too” already. What you wrote now was not sent.")
    return issue


@transaction.atomic
def have_again(*, issue: Issue, by: User, text: str) -> Issue:
    """Say “me too” of an issue that was settled, and reopen it: it is not, and somebody has to answer."""
    me_too(issue=issue, by=by, tell=False)
    return responding.reopen(issue=issue, by=by, text=text)


@transaction.atomic
def take_back(*, issue: Issue, by: User, with_words: bool = False) -> Issue:
    """No longer count this person as one who has the problem; whether they are told stays as it is.

    `with_words`: what they wrote when they said “me too” goes too, for good.
    Where the reporter has withdrawn it, the last who takes it back ends it.
    """
    row = Follower.objects.filter(issue=issue, user=by, is_affected=True).first()
    if row is None:
        return issue
    if row.is_told:
        Follower.objects.filter(pk=row.pk).update(is_affected=False)
    else:
        row.delete()
    said = issue.entries.filter(verb="me_too", by=by).exclude(text="") if with_words else IssueEntry.objects.none()
    is_said_no_more = said.update(text="") > 0
    if is_said_no_more:
        Follower.objects.filter(issue=issue, user=by).update(text="")
    told = masked(WORDS_TOO) if is_said_no_more else masked("")
    changes = {"changes": lambda found: {"rewordings": found.rewordings + 1}} if is_said_no_more else {}
    issue, _ = trail.advance(issue, verb="take_back", by=by, moves=Issue.MOVES, text=told, **changes)
    return withdrawing.end_if_nobody_is_left(issue=issue, because="the last who had it too has taken that back")


@transaction.atomic
def follow(*, issue: Issue, by: User) -> Issue:
    """Tell this person what the reporter is told, without counting them as one who has the problem."""
    require(rules.can_watch(by, issue))
    row, _ = Follower.objects.get_or_create(
        issue=issue, user=by, defaults={"organisation": standing(by).organisation, "is_affected": False}
    )
    Follower.objects.filter(pk=row.pk, is_told=False).update(is_told=True)
    return issue


@transaction.atomic
def unfollow(*, issue: Issue, by: User) -> Issue:
    """No longer tell this person. A “me too” stands, and so does what they may read for it."""
    Follower.objects.filter(issue=issue, user=by, is_affected=False).delete()
    Follower.objects.filter(issue=issue, user=by).update(is_told=False)
    return issue


def _again(issue: Issue) -> str:
    """What the desk is told of a problem that it had settled."""
    ends = {"answered": issue.answered_at, "closed": issue.closed_at, "withdrawn": issue.withdrawn_at}
    became, at = next((word, at) for word, at in ends.items() if at)
    day = outcomes.in_words(timezone.localdate(at))
    return f"Somebody has reported issue {issue.reference} again: it was {became} on {day}"
