"""What every act on an issue stands on: the one way from state to state, the clock's spans, and whom to tell."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.db.models import Q, QuerySet
from django.utils import timezone

from issues import clock, readings
from issues.masking import counted, masked
from issues.models import Follower, Issue, IssueEntry
from issues.watching import Clock
from people import notices, trail
from people.models import Notice, User
from people.refusing import Refused
from routing.models import Desk
from routing.queries import holders_now

DUE = {"acknowledge_due_at", "answer_due_at"}
STEPS = {verb for verb, move in Issue.MOVES.items() if move.to} | {"correct", "fulfil", "postpone"}
BACK_AT_WORK = {  # steps that a state does not tell of, as what happened to the issue
    "unmerge": "was taken back from the other issue",
    "reopen": "was reopened",
    "reroute": "was sent on",
    "take_over": "was sent on",
}
NO_OTHER_WORDS: Mapping[int, str] = MappingProxyType({})
BY_WHOEVER_HAS_IT = {"reopen", "reply"}  # where it is not the reporter's act, theirs who have it too


def advance(issue: Issue, verb: str, by: User | None, changes=lambda row: {}, text: str = "", **facts):
    """The one way from state to state, with whatever was written masked, and the clock read and set anew."""
    stood: list[Clock] = []

    def moved(row: Issue) -> dict:
        changed, to = changes(row) | counted(row, text), Issue.MOVES[verb].to
        if to or DUE & changed.keys():
            stood.append(Clock.of(row))
            state = trail.state_before(row) if to == trail.BACK else to or row.state
            changed = changed | {"clock_due_at": Clock.of(row, **changed, state=state).next_look()}
        return changed

    row, entry = trail.advance(
        issue,
        verb=verb,
        by=by,
        moves=Issue.MOVES,
        changes=moved,
        refusal=too_late,
        text=masked(text),
        **facts,
    )
    if entry and stood:
        readings.read(stood[0], entry)
    return row, entry


def require_same_words(last: IssueEntry, *, text: str, **facts) -> None:
    """Go on only if what one did before was said in these words, as they are kept."""
    trail.require_same_words(last, text=masked(text), **facts)


def require_in_time(issue: Issue, verb: str) -> None:
    """Go on only if the issue is in a state for this act; else refused, naming who came before."""
    if issue.state not in Issue.MOVES[verb].of:
        raise Refused(too_late(issue, trail.last_move(issue, Issue.MOVES)))


def edition(entries: Iterable[IssueEntry]) -> str:
    """What whoever reads this history has seen of it: its last step that changes how the issue stands."""
    return next((str(entry.pk) for entry in reversed(list(entries)) if entry.verb in STEPS), "")


def require_seen(row: Issue, seen: str) -> None:
    """Go on only if the last such step is the one that was seen; else refused, naming who came between."""
    last = row.entries.filter(verb__in=STEPS).select_related("by").last()
    if seen and seen != str(last.pk):
        who, when = called(row, last) or last.by or "the portal", timezone.localtime(last.at)
        raise Refused(
            f"The issue was changed while you were writing, by {who} on {when.day} {when:%B %Y} at {when:%H:%M}. "
            "Your words were not sent. Read how it stands, and send them again if they still hold."
        )


def too_late(row: Issue, last: IssueEntry | None) -> str:
    """Says where a duplicate has gone, and what brought an issue back to those who answer.

    The reporter is not named: who reads this may not know who it is.
    """
    if last and last.verb in BACK_AT_WORK:
        who = called(row, last) or last.by or "the portal"
        return f"This cannot be done now: it {BACK_AT_WORK[last.verb]} by {who} on {trail.moment(last)}."
    state = f"part of issue {row.duplicate_of}" if row.duplicate_of else ""
    return trail.too_late(row, last, state, called(row, last) if last else "")


def called(row: Issue, last: IssueEntry) -> str:
    """Who took a step, where it was not a responder; nothing for a responder, who signs."""
    if last.is_unsigned:
        return "one of those who have the problem"
    if last.by_id == row.reporter_id:
        return "the reporter"
    return "somebody with the same problem" if last.verb in BY_WHOEVER_HAS_IT else ""


def resumed(row: Issue) -> dict:
    """What changes when a standing clock goes on: both spans are longer by the working time that it stood."""
    if row.paused_at is None:
        return {}
    stood = clock.between(row.paused_at, timezone.now())
    if not stood:
        return {"paused_at": None}
    longer = {
        "paused_at": None,
        "acknowledge_due_at": clock.after(row.acknowledge_due_at, stood),
        "answer_due_at": clock.after(row.answer_due_at, stood),
    }
    if row.first_due_at and row.first_due_at > row.paused_at:
        longer["first_due_at"] = clock.after(row.first_due_at, stood)
    return longer


def spans(issue: Issue) -> tuple[int, int]:
    """Working days to acknowledge and to answer, by the rule that routed the issue."""
    return issue.acknowledge_days, issue.answer_days


def tell_people(
    people: list[User],
    entry: IssueEntry | None,
    subject: str,
    kind: str,
    mailboxes: tuple = (),
    *,
    told_as: IssueEntry | None = None,
    in_words: Mapping[int, str] = NO_OTHER_WORDS,
) -> None:
    """Tell of one entry, once; whoever did it knows already, and whoever was told of it as another of its parties.

    No entry: nothing new happened. `told_as` is the other issue's entry, where one act is a step of two issues.
    `in_words`: what some read in place of the subject, by the key of the person.
    """
    if entry is None:
        return
    of = told_as or entry
    told = notices.lines(
        [person for person in people if person.pk != entry.by_id],
        kind=kind,
        event=f"issue:{of.issue.reference}:{of.pk}",
        subject=subject,
        path=entry.issue.get_absolute_url(),
        mailboxes=mailboxes,
    )
    for notice in told:
        notice.subject = in_words.get(notice.recipient_id or 0, notice.subject)
    notices.write(told)


def people_behind(issue: Issue, **followers) -> QuerySet[User]:
    """Everybody who reported it or a duplicate of it or follows one of these, once each. Narrows the followers.

    Whoever has withdrawn what they reported no longer stands behind it.
    """
    reports = Issue.objects.filter(Q(pk=issue.pk) | Q(duplicate_of=issue.pk)).order_by().values("pk")
    people, follows = User.objects.order_by(), Follower.objects.filter(issue__in=reports, **followers).order_by()
    stand = reports.filter(withdrawn_at__isnull=True)
    return people.filter(reported__in=stand).union(people.filter(pk__in=follows.values("user")))


def others_behind(issue: Issue) -> int:
    """How many besides its reporter have the problem too: they said so, or reported a duplicate of it."""
    return people_behind(issue, is_affected=True).count() - (issue.withdrawn_at is None)


def people_told(issue: Issue, **followers) -> QuerySet[User]:
    """Of those behind it, all but who said "me too" and stopped following."""
    return people_behind(issue, is_told=True, **followers)


def tell_reporters(issue: Issue, entry: IssueEntry | None, subject: str) -> None:
    """Whoever said "me too", or reported a duplicate, is told what the reporter is told."""
    tell_people(list(people_told(issue)), entry, subject, Notice.Kind.PROGRESS)


def tell_desk(
    issue: Issue, entry: IssueEntry | None, subject: str, kind: str = Notice.Kind.QUESTION, **also: IssueEntry
) -> None:
    """The desk's people today, or its mailbox where there are none."""
    people, mailboxes = at_desk(issue.desk)
    tell_people(people, entry, subject, kind, mailboxes, **also)


def at_desk(desk: Desk) -> tuple[list[User], tuple[str, ...]]:
    """Whom to tell at a desk: its people today, or its mailbox where there are none."""
    people = [holder.user for holder in holders_now([desk.pk])]
    return people, (desk.mailbox,) if desk.mailbox and not people else ()
