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
    page = Paginator(learning.lately(icb), PER_PAGE).get_page(request.GET.get("page"))
    meant = naming.guesses([each.words for each in page], icb=icb)
    rows = [(each, meant[each.words]) for each in page]
    return render(request, "routing/names.html", {"icb": icb, "page": page, "rows": rows})


@require_POST
def teach(request: HttpRequest, number: int) -> HttpResponse:
    """Learn a name as another name of an organisation, or take it off the list."""
    icb = queries.icb_of(request.user)
    require(learning.can_learn(request.user, icb))
    unknown = get_object_or_404(UnknownName.objects.select_related("icb"), pk=number, icb=icb)
    code = request.POST.get("code", "").strip().rpartition("(")[2].rstrip(")").upper()
    whose = Organisation.objects.filter(code=code).first() if code else None
    if code and whose is None:
        raise Refused("No organisation has this code. Choose one from the list, or write its code.")
    learning.teach(by=request.user, unknown=unknown, organisation=whose)
    messages.success(request, f"“{unknown.words}” means {whose} from now on." if whose else "Taken off the list.")
    return redirect("routing:names")


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
