"""The page on which leaders see how soon issues are acknowledged and answered, in both directions."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from issues import responsiveness, rules
from issues.forms import ResponsivenessForm
from people.exporting import spreadsheet
from people.refusing import require

PER_PAGE = 25
COLUMNS = (
    "Responsibility",
    "Organisation",
    "Side",
    "Came in",
    "Acknowledged in time",
    "of",
    "Median working days to acknowledge",
    "Answered in time",
    "of",
    "Median working days to answer",
    "Unanswered now",
    "Overdue now",
    "Reopened",
    "Promised changes past their date",
    "Sent on too late to answer",
)


@require_GET
def responsiveness_page(request: HttpRequest) -> HttpResponse:
    """By side and by desk: what came in, what was kept in time, what waits."""
    require(rules.can_see_responsiveness(request.user))
    desks = responsiveness.desks_led(request.user)
    form = ResponsivenessForm(request.GET, user=request.user)
    desks, days = form.narrow(desks), form.days
    since = timezone.now() - timedelta(days=days)
    rows, sides = responsiveness.figures(desks, since)
    if "csv" in request.GET:
        return spreadsheet("responsiveness", COLUMNS, _lines(rows))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = {"sides": [*map(_shown, sides)], "rows": [*map(_shown, page)]}
    context = {"form": form, "since": since, "page": page} | shown
    return render(request, "issues/responsiveness.html", context)


def _shown(row: responsiveness.Row) -> dict[str, str]:
    """A row of the page in words, whatever is nought left empty where it would be stressed."""
    acknowledged, answered = row.acknowledged, row.answered
    return {
        "name": row.name,
        "came_in": str(row.came_in),
        "acknowledged": _kept(acknowledged),
        "half_acknowledged": _half(acknowledged),
        "answered": _kept(answered),
        "half_answered": _half(answered),
        "sent_on_late": str(answered.sent_on_late or ""),
        "unanswered": str(row.unanswered),
        "overdue": str(row.overdue or ""),
        "reopened": str(row.reopened),
        "promises": str(row.promises or ""),
    }


def _kept(met: responsiveness.Met) -> str:
    """For example: 5 of 8 in time (63%)."""
    return f"{met.in_time} of {met.of} in time ({met.percent}%)" if met.of else "None yet"


def _half(met: responsiveness.Met) -> str:
    """For example: half within 3.0 working days. Empty where none was met."""
    if not met.of or met.median is None:
        return ""
    days = f"{met.median:.1f}"
    return f"half within {days} working day{'' if days == '1.0' else 's'}"


def _lines(rows: list[responsiveness.Row]) -> Iterator[list]:
    for row in rows:
        side = responsiveness.SIDES[row.side][0]
        yield [row.name, row.organisation, side, row.came_in, *_cells(row.acknowledged), *_cells(row.answered)] + [
            row.unanswered,
            row.overdue,
            row.reopened,
            row.promises,
            row.answered.sent_on_late,
        ]


def _cells(met: responsiveness.Met) -> list:
    return [met.in_time, met.of, "" if met.median is None else f"{met.median:.1f}"]
