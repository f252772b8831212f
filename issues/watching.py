"""Which steps the clock takes for an issue, and when it must next be looked at. Pure; knows one issue's times."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import NamedTuple

from issues import clock
from issues.models import TICKING_STATES, ClockStep, Issue, Span

Step = ClockStep.Step
LAST_PART = 5  # the warning comes when a fifth of the span is left, but not more than a day before its end


class Look(NamedTuple):
    """A step of one span, and when it is to be taken."""

    at: datetime
    span: str
    step: str


@dataclass(frozen=True)
class Clock:
    """What decides when an issue's clock must be looked at."""

    desk_id: int
    state: str
    clock_run: int
    acknowledge_days: int
    answer_days: int
    acknowledge_due_at: datetime
    answer_due_at: datetime
    acknowledged_at: datetime | None
    answered_at: datetime | None
    paused_at: datetime | None

    @classmethod
    def of(cls, row: Issue, **changed) -> "Clock":
        """The clock of an issue as it is, or as it will be with these changes."""
        return cls(**{each.name: changed.get(each.name, getattr(row, each.name)) for each in fields(cls)})

    @staticmethod
    def started(at: datetime, *, acknowledge_days: int, answer_days: int, run: int) -> dict:
        """The times of an issue whose clock starts now, as its columns. Run 0 is not watched."""
        acknowledge_due_at = clock.working_days_after(at, acknowledge_days)
        answer_due_at = clock.working_days_after(at, answer_days)
        first = min(warning(acknowledge_due_at, acknowledge_days), warning(answer_due_at, answer_days))
        return {
            "acknowledge_days": acknowledge_days,
            "answer_days": answer_days,
            "acknowledge_due_at": acknowledge_due_at,
            "answer_due_at": answer_due_at,
            "clock_run": run,
            "clock_due_at": first if run else None,
        }

    @staticmethod
    def next_run(row: Issue) -> int:
        """The number of an issue's new clock. Thanks wait for no answer, so nothing watches them."""
        return 0 if row.category.is_thanks else row.clock_run + 1

    def running(self) -> list[tuple[Span, datetime, int]]:
        """The spans that run: their ends, and their lengths in working days. Nothing runs while nobody is to act."""
        if self.state not in TICKING_STATES or not self.clock_run:
            return []
        spans = []
        if self.acknowledged_at is None:
            spans.append((Span.ACKNOWLEDGE, self.acknowledge_due_at, self.acknowledge_days))
        if self.answered_at is None:
            spans.append((Span.ANSWER, self.answer_due_at, self.answer_days))
        return spans

    def end(self, span: str, at: datetime) -> datetime:
        """When a span ends, if the clock that may stand goes on at this instant."""
        end = self.acknowledge_due_at if span == Span.ACKNOWLEDGE else self.answer_due_at
        return end if self.paused_at is None else clock.after(end, clock.between(self.paused_at, at))

    def next_look(self) -> datetime | None:
        """The first warning of the spans that run; whatever was taken before is passed over then."""
        return min((warning(end, days) for _, end, days in self.running()), default=None)

    def steps(self, *, has_above: bool, has_interface: bool) -> list[Look]:
        """Every step of the spans that run, in the order of time; a desk that is not there is left out."""
        up = [step for step, is_there in ((Step.ABOVE, has_above), (Step.INTERFACE, has_interface)) if is_there]
        looks = []
        for span, end, days in self.running():
            looks.append(Look(warning(end, days), span, Step.WARNING))
            looks.append(Look(end, span, Step.BREACH))
            looks += [Look(clock.working_days_after(end, later), span, step) for later, step in enumerate(up, 1)]
        return sorted(looks, key=lambda look: look.at)


def warning(end: datetime, days: int) -> datetime:
    """When to warn of the end of a span of so many working days."""
    return clock.before(end, min(clock.DAY, days * clock.DAY / LAST_PART))
