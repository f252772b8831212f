"""Pages on which names are kept: what each organisation is also called, and what nobody recognised lately."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.models import Alias, Organisation, UnknownName
from people.refusing import Refused, require
from routing import learning, naming, queries
from routing.area_forms import NameForm

PER_PAGE = 20


@require_GET
def names(request: HttpRequest) -> HttpResponse:
    """Names not recognised lately, each with whom it may mean, one press from being learnt."""
    icb = queries.icb_of(request.user)
    require(learning.can_learn(request.user, icb))
    return _names_page(request, icb)


def _names_page(
    request: HttpRequest, icb: Organisation, wrong: UnknownName | None = None, said: str = ""
) -> HttpResponse:
    """The list; where an answer was wrong, with what is wrong beside what was typed."""
    page = Paginator(learning.lately(icb), PER_PAGE).get_page(request.GET.get("page") or request.POST.get("page"))
    if wrong and wrong not in page.object_list:
        page.object_list = [wrong, *page.object_list]
    meant = naming.guesses([each.words for each in page], icb=icb)
    rows = [(each, meant[each.words]) for each in page]
    context = {"icb": icb, "page": page, "rows": rows, "wrong": wrong, "said": said}
    context["typed"] = request.POST.get("code", "") if wrong else ""
    return render(request, "routing/names.html", context, status=422 if wrong else 200)


@require_POST
def teach(request: HttpRequest, number: int) -> HttpResponse:
    """Learn a name as another name of an organisation, or take it off the list."""
    icb = queries.icb_of(request.user)
    require(learning.can_learn(request.user, icb))
    unknown = get_object_or_404(UnknownName.objects.select_related("icb"), pk=number, icb=icb)
    typed = request.POST.get("code", "").strip()
    whose = _named(typed) if typed else None
    if typed and whose is None:
        said = f"No organisation has the name or code “{typed[:60]}”. Choose one from the list, or write its code"
        return _names_page(request, icb, unknown, said)
    try:
        learning.teach(by=request.user, unknown=unknown, organisation=whose)
    except Refused as refused:
        return _names_page(request, icb, unknown, str(refused))
    messages.success(request, f"“{unknown.words}” means {whose} from now on." if whose else "Taken off the list.")
    return redirect("routing:names")


def _named(typed: str) -> Organisation | None:
    """The one organisation with this code, as "Name (CODE)" too, or with exactly this name."""
    code = typed.rpartition("(")[2].rstrip(")").upper()
    if found := Organisation.objects.filter(code=code).first():
        return found
    called = list(Organisation.objects.filter(name__iexact=typed, status=Organisation.Status.ACTIVE)[:2])
    return called[0] if len(called) == 1 else None


@require_http_methods(["GET", "POST"])
def names_of(request: HttpRequest, code: str) -> HttpResponse:
    """The other names of one organisation, and a form to add one."""
    found = get_object_or_404(Organisation.objects.select_related("place", "icb"), code=code.upper())
    require(learning.can_name(request.user, found))
    form = NameForm(request.POST if request.method == "POST" else None, organisation=found)
    if request.method == "POST" and form.is_valid():
        learning.add_name(by=request.user, organisation=found, **form.cleaned_data)
        messages.success(request, f"{found} is found as “{form.cleaned_data['name']}” from now on.")
        return redirect("routing:names_of", code=found.code)
    context = {"organisation": found, "form": form, "names": list(found.aliases.all())}
    return render(request, "routing/names_of.html", context, status=422 if form.errors else 200)


@require_POST
def remove_name(request: HttpRequest, number: int) -> HttpResponse:
    """Take another name away."""
    alias = get_object_or_404(Alias.objects.select_related("organisation"), pk=number)
    learning.remove_name(by=request.user, alias=alias)
    messages.success(request, f"“{alias.name}” is no longer a name of {alias.organisation}.")
    return redirect("routing:names_of", code=alias.organisation.code)
