"""When an issue would be due had another never been part of it: its history is gone through again without that merge.

A question, or being sent on, changes what the merge had changed before; so what the merge found cannot be put back.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from issues import clock
from issues.models import Issue, Merge
from issues.readings import GOES_ON

AFRESH = ("report", "reopen")  # acts that set both spans by the rule's days alone
SEEN = {"acknowledge", "ask", "answer"}
SETTLED = {"acknowledge_due_at": "acknowledged_at", "answer_due_at": "answered_at", "first_due_at": "answered_at"}
Step = tuple[int, str, datetime]


@dataclass(frozen=True)
class Times:
    """The due times of an issue, and what its further steps make of them."""

    acknowledge_due_at: datetime
    answer_due_at: datetime
    first_due_at: datetime | None

    def sooner(self, merged: Merge) -> "Times":
        """As a merge makes them: each the earlier of the two."""
        return replace(
            self,
            acknowledge_due_at=min(filter(None, (self.acknowledge_due_at, merged.brought_acknowledge_due_at))),
            answer_due_at=min(filter(None, (self.answer_due_at, merged.brought_answer_due_at))),
        )

    def resumed(self, paused_at: datetime, at: datetime) -> "Times":
        """As a clock that stood since then leaves them."""
        stood = clock.between(paused_at, at)
        first = self.first_due_at
        return Times(
            clock.after(self.acknowledge_due_at, stood),
            clock.after(self.answer_due_at, stood),
            clock.after(first, stood) if first and first > paused_at else first,
        )

    def sent_on(self, afresh: datetime) -> "Times":
        """As sending on leaves them, with fresh time to acknowledge."""
        missed = self.answer_due_at if self.answer_due_at < afresh else None
        return Times(afresh, max(self.answer_due_at, afresh), self.first_due_at or missed)

    def taken_over(self, afresh: datetime, *, is_seen: bool) -> "Times":
        """As it is left by whoever takes over from an empty desk."""
        return replace(self, acknowledge_due_at=min(afresh, self.answer_due_at)) if is_seen else self


def without(merged: Merge, into: Issue) -> dict:
    """The other's due times that change without this merge; none where they were set afresh since, or are settled."""
    steps: list[Step] = list(into.entries.values_list("pk", "verb", "at"))
    afresh = max((pk for pk, verb, _ in steps if verb in AFRESH), default=0)
    since = list(into.taken_in.filter(entry__gt=afresh).order_by("pk"))
    if merged not in since:
        return {}
    steps = [step for step in steps if step[0] >= afresh]
    left = [one for one in since if one.undone_at is None and one.pk != merged.pk]
    had = _gone_through(into, since[0], steps, [*left, merged])
    has = _gone_through(into, since[0], steps, left)
    return {
        name: getattr(has, name)
        for name, settled in SETTLED.items()
        if not getattr(into, settled) and getattr(has, name) != getattr(had, name)
    }


def _gone_through(into: Issue, first: Merge, steps: Iterable[Step], merges: Collection[Merge]) -> Times:
    """Where the steps lead from what the first merge found, with these merges and no others."""
    times = Times(first.own_acknowledge_due_at, first.own_answer_due_at, first.own_first_due_at)
    by_entry = {one.entry_id: one for one in merges}
    paused_at, is_asked, is_seen = None, False, False
    for pk, verb, at in steps:
        is_later = pk > first.entry_id
        if pk in by_entry:
            times = times.sooner(by_entry[pk])
        if verb in {"ask", "merge"}:
            paused_at, is_asked = paused_at or at, is_asked or verb == "ask"
        elif paused_at and (verb in GOES_ON or (verb == "unmerge" and not is_asked)):
            times = times.resumed(paused_at, at) if is_later else times
            paused_at, is_asked = None, False
        if is_later and verb in {"reroute", "take_over"}:
            afresh = clock.working_days_after(at, into.acknowledge_days)
            times = times.sent_on(afresh) if verb == "reroute" else times.taken_over(afresh, is_seen=is_seen)
        is_seen = verb in SEEN or (is_seen and verb not in {"reroute", "take_over"})
    return times
