"""Pages on which the registry is tried: one issue that nobody reports, and all there could be."""

from collections.abc import Iterator

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from people.exporting import spreadsheet
from people.models import Organisation, Place
from people.plain_forms import Plainly
from routing import coverage as covering
from routing import drafting, naming, publishing, queries, registry
from routing.facts import Book, Facts
from routing.models import Category
from routing.reasons import say_rule
from routing.rules import can_edit_rules
from routing.sides import SERVICES, listed_service
from routing.snapshot import Snapshot

PER_PAGE = 25
Kind = Organisation.Kind
REPORTERS = [
    (Kind.GP_PRACTICE.value, "A GP practice"),
    (Kind.ACUTE_TRUST.value, "A trust"),
    (Kind.ICB.value, "The ICB"),
    (Kind.COMMUNITY_PHARMACY.value, "Anybody else"),
]
HARM = [("none", "No harm"), ("low", "Low"), ("moderate", "Moderate"), ("severe", "Severe"), ("death", "Death")]
COLUMNS = ("About", "Code", "Kind", "Place", "Category", "Goes to", "At", "Lead", "Deputy", "Rule", "Acknowledge")
COLUMNS += ("Answer", "Confirmed", "Missing", "Why")


class WhatIfForm(Plainly, forms.Form):
    """The facts that rules look at."""

    category = forms.ModelChoiceField(
        label="Category",
        queryset=Category.objects.all(),
        empty_label="Choose one",
        error_messages={"required": "Choose a category", "invalid_choice": "Choose one of the list"},
    )
    about = forms.CharField(
        label="About which organisation or service?",
        help_text="As people write it, or a code.",
        max_length=200,
        required=False,
    )
    harm = forms.ChoiceField(label="Harm", choices=HARM, required=False)
    service = forms.ChoiceField(label="Service", required=False, help_text="Else it is read from the words.")
    reporter_kind = forms.ChoiceField(label="Reported by", choices=REPORTERS, required=False)
    reporter_place = forms.ModelChoiceField(
        label="The reporter’s Place", queryset=Place.objects.none(), required=False, empty_label="Not known"
    )

    def __init__(self, data, *, icb: Organisation):
        super().__init__(data)
        services = [(name, listed_service(name)) for name, _ in SERVICES]
        self.fields["service"].choices = [("", "As the words say"), *services]
        self.fields["reporter_place"].queryset = queries.places_of(icb)
        self.fields["about"].widget.attrs["data-suggest"] = reverse("routing:suggest")


@require_GET
def what_if(request: HttpRequest) -> HttpResponse:
    """Where an issue would go that nobody reports, and why. By my draft, where one is begun and asked for."""
    icb = queries.icb_of(request.user)
    form = WhatIfForm(request.GET if "category" in request.GET else None, icb=icb)
    draft = drafting.draft_of(icb, request.user) if can_edit_rules(request.user, icb) else None
    by_draft = draft is not None and "draft" in request.GET
    context = {"form": form, "draft": draft, "by_draft": by_draft}
    if form.is_valid():
        book = publishing.as_book(draft.rules) if by_draft else registry.book_in_force(icb)
        context |= _tried(icb, form.cleaned_data, book)
        context["number"] = publishing.newest_of(icb).number if context["book"].key else None
    return render(request, "routing/what_if.html", context, status=422 if form.errors else 200)


def _tried(icb: Organisation, asked: dict, book: Book | None) -> dict:
    words = asked["about"].strip()
    about, others = _meant(icb, words, asked["reporter_place"])
    facts = Facts(
        icb=icb,
        category=asked["category"].slug,
        reporter_kind=asked["reporter_kind"],
        reporter_place=asked["reporter_place"],
        about=about,
        about_words=words,
        service=asked["service"],
        harm=asked["harm"] or "none",
    )
    book = book or Book(None, ())
    fitting = registry.fitting_rules(facts, book)
    return {
        "route": registry.route(facts, book=book),
        "book": book,
        "about": about,
        "words": words,
        "others": others,
        "beaten": [(rule, say_rule(rule)) for rule in fitting[1:]],
    }


def _meant(icb: Organisation, words: str, place: Place | None) -> tuple[Organisation | None, list[Organisation]]:
    """The organisation that the words surely mean, if any, and what else they may mean."""
    if not words:
        return None, []
    known = Organisation.objects.filter(code=words.upper()).select_related("place", "parent").first()
    if known:
        return known, []
    found = naming.find(words, icb=icb, place=place)
    meant = found[0].organisation if found and found[0].is_sure else None
    return meant, [one.organisation for one in found[:5] if one.organisation != meant]


class CoverageFilter(Plainly, forms.Form):
    """Which rows of the matrix are shown."""

    q = forms.CharField(label="Name or code", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="Of what",
        required=False,
        choices=[("", "All"), ("trusts", "Trusts"), ("places", "Places"), ("practices", "GP practices")],
    )
    missing = forms.ChoiceField(
        label="Show", required=False, choices=[("", "Everything"), ("yes", "Only where something is missing")]
    )

    def narrowed(self, targets: list[covering.Target]) -> list[covering.Target]:
        """Those of the targets that are asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        words, kind = asked.get("q", "").strip().lower(), asked.get("kind", "")
        if words:
            targets = [one for one in targets if words in one.name.lower() or words == one.code.lower()]
        sort = {"practices": {Kind.GP_PRACTICE}, "places": {"place"}}
        if kind == "trusts":
            return [one for one in targets if one.kind not in {Kind.GP_PRACTICE, "place"}]
        return [one for one in targets if one.kind in sort[kind]] if kind else targets

    @property
    def only_missing(self) -> bool:
        return self.is_valid() and self.cleaned_data["missing"] == "yes"


@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Every category at every organisation: who answers, and what is missing."""
    icb = queries.icb_of(request.user)
    form, categories = CoverageFilter(request.GET), list(Category.objects.all())
    desks = Snapshot(icb)
    targets = form.narrowed(covering.targets_of(desks))
    rows = (row for row in covering.cells(desks, targets, categories) if not form.only_missing or _is_missing(row))
    if "csv" in request.GET:
        return spreadsheet("who-answers-for-what", COLUMNS, (_line(cell) for row in rows for cell in row))
    if form.only_missing:
        page = Paginator(list(rows), PER_PAGE).get_page(request.GET.get("page"))
    else:
        page = Paginator(targets, PER_PAGE).get_page(request.GET.get("page"))
        page.object_list = list(covering.cells(desks, page.object_list, categories))
    context = {"form": form, "page": page, "categories": categories, "problems": covering.PROBLEMS.values()}
    return render(request, "routing/coverage.html", context)


def _is_missing(row: list[covering.Cell]) -> bool:
    return any(cell.problem for cell in row)


def _line(cell: covering.Cell) -> Iterator:
    target, answer = cell.target, cell.route
    yield from (target.name, target.code, target.kind, target.place, cell.category, answer.desk)
    yield from (answer.desk.organisation, answer.lead, answer.deputy, answer.rule)
    yield from (answer.acknowledge_days, answer.answer_days, answer.desk.confirmed_on)
    yield from (cell.problem.text if cell.problem else "", " ".join(answer.reasons))
