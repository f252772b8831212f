"""The interface team's page about its own ICB: how the portal looks there, and which Places and trusts are on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from people.models import Organisation
from people.refusing import require
from people.standing import forget
from routing import branding, queries, switching
from routing.area_forms import BrandingForm

GOES_BY_STEPS = "You go step by step. Switch on each Place and trust when it is ready."
EVERYBODY_ON = "Everybody is on. Reports go to each Place’s and trust’s own people."


@require_http_methods(["GET", "POST"])
def area(request: HttpRequest) -> HttpResponse:
    """Name, logo text, colour and contact; Places and trusts, each with its switch."""
    icb = _own(request)
    form = BrandingForm(request.POST if request.method == "POST" else None, instance=branding.branding_of(icb))
    if request.method == "POST" and form.is_valid():
        branding.present(by=request.user, icb=icb, **form.cleaned_data)
        forget(request.user)
        messages.success(request, "Saved. The pages look like this from now on.")
        return redirect("routing:area")
    context = {"icb": icb, "form": form, "places": queries.places_of(icb), "trusts": switching.trusts_of(icb)}
    return render(request, "routing/area.html", context, status=422 if form.errors else 200)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Switch a Place or a trust on or off; or, once its effect was shown, go step by step, or let everybody be on."""
    icb, on = _own(request), request.POST.get("on") == "yes"
    sort, _, key = request.POST.get("what", "").partition(":")
    if sort == "steps":
        if request.POST.get("sure") != "yes":
            steps = switching.steps_of(icb)
            return render(request, "routing/steps.html", {"icb": icb, "on": on, "steps": _said(steps)})
        switching.go_by_steps(by=request.user, icb=icb, on=on)
        messages.success(request, GOES_BY_STEPS if on else EVERYBODY_ON)
        return redirect("routing:area")
    if sort == "place":
        name = switching.switch(
            by=request.user, icb=icb, what=get_object_or_404(queries.places_of(icb), slug=key), on=on
        )
    elif sort == "trust":
        name = switching.switch(
            by=request.user, icb=icb, what=get_object_or_404(switching.trusts_of(icb), code=key), on=on
        )
    else:
        raise Http404
    messages.success(request, f"{name} is switched {'on' if on else 'off'}.")
    return redirect("routing:area")


def _said(steps: dict[str, int]) -> dict[str, str]:
    """What is on and what is not, in words: "3 Places and 5 trusts"."""
    on = _counted(steps["places_on"], steps["trusts_on"])
    off = _counted(steps["places"] - steps["places_on"], steps["trusts"] - steps["trusts_on"])
    is_all = steps["places_on"] + steps["trusts_on"] == 0
    stay = "stays" if steps["places_on"] + steps["trusts_on"] == 1 else "stay"
    return {"on": on, "stay": stay, "off": f"All {off}" if is_all and off else off}


def _counted(places: int, trusts: int) -> str:
    named = ((places, "Place"), (trusts, "trust"))
    return " and ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in named if count)


def _own(request: HttpRequest) -> Organisation:
    """The ICB of which the reader is in the interface team; 403 for anybody else."""
    icb = queries.icb_of(request.user)
    require(switching.can_edit(request.user, icb))
    return icb
