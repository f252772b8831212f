"""Pages of one desk: what is written of it, who sits there, and confirming that this is right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.models import Organisation
from people.refusing import Refused, require
from people.tasks import nudge
from routing import tending
from routing.describing import told
from routing.desk_forms import DeskForm, NewDeskForm, SeatForm
from routing.gaps import is_overdue
from routing.models import Desk, Holder
from routing.queries import holding_at, with_holders
from routing.rules import can_confirm, can_keep, can_keep_at

LATEST = 20


@require_GET
@never_cache
def desk(request: HttpRequest, number: int) -> HttpResponse:
    """One desk; with a button to confirm it for those who sit there, and the ways to change it for who may."""
    return _desk_page(request, _find(number))


def _desk_page(request: HttpRequest, found: Desk, form: SeatForm | None = None, status: int = 200) -> HttpResponse:
    may_keep = can_keep(request.user, found)
    told([found], found.organisation.icb or found.organisation)
    context = {
        "desk": found,
        "holders": _holders(found) if may_keep else [],
        "is_vacant": not holding_at([found.pk]),
        "is_overdue": is_overdue(found),
        "may_keep": may_keep,
        "may_confirm": can_confirm(request.user, found),
        "entries": found.entries.select_related("by")[:LATEST] if may_keep else [],
        "form": form or SeatForm(),
    }
    return render(request, "routing/desk.html", context, status=status)


def _holders(desk: Desk) -> list[Holder]:
    """Whoever sits, sat or will sit there; `is_over` where their time is past."""
    holders, today = list(desk.holders.select_related("user").order_by("-seat", "from_on")), timezone.localdate()
    for holder in holders:
        holder.is_over = holder.until_on is not None and holder.until_on < today
    return holders


@require_http_methods(["GET", "POST"])
@never_cache
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change what is written of a desk."""
    found = _find(number)
    require(can_keep(request.user, found))
    last = found.entries.select_related("by").first()
    form = DeskForm(request.POST if request.method == "POST" else None, desk=found)
    status, seen, now = 200, last and last.pk, None
    if request.method == "POST":
        status, given = 422, request.POST.get("seen", "")
        seen = int(given) if given.isdecimal() else None
        if form.is_valid():
            try:
                tending.describe(desk=found, by=request.user, seen=seen, **form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
                if isinstance(refused, tending.Overtaken):
                    status, seen, now = 409, last and last.pk, found
            else:
                messages.success(request, "Saved.")
                return redirect("routing:desk", found.pk)
    context = {"desk": found, "form": form, "seen": seen or "", "now": now}
    return render(request, "routing/edit_desk.html", context, status=status)


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """What is written of it is still right."""
    found = tending.confirm(desk=_find(number), by=request.user)
    messages.success(request, "Thank you. It is confirmed as of today.")
    return redirect("routing:desk", found.pk)


@require_POST
def seat(request: HttpRequest, number: int) -> HttpResponse:
    """Name somebody at a desk."""
    found, form = _find(number), SeatForm(request.POST)
    require(can_keep(request.user, found))
    if form.is_valid():
        try:
            holder = tending.seat(desk=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("seat" if isinstance(refused, tending.LedAlready) else "email", str(refused))
        else:
            nudge()
            messages.success(request, f"{holder.user} is named.")
            return redirect("routing:desk", found.pk)
    return _desk_page(request, found, form, status=422)


@require_POST
def unseat(request: HttpRequest, holder: int) -> HttpResponse:
    """Somebody leaves a desk."""
    rows = Holder.objects.select_related("desk__organisation", "user")
    held = get_object_or_404(rows, pk=holder)
    tending.unseat(holder=held, by=request.user)
    nudge()
    messages.success(request, f"{held.user} is no longer named.")
    return redirect("routing:desk", held.desk_id)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A responsibility that an organisation has besides."""
    organisation = get_object_or_404(Organisation.objects.select_related("icb"), code=code.upper())
    require(can_keep_at(request.user, organisation))
    form = NewDeskForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        kind, place = form.cleaned_data["kind"], form.cleaned_data.get("place")
        title = f"{Desk.Kind(kind).label}, {place or organisation}"[:200]
        made = tending.add_desk(organisation=organisation, by=request.user, kind=kind, place=place, title=title)
        messages.success(request, "It is there. Say who it is now.")
        return redirect("routing:desk", made.pk)
    context = {"organisation": organisation, "form": form}
    return render(request, "routing/add_desk.html", context, status=422 if form.errors else 200)


def _find(number: int) -> Desk:
    rows = with_holders(Desk.objects.select_related("fallback", "confirmed_by", "organisation__icb"))
    return get_object_or_404(rows, pk=number)
