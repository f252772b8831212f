"""Pages of themes: the board, a theme, and what is done with it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.exporting import spreadsheet
from people.refusing import require
from people.standing import standing
from themes import curating, ending, library, naming, queries, raising, rules, seeding, showing
from themes.counting import written
from themes.forms import BoardFilter, DismissForm, PublishForm, RenameForm, SeedForm
from themes.models import Theme

PER_PAGE = 20
MOST_EXPORTED = 2000


@login_not_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    form, themes = _asked(request)
    page = Paginator(themes, PER_PAGE).get_page(request.GET.get("page"))
    rows = showing.rows(page, request.user, today=timezone.localdate())
    context = {"filter": form, "page": page, "rows": rows, "is_open": standing(request.user).icb is None}
    context |= raising.shown(raising.to_look_at(request.user)) | {"can_look_at": rules.can_curate_some(request.user)}
    context["can_read_known"] = request.user.is_authenticated and rules.can_read_known(request.user)
    context["proposals"] = library.proposed(request.user).count() if context["can_look_at"] else 0
    return render(request, "themes/board.html", context)


@login_not_required
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The board as it was filtered and sorted, as a spreadsheet."""
    _, themes = _asked(request)
    rows = showing.rows(themes[:MOST_EXPORTED], request.user, today=timezone.localdate())
    return spreadsheet("themes", showing.COLUMNS, (row.cells(settings.SITE_URL) for row in rows))


def _asked(request: HttpRequest):
    form = BoardFilter(request.GET)
    form.is_valid()
    return form, queries.board(request.user, **form.cleaned_data)


@login_not_required
@require_GET
def theme(request: HttpRequest, key: str) -> HttpResponse:
    themes = queries.with_signal(Theme.objects.visible_to(request.user)).select_related("portrait", "merged_into")
    found = get_object_or_404(themes, key=key)
    today = timezone.localdate()
    if not rules.is_inside(request.user, found):
        return render(request, "themes/published.html", showing.published(found, today=today))
    if how := ending.of(found):
        return render(request, "themes/ended.html", showing.ended(found, request.user, how))
    shown = showing.inside(found, request.user, page=request.GET.get("page"), today=today)
    return render(request, "themes/theme.html", shown)


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
    shown = {"label": str(found), "seen": curating.edition(found)}
    form = RenameForm(request.POST or None, theme=found, initial=shown)
    if request.method == "POST" and form.is_valid():
        try:
            curating.rename(theme=found, by=request.user, **form.cleaned_data)
        except curating.Changed:
            return _changed(request, found, RenameForm, *curating.NAMING, **words)
        found.refresh_from_db()
        messages.success(request, f"The theme is called “{found}” from now on.")
        return redirect(found)
    return _act(request, found, form, **words)


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, key: str) -> HttpResponse:
    found = _curated(request, key)
    ending.require_none(found)
    words = {"label": naming.open_name(found), "summary": found.published_summary}
    form = PublishForm(request.POST or None, theme=found, initial=words)
    if request.method == "POST" and form.is_valid():
        curating.publish(theme=found, by=request.user, **form.cleaned_data)
        messages.success(request, "The theme is published: anyone can read its name, its summary and how big it is.")
        return redirect(found)
    return _act(request, found, form, title="Publish a theme", button="Publish")


@require_http_methods(["GET", "POST"])
def dismiss(request: HttpRequest, key: str) -> HttpResponse:
    found = _curated(request, key)
    ending.require_none(found)
    words = {"title": "Dismiss a theme", "button": "Dismiss"}
    form = DismissForm(request.POST or None, initial={"seen": curating.edition(found)})
    if request.method == "POST" and form.is_valid():
        try:
            curating.dismiss(theme=found, by=request.user, **form.cleaned_data)
        except curating.Changed:
            return _changed(request, found, DismissForm, **words)
        masked = " What may identify a patient was taken out." if form.is_masked else ""
        messages.success(request, f"“{found}” was dismissed, and is on the board no more.{masked}")
        return redirect(found)
    return _act(request, found, form, **words)


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    found = curating.withdraw(theme=_own(request, key), by=request.user)
    messages.success(request, f"“{found}” was withdrawn: only people of your area can read it now.")
    return redirect(found)


@require_POST
def restore(request: HttpRequest, key: str) -> HttpResponse:
    found = curating.restore(theme=_own(request, key), by=request.user)
    messages.success(request, f"“{found}” is back on the board.")
    return redirect(found)


@require_POST
def look_at(request: HttpRequest, number: int) -> HttpResponse:
    """Say that somebody has looked at harm that was reported more than once."""
    require(rules.can_curate_some(request.user))
    raising.look_at(grave=get_object_or_404(raising.mine(request.user), pk=number), by=request.user)
    messages.success(request, "Noted with your name. It is shown again if another report joins it.")
    return redirect("themes:board")


def _curated(request: HttpRequest, key: str) -> Theme:
    found = _own(request, key)
    require(rules.can_curate(request.user, found))
    return found


def _changed(request: HttpRequest, found: Theme, form, *verbs: str, title: str, button: str) -> HttpResponse:
    """The form with what was typed, above it what somebody did meanwhile; sent once more, it is done."""
    found.refresh_from_db()
    since = curating.acts(found, *verbs, after=request.POST["seen"])
    theirs = [(f"{one.words} by {one.by} on {written(timezone.localdate(one.at))}", one.text) for one in since]
    if verbs:
        theirs.append(("Name", str(found)))
    typed = request.POST.dict() | {"seen": curating.edition(found)}
    form = form(initial=typed, theme=found) if form is RenameForm else form(initial=typed)
    context = {"theme": found, "form": form, "title": title, "button": button, "theirs": theirs}
    return render(request, "themes/act.html", context, status=409)


def _act(request: HttpRequest, found: Theme, form, **words: str) -> HttpResponse:
    return render(request, "themes/act.html", {"theme": found, "form": form} | words)
