"""What must always be true of the data, whatever was killed when. Each breach is one sentence without free text."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from archive.models import Project, ProjectEntry
from issues import attaching
from issues.models import OPEN_STATES, TICKING_STATES, Issue, IssueEntry, Merge
from people import passing_over
from people.models import Digest, Notice, Round
from people.trail import BACK, Move
from routing.models import Holder
from themes.models import Run, Theme

LONGEST_WAIT = timedelta(days=2)
LONGEST_RUN = timedelta(hours=1)
ROUTED = IssueEntry.objects.filter(issue=OuterRef("pk"), desk__isnull=False)
Breaches = Iterator[str]


def every_breach(now: datetime) -> Breaches:
    """All breaches of all invariants, each with the invariant's number in front."""
    for number, check in CHECKS.items():
        for breach in check(now):
            yield f"{number}: {breach}"


def reports_exist_once(now: datetime) -> Breaches:
    """I1: an issue was reported exactly once, and routed at least once. The database holds its key unique."""
    first = Count("entries", filter=Q(entries__verb="report"), distinct=True)
    for reference, reported in _pairs(Issue.objects.annotate(reported=first).exclude(reported=1), "reported"):
        yield f"issue {reference} was reported {reported} times"
    for reference in _references(Issue.objects.filter(~Exists(ROUTED))):
        yield f"issue {reference} has no route"


def open_issues_have_an_owner(now: datetime) -> Breaches:
    """I2: somebody holds the desk of every open issue, or reads its mailbox, or its gap is counted."""
    today = timezone.localdate(now)
    sitting = Holder.objects.filter(desk=OuterRef("desk"), from_on__lte=today, user__is_active=True).filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today)
    )
    counted = ROUTED.filter(desk=OuterRef("desk")).exclude(gap="")
    orphans = Issue.objects.filter(state__in=OPEN_STATES, desk__mailbox="").filter(~Exists(sitting), ~Exists(counted))
    for reference in _references(orphans):
        yield f"issue {reference} is open at a desk that nobody holds, and no gap is counted"
    strays = Issue.objects.annotate(routed=Exists(ROUTED.filter(desk=OuterRef("desk"))))
    for reference in _references(strays.filter(routed=False)):
        yield f"issue {reference} is at a desk to which it was never routed"


def notices_end_once(now: datetime) -> Breaches:
    """I3: a notice waits, alone or in a digest, or was sent, or was given up, or was not to be sent: one of these.

    A digest likewise, and none is empty. What is held back waits for a decision and is not due.
    """
    in_digest = Q(digest__due_at__isnull=False) | Q(digest__held_at__isnull=False)
    for rows, what, waits in ((Notice.objects, "notice", in_digest), (Digest.objects, "digest", Q(pk__in=[]))):
        open_end = Q(due_at__isnull=True, sent_at__isnull=True, failed_at__isnull=True, last_error="")
        for pk in rows.filter(open_end).exclude(waits).values_list("pk", flat=True):
            yield f"{what} {pk} neither waits nor was sent nor was given up"
        both = Q(sent_at__isnull=False, failed_at__isnull=False) | Q(held_at__isnull=False, due_at__isnull=False)
        both |= Q(due_at__isnull=False) & (Q(sent_at__isnull=False) | Q(failed_at__isnull=False) | waits)
        for pk in rows.filter(both).values_list("pk", flat=True):
            yield f"{what} {pk} ended in two ways"
    told = Notice.objects.filter(digest=OuterRef("pk"), sent_at__isnull=False)
    for pk in Digest.objects.filter(~Exists(told), sent_at__isnull=False).values_list("pk", flat=True):
        yield f"digest {pk} was sent empty"


def themes_count_what_they_hold(now: datetime) -> Breaches:
    """I4: a theme's size is the number of its issues. The database lets an issue into one theme only."""
    wrong = Theme.objects.filter(is_live=True).annotate(held=Count("members")).exclude(held=F("size"))
    for key, size, held in wrong.values_list("key", "size", "held"):
        yield f"theme {key} says {size} issues and holds {held}"


def histories_explain_states(now: datetime) -> Breaches:
    """I5: every state follows from the entries before it, by the table of moves; what a person did has its actor."""
    yield from _histories(IssueEntry.objects, "issue__reference", "issue__state", Issue.MOVES, "issue")
    yield from _histories(ProjectEntry.objects, "project__slug", "project__state", Project.MOVES, "project")


def _histories(entries, name: str, state: str, moves: dict[str, Move], thing: str) -> Breaches:
    rows = entries.order_by(name, "pk").values_list(name, state, "verb", "state", "by")
    for (key, stands), steps in groupby(rows.iterator(chunk_size=2000), key=lambda row: row[:2]):
        before = came_from = None
        for *_, verb, after, by in steps:
            if not _follows(moves.get(verb), came_from, before, after):
                yield f"{thing} {key} went from {before} to {after} by {verb}, which the table does not have"
            if by is None and not _is_automatic(moves.get(verb)):
                yield f"{thing} {key} has a step {verb} without an actor"
            if after != before:
                before, came_from = after, before
        if before != stands:
            yield f"{thing} {key} is {stands}, its history says {before}"


def _follows(move: Move | None, came_from: str | None, before: str | None, after: str) -> bool:
    if move is None:
        return False
    to = came_from if move.to == BACK else move.to or before
    return (before in move.of if move.of else before is None) and after == to


def _is_automatic(move: Move | None) -> bool:
    return move is not None and move.is_automatic


def clocks_are_watched(now: datetime) -> Breaches:
    """I10: every clock that runs will be looked at, and none is overdue to be."""
    watched = Issue.objects.filter(clock_run__gt=0, state__in=TICKING_STATES)
    for reference in _references(watched.filter(clock_due_at__isnull=True, answer_due_at__gt=now)):
        yield f"the clock of issue {reference} runs and nothing looks at it"
    for reference in _references(Issue.objects.filter(clock_due_at__lt=now - LONGEST_RUN)):
        yield f"the clock of issue {reference} was to be looked at more than an hour ago"


def nothing_waits_too_long(now: datetime) -> Breaches:
    """I8: no notice, digest, round or search is older than its limit."""
    notices = Notice.objects.filter(due_at__isnull=False, created_at__lt=now - LONGEST_WAIT)
    digests = Digest.objects.filter(due_at__isnull=False, slot__lt=now - LONGEST_WAIT)
    for rows, what in ((notices, "notice"), (digests, "digest")):
        for pk in rows.values_list("pk", flat=True):
            yield f"{what} {pk} has waited for more than {LONGEST_WAIT.days} days"
    for rows, what in ((Round.objects, "round"), (Run.objects, "search for themes")):
        for pk in rows.filter(finished_at__isnull=True, started_at__lt=now - LONGEST_RUN).values_list(
            "pk", flat=True
        ):
            yield f"{what} {pk} began and never finished"


def duplicates_point_straight(now: datetime) -> Breaches:
    """I9: what an issue is part of is no duplicate itself, in the same system, and one merge says so."""
    merged = Issue.objects.filter(duplicate_of__isnull=False)
    chained = merged.filter(Q(duplicate_of__duplicate_of__isnull=False) | ~Q(icb=F("duplicate_of__icb")))
    for reference in _references(chained):
        yield f"issue {reference} is part of a duplicate, or of an issue of another system"
    kept = Merge.objects.filter(issue=OuterRef("pk"), into=OuterRef("duplicate_of"), undone_at__isnull=True)
    for reference in _references(merged.filter(~Exists(kept))):
        yield f"issue {reference} is part of another, and no merge says so"
    merges = Merge.objects.filter(undone_at__isnull=True)
    for reference in _references(Issue.objects.filter(duplicate_of=None, pk__in=merges.values("issue"))):
        yield f"issue {reference} is part of no other, and a merge says so"


def files_are_where_they_should_be(now: datetime) -> Breaches:
    """I11: no row of a file is without its file. A file without a row is deleted by the hourly sweep."""
    for key in attaching.missing():
        yield f"file {key} is missing"


def jobs_get_past_every_row(now: datetime) -> Breaches:
    """I12: no job has stumbled on the same row three times running."""
    for one in passing_over.stumbled():
        yield f"{one} was tried {one.tries} times: {one.error or 'its worker died'}"


def issues_go_by_one_version(now: datetime) -> Breaches:
    """I13: the rule that an issue was routed by is of the version that it remembers."""
    reports = IssueEntry.objects.filter(verb="report", rule__isnull=False)
    wrong = reports.exclude(rule__rulebook=F("issue__rulebook")).order_by("pk")
    for reference in wrong.values_list("issue__reference", flat=True):
        yield f"issue {reference} was routed by a rule of another version than it remembers"


def _references(issues: QuerySet[Issue]) -> QuerySet:
    return issues.order_by("pk").values_list("reference", flat=True)


def _pairs(issues: QuerySet[Issue], field: str) -> QuerySet:
    return issues.order_by("pk").values_list("reference", field)


CHECKS: dict[str, Callable[[datetime], Breaches]] = {
    "I1": reports_exist_once,
    "I2": open_issues_have_an_owner,
    "I3": notices_end_once,
    "I4": themes_count_what_they_hold,
    "I5": histories_explain_states,
    "I8": nothing_waits_too_long,
    "I9": duplicates_point_straight,
    "I10": clocks_are_watched,
    "I11": files_are_where_they_should_be,
    "I12": jobs_get_past_every_row,
    "I13": issues_go_by_one_version,
}
