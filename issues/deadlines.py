"""When something is due, as one says it: "due tomorrow, 16:30", "3 working days late". Pure; given its instants."""

from datetime import date, datetime, timedelta

from issues.clock import LONDON, is_working_day


def in_words(due_at: datetime, now: datetime) -> str:
    """How the time that is left, or that was overrun, is said."""
    return late(due_at, now) if due_at < now else f"due {_when(due_at, now)}"


def late(due_at: datetime, now: datetime) -> str:
    """By how much a time was overrun: in working days, or before one has gone by, the hour since when."""
    due_on, today = due_at.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    days = sum(is_working_day(due_on + timedelta(days=number)) for number in range(1, (today - due_on).days + 1))
    if days:
        return f"{days} working day{'s' if days > 1 else ''} late"
    return f"late since {_when(due_at, now)}"


def late_when_asked(due_at: datetime | None, asked_at: datetime | None) -> str:
    """How late it was when its clock was stopped by a question: "was 12 weeks late when asked"; else nothing."""
    if not due_at or not asked_at or asked_at <= due_at:
        return ""
    days = (asked_at.astimezone(LONDON).date() - due_at.astimezone(LONDON).date()).days
    count, unit = (days // 7, "week") if days >= 14 else (days, "day")
    return f"was {count} {unit}{'s' if count > 1 else ''} late when asked" if count else "was late when asked"


def first_due(first_at: datetime, now: datetime) -> str:
    """The time by which it was first to be answered, where it has another now: also once it has been sent on late."""
    return f"was first to be answered by {day(first_at)}{': late since then' if first_at < now else ''}"


def day(at: datetime) -> str:
    """The day of an instant in London: 3 March 2026."""
    return _said(at.astimezone(LONDON).date())


def _when(at: datetime, now: datetime) -> str:
    local, today = at.astimezone(LONDON), now.astimezone(LONDON).date()
    days = (local.date() - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days, f"{local:%A}")
    return f"{near}, {local:%H:%M}" if abs(days) < 7 else _said(local.date())


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
