"""A report that was sent: where it is now, and the proof that it was."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from issues.models import Issue


@require_GET
def sent(request: HttpRequest, key: str) -> HttpResponse:
    """Where a report with this key is an issue now: for a browser that cannot tell whether its sending arrived."""
    return JsonResponse({"path": get_object_or_404(Issue, reporter=request.user, key=key).get_absolute_url()})


@require_GET
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """What was sent, when, to whom, and by when they should answer: a page to print."""
    found = Issue.objects.filter(reporter=request.user).select_related("desk", "category", "about", "reporter")
    issue = get_object_or_404(found, reference=reference.upper())
    files = issue.attachments.filter(by=request.user, is_internal=False, removed_at=None)
    taken_out = issue.entries.filter(verb="take_out").last()
    context = {"issue": issue, "others": issue.others.all(), "files": files, "taken_out": taken_out}
    return render(request, "issues/receipt.html", context)
