"""Open pages: who is responsible. Titles for anybody; names and mailboxes for those who are signed in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from language.identifiers import screen
from people import looked_for
from people.models import Organisation, Place
from people.standing import standing
from routing import branding, describing, places, queries, searching
from routing.forms import FindForm
from routing.learning import can_name
from routing.rules import can_keep_at

CALLED_SO = frozenset({"NAME", "ADDRESS"})  # what the name of an organisation can look like
MOST_FOUND = 25
MOST_SUGGESTED = 8


@login_not_required
@csrf_exempt  # a search changes nothing, and is for readers without cookies too
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Search by name as people say it, or by postcode: Places, then organisations."""
    if elsewhere := looked_for.moved(request, left_of=lambda words: _left_of(request, words)):
        return elsewhere
    form = FindForm(request.GET)
    words = form.cleaned_data.get("q", "").strip() if form.is_valid() else ""
    named = places.named(words, icb=_home(request, words))
    found = _looked_up(request, words, MOST_FOUND)
    context = {"form": form, "words": words, "places": named, "found": found, "count": len(named) + len(found)}
    looked_for.say(request, form)
    return render(request, "routing/find.html", context)


def _left_of(request: HttpRequest, words: str) -> str:
    """The words, without what identifies a patient. Organisations have postcodes, and are called after people."""
    kinds = {one.kind for one in screen(words).found} - {"POSTCODE"}
    if kinds <= CALLED_SO and (not kinds or _looked_up(request, words, 1)):
        return words
    return looked_for.left_of(words)


@login_not_required
@csrf_exempt  # likewise
@require_POST  # what somebody types may be a patient's name, and stands in no address
def suggest(request: HttpRequest) -> JsonResponse:
    """What to offer while somebody types, as a list of code, name and detail; Places too where they are asked for."""
    words = request.POST.get("q", "")
    named = places.named(words, icb=_home(request, words)) if "places" in request.GET else []
    found = _looked_up(request, words, MOST_SUGGESTED - len(named))
    rows = [{"code": "", "name": each.name, "detail": f"Place, {each.icb}"} for each in named]
    rows += [{"code": each.code, "name": each.name, "detail": _detail(each)} for each in found]
    return JsonResponse(rows, safe=False)


def _looked_up(request: HttpRequest, words: str, most: int) -> list[Organisation]:
    home = standing(request.user).organisation
    return searching.look_up(words, icb=_home(request, words), place=home.place if home else None, limit=most)


def _home(request: HttpRequest, words: str) -> Organisation | None:
    """The ICB whose names come first, read once for a request; none where nothing is asked."""
    if len(words.strip()) < 2:
        return None
    if not hasattr(request, "home"):
        request.home = queries.icb_of(request.user)
    return request.home


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
        "places": list(queries.places_of(found).select_related("icb")) if found.kind == Organisation.Kind.ICB else [],
        "may_keep": request.user.is_authenticated and can_keep_at(request.user, found),
        "can_edit": request.user.is_authenticated and can_name(request.user, found),
    }
    return render(request, "routing/organisation.html", context)


@login_not_required
@require_GET
def place(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One Place: who answers for it by title, its networks with their practices, its trusts and its ICB."""
    found = get_object_or_404(Place.objects.select_related("icb"), icb__code=code.upper(), slug=slug)
    context = {
        "place": found,
        "desks": places.desks_of(found),
        "networks": places.networks_of(found),
        "trusts": places.trusts_of(found),
        "branding": branding.branding_of(found.icb),
    }
    return render(request, "routing/place.html", context)


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
    rows = Organisation.objects.select_related("place__icb", "parent", "icb", "successor")
    return get_object_or_404(rows, code=code.upper())
