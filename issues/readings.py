"""Reading the clock: each span is read off the moment it ends, and stored, so that it can be reported."""

from datetime import datetime, timedelta

from issues import clock
from issues.models import IssueEntry, Reading, Span
from issues.watching import Clock

ENDS = {
    "acknowledge": (Span.ACKNOWLEDGE,),
    "ask": (Span.ACKNOWLEDGE,),
    "answer": (Span.ACKNOWLEDGE, Span.ANSWER),
    "reroute": (Span.ACKNOWLEDGE, Span.ANSWER),
    "take_over": (Span.ACKNOWLEDGE, Span.ANSWER),
    "withdraw": (Span.ACKNOWLEDGE, Span.ANSWER),
    "lapse": (Span.ACKNOWLEDGE, Span.ANSWER),
}
STARTS = {Span.ACKNOWLEDGE: ("report", "reroute", "take_over", "reopen"), Span.ANSWER: ("report", "reopen")}
GOES_ON = {"reply", "answer", "reroute", "take_over", "withdraw", "lapse"}
Steps = list[tuple[str, datetime]]


def read(stood: Clock, entry: IssueEntry) -> list[Reading]:
    """Store how long each span took that this entry ends, by the clock as it stood before."""
    met = {Span.ACKNOWLEDGE: stood.acknowledged_at, Span.ANSWER: stood.answered_at}
    ended = [span for span in ENDS.get(entry.verb, ()) if met[span] is None]
    if not ended:
        return []
    steps = list(entry.issue.entries.filter(pk__lte=entry.pk).values_list("verb", "at"))
    return Reading.objects.bulk_create(_reading(stood, entry, span, steps) for span in ended)


def _reading(stood: Clock, entry: IssueEntry, span: Span, steps: Steps) -> Reading:
    began = _last(steps[:-1], STARTS[span])
    started_at = steps[began][1]
    spent = clock.between(started_at, entry.at) - _stood(steps[began:])
    return Reading(
        issue=entry.issue,
        run=stood.clock_run,
        span=span,
        desk_id=stood.desk_id,
        verb=entry.verb,
        started_at=started_at,
        due_at=stood.end(span, entry.at),
        ended_at=entry.at,
        minutes=max(timedelta(), spent) // timedelta(minutes=1),
    )


def _last(steps: Steps, verbs: tuple[str, ...]) -> int:
    return max(number for number, (verb, _) in enumerate(steps) if verb in verbs)


def _stood(steps: Steps) -> timedelta:
    """The working time for which the clock was stopped: by a question to the reporter, or as a part of another."""
    total, since, is_asked = timedelta(), None, False
    for verb, at in steps:
        if verb in {"ask", "merge"}:
            since, is_asked = since or at, is_asked or verb == "ask"
        elif since and (verb in GOES_ON or (verb == "unmerge" and not is_asked)):
            total, since, is_asked = total + clock.between(since, at), None, False
    return total
