"""What every act on an issue stands on: the one way from state to state, the clock's spans, and whom to tell."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from issues import clock
from issues.models import Follower, Issue, IssueEntry
from language.identifiers import screen
from people import notices, trail
from people.models import Notice, User
from people.refusing import Refused
from routing.queries import holders_now

USUAL_DAYS = (2, 10)  # to acknowledge and to answer, where no rule says


def advance(issue: Issue, verb: str, by: User, changes=lambda row: {}, text: str = "", **facts):
    """The one way from state to state, with whatever was written masked."""
    return trail.advance(
        issue,
        verb=verb,
        by=by,
        moves=Issue.MOVES,
        changes=changes,
        refusal=_too_late,
        text=screen(text).masked,
        **facts,
    )


def require_in_time(issue: Issue, verb: str) -> None:
    """Go on only if the issue is in a state for this act; else refused, naming who came before."""
    if issue.state not in Issue.MOVES[verb].of:
        raise Refused(_too_late(issue, trail.last_move(issue, Issue.MOVES)))


def _too_late(row: Issue, last: IssueEntry | None) -> str:
    """Says where a duplicate has gone. The reporter is not named: who reads this may not know who it is."""
    state = f"part of issue {row.duplicate_of}" if row.duplicate_of else ""
    return trail.too_late(row, last, state, "the reporter" if last and last.by_id == row.reporter_id else "")


def resumed(row: Issue) -> dict:
    """What changes when a standing clock goes on: both spans are longer by the working time that it stood."""
    if row.paused_at is None:
        return {}
    stood = clock.between(row.paused_at, timezone.now())
    if not stood:
        return {"paused_at": None}
    return {
        "paused_at": None,
        "acknowledge_due_at": clock.after(row.acknowledge_due_at, stood),
        "answer_due_at": clock.after(row.answer_due_at, stood),
    }


def spans(issue: Issue) -> tuple[int, int]:
    """Working days to acknowledge and to answer, by the last rule that routed the issue."""
    last = issue.entries.filter(rule__isnull=False).select_related("rule").last()
    return (last.rule.acknowledge_days, last.rule.answer_days) if last else USUAL_DAYS


def tell_people(people: list[User], entry: IssueEntry | None, subject: str, kind: str, mailboxes: tuple = ()) -> None:
    """Tell of one entry, once; whoever did it knows already. No entry: nothing new happened."""
    if entry is None:
        return
    notices.tell(
        [person for person in people if person.pk != entry.by_id],
        kind=kind,
        event=f"issue:{entry.issue.reference}:{entry.pk}:{kind}",
        subject=subject,
        path=entry.issue.get_absolute_url(),
        mailboxes=mailboxes,
    )


def people_behind(issue: Issue, **followers) -> QuerySet[User]:
    """Everybody who reported it or a duplicate of it or follows one of these, once each. Narrows the followers."""
    reports = Issue.objects.filter(Q(pk=issue.pk) | Q(duplicate_of=issue.pk)).order_by().values("pk")
    people, follows = User.objects.order_by(), Follower.objects.filter(issue__in=reports, **followers).order_by()
    return people.filter(reported__in=reports).union(people.filter(pk__in=follows.values("user")))


def tell_reporters(issue: Issue, entry: IssueEntry | None, subject: str) -> None:
    """Whoever said "me too", or reported a duplicate, is told what the reporter is told."""
    tell_people(list(people_behind(issue)), entry, subject, Notice.Kind.PROGRESS)


def tell_desk(issue: Issue, entry: IssueEntry | None, subject: str, kind: str = Notice.Kind.QUESTION) -> None:
    """The desk's people today, or its mailbox where there are none."""
    people = [holder.user for holder in holders_now([issue.desk_id])]
    mailboxes = (issue.desk.mailbox,) if issue.desk.mailbox and not people else ()
    tell_people(people, entry, subject, kind, mailboxes)
