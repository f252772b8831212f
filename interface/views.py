"""The start page and the pages of plain words."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interface.trying import people_to_try


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is, and the four ways in."""
    return render(request, "interface/start.html", {"people": _people(request)})


@login_not_required
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Five steps from an issue to a project, with made-up data."""
    return render(request, "interface/tour.html", {"people": _people(request)})


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this portal does, for whom, and what it does not do."""
    return render(request, "interface/about.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "interface/accessibility.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it, and for how long."""
    return render(request, "interface/privacy.html")


def _people(request: HttpRequest) -> list:
    is_asked = settings.DEMONSTRATION and not request.user.is_authenticated
    return people_to_try() if is_asked else []
