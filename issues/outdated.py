"""Why a notice about an issue is not sent after all: what was true when it was written may not be when it goes."""

from django.db.models import Q
from django.urls import Resolver404, resolve

from issues import rules
from issues.models import Issue
from people.models import Notice
from people.standing import standing
from routing.models import Desk
from routing.queries import desks_held

NOT_READABLE = "Not sent: who was to get this may no longer read the issue."
MOVED_ON = "Not sent: the issue had left this desk before it could be told."
STOPPED = "Not sent: who was to get this has stopped following the issue."
SETTLED = "Not sent: nothing was due any more when this could have been told."
REPLIED = "Not sent: the question was no longer theirs to reply to when this could have been told."
OF_FOLLOWERS = (Notice.Kind.PROGRESS, Notice.Kind.ASKED_TOO)
OF_THE_DESK = (Notice.Kind.ASSIGNED, Notice.Kind.REMINDER)


def why_not(notice: Notice) -> str:
    """Why this must not be sent now, in a sentence for the record; nothing where it may, or is about no issue."""
    reference = _reference(notice.path)
    issue = Issue.objects.filter(reference=reference).first() if reference else None
    if issue is None:
        return ""
    if not _may_read(notice, issue):
        return NOT_READABLE
    if notice.kind in OF_THE_DESK and not _at_one_of(notice, issue):
        return MOVED_ON
    if notice.kind in OF_FOLLOWERS and _has_stopped(notice, issue):
        return STOPPED
    if notice.kind == Notice.Kind.ASKED_TOO and not _can_reply(notice, issue):
        return REPLIED
    return SETTLED if notice.kind == Notice.Kind.REMINDER and issue.due_at is None else ""


def _reference(path: str) -> str:
    """The issue of a page's address, if it is the address of an issue's page."""
    try:
        found = resolve(path.partition("?")[0])
    except Resolver404:
        return ""
    return found.kwargs.get("reference", "") if found.namespace == "issues" else ""


def _may_read(notice: Notice, issue: Issue) -> bool:
    if notice.recipient:
        return Issue.objects.visible_to(notice.recipient).filter(pk=issue.pk).exists()
    reads = Q(pk__in=issue.entries.values("desk")) | Q(pk__in=issue.copies.values("desk")) | _interface(issue)
    return _of_mailbox(notice).filter(reads).exists()


def _has_stopped(notice: Notice, issue: Issue) -> bool:
    """Whether they said "me too" and want to hear no more of it, and do not answer it."""
    if notice.recipient is None or issue.desk_id in desks_held(notice.recipient):
        return False
    return issue.followers.filter(user=notice.recipient, is_told=False).exists()


def _can_reply(notice: Notice, issue: Issue) -> bool:
    """Whether the question is still open to who said "me too": nobody replied, and they did not take that back."""
    return issue.state == Issue.State.RETURNED and rules.has_it_too(notice.recipient, issue)


def _at_one_of(notice: Notice, issue: Issue) -> bool:
    """Whether the issue is with a desk of theirs now, or is copied to one; the interface team has them all."""
    now = Q(pk=issue.desk_id) | Q(pk__in=issue.copies.values("desk"))
    if notice.recipient is None:
        return _of_mailbox(notice).filter(now | _interface(issue)).exists()
    if issue.icb_id in standing(notice.recipient).interface_team_of:
        return True
    return Desk.objects.filter(now, pk__in=desks_held(notice.recipient)).exists()


def _of_mailbox(notice: Notice):
    return Desk.objects.filter(mailbox__iexact=notice.address)


def _interface(issue: Issue) -> Q:
    return Q(kind=Desk.Kind.INTERFACE_TEAM, organisation=issue.icb_id)
