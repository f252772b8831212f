"""A change planned for a date: the desk is reminded when it comes, and says that it is made or gives another date.

Reporters see the date, and are told of either.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from issues import outcomes, rules, sweeping
from issues.masking import masked
from issues.models import Issue, IssueEntry
from issues.moving import advance, at_desk, require_same_words, tell_reporters
from people import notices
from people.faults import faultpoint
from people.models import Notice, User
from people.refusing import Refused, require

REMINDED_EVERY = timedelta(days=7)
Outcome = Issue.Outcome


@transaction.atomic
def fulfil(
    *, issue: Issue, by: User, changed: str, text: str = "", at: datetime | None = None, tell: bool = True
) -> Issue:
    """Say that the planned change is made, and what it is. Like any change, its reporters are asked in four weeks.

    `at` and `tell=False` are for what happened before the portal was there.
    """
    require(rules.can_answer(by, issue))
    if not changed.strip():
        raise Refused(f"{outcomes.EXPECTED[Outcome.MADE].missing}.")
    at = at or timezone.now()

    def changes(row: Issue) -> dict:
        due_at = outcomes.followed_up_at(Outcome.MADE, at)
        return {"outcome": Outcome.MADE, "planned_on": None, "outcome_due_at": due_at}

    facts = {"outcome": Outcome.MADE, "particulars": masked(changed), "text": text, "at": at}
    issue, entry = _advance(issue, "fulfil", by, changes, lambda row: row.outcome == Outcome.MADE, **facts)
    if tell:
        tell_reporters(issue, entry, f"The change planned for issue {issue.reference} is made")
    return issue


@transaction.atomic
def postpone(*, issue: Issue, by: User, planned_on: date, text: str) -> Issue:
    """Give the planned change another date, and the reason."""
    require(rules.can_answer(by, issue))
    if not text.strip():
        raise Refused("Say why the date has changed.")
    if unfit := outcomes.unfit_date(planned_on, timezone.localdate()):
        raise Refused(f"{unfit}.")
    now = timezone.now()

    def changes(row: Issue) -> dict:
        due_at = outcomes.followed_up_at(Outcome.PLANNED, now, planned_on)
        return {"planned_on": planned_on, "outcome_due_at": due_at}

    facts = {"outcome": Outcome.PLANNED, "planned_on": planned_on, "text": text}
    issue, entry = _advance(issue, "postpone", by, changes, lambda row: row.planned_on == planned_on, **facts)
    day = outcomes.in_words(planned_on)
    tell_reporters(issue, entry, f"The change for issue {issue.reference} is now planned for {day}")
    return issue


def remind_due(now: datetime | None = None) -> int:
    """Ask the desks for every planned change whose date has come, and again each week until they act."""
    return sweeping.each_due(Outcome.PLANNED, now or timezone.now(), _remind)


def skip_past_reminders(*, issue: Issue, until: datetime) -> None:
    """Take the weekly reminders that were due by then as given. For what happened before the portal was there."""
    row = Issue.objects.filter(pk=issue.pk, outcome=Outcome.PLANNED, outcome_due_at__lte=until).first()
    if row is not None:
        row.outcome_due_at += REMINDED_EVERY * ((until - row.outcome_due_at) // REMINDED_EVERY + 1)
        row.save(update_fields=["outcome_due_at"])


def _remind(issue: Issue, now: datetime) -> None:
    people, mailboxes = at_desk(issue.desk)
    day, ways_out = outcomes.in_words(issue.planned_on), "Say that it is made, or give a new date"
    notices.tell(
        people,
        kind=Notice.Kind.QUESTION,
        event=f"issue:{issue.reference}:planned:{issue.outcome_due_at:%Y-%m-%d}",
        subject=f"Issue {issue.reference}: the change planned for {day} is due. {ways_out}",
        path=issue.get_absolute_url(),
        mailboxes=mailboxes,
    )
    faultpoint("promise.after_notices")
    issue.outcome_due_at = now + REMINDED_EVERY
    issue.save(update_fields=["outcome_due_at"])


def _advance(
    issue: Issue, verb: str, by: User, changes: Callable[[Issue], dict], is_so: Callable[[Issue], bool], **facts
) -> tuple[Issue, IssueEntry | None]:
    """A step on a planned change; the same person's second press in the same words changes nothing."""
    locked = Issue.objects.select_for_update().get(pk=issue.pk)
    beside = ["note", "add", "me_too", "take_back", "come_back", "link", "take_out"]
    last = locked.entries.exclude(verb__in=beside).last()
    if is_so(locked) and (last.verb, last.by_id) == (verb, by.pk):
        require_same_words(last, **facts)
        return locked, None
    if locked.outcome != Outcome.PLANNED:
        raise Refused("No change is planned for this issue any more. Its page says what it came to.")
    return advance(locked, verb, by, changes, **facts)
