"""Pages on which the interface team decides what belongs together: confirm, merge, split, keep apart, take back."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from issues.models import Issue
from people.refusing import require
from themes import deciding, queries, rules
from themes.counting import written
from themes.forms import BoardFilter, OtherForm, SplitForm
from themes.models import Decision, Theme

MOST = 100  # themes to choose from; a search by name finds the rest
ISSUES = 50  # issues to tick on one page

TWO = {
    "merge": (
        *("Merge a theme into this one", "Merge it into this one", deciding.merge),
        "“{other}” was merged into “{theme}”, and its issues are here now.",
    ),
    "apart": (
        *("Never one theme", "Keep the two apart", deciding.keep_apart),
        "“{theme}” and “{other}” are kept apart, and no search makes one theme of them.",
    ),
}


@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """This is a theme, and its issues belong to it."""
    found = deciding.confirm(theme=_curated(request, key), by=request.user)
    messages.success(request, f"You confirmed that the issues of “{found}” are one problem, and they stay in it.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, key: str) -> HttpResponse:
    return _with_another(request, _curated(request, key), "merge")


@require_http_methods(["GET", "POST"])
def apart(request: HttpRequest, key: str) -> HttpResponse:
    return _with_another(request, _curated(request, key), "apart")


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, key: str) -> HttpResponse:
    """Tick issues of the theme, and name the theme that they become; or put them into another theme."""
    found = _curated(request, key)
    issues = queries.members(found, request.user).filter(is_readable=True)
    page = _page(request, issues)
    form = SplitForm(request.POST or None, theme=found, issues=issues, shown=list(page))
    if request.method == "POST" and form.is_valid():
        new = deciding.split(theme=found, by=request.user, **form.cleaned_data)
        messages.success(request, f"“{new}” is a theme of its own now, split off from “{found}”.")
        return redirect(new)
    context = {"theme": found, "form": form, "page": page}
    return render(request, "themes/split.html", context, status=422 if form.errors else 200)


@require_POST
def undo(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take back a decision about the theme; of one that somebody took back before, say so."""
    found = _curated(request, key)
    decision = get_object_or_404(deciding.ever_about(found), pk=number)
    if decision.undone_at:
        day = written(timezone.localdate(decision.undone_at))
        messages.info(request, f"This has been taken back already, by {decision.undone_by} on {day}.")
        return redirect(found)
    deciding.undo(decision=decision, by=request.user)
    messages.success(request, _taken_back(decision))
    return redirect(found)


def _taken_back(decision: Decision) -> str:
    what = f"Taken back: “{decision.get_kind_display()}”"
    if decision.kind == Decision.Kind.RENAMED:
        return f"{what}."
    return f"{what}, so the issues are where they were, and the next search decides anew about them."


def _with_another(request: HttpRequest, found: Theme, act: str) -> HttpResponse:
    """Choose the other theme, by a search for its name if need be."""
    title, button, do, done = TWO[act]
    search = BoardFilter(request.POST or request.GET)
    words = search.cleaned_data.get("q", "") if search.is_valid() else ""
    is_sent = "do" in request.POST
    form = OtherForm(
        request.POST if is_sent else None, themes=_others(request, found, words), most=None if is_sent else MOST
    )
    if is_sent and form.is_valid():
        other = form.cleaned_data["other"]
        do(theme=found, other=other, by=request.user)
        messages.success(request, done.format(theme=found, other=other))
        return redirect(found)
    context = {"theme": found, "form": form, "search": search, "title": title, "button": button, "act": act}
    context["has_more"] = form.has_more
    return render(request, "themes/with_another.html", context, status=422 if form.errors else 200)


def _others(request: HttpRequest, found: Theme, words: str):
    """Themes of the same kind. Those never to be one with it are not offered; who sends one is told why not."""
    kind = "thanks" if found.is_thanks else "problems"
    apart = set() if "do" in request.POST else deciding.kept_apart(found)
    return queries.board(request.user, q=words, kind=kind, sort="size").exclude(pk__in=apart | {found.pk})


def _page(request: HttpRequest, issues) -> Page[Issue]:
    return Paginator(issues, ISSUES).get_page(request.GET.get("page"))


def _curated(request: HttpRequest, key: str) -> Theme:
    """A theme of the reader's own ICB, which they may curate."""
    found = get_object_or_404(Theme.objects.of_icb(request.user), key=key)
    require(rules.can_curate(request.user, found))
    return found
