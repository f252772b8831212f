"""The page on which somebody who answers issues says when they are away, and who stands in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people.refusing import Refused, require
from people.tasks import nudge
from routing import absence, cover
from routing.forms import AwayForm
from routing.models import Absence


@require_http_methods(["GET", "POST"])
@never_cache
def away(request: HttpRequest) -> HttpResponse:
    """When I am away, for whom I stand in, and a form to say so."""
    holds = absence.can_go_away(request.user)
    form = AwayForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST":
        require(holds)
        if form.is_valid() and (set_now := _went(request, form)):
            nudge()
            messages.success(request, f"Set. {cover.meanwhile(set_now)}")
            return redirect("routing:away")
    context = {
        "form": form,
        "holds": holds,
        "absences": absence.absences_of(request.user),
        "stands_in_for": absence.stands_in_for(request.user),
    }
    return render(request, "routing/away.html", context, status=422 if form.errors else 200)


def _went(request: HttpRequest, form: AwayForm) -> Absence | None:
    """The absence that is set; else the form says why not."""
    try:
        return absence.go_away(by=request.user, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(getattr(refusal, "field", "from_on"), str(refusal))
        return None


@require_POST
def come_back(request: HttpRequest, number: int) -> HttpResponse:
    """End an absence, or take back one that has not begun."""
    own = get_object_or_404(Absence.objects.select_related("stand_in"), pk=number, user=request.user)
    was_ahead = own.is_ahead
    absence.come_back(by=request.user, absence=own)
    nudge()
    messages.success(request, "The absence is cancelled." if was_ahead else "You are there again.")
    return redirect("routing:away")
