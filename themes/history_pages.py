"""The page on which a name that a theme had before is taken out of its history."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from people.refusing import require
from themes import rules, taking_out
from themes.models import Theme


@require_http_methods(["GET", "POST"])
def take_out_name(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What taking a name out does, and the button that does it."""
    found = get_object_or_404(Theme.objects.of_icb(request.user), key=key)
    require(rules.can_curate(request.user, found))
    entry = get_object_or_404(found.entries, pk=number, verb="renamed")
    if request.method == "GET" and taking_out.can_be(entry, found):
        return render(request, "themes/take_out_name.html", {"theme": found, "entry": entry})
    if request.method == "POST":
        taking_out.take_out(entry=entry, by=request.user)
        messages.success(request, "The name was taken out, and nobody can read it in the history any more.")
    return redirect(found)
