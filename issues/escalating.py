"""What the clock does by itself: reminds before a span ends, and tells those further up after. Each step once.

A step is stored with its history entry and its notices in one transaction, so a kill leaves all of it or none.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format

from issues.models import ClockStep, Copy, Issue, Span
from issues.watching import Clock, Look
from people import bouncing, notices, passing_over, trail
from people.faults import faultpoint
from people.models import Notice, User
from routing.desks import FALLBACKS, chain_of, interface_desk_of, seated_at
from routing.models import Desk, Holder
from routing.queries import interface_team_of

Step = ClockStep.Step
CLOCK = "clock of issue"


@dataclass(frozen=True)
class Ear:
    """Who is told: people at a desk, and mailboxes where nobody sits."""

    desk: Desk
    people: tuple[User, ...]
    deputies: tuple[User, ...] = ()
    mailboxes: tuple[str, ...] = ()

    @classmethod
    def of(cls, desk: Desk, seated: dict[int, list[Holder]], issue: Issue) -> "Ear | None":
        """The leads of a desk, or whoever sits there, apart from its deputies."""
        there = [holder for holder in seated.get(desk.pk, []) if holder.user_id != issue.reporter_id]
        leads = tuple(holder.user for holder in there if holder.seat == Holder.Seat.LEAD)
        deputies = tuple(holder.user for holder in there if holder.seat == Holder.Seat.DEPUTY)
        return cls(desk, leads or deputies, deputies) if there else None


def take_due_steps(now: datetime | None = None) -> int:
    """Look at every clock that is due to be looked at; how many steps were taken.

    Each issue in a transaction of its own: one that fails is passed over and tried again by the next sweep.
    """
    now = now or timezone.now()
    due = Issue.objects.filter(clock_due_at__lte=now).order_by("clock_due_at")
    return passing_over.each(CLOCK, due, lambda pk: _look(pk, now), now)


def take_past_steps(*, issue: Issue, until: datetime) -> None:
    """Take each step of one issue that was due by then, at the time at which it was due, and tell nobody now.

    For what happened before the portal was there.
    """
    if not Issue.objects.filter(pk=issue.pk, clock_due_at__lte=until).exists():
        return
    with transaction.atomic():
        row = _locked(issue.pk, until)
        if row is not None:
            _take_due(row, until, _ears(row), at=lambda look: look.at)


@transaction.atomic
def _look(pk: int, now: datetime) -> int:
    """Take the steps of one issue that are due, in their order, and say when to look again."""
    issue = _locked(pk, now)
    if issue is None:
        return 0
    faultpoint(f"clock.of.{pk}")
    ears = _ears(issue)
    due = _take_due(issue, now, ears, at=lambda look: now)
    _tell(issue, due, ears, now)
    faultpoint("step.before_commit")
    return len(due)


def _take_due(issue: Issue, now: datetime, ears: dict[str, Ear], *, at: Callable[[Look], datetime]) -> list[Look]:
    """The steps that are due and not taken yet, which are taken now; the clock is looked at again for the next."""
    steps = Clock.of(issue).steps(has_above=Step.ABOVE in ears, has_interface=Step.INTERFACE in ears)
    taken = _taken(issue)
    open_steps = [look for look in steps if look[1:] not in taken]
    due = [look for look in open_steps if look.at <= now]
    for look in due:
        _take(issue, look, ears[look.step], at(look))
    later = (look.at for look in open_steps if look.at > now)
    Issue.objects.filter(pk=issue.pk).update(clock_due_at=min(later, default=None))
    return due


def _locked(pk: int, now: datetime) -> Issue | None:
    """The issue, for this worker alone, if its clock is still due."""
    skip = connection.features.has_select_for_update_skip_locked
    rows = Issue.objects.select_for_update(skip_locked=skip, of=("self",) if skip else ())
    return rows.select_related("desk", "icb").filter(pk=pk, clock_due_at__lte=now).first()


def _taken(issue: Issue) -> set[tuple[str, str]]:
    return set(issue.clock_steps.filter(run=issue.clock_run).values_list("span", "step"))


def _ears(issue: Issue) -> dict[str, Ear]:
    """Who is told at each step; a step is missing where nobody is left for it.

    Where nobody sits at the issue's desk, the next one up that can act is told in its place, from the first step on.
    Nobody is told of their own issue.
    """
    interface = interface_desk_of(issue.icb)
    own = Desk.objects.select_related(*FALLBACKS).get(pk=issue.desk_id)
    chain = [desk for desk in chain_of(own, issue.icb_id) if desk != interface or desk == own]
    seated = seated_at({interface.pk, *(desk.pk for desk in chain)})
    manned = [ear for desk in chain if (ear := Ear.of(desk, seated, issue))]
    above = [ear for ear in manned if ear.desk != own]
    here = manned[0] if manned and manned[0].desk == own else None
    last = [] if own == interface else [Ear.of(interface, seated, issue) or _team(interface, issue)]
    ways_up = [*above, *last]
    if here is None:
        here = ways_up.pop(0) if ways_up else _team(own, issue)
        own_mailbox = (own.mailbox,) if own.mailbox and own.is_active else ()
        here = replace(here, mailboxes=(*here.mailboxes, *own_mailbox))
    ears = {Step.WARNING: _heard(here, ways_up), Step.BREACH: replace(here, people=here.deputies or here.people)}
    if len(ways_up) > 1 or (ways_up and not last):
        ears[Step.ABOVE] = ways_up[0]
    if ways_up and last:
        ears[Step.INTERFACE] = last[0]
    return ears


def _heard(here: Ear, ways_up: list[Ear]) -> Ear:
    """Where e-mail reaches none of these people, their deputies too, or else the next desk up."""
    unreached = bouncing.unreached((*here.people, *here.deputies))
    if here.mailboxes or any(person.pk not in unreached for person in here.people):
        return here
    if deputies := tuple(one for one in here.deputies if one.pk not in unreached):
        return replace(here, people=(*here.people, *deputies))
    return replace(ways_up[0], people=(*ways_up[0].people, *here.people)) if ways_up else here


def _team(desk: Desk, issue: Issue) -> Ear:
    """All of the interface team, where nobody sits at its desk; the mailbox where there are none at all."""
    people = tuple(one for one in interface_team_of(issue.icb_id) if one.pk != issue.reporter_id)
    return Ear(desk, people, mailboxes=() if people or not desk.mailbox else (desk.mailbox,))


def _take(issue: Issue, look: Look, ear: Ear, now: datetime) -> None:
    """Store one step, planned and actual, with its line in the history; whoever is told can read the issue."""
    step = ClockStep.objects.create(
        issue=issue,
        run=issue.clock_run,
        span=look.span,
        step=look.step,
        due_at=look.at,
        at=now,
        desk=ear.desk,
    )
    step.told.add(*ear.people)
    faultpoint("step.stored")
    verb = "remind" if look.step == Step.WARNING else "escalate"
    ends = _date(Clock.of(issue).end(look.span, now))
    text = f"To be {_done(look.span)} by {ends}. Told: {ear.desk.title}."
    trail.advance(issue, verb=verb, by=None, moves=Issue.MOVES, text=text, at=now)
    if ear.desk.pk != issue.desk_id:
        Copy.objects.get_or_create(issue=issue, desk=ear.desk)


def _tell(issue: Issue, due: list[Look], ears: dict[str, Ear], now: datetime) -> None:
    """One notice for each person, of the last of these steps that they are told of."""
    last: dict[User | str, Look] = {}
    for look in due:
        last.update(dict.fromkeys((*ears[look.step].people, *ears[look.step].mailboxes), look))
    lines = []
    for one, look in last.items():
        to = {"people": (), "mailboxes": (one,)} if isinstance(one, str) else {"people": (one,)}
        lines += notices.lines(
            **to,
            kind=Notice.Kind.REMINDER,
            event=f"issue:{issue.reference}:clock:{issue.clock_run}:{look.span}:{look.step}",
            subject=_subject(issue, look, now),
            path=issue.get_absolute_url(),
        )
    notices.write(lines)


def _subject(issue: Issue, look: Look, now: datetime) -> str:
    end = Clock.of(issue).end(look.span, now)
    if now < end:
        return f"Issue {issue.reference} is to be {_done(look.span)} by {_date(end)}"
    return f"Issue {issue.reference} is late: it was to be {_done(look.span)} by {_date(end)}"


def _done(span: str) -> str:
    return "acknowledged" if span == Span.ACKNOWLEDGE else "answered"


def _date(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")
