"""The heaps that an inbox is sorted into. Each list and each count reads an index and stops at a thousand rows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from issues import clock
from issues.assigning import still_theirs
from issues.models import OPEN_STATES, Issue
from people.models import Membership, User
from people.paging import UpTo, counted
from people.standing import standing
from routing.models import Holder
from routing.queries import desks_held, interface_desks, sitting

ROW = ("category", "desk", "about", "reporter_organisation", "assignee")
RUNS = Q(due_at__isnull=False)  # reported or acknowledged: somebody has to do something
CLOCKED = Q(category__is_thanks=False)  # thanks wait for no answer


@dataclass(frozen=True)
class Reach:
    """What a person answers for, at a moment."""

    user: User
    now: datetime
    desks: frozenset[int]  # where they sit; for the interface team, its desk too
    icbs: frozenset[int]  # whose interface team they are in
    interface_desks: frozenset[int]

    @property
    def whole(self) -> Q:
        """At their desks; for the interface team, all of the ICB's."""
        beside = self.desks - self.interface_desks
        if not self.icbs:
            return Q(desk__in=self.desks)
        return Q(icb__in=self.icbs) | Q(desk__in=beside) if beside else Q(icb__in=self.icbs)

    @property
    def own(self) -> Q:
        """At their desks."""
        return Q(desk__in=self.desks)


@dataclass(frozen=True)
class Box:
    """One heap: which issues fit, which comes first, and whether only the interface team has it.

    A wide one reaches as far as a person does: for the interface team, over the whole ICB, and so it is called.
    """

    slug: str
    name: str
    empty: str
    fits: Callable[[Reach], Q]
    order: tuple[str, ...] = ("due_at", "pk")
    is_team: bool = False
    is_wide: bool = False

    def called(self, at: Reach) -> "Box":
        """The same by the name that says how far it reaches for this person."""
        return replace(self, name=f"{self.name} in the ICB") if self.is_wide and at.icbs else self


@dataclass(frozen=True)
class Counted:
    """A heap with the number of its issues, in words; nothing where they were not counted."""

    box: Box
    count: str


BOXES = {
    box.slug: box
    for box in (
        Box("desk", "To do", "Nothing waits for you or your colleagues.", lambda at: at.own & RUNS),
        Box("mine", "Mine", "Nothing is assigned to you.", lambda at: at.whole & Q(assignee=at.user) & RUNS),
        Box(
            "unassigned",
            "Unassigned",
            "Somebody has taken each of them.",
            lambda at: at.own & RUNS & (Q(assignee=None) | ~still_theirs()),
        ),
        Box(
            "unrouted",
            "Without a home",
            "Everything has found its home.",
            lambda at: Q(desk__in=at.interface_desks, state=Issue.State.REPORTED) & RUNS,
            is_team=True,
        ),
        Box("all", "To do", "Nothing waits anywhere.", lambda at: at.whole & RUNS, is_team=True, is_wide=True),
        Box(
            "soon",
            "Due soon",
            "Nothing is due within one working day.",
            lambda at: at.whole & CLOCKED & Q(due_at__gte=at.now, due_at__lte=clock.after(at.now, clock.DAY)),
            is_wide=True,
        ),
        Box(
            "overdue",
            "Overdue",
            "Nothing is late.",
            lambda at: at.whole & CLOCKED & Q(due_at__lt=at.now),
            is_wide=True,
        ),
        Box(
            "elsewhere",
            "Said to belong elsewhere",
            "Nothing is left to look at.",
            lambda at: Q(icb__in=at.icbs, elsewhere__gt="", elsewhere_seen_at=None, state__in=OPEN_STATES),
            is_team=True,
            is_wide=True,
        ),
        Box(
            "promised",
            "Promised changes past their date",
            "No planned change is past its date.",
            lambda at: at.whole & Q(planned_on__lt=timezone.localdate(at.now)),
            ("planned_on", "pk"),
            is_wide=True,
        ),
        Box(
            "waiting",
            "Waiting for the reporter",
            "No reporter is being asked.",
            lambda at: at.whole & Q(state=Issue.State.RETURNED, paused_at__isnull=False),
            ("paused_at", "pk"),
            is_wide=True,
        ),
        Box(
            "done",
            "Done",
            "Nothing has been answered yet.",
            lambda at: at.whole & Q(due_at__isnull=True) & ~Q(state=Issue.State.RETURNED),
            ("-pk",),
            is_wide=True,
        ),
    )
}


FIRST = "desk"  # what a responder sees who has chosen nothing


def reach(user: User, now: datetime | None = None) -> Reach:
    """What this person answers for."""
    held, icbs, interface = desks_held(user), standing(user).interface_team_of, interface_desks(user)
    return Reach(user, now or timezone.now(), held | interface, icbs, interface)


def inbox(user: User) -> QuerySet[Issue]:
    """All issues that this person answers for, whatever became of them."""
    return Issue.objects.filter(reach(user).whole).select_related(*ROW)


def offered(at: Reach) -> list[Box]:
    """The heaps that this person has, by the names that they have for them."""
    return [box.called(at) for box in BOXES.values() if at.icbs or not box.is_team]


def in_box(at: Reach, box: Box) -> QuerySet[Issue]:
    """The issues of one heap, the most urgent first."""
    return Issue.objects.filter(box.fits(at)).select_related(*ROW).order_by(*box.order)


def counts(
    at: Reach,
    narrow: Callable[[QuerySet[Issue]], QuerySet[Issue]] = lambda issues: issues,
    *,
    alone: Box | None = None,
) -> list[Counted]:
    """How many issues are in each heap, as it is narrowed, in one statement, none counted beyond a thousand.

    `alone`: the one heap that is counted, where words are looked for: each look costs as much as the list itself.
    """
    heaps = offered(at)
    ways = {
        box.slug: UpTo(narrow(Issue.objects.filter(box.fits(at))))
        for box in heaps
        if alone is None or box.slug == alone.slug
    }
    found = User.objects.filter(pk=at.user.pk).values(**ways).get()
    return [Counted(box, counted(found[box.slug]) if box.slug in found else "") for box in heaps]


def colleagues(at: Reach) -> list[User]:
    """Those who answer with this person: at the same desks, or in the same interface team."""
    seats = sitting(Holder.objects.filter(desk__in=at.desks))
    beside = Q(pk__in=seats.values("user")) | Q(pk__in=seats.values("absence__stand_in"))
    if at.icbs:
        team = Membership.objects.filter(organisation__in=at.icbs, role=Membership.Role.INTERFACE_TEAM)
        beside |= Q(pk__in=team.values("user"), is_active=True)
    return list(User.objects.filter(beside).order_by("name", "email"))
