"""Pages about oneself: details, notices, keys."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.admitting import organisation_of
from people.forms import DetailsForm, KeyForm
from people.joining import join
from people.keys import SCOPES, make_key, revoke_key
from people.notices import mark_all_read, notices_of, unread_count
from people.signing_in import is_own_path
from people.standing import standing

NOTICES_ON_A_PAGE = 25


@require_http_methods(["GET", "POST"])
@never_cache
def welcome(request: HttpRequest) -> HttpResponse:
    """The first sign-in: who are you, and where do you work?"""
    form = DetailsForm(request.POST or None, initial=_known_of(request.user))
    if form.is_valid():
        join(by=request.user, organisation=form.organisation, **_said(form))
        onwards = request.GET.get("next")
        return redirect(onwards if is_own_path(onwards) else "start")
    return render(request, "people/welcome.html", {"form": form})


@require_http_methods(["GET", "POST"])
@never_cache
def details(request: HttpRequest) -> HttpResponse:
    """The same facts, later."""
    form = DetailsForm(request.POST or None, initial=_known_of(request.user))
    if form.is_valid():
        join(by=request.user, organisation=form.organisation, **_said(form))
        messages.success(request, "Your details are saved.")
        return redirect("people:details")
    seats = request.user.memberships.select_related("organisation", "place")
    return render(request, "people/details.html", {"form": form, "seats": seats})


def _said(form: DetailsForm) -> dict:
    return {"name": form.cleaned_data["name"], "job": form.cleaned_data["job"]}


def _known_of(person) -> dict:
    """What is already known: their own words, else what their e-mail domain says."""
    organisation = standing(person).organisation or organisation_of(person.email)
    return {"name": person.name, "job": person.job, "where": organisation.name if organisation else ""}


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """What I was told."""
    page = Paginator(notices_of(request.user), NOTICES_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "unread": unread_count(request.user)}
    in_team = bool(standing(request.user).interface_team_of)
    return render(request, "people/notices.html", shown | {"in_interface_team": in_team})


@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    mark_all_read(by=request.user)
    return redirect("people:notices")


@require_http_methods(["GET", "POST"])
@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """My keys for the API. A new one is shown in the answer to the form, and never again."""
    form, key = KeyForm(request.POST or None), ""
    if form.is_valid():
        _, key = make_key(by=request.user, **form.cleaned_data)
        form = KeyForm()
    mine = request.user.tokens.filter(revoked_at__isnull=True)
    kept = [(token, [f"{SCOPES.get(scope, scope)} ({scope})" for scope in token.scopes]) for token in mine]
    return render(request, "people/keys.html", {"form": form, "key": key, "keys": kept})


@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    token = get_object_or_404(request.user.tokens, pk=number)
    revoke_key(by=request.user, token=token)
    messages.success(request, f"The key “{token.name}” no longer works.")
    return redirect("people:keys")
