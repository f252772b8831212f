"""The page on which the interface team says what its area's abbreviations stand for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from people.refusing import require
from people.standing import standing
from themes import abbreviations, rules
from themes.word_forms import AbbreviationForm

MOST = 200


@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """What nobody has explained, a form to explain one, and what the area has said."""
    icb = standing(request.user).icb
    require(rules.can_curate_in(request.user, icb))
    form = AbbreviationForm(request.POST or None, icb=icb, initial={"short": request.GET.get("short", "")[:6]})
    if request.method == "POST" and form.is_valid():
        one = abbreviations.explain(by=request.user, **form.cleaned_data)
        messages.success(request, f"“{one.short}” is read as “{one.words}” from now on.")
        return redirect("themes:abbreviations")
    context = {
        "form": form,
        "unexplained": abbreviations.unexplained(request.user)[:MOST],
        "own": abbreviations.own(request.user),
    }
    return render(request, "themes/abbreviations.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    require(rules.can_curate_in(request.user, standing(request.user).icb))
    one = get_object_or_404(abbreviations.own(request.user), pk=number)
    abbreviations.take_back(abbreviation=one, by=request.user)
    messages.success(request, f"“{one.short}” is read as it stands again.")
    return redirect("themes:abbreviations")
