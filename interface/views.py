"""The start page and the pages of plain words."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """What this is, and the four ways in."""
    return render(request, "interface/start.html")


@login_not_required
def tour(request: HttpRequest) -> HttpResponse:
    """Five steps through made-up data."""
    return render(request, "interface/tour.html")


@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    """What this portal does, for whom, and what it does not do."""
    return render(request, "interface/about.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "interface/accessibility.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees it, and for how long."""
    return render(request, "interface/privacy.html")
