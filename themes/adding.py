"""The page on which issues that were ticked in a list are added to a theme."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from issues import clearing, stepping
from people.refusing import require
from themes import deciding, open_pages, queries, rules
from themes.board_filter import BoardFilter
from themes.forms import AddForm
from themes.models import Theme

MOST = 100  # themes to choose from; a search by name finds the rest


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Choose a theme, by a search for its name if need be; then a page that says what became of each issue."""
    require(rules.can_curate_some(request.user))
    asked = request.POST if request.method == "POST" else request.GET
    issues = clearing.chosen(asked.getlist("issue"))
    search = BoardFilter(asked)
    words = search.cleaned_data.get("q", "") if search.is_valid() else ""
    is_sent = "add" in request.POST
    offered = _offered(request, words)
    shown = list(offered.values_list("pk", flat=True)[: MOST + 1])
    themes = offered if is_sent else Theme.objects.filter(pk__in=shown[:MOST])
    form = AddForm(request.POST if is_sent else None, themes=themes, hint=open_pages.FILLED)
    back = _back(request, asked)
    places = _places(request, issues)
    if is_sent and issues and form.is_valid():
        theme = form.cleaned_data["theme"]
        results = clearing.each(
            issues, request.user, lambda issue, one: deciding.add(theme=theme, issue=issue, by=request.user)
        )
        for words in open_pages.changed(places, _places(request, issues)):
            messages.info(request, words)
        context = {"done": f"added to the theme “{theme}”"} | back | clearing.sorted_out(results)
        return render(request, "issues/together.html", context)
    context = {"form": form, "search": search, "issues": issues, "within": asked.get("within", "")}
    context |= back | {
        "of": asked.get("of", ""),
        "open": open_pages.of(set(places.values())),
        "has_more": not is_sent and len(shown) > MOST,
    }
    return render(request, "themes/add.html", context, status=422 if form.errors else 200)


def _back(request: HttpRequest, asked: QueryDict) -> dict[str, str]:
    """Where the issues were ticked: a theme, or a list of the inbox."""
    if left := Theme.objects.of_icb(request.user).filter(key=asked.get("of", "").replace("\0", "")).first():
        return {"back": left.get_absolute_url(), "back_words": "Back to the theme"}
    return {"back": f"{reverse('issues:inbox')}{stepping.kept(QueryDict(asked.get('within', '')))}"}


def _places(request: HttpRequest, issues: Sequence[clearing.Chosen]) -> dict[int, int]:
    """The theme of their ICB that each is in."""
    themes = Theme.objects.of_icb(request.user).values("pk")
    return open_pages.places(issue__reference__in=[one.reference for one in issues], theme__in=themes)


def _offered(request: HttpRequest, words: str):
    """Themes of the ICB by name, the largest first."""
    return queries.board(request.user, q=words, sort="size")
