"""What stands around one issue, for its page: found at once, as each kind by itself would cost a statement."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from issues.models import Attachment, Copy, Follower, Issue, Related
from people import notices
from people.earlier import since
from people.models import User
from people.paging import UpTo

DUPLICATE, RELATED, AFFECTED, QUIET, FOLLOWER, ALSO_ABOUT, FILE, EARLIER, UNREAD, TOLD, COPY = range(11)
NOBODY = Value(0, IntegerField())


@dataclass(frozen=True)
class Company:
    """Keys of an issue's duplicates and related issues, whoever may read them; who is behind it; what it has."""

    duplicates: frozenset[int]
    related: frozenset[int]
    affected: int  # how many besides its reporter have the problem too, as in `moving.others_behind`
    is_one: bool  # of these is this reader
    is_said: bool  # this reader said "me too" of it or of a duplicate; else they are one who reported a duplicate
    is_followed: bool  # by this reader, who is told
    is_shared: bool  # this reader said "me too"
    followed: frozenset[int]  # the duplicates that this reader follows
    is_about_others: bool
    has_files: bool
    has_changed: bool  # an organisation of it was something else when it was reported
    unread: frozenset[int]  # what told this reader of it and was not read yet
    copies: frozenset[int]  # keys of the desks that read it without having to answer
    told: int  # how much this reader has not read yet, of whatever it told


def of(user: User, issue: Issue) -> Company:
    """The company of one issue for one reader. One SQL statement."""
    found: dict[int, list[tuple[int, int]]] = {kind: [] for kind in range(COPY + 1)}
    for kind, key, person in _rows(user, issue):
        found[kind].append((key, person))
    said = [*found[AFFECTED], *found[QUIET]]
    affected = {person for _, person in [*said, *found[DUPLICATE]]} - {0}
    if not issue.withdrawn_at:
        affected.discard(issue.reporter_id)
    follows = {key for key, person in [*found[AFFECTED], *found[FOLLOWER]] if person == user.pk}
    return Company(
        duplicates=frozenset(key for key, _ in found[DUPLICATE]),
        related=frozenset(key for key, _ in found[RELATED]),
        affected=len(affected),
        is_one=user.pk in affected,
        is_said=any(person == user.pk for _, person in said),
        is_followed=issue.pk in follows,
        is_shared=(issue.pk, user.pk) in said,
        followed=frozenset(follows - {issue.pk}),
        is_about_others=bool(found[ALSO_ABOUT]),
        has_files=bool(found[FILE]),
        has_changed=bool(found[EARLIER]),
        unread=frozenset(key for key, _ in found[UNREAD]),
        copies=frozenset(key for key, _ in found[COPY]),
        told=sum(count for count, _ in found[TOLD]),
    )


def _rows(user: User, issue: Issue) -> QuerySet:
    """Kind, key and person of everything around it."""
    stands = Case(When(withdrawn_at__isnull=True, then=F("reporter")), default=NOBODY)
    quiet, affected = When(is_told=False, then=Value(QUIET)), When(is_affected=True, then=Value(AFFECTED))
    said = Case(quiet, affected, default=Value(FOLLOWER))
    whole = Issue.objects.order_by().filter(Q(pk=issue.pk) | Q(duplicate_of=issue)).values("pk")
    followers = Follower.objects.filter(issue__in=whole)
    changed = since([issue.about_id, issue.reporter_organisation_id], timezone.localdate(issue.created_at))
    return _told(issue.duplicates, DUPLICATE, F("pk"), stands).union(
        _told(Related.objects.filter(first=issue), RELATED, F("second")),
        _told(Related.objects.filter(second=issue), RELATED, F("first")),
        _told(followers, said, F("issue"), F("user")),
        _told(Issue.others.through.objects.filter(issue=issue), ALSO_ABOUT, F("organisation")),
        _told(Attachment.objects.filter(issue=issue), FILE, F("pk")),
        _told(Copy.objects.filter(issue=issue), COPY, F("desk")),
        _told(changed, EARLIER, F("pk")),
        _told(notices.unread_about(user, issue.get_absolute_url()), UNREAD, F("pk")),
        _told(User.objects.filter(pk=user.pk), TOLD, UpTo(notices.unread(user))),
        all=True,
    )


def _told(rows: QuerySet, kind, key: F | UpTo, person=NOBODY) -> QuerySet:
    kind = Value(kind, IntegerField()) if isinstance(kind, int) else kind
    return rows.order_by().annotate(told=kind, what=key, who=person).values_list("told", "what", "who")
