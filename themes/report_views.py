"""What is known already, shown while somebody writes a report and once more before it is sent."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from issues import harm_told, report_views, rules
from issues.report_forms import WritingForm
from people.refusing import require
from themes import recognising


@login_not_required
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """The check of a report, with what is known already of its problem."""
    return report_views.check(request, known=recognising.known)


@require_POST
def known(request: HttpRequest) -> HttpResponse:
    """A part of a page for what has been written so far. What is typed travels in no address and is not kept."""
    require(rules.can_report(request.user))
    form = WritingForm(request.POST, by=request.user)
    found = recognising.known(by=request.user, **form.cleaned_data) if form.is_valid() else recognising.Known()
    asks_first = "report" if harm_told.tells_of_harm(request.POST) else ""
    return render(request, "issues/_known.html", {"known": found, "asks_first": asks_first})
