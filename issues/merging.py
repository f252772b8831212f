"""One problem reported twice: a duplicate becomes part of another issue, traceably, and can be taken back.

Nothing moves: reporter, followers, text and history stay where they are, and whoever has to be told is found through
`duplicate_of`. A duplicate points straight at an issue that is none, so there is never a chain or a circle.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from issues import clock, own_times, rules, withdrawing
from issues.models import OPEN_STATES, Copy, Issue, IssueEntry, Merge
from issues.moving import advance, resumed, tell_desk, tell_reporters
from people import trail
from people.models import Notice, User
from people.refusing import Refused, require
from routing.models import Desk

SETTLED = {"acknowledge": "acknowledged_at", "answer": "answered_at"}  # each span, and what ends it


@transaction.atomic
def merge(*, issue: Issue, into: Issue, by: User, text: str = "") -> Issue:
    """Make an issue part of another, which is then due when the earlier of the two was; its people are told once."""
    require(rules.can_merge(by, issue) and rules.can_merge(by, into))
    issue, into = _locked(issue, into)
    if issue.duplicate_of_id == into.pk:
        return advance(issue, "merge", by, text=text)[0]
    if reason := why_not(issue, into):
        raise Refused(reason)
    now = timezone.now()
    into, taken_in = _take_in(issue, into, by, text, now)
    stands = {"duplicate_of": into, "paused_at": issue.paused_at or now}
    issue, entry = advance(issue, "merge", by, lambda row: stands, text, other=into)
    subject = f"Issue {issue.reference} is now part of issue {into.reference}"
    tell_reporters(issue, entry, f"{subject}, where you will be told what becomes of it")
    copied = "" if issue.desk_id == into.desk_id else f", with {into.desk.title}, and you have a copy of it"
    tell_desk(issue, entry, f"{subject}{copied}", Notice.Kind.PROGRESS)
    tell_desk(into, taken_in, subject, Notice.Kind.PROGRESS, told_as=entry)
    return issue


@transaction.atomic
def unmerge(*, issue: Issue, by: User, text: str = "") -> Issue:
    """Take a duplicate back within 30 days: it is as it was, and its clock goes on from where it stood.

    Where the other's reporter has left and nobody else has its problem, the other ends.
    """
    issue, into = _locked(issue, Issue.objects.filter(duplicates=issue).first() or issue)
    require(rules.can_unmerge(by, issue))
    merged = standing_merge(issue)
    if merged and not merged.can_be_undone:
        raise Refused(
            f"It has been part of issue {into.reference} for more than 30 days, and can no longer be taken back. "
            "If the problem is another one, please report it anew."
        )
    was_asked = trail.state_before(issue) == Issue.State.RETURNED
    issue, entry = advance(
        issue,
        "unmerge",
        by,
        lambda row: {"duplicate_of": None} | ({} if was_asked else resumed(row)),
        text,
        other=into,
    )
    if entry is None:
        return issue
    merged.undone_at = timezone.now()
    merged.save(update_fields=["undone_at"])
    into, given_back = _give_back(merged, into, by, text)
    subject = f"Issue {issue.reference} is no longer part of issue {into.reference}"
    tell_reporters(issue, entry, f"{subject}; you are told what becomes of it by itself")
    tell_desk(issue, entry, subject)
    tell_desk(into, given_back, subject, Notice.Kind.PROGRESS, told_as=entry)
    withdrawing.end_if_nobody_is_left(issue=into, because=f"issue {issue} is no longer part of it")
    return issue


def why_not(issue: Issue, into: Issue) -> str:
    """Why an issue cannot become part of another now, in a sentence; nothing if it can."""
    if issue.pk == into.pk:
        return "These are the same issue. Give the reference of another."
    if issue.icb_id != into.icb_id:
        return "The two belong to different systems, so neither can become part of the other."
    if issue.category.is_thanks != into.category.is_thanks:
        return "One of them is about a problem and the other about something that works well."
    for one in (issue, into):
        if one.duplicate_of_id:
            return f"Issue {one} is itself part of issue {one.duplicate_of}{_by_whom(one)}."
    if issue.state not in OPEN_STATES:
        return f"Issue {issue} has been {issue.get_state_display().lower()}. Link the two as related instead."
    if into.state in {Issue.State.CLOSED, Issue.State.WITHDRAWN}:
        return f"Issue {into} has been {into.get_state_display().lower()}. Link the two as related instead."
    if issue.duplicates.exists():
        return f"Other issues are part of issue {issue} already. Make {into} part of {issue} instead."
    return ""


def standing_merge(issue: Issue) -> Merge | None:
    """The merge by which it is part of another now."""
    return issue.merges.filter(undone_at__isnull=True).select_related("entry__by").first()


def can_be_undone(issue: Issue) -> bool:
    """Whether it is part of another and the days for taking it back are not over."""
    merged = standing_merge(issue)
    return merged is not None and merged.can_be_undone


def sooner(issue: Issue, into: Issue, *, now: datetime) -> dict[str, datetime]:
    """The due times of the other that become earlier for this issue's sake."""
    brought = _brings(issue, into, now=now)
    return {name: due for name, due in brought.items() if due and due < getattr(into, name)}


def worse(issue: Issue, into: Issue) -> dict[str, str]:
    """The harm that the other counts as having for this issue's sake, where that is more than it had."""
    worst = _worst([issue.harm, into.harm_taken_in], into)
    return {} if worst == into.harm_taken_in else {"harm_taken_in": worst}


def _worst(told: Iterable[str], into: Issue) -> str:
    """The worst of these harms, where what was told of the issue itself is less; “no harm” takes nothing in."""
    worst = max(told, key=_rank, default="")
    return worst if _rank(worst) > max(_rank(into.harm), _rank(Issue.Harm.NONE)) else ""


def _rank(harm: str) -> int:
    return Issue.Harm.values.index(harm) if harm else -1


def _copy_to_its_desk(issue: Issue, into: Issue) -> Desk | None:
    """Let the desk of a duplicate go on reading; it is returned where it reads the other for the duplicate's sake."""
    if issue.desk_id == into.desk_id:
        return None
    is_for_another = into.taken_in.filter(undone_at__isnull=True, copied_to=issue.desk).exists()
    _, is_new = Copy.objects.get_or_create(issue=into, desk=issue.desk)
    return issue.desk if is_new or is_for_another else None


def _brings(issue: Issue, into: Issue, *, now: datetime) -> dict[str, datetime | None]:
    """When the other becomes due for this issue's sake; None where that is settled on either side.

    A clock that stands is read where it stands: the working time that is left to one is left to the other.
    """
    found = {}
    for span, settled in SETTLED.items():
        due = getattr(issue, f"{span}_due_at")
        if issue.paused_at:
            due = clock.after(due, clock.between(issue.paused_at, now))
        if into.paused_at:
            due = clock.after(into.paused_at, clock.between(now, due))
        is_settled = getattr(issue, settled) or getattr(into, settled)
        found[f"{span}_due_at"] = None if is_settled else due
    return found


def _locked(issue: Issue, into: Issue) -> tuple[Issue, Issue]:
    """Both as they are now, held in the order of their keys, so that two merges never wait for each other."""
    rows = Issue.objects.select_for_update().filter(pk__in={issue.pk, into.pk}).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[issue.pk], found[into.pk]


def _take_in(issue: Issue, into: Issue, by: User, text: str, now: datetime) -> tuple[Issue, IssueEntry]:
    """The other's side of a merge: its due times become the earlier ones, and what they were is kept."""
    own = {f"{span}_due_at": getattr(into, f"{span}_due_at") for span in SETTLED}
    brought, changes = _brings(issue, into, now=now), sooner(issue, into, now=now)
    changes |= worse(issue, into)
    copied_to = _copy_to_its_desk(issue, into)
    into, entry = advance(into, "take_in", by, lambda row: changes, text, other=issue, reasons=_said(into, changes))
    Merge.objects.create(
        issue=issue,
        into=into,
        entry=entry,
        at=now,
        copied_to=copied_to,
        own_first_due_at=into.first_due_at,
        **{f"own_{name}": due for name, due in own.items()},
        **{f"brought_{name}": due for name, due in brought.items()},
    )
    return into, entry


def _give_back(merged: Merge, into: Issue, by: User, text: str) -> tuple[Issue, IssueEntry]:
    """The other's side of taking back: it is due as if the merge had not been. A reporter's words stay with them."""
    issue, later = merged.issue, own_times.without(merged, into)
    worst = _worst(into.duplicates.order_by().values_list("harm", flat=True), into)
    later |= {} if worst == into.harm_taken_in else {"harm_taken_in": worst}
    still = into.taken_in.filter(undone_at__isnull=True, copied_to=merged.copied_to)
    if merged.copied_to_id and not still.exists():
        into.copies.filter(desk=merged.copied_to_id).delete()
    told = "" if rules.is_reporter(by, issue) else text
    return advance(into, "give_back", by, lambda row: later, told, other=issue, reasons=_said(into, later))


def _said(into: Issue, changes: dict) -> list[str]:
    """What the history says of due times that have moved, and of harm."""
    said = []
    if "harm_taken_in" in changes:
        harm = Issue.Harm(changes["harm_taken_in"] or into.harm).label
        said.append(f"It now counts with this harm: {harm.lower()}.")
    if "answer_due_at" in changes:
        day = timezone.localdate(changes["answer_due_at"])
        said.append(f"It is now to be answered by {day.day} {day:%B %Y}.")
    return said


def _by_whom(issue: Issue) -> str:
    """`, since Mina Director merged them on 3 March 2026`."""
    entry: IssueEntry | None = issue.entries.filter(verb="merge").select_related("by").last()
    if entry is None:
        return ""
    day = timezone.localdate(entry.at)
    return f": {entry.by} merged them on {day.day} {day:%B %Y}"
