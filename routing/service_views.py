"""Pages on which interface teams and leaders say what services can and cannot help with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from people.models import Organisation, Service
from people.refusing import require
from routing import describing
from routing.area_forms import ServiceForm
from routing.learning import can_name


@require_http_methods(["GET", "POST"])
def services(request: HttpRequest, code: str) -> HttpResponse:
    """The services of one organisation, and a form to add one."""
    found = get_object_or_404(Organisation.objects.select_related("icb", "place"), code=code.upper())
    return _page(request, found, None)


@require_http_methods(["GET", "POST"])
def service(request: HttpRequest, number: int) -> HttpResponse:
    """Change what is said of one service."""
    rows = Service.objects.select_related("organisation__icb", "organisation__place")
    found = get_object_or_404(rows, pk=number)
    return _page(request, found.organisation, found)


def _page(request: HttpRequest, organisation: Organisation, one: Service | None) -> HttpResponse:
    require(can_name(request.user, organisation))
    typed = request.POST if request.method == "POST" else None
    form = ServiceForm(typed, instance=one, organisation=organisation)
    if typed is not None and form.is_valid():
        describing.describe(by=request.user, organisation=organisation, service=one, **form.cleaned_data)
        messages.success(request, f"Saved. Anybody can read this about {form.cleaned_data['name']} now.")
        return redirect("routing:services", code=organisation.code)
    known = [] if one else list(organisation.services.all())
    context = {"organisation": organisation, "service": one, "form": form, "services": known}
    return render(request, "routing/services.html", context, status=422 if form.errors else 200)


@require_POST
def remove_service(request: HttpRequest, number: int) -> HttpResponse:
    """Take a service away."""
    found = get_object_or_404(Service.objects.select_related("organisation"), pk=number)
    describing.remove(by=request.user, service=found)
    messages.success(request, f"{found.name} is no longer listed.")
    return redirect("routing:services", code=found.organisation.code)
