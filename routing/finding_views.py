"""Open pages: who is responsible. Titles for anybody; names and mailboxes for those who are signed in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from people.models import Organisation
from people.standing import standing
from routing import branding, describing, queries, searching
from routing.forms import FindForm
from routing.learning import can_name
from routing.rules import can_keep_at

MOST_FOUND = 25


@login_not_required
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Search by name as people say it, or by postcode."""
    form = FindForm(request.GET)
    words = form.cleaned_data.get("q", "").strip() if form.is_valid() else ""
    found = _looked_up(request, words, MOST_FOUND)
    return render(request, "routing/find.html", {"form": form, "words": words, "found": found})


@login_not_required
@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """What to offer while somebody types, as a list of code, name and detail."""
    found = _looked_up(request, request.GET.get("q", ""), 8)
    rows = [{"code": each.code, "name": each.name, "detail": _detail(each)} for each in found]
    return JsonResponse(rows, safe=False)


def _looked_up(request: HttpRequest, words: str, most: int) -> list[Organisation]:
    home = standing(request.user).organisation
    icb = queries.icb_of(request.user) if len(words.strip()) > 1 else None
    return searching.look_up(words, icb=icb, place=home.place if home else None, limit=most)


def _detail(organisation: Organisation) -> str:
    where = organisation.place or organisation.town
    closed = "closed" if organisation.status == Organisation.Status.CLOSED else ""
    parts = (organisation.get_kind_display(), where, organisation.postcode, closed)
    return ", ".join(str(part) for part in parts if part)


@login_not_required
@require_GET
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation: where it belongs, who answers for it, and what its services can and cannot do."""
    found = _found(code)
    context = _told_of(found) | {
        "waits": describing.waits(found),
        "names": list(found.aliases.all()),
        "sites": list(found.children.filter(kind=Organisation.Kind.SITE)),
        "may_keep": request.user.is_authenticated and can_keep_at(request.user, found),
        "can_edit": request.user.is_authenticated and can_name(request.user, found),
    }
    return render(request, "routing/organisation.html", context)


@login_not_required
@require_GET
def one_page(request: HttpRequest, code: str) -> HttpResponse:
    """The same on one page for the wall, with the trusts around and what to do when it is urgent."""
    found = _found(code)
    return render(request, "routing/one_page.html", _told_of(found) | {"trusts": describing.trusts_around(found)})


def _told_of(found: Organisation) -> dict:
    """Who answers for an organisation, what its services can do, and whom to ask about the page."""
    return {
        "organisation": found,
        "groups": describing.grouped(found, queries.desks_answering_for(found)),
        "services": describing.services_of(found),
        "branding": branding.branding_of(found.icb) if found.icb else None,
    }


def _found(code: str) -> Organisation:
    rows = Organisation.objects.select_related("place", "parent", "icb", "successor")
    return get_object_or_404(rows, code=code.upper())
