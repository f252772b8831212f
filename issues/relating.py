"""Linking issues that have to do with each other and are not the same. Neither changes, and nobody is told."""

from django.db import transaction

from issues import rules
from issues.models import Issue, Related
from issues.moving import advance
from people.models import User
from people.refusing import Refused, require


@transaction.atomic
def relate(*, issue: Issue, to: Issue, by: User) -> Issue:
    """Link two issues, whichever of them is named first; the histories of both say so."""
    require(rules.can_relate(by, issue))
    if issue.pk == to.pk:
        raise Refused("These are the same issue. Give the reference of another.")
    return _link("relate", issue, to, by)


@transaction.atomic
def come_back(*, issue: Issue, of: Issue, by: User) -> Issue:
    """Link a report with the settled issue whose problem has come back, or with an open one, as its reporter says."""
    require(rules.is_reporter(by, issue))
    return _link("come_back" if of.is_settled else "link", issue, of, by)


@transaction.atomic
def unrelate(*, issue: Issue, to: Issue, by: User) -> Issue:
    """Take the link away. The histories keep that it was there."""
    require(rules.can_relate(by, issue) or rules.can_relate(by, to))
    first, second = _in_order(issue, to)
    gone, _ = Related.objects.filter(first=first, second=second).delete()
    if gone:
        _record("unrelate", first, second, by)
    return issue


def _link(verb: str, issue: Issue, to: Issue, by: User) -> Issue:
    first, second = _in_order(issue, to)
    _, is_new = Related.objects.get_or_create(first=first, second=second)
    if is_new:
        _record(verb, first, second, by)
    return issue


def _in_order(issue: Issue, to: Issue) -> tuple[Issue, Issue]:
    return (issue, to) if issue.pk < to.pk else (to, issue)


def _record(verb: str, first: Issue, second: Issue, by: User) -> None:
    for one, other in ((first, second), (second, first)):
        advance(one, verb, by, other=other)
