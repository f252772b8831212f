"""Pages of the registry for those signed in: what it holds, and what it lacks."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from people.models import Organisation
from people.standing import standing
from routing import queries
from routing.forms import RegistryFilter
from routing.gaps import desks_of, gaps_of
from routing.reasons import say_rule
from routing.registry import precedence
from routing.rules import can_edit_rules
from routing.switching import can_edit

PER_PAGE = 50
MOST_OF_A_GAP = 20
ORDERS = {"name": ("name", "code"), "kind": ("kind", "name", "code"), "place": ("place__name", "name", "code")}
DESK_ORDERS = {"name": ("title", "pk"), "kind": ("kind", "title", "pk"), "place": ("place__name", "title", "pk")}
SECTIONS = (("organisations", "Organisations"), ("desks", "Responsibilities"), ("rules", "Rules"))


@require_GET
def registry(request: HttpRequest) -> HttpResponse:
    """Organisations, responsibilities or rules, as tables."""
    show = request.GET.get("show")
    section = show if show in dict(SECTIONS) else "organisations"
    icb = queries.icb_of(request.user)
    list_of = {"organisations": _organisations, "desks": _desks, "rules": _rules}[section]
    context = {"section": section, "sections": _links(section), "icb": icb, **list_of(request, icb)}
    context["may_edit_rules"] = can_edit_rules(request.user, icb)
    context["leads"] = Organisation.objects.filter(pk__in=standing(request.user).leads)
    context["edits_area"] = can_edit(request.user, icb)
    return render(request, "routing/registry.html", context)


def _links(section: str) -> list[dict]:
    address = reverse("routing:registry")
    return [
        {"text": text, "href": f"{address}?show={name}", "is_current": name == section} for name, text in SECTIONS
    ]


def _organisations(request: HttpRequest, icb: Organisation) -> dict:
    form = RegistryFilter(request.GET, places=list(queries.places_of(icb)))
    asked = form.asked
    rows = queries.organisations(icb, words=asked["q"], kind=asked["kind"], place=asked["place"])
    return {"filter": form, "page": _page(request, rows.order_by(*ORDERS.get(asked["sort"], ORDERS["name"])))}


def _desks(request: HttpRequest, icb: Organisation) -> dict:
    form = RegistryFilter(request.GET, places=list(queries.places_of(icb)), of_desks=True)
    asked = form.asked
    rows = queries.with_holders(desks_of(icb)).select_related("organisation__place", "place", "fallback")
    rows = rows.filter(title__icontains=asked["q"]) if asked["q"] else rows
    rows = rows.filter(kind=asked["kind"]) if asked["kind"] else rows
    rows = queries.desks_in(rows, asked["place"]) if asked["place"] else rows
    rows = rows.annotate(away_until=queries.away_until())
    return {
        "filter": form,
        "page": _page(request, rows.order_by(*DESK_ORDERS.get(asked["sort"], DESK_ORDERS["name"]))),
    }


def _rules(request: HttpRequest, icb: Organisation) -> dict:
    book, rules = queries.rules_of(icb)
    ranked = sorted(rules, key=precedence, reverse=True)
    return {"book": book, "rules": [(rule, say_rule(rule)) for rule in ranked]}


def _page(request: HttpRequest, rows):
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """What is missing in the registry."""
    gaps = [
        {"title": gap.title, "count": len(gap.named), "named": gap.named[:MOST_OF_A_GAP]}
        for gap in gaps_of(queries.icb_of(request.user))
    ]
    return render(request, "routing/health.html", {"gaps": gaps})
