"""Pages on which the interface team decides what belongs together: confirm, merge, split, keep apart, take back."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from issues.models import Issue
from people.refusing import require
from themes import acting, deciding, holding, open_pages, queries, rules
from themes.board_filter import BoardFilter
from themes.counting import written
from themes.forms import OtherForm, SplitForm
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
    """This is a theme, and its issues belong to it. Where somebody acted on it meanwhile, that is shown first."""
    found, seen = _curated(request, key), request.POST.get("seen", "")
    try:
        found = deciding.confirm(theme=found, by=request.user, seen=seen)
    except acting.Changed:
        context = {"theme": found, "since": acting.acts(found, after=seen), "edition": acting.edition(found)}
        return render(request, "themes/confirm.html", context, status=409)
    messages.success(request, f"You confirmed that the issues of “{found}” are one problem, and they stay in it.")
    return redirect(found)


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, key: str) -> HttpResponse:
    return _with_another(request, _on_board(request, key), "merge")


@require_http_methods(["GET", "POST"])
def apart(request: HttpRequest, key: str) -> HttpResponse:
    return _with_another(request, _on_board(request, key), "apart")


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, key: str) -> HttpResponse:
    """Tick issues of the theme, and name the theme that they become; or put them into another theme."""
    found = _on_board(request, key)
    issues = queries.members(found, request.user).filter(is_readable=True)
    page = _page(request, issues)
    form = SplitForm(request.POST or None, theme=found, issues=issues, shown=list(page))
    if request.method == "POST" and form.is_valid():
        new = deciding.split(theme=found, by=request.user, **form.cleaned_data)
        messages.success(request, f"“{new}” is a theme of its own now, split off from “{found}”.")
        if found.published_at:
            messages.info(request, open_pages.CHANGED.format(theme=found))
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
    before, issues = holding.held(decision), list(decision.pins.values_list("issue", flat=True))
    places = open_pages.places(issue__in=issues)
    deciding.undo(decision=decision, by=request.user)
    messages.success(request, holding.told(decision, found, before))
    _tell_what_is_open(request, decision, open_pages.changed(places, open_pages.places(issue__in=issues)))
    return redirect(found)


def _with_another(request: HttpRequest, found: Theme, act: str) -> HttpResponse:
    """Choose the other theme, by a search for its name if need be."""
    title, button, do, done = TWO[act]
    search = BoardFilter(request.POST or request.GET)
    words = search.cleaned_data.get("q", "") if search.is_valid() else ""
    is_sent = "do" in request.POST
    apart = deciding.kept_apart(found)
    themes = _others(request, found, words)
    offered = _any_of(themes, found, act) if is_sent else themes.exclude(pk__in=apart)
    hint = open_pages.hint(found) if act == "merge" else ""
    form = OtherForm(request.POST if is_sent else None, themes=offered, most=None if is_sent else MOST, hint=hint)
    if is_sent and form.is_valid():
        other = form.cleaned_data["other"]
        do(theme=found, other=other, by=request.user)
        messages.success(request, done.format(theme=found, other=other))
        if act == "merge":
            _tell_of_open_pages(request, found, other)
        return redirect(found)
    context = {"theme": found, "form": form, "search": search, "title": title, "button": button, "act": act}
    context |= {"has_more": form.has_more, "apart": themes.filter(pk__in=apart)[:MOST] if apart else []}
    return render(request, "themes/with_another.html", context, status=422 if form.errors else 200)


def _tell_of_open_pages(request: HttpRequest, found: Theme, other: Theme) -> None:
    """After a merge: that the figures of a published theme have changed, and where the other's address leads."""
    if found.published_at:
        messages.info(request, open_pages.CHANGED.format(theme=found))
    other.refresh_from_db()
    if led := open_pages.led(other):
        messages.info(request, led)


def _tell_what_is_open(request: HttpRequest, decision: Decision, changed: list[str]) -> None:
    """After a decision is taken back: whose figures anyone reads have changed, and which page is open again."""
    if decision.kind == Decision.Kind.MERGED and decision.other.published_at:
        messages.info(request, open_pages.BACK.format(theme=decision.other))
        changed = [one for one in changed if one != open_pages.CHANGED.format(theme=decision.other)]
    for one in changed:
        messages.info(request, one)


def _others(request: HttpRequest, found: Theme, words: str):
    """Themes of the same kind. Those never to be one with it are not offered; who sends one is told why not."""
    kind = "thanks" if found.is_thanks else "problems"
    return queries.board(request.user, q=words, kind=kind, sort="size").exclude(pk=found.pk)


def _any_of(themes, found: Theme, act: str):
    """Those of the board and, for a merge, those that no search finds any more: their own pages offer it."""
    gone = Q(icb=found.icb_id, is_live=False, merged_into=None, dismissed_at=None, is_thanks=found.is_thanks)
    return Theme.objects.filter(Q(pk__in=themes.order_by().values("pk")) | gone) if act == "merge" else themes


def _page(request: HttpRequest, issues) -> Page[Issue]:
    return Paginator(issues, ISSUES).get_page(request.GET.get("page"))


def _on_board(request: HttpRequest, key: str) -> Theme:
    """The same, unless it is no longer a theme."""
    found = _curated(request, key)
    deciding.require_on_board(found)
    return found


def _curated(request: HttpRequest, key: str) -> Theme:
    """A theme of the reader's own ICB, which they may curate."""
    found = get_object_or_404(Theme.objects.of_icb(request.user), key=key)
    require(rules.can_curate(request.user, found))
    return found
