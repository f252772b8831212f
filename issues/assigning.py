"""Who of those who answer takes an issue. It stays the desk's: an assignee who leaves has it no more."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from issues import moving, rules
from issues.models import Issue
from people import notices, trail
from people.models import Membership, Notice, User
from people.refusing import Refused, require
from routing.models import Holder
from routing.queries import is_there

AS_READ = object()  # the assignee whom the given issue names


@transaction.atomic
def assign(*, issue: Issue, by: User, to: User | None, seen: int | None | object = AS_READ) -> Issue:
    """Give the issue to one of those who answer for it, or back to all of them; they are told.

    `seen` is the key of whom the person asking saw it with: whoever has taken it since is not overruled unseen.
    """
    require(rules.can_assign(by, issue))
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    if locked.assignee_id == (to.pk if to else None):
        return locked
    if locked.desk_id != issue.desk_id:
        raise Refused(f"It has been sent on to {locked.desk.title} meanwhile.")
    if not _is_as_seen(locked, issue.assignee_id if seen is AS_READ else seen):
        raise Refused(_taken(locked))
    if to and not may_take(locked, by).filter(pk=to.pk).exists():
        raise Refused(f"{to} does not answer for {locked.desk.title}.")
    text = f"To {to}." if to else f"Back to everybody at {locked.desk.title}."
    locked, entry = trail.advance(
        locked,
        verb="assign",
        by=by,
        moves=Issue.MOVES,
        refusal=moving.too_late,
        changes=lambda row: {"assignee": to},
        text=text,
    )
    if entry and to and to != by:
        notices.tell(
            [to],
            kind=Notice.Kind.ASSIGNED,
            event=f"issue:{locked.reference}:{entry.pk}:assigned",
            subject=f"{locked.in_full} has been assigned to you",
            path=locked.get_absolute_url(),
        )
    return locked


def may_take(issue: Issue, by: User) -> QuerySet[User]:
    """To whom this person may assign the issue: those who are at its desk; the interface team its own people too."""
    takers = Q(is_there(desk=issue.desk_id, user=OuterRef("pk")))
    if rules.is_in_interface_team(by, issue):
        takers |= Q(pk__in=_team(Q(organisation=issue.icb_id)).values("user"))
    return User.objects.filter(takers).exclude(pk=issue.reporter_id).order_by("name", "email")


def takers(issue: Issue, at_desk: Iterable[Holder], team: Iterable[User]) -> list[User]:
    """The same for a page that knows who is at the desk and, for the interface team, who is in it. No SQL."""
    found = {holder.user_id: holder.user for holder in at_desk} | {one.pk: one for one in team}
    found.pop(issue.reporter_id, None)
    return sorted(found.values(), key=lambda one: (one.name, one.email))


def assignee_of(issue: Issue) -> User | None:
    """Who takes the issue, as long as they answer for it."""
    return (
        issue.assignee if issue.assignee_id and Issue.objects.filter(still_theirs(), pk=issue.pk).exists() else None
    )


def still_theirs() -> Q:
    """Whether the assignee of a row still answers for it: is at its desk, or in its interface team."""
    there = is_there(desk=OuterRef("desk"), user=OuterRef("assignee"))
    team = _team(Q(organisation=OuterRef("icb"), user=OuterRef("assignee")))
    return Q(there) | Q(Exists(team))


def _team(fits: Q) -> QuerySet[Membership]:
    return Membership.objects.filter(fits, role=Membership.Role.INTERFACE_TEAM, user__is_active=True)


def _is_as_seen(issue: Issue, seen: int | None) -> bool:
    return issue.assignee_id == seen


def _taken(issue: Issue) -> str:
    last = issue.entries.filter(verb="assign").select_related("by").last()
    whose = f"assigned to {issue.assignee}" if issue.assignee else "given back to everybody"
    if last is None:
        return "It has been sent on meanwhile, and nobody has taken it since."
    when, who = timezone.localtime(last.at), moving.called(issue, last) or last.by
    return f"It was {whose} meanwhile, by {who} on {when.day} {when:%B %Y} at {when:%H:%M}."
