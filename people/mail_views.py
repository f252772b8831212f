"""Pages about how people are told: what they choose, links in e-mails, addresses that refuse e-mail."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people import bouncing, choosing
from people.forms import ChoicesForm
from people.refusing import require
from people.reports import read_receipt
from people.standing import standing

REFUSED_ON_A_PAGE = 25


@require_http_methods(["GET", "POST"])
@never_cache
def settings_page(request: HttpRequest) -> HttpResponse:
    """How I am told, for each kind of notice."""
    in_team = bool(standing(request.user).interface_team_of)
    chosen = choosing.choices_of(request.user)
    form = ChoicesForm(request.POST or None, initial=chosen, in_interface_team=in_team)
    if form.is_valid():
        choosing.choose(by=request.user, how=form.cleaned_data)
        messages.success(request, "Your choices are saved.")
        return redirect("people:notice_settings")
    bounce = bouncing.refused_now().filter(user=request.user).first()
    return render(request, "people/notice_settings.html", {"form": form, "bounce": bounce})


@csrf_exempt  # mail programs send it without having seen a page; the link's signature is what allows it
@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def stop(request: HttpRequest) -> HttpResponse:
    """Fewer e-mails of a kind, from the link in one. Only a POST acts, and answers without leading on (RFC 8058)."""
    link = choosing.read_link(request.GET.get("link", ""))
    is_done = link is not None and request.method == "POST"
    if is_done:
        choosing.stop(link)
    return render(request, "people/stop.html", {"link": link, "is_done": is_done}, status=200 if link else 404)


@require_GET
@never_cache
def refused(request: HttpRequest) -> HttpResponse:
    """Addresses that refuse e-mail, for the interface team."""
    require(bool(standing(request.user).interface_team_of))
    page = Paginator(bouncing.refused_for(request.user), REFUSED_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/refused.html", {"page": page})


@require_POST
def try_again(request: HttpRequest, bounce: int) -> HttpResponse:
    require(bool(standing(request.user).interface_team_of))
    row = get_object_or_404(bouncing.refused_for(request.user), pk=bounce)
    bouncing.clear(by=request.user, bounce=row)
    messages.success(request, f"Email to {row.user or row.address} will be tried again.")
    return redirect("people:refused")


@csrf_exempt  # another service sends it, and shows its token
@login_not_required
@require_POST
def receipts(request: HttpRequest) -> HttpResponse:
    """GOV.UK Notify tells what became of an e-mail."""
    if not settings.NOTIFY_RECEIPT_TOKEN:
        raise Http404
    if not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {settings.NOTIFY_RECEIPT_TOKEN}"):
        raise PermissionDenied
    if failed := read_receipt(request.body):
        bouncing.note_undelivered(name=failed.name, reason=failed.reason, for_good=failed.for_good)
    return HttpResponse(status=204)
