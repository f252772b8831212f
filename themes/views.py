"""Pages of themes: the board, a theme, and what is done with it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people import looked_for
from people.exporting import spreadsheet
from people.refusing import require
from people.standing import standing
from themes import acting, curating, ending, library, naming, open_pages, queries, raising, rules, seeding, showing
from themes.board_filter import BoardFilter
from themes.forms import DismissForm, PublishForm, RenameForm, SeedForm
from themes.models import Theme

PER_PAGE = 20
MOST_EXPORTED = 2000
LED_HERE = "merged"  # in the address of who opened the page of a theme that has become part of this one


@login_not_required
@csrf_exempt  # a search changes nothing, and is for readers without cookies too
@require_http_methods(["GET", "POST"])
def board(request: HttpRequest) -> HttpResponse:
    if elsewhere := looked_for.moved(request):
        return elsewhere
    form, themes = _asked(request)
    page = Paginator(themes, PER_PAGE).get_page(request.GET.get("page"))
    rows = showing.rows(page, request.user, today=timezone.localdate())
    context = {"filter": form, "page": page, "rows": rows, "is_open": standing(request.user).icb is None}
    context |= raising.shown(raising.to_look_at(request.user)) | {"can_look_at": rules.can_curate_some(request.user)}
    context["can_read_known"] = request.user.is_authenticated and rules.can_read_known(request.user)
    context["proposals"] = library.proposed(request.user).count() if context["can_look_at"] else 0
    looked_for.say(request, form)
    return render(request, "themes/board.html", context)


@login_not_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The board as it was filtered and sorted, as a spreadsheet."""
    _, themes = _asked(request)
    rows = showing.rows(themes[:MOST_EXPORTED], request.user, today=timezone.localdate())
    return spreadsheet("themes", showing.COLUMNS, (row.cells(settings.SITE_URL) for row in rows))


def _asked(request: HttpRequest):
    icb = standing(request.user).icb
    form = BoardFilter(
        request.GET,
        is_inside=icb is not None,
        can_see_harm=rules.can_see_grave(request.user),
        can_curate=rules.can_curate_in(request.user, icb),
    )
    form.is_valid()
    return form, queries.board(request.user, **form.cleaned_data)


@login_not_required
@require_GET
def theme(request: HttpRequest, key: str) -> HttpResponse:
    themes = queries.with_alarm(queries.with_signal(Theme.objects.visible_to(request.user)))
    found = themes.select_related("portrait", "merged_into").filter(key=key).first()
    if found is None:
        return _led_on(request, get_object_or_404(Theme.objects.leading_on(), key=key))
    today = timezone.localdate()
    if not rules.is_inside(request.user, found):
        context = showing.published(found, today=today) | {"is_led_here": LED_HERE in request.GET}
        return render(request, "themes/published.html", context)
    if how := ending.of(found):
        return render(request, "themes/ended.html", showing.ended(found, request.user, how))
    shown = showing.inside(found, request.user, page=request.GET.get("page"), today=today)
    return render(request, "themes/theme.html", shown)


def _led_on(request: HttpRequest, merged: Theme) -> HttpResponse:
    """From the open page of a merged theme to what it is part of now, or that this is not published."""
    into = open_pages.survivor(merged)
    if into.published_at:
        return redirect(f"{into.get_absolute_url()}?{LED_HERE}=1")
    return render(request, "themes/part_of_another.html", status=410)


def _own(request: HttpRequest, key: str) -> Theme:
    """A theme of the reader's own ICB. A published theme of another is not theirs to do anything with."""
    return get_object_or_404(Theme.objects.of_icb(request.user), key=key)


@require_http_methods(["GET", "POST"])
def seed(request: HttpRequest, key: str) -> HttpResponse:
    """Start a project from a theme: write it, check what anyone will read, publish."""
    found = _own(request, key)
    require(rules.can_seed(request.user, found))
    ending.require_none(found)
    form = SeedForm(
        request.POST or None,
        theme=found,
        initial=seeding.prefilled(found) | {"organisation": standing(request.user).organisation},
        organisations=seeding.organisations_for(request.user),
    )
    if "sure" in request.POST and form.is_valid():
        project = seeding.seed_project(theme=found, by=request.user, **form.cleaned_data)
        messages.success(request, "The project is in the archive. Its reporters will be told when it is completed.")
        return redirect(project)
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        words = form.cleaned_data["title"], form.cleaned_data["summary"]
        context = {"form": form, "shown": seeding.as_anyone_reads(*words)}
        return render(request, "themes/seed_check.html", context)
    return render(request, "themes/seed.html", {"theme": found, "form": form})


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, key: str) -> HttpResponse:
    found = _curated(request, key)
    ending.require_none(found)
    words = {"title": "Rename a theme", "button": "Save the name"}
    shown = {"label": str(found), "seen": acting.edition(found)}
    form = RenameForm(request.POST or None, theme=found, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            curating.rename(theme=found, by=request.user, **form.cleaned_data)
        except acting.Changed:
            return _changed(request, found, RenameForm, *curating.NAMING, **words)
        found.refresh_from_db()
        messages.success(request, f"The theme is called “{found}” from now on.")
        return redirect(found)
    return _act(request, found, form, **words)


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, key: str) -> HttpResponse:
    found = _curated(request, key)
    ending.require_none(found)
    words = {"title": "Publish a theme", "button": "Publish"}
    shown = {"label": naming.open_name(found), "summary": found.published_summary, "seen": acting.edition(found)}
    form = PublishForm(request.POST or None, theme=found, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            curating.publish(theme=found, by=request.user, **form.cleaned_data)
        except acting.Changed:
            return _changed(request, found, PublishForm, *curating.PUBLISHING, **words)
        messages.success(request, "The theme is published: anyone can read its name, its summary and how big it is.")
        return redirect(found)
    return _act(request, found, form, **words)


@require_http_methods(["GET", "POST"])
def dismiss(request: HttpRequest, key: str) -> HttpResponse:
    found = _curated(request, key)
    ending.require_none(found)
    words = {"title": "Dismiss a theme", "button": "Dismiss"}
    form = DismissForm(request.POST or None, initial={"seen": acting.edition(found)})
    if request.method == "POST" and form.is_valid():
        was_open = found.published_at
        try:
            curating.dismiss(theme=found, by=request.user, **form.cleaned_data)
        except acting.Changed:
            return _changed(request, found, DismissForm, **words)
        masked = " What may identify a patient was taken out." if form.is_masked else ""
        messages.success(request, f"“{found}” was dismissed, and is on the board no more.{masked}")
        if was_open:
            messages.info(request, "It was published, and its open page is closed with that.")
        return redirect(found)
    return _act(request, found, form, warnings=_before_dismissal(found), **words)


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    found = curating.withdraw(theme=_own(request, key), by=request.user)
    messages.success(request, f"“{found}” was withdrawn: only people of your area can read it now.")
    return redirect(found)


@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    found = _own(request, key)
    was_open = found.dismissed_at and curating.was_withdrawn_with_dismissal(found)
    found = curating.restore(theme=found, by=request.user)
    messages.success(request, f"“{found}” is back on the board.")
    if was_open:
        messages.info(request, curating.NOT_OPEN)
    return redirect(found)


@require_POST
def look_at(request: HttpRequest, number: int) -> HttpResponse:
    """Say that somebody has looked at harm that was reported more than once; then back to where they said so."""
    require(rules.can_curate_some(request.user))
    raising.look_at(grave=get_object_or_404(raising.mine(request.user), pk=number), by=request.user)
    messages.success(request, "Noted with your name. It is shown again if another report joins it.")
    back = request.POST.get("back", "")
    is_here = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_here else reverse("themes:board"))


def _curated(request: HttpRequest, key: str) -> Theme:
    found = _own(request, key)
    require(rules.can_curate(request.user, found))
    return found


def _before_dismissal(found: Theme) -> list[str]:
    return open_pages.before_dismissal(found, alarms=raising.many_of(found))


def _changed(request: HttpRequest, found: Theme, form, *verbs: str, title: str, button: str) -> HttpResponse:
    """The form with what was typed, above it what somebody did meanwhile; sent once more, it is done."""
    found.refresh_from_db()
    since = acting.acts(found, *verbs, after=request.POST["seen"])
    theirs = [(acting.told(one), one.text) for one in since]
    if verbs:
        theirs.append(("Name", str(found)))
    typed = request.POST.dict() | {"seen": acting.edition(found)}
    form = form(initial=typed) if form is DismissForm else form(initial=typed, theme=found)
    context = {"theme": found, "form": form, "title": title, "button": button, "theirs": theirs}
    context["warnings"] = _before_dismissal(found) if isinstance(form, DismissForm) else []
    return render(request, "themes/act.html", context, status=409)


def _act(request: HttpRequest, found: Theme, form, **words) -> HttpResponse:
    return render(request, "themes/act.html", {"theme": found, "form": form} | words)
