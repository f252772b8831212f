"""Pages on which the interface team keeps its area's own known problems."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from language import known_problems
from people.refusing import Refused, require
from themes import library, rules
from themes.models import Theme
from themes.word_forms import KnownProblemForm


@require_GET
def known(request: HttpRequest) -> HttpResponse:
    """What themes propose, the area's own known problems, and those that every area has."""
    require(rules.can_read_known(request.user))
    context = {
        "can_word": rules.can_curate_some(request.user),
        "proposed": library.proposed(request.user),
        "own": library.kept(request.user),
        "shared": known_problems.library(),
    }
    return render(request, "themes/known_problems.html", context)


@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest, key: str) -> HttpResponse:
    """Word the known problem that a theme becomes, or word it anew."""
    found = _curated(request, key)
    if request.method == "GET":
        try:
            library.require_confirmed(found)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect(found)
    begun = None if request.POST else library.proposal(found)
    form = KnownProblemForm(request.POST or None, theme=found, initial=begun)
    if not form.is_valid():
        return _wording(request, found, form, 422 if form.errors else 200)
    try:
        entry = library.take_in(theme=found, by=request.user, **form.cleaned_data)
    except library.Changed:
        return _changed(request, found, form)
    messages.success(request, f"“{entry.name}” is a known problem of your area. The next search for themes uses it.")
    return redirect("themes:known_problems")


@require_POST
def take_out(request: HttpRequest, key: str) -> HttpResponse:
    found = _curated(request, key)
    library.take_out(theme=found, by=request.user)
    messages.success(request, "Taken out. The theme stays as it is.")
    return redirect("themes:known_problems")


def _changed(request: HttpRequest, found: Theme, form: KnownProblemForm) -> HttpResponse:
    """The form with what was typed, above it what stands now; saved once more, it takes that one's place."""
    stands = library.proposal(found)
    theirs = [(form[name].label, words) for name, words in stands.items() if name != "seen" and words]
    typed = KnownProblemForm(theme=found, initial=request.POST.dict() | {"seen": stands["seen"]})
    return _wording(request, found, typed, 409, theirs=theirs)


def _wording(request: HttpRequest, found: Theme, form: KnownProblemForm, status: int, **more) -> HttpResponse:
    context = {"theme": found, "form": form, "title": "A known problem of your area", "button": "Save"}
    return render(request, "themes/act.html", context | more, status=status)


def _curated(request: HttpRequest, key: str) -> Theme:
    found = get_object_or_404(Theme.objects.of_icb(request.user), key=key)
    require(rules.can_curate(request.user, found))
    return found
