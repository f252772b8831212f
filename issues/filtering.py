"""What the inbox can be narrowed to and sorted by: one form for the page, for saved filters and for the API."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from issues import boxes, previewing
from issues.assigning import still_theirs
from issues.forms import REFERENCE, FilterForm
from issues.models import Issue
from people.finding import organisation_named
from people.models import Organisation, User
from people.standing import standing
from routing import searching

PERIODS = {"7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days", "365": "Last year"}
HARMED = (Issue.Harm.MODERATE, Issue.Harm.SEVERE, Issue.Harm.DEATH)
SORTS = {
    "due": ("Due first", ("due_at", "pk")),
    "newest": ("Newest first", ("-pk",)),
    "oldest": ("Oldest first", ("pk",)),
    "category": ("By category", ("category__position", "category__name", "pk")),
}
ORGANISATIONS = ("about", "reporter_organisation")
MOST_OFFERED = 4
BESIDE = {"box", "page", "csv", "place"}  # what the address of a list says apart from filters


class Named(forms.CharField):
    """An organisation as one calls it, with suggestions while one types. Where several fit, it is asked which."""

    by: User | None = None  # whose ICB's names come first

    def __init__(self, *, label: str):
        super().__init__(label=label, max_length=200, required=False)
        self.offered: list[Organisation] = []  # what was meant perhaps

    def clean(self, value) -> Organisation | None:
        words = super().clean(value)
        if not words:
            return None
        self.offered = _meant(words, self.by)
        if len(self.offered) == 1:
            return self.offered.pop()
        if not self.offered:
            raise forms.ValidationError(
                f"No organisation is called “{words}”. Write it as you call it", code="unknown"
            )
        names = " or ".join(f"{one.name} ({one.code})" for one in self.offered)
        raise forms.ValidationError(f"Do you mean {names}? Choose one", code="several")


def _meant(words: str, by: User | None) -> list[Organisation]:
    """The one organisation that the words mean for sure, as in a report; else the first few that they may mean."""
    if found := organisation_named(words):
        return [found]
    own = standing(by) if by else None
    icb, place = (own.icb, own.organisation.place) if own and own.icb else (None, None)
    if sure := previewing.meant(by=by, words=words) if icb else None:
        return [sure]
    found = searching.look_up(words, icb=icb, place=place, limit=MOST_OFFERED)
    return list(dict.fromkeys(one.parent if one.kind == one.Kind.SITE and one.parent else one for one in found))


class InboxFilter(FilterForm):
    """What the inbox can be narrowed to. A filter that is not understood is said, and narrows nothing.

    But an organisation that is not understood is one that nothing is about or from.
    """

    about = Named(label="About organisation")
    reporter_organisation = Named(label="From organisation")
    assignee = forms.ChoiceField(label="Assigned to", required=False)
    harm = forms.ChoiceField(
        label="Harm",
        required=False,
        choices=[("", "Any"), ("harmed", "Moderate or worse"), *Issue.Harm.choices],
    )
    period = forms.ChoiceField(label="Reported", required=False, choices=[("", "Any time"), *PERIODS.items()])
    sort = forms.ChoiceField(
        label="Order",
        required=False,
        choices=[("", "Usual order"), *((slug, name) for slug, (name, _) in SORTS.items())],
    )

    def __init__(
        self, data: QueryDict, *, user: User, colleagues: Iterable[User] = (), beside: Collection[str] = BESIDE
    ):
        super().__init__(data)
        self.user, self.beside = user, beside
        others = [(str(one.pk), str(one)) for one in colleagues if one.pk != user.pk]
        self.fields["assignee"].choices = [("", "Anybody"), ("me", "Me"), ("nobody", "Nobody"), *others]
        for name in ORGANISATIONS:
            self.fields[name].by = user
            self.fields[name].widget.attrs["data-suggest"] = reverse("routing:suggest")

    def clean(self) -> dict:
        if unknown := self.unknown():
            words = " and ".join(f"“{key}”" for key in unknown)
            raise forms.ValidationError(f"There is no filter called {words}.")
        return super().clean()

    def unknown(self) -> list[str]:
        """Keys of the address that mean nothing here."""
        return sorted(set(self.data) - set(self.fields) - set(self.beside))

    def narrow(self, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        """The issues that fit, in the order that was asked for."""
        if not self.is_valid():
            return issues.none() if self.errors.keys() & ORGANISATIONS else issues
        issues, wanted = super().narrow(issues), self.cleaned_data
        if wanted["about"]:
            also = wanted["about"].issues_also_about.values("pk")
            issues = issues.filter(Q(about=wanted["about"]) | Q(about__parent=wanted["about"]) | Q(pk__in=also))
        if wanted["reporter_organisation"]:
            issues = issues.filter(reporter_organisation=wanted["reporter_organisation"])
        if wanted["harm"]:
            issues = issues.with_harm(HARMED if wanted["harm"] == "harmed" else [wanted["harm"]])
        if wanted["period"]:
            issues = issues.filter(created_at__gte=timezone.now() - timedelta(days=int(wanted["period"])))
        if wanted["assignee"]:
            issues = issues.filter(self._assigned(wanted["assignee"]))
        return issues.order_by(*SORTS[wanted["sort"]][1]) if wanted["sort"] else issues

    @cached_property
    def offers(self) -> list[tuple[str, Organisation]]:
        """The organisations to choose from, each with the filter that it is for."""
        return [(name, one) for name in ORGANISATIONS if name in self.errors for one in self.fields[name].offered]

    def _is_there(self, reference: str, issues: QuerySet[Issue]) -> bool:
        return self._has_reference

    @cached_property
    def _has_reference(self) -> bool:
        """Whether one of all that they answer for has it: the same in every heap, and looked up once."""
        return boxes.inbox(self.user).filter(reference=self.cleaned_data["q"].upper()).exists()

    @property
    def has_words(self) -> bool:
        """Whether it looks for words, and for no issue by its reference."""
        asked = self.cleaned_data.get("q", "") if self.is_valid() else ""
        return bool(asked) and not (REFERENCE.fullmatch(asked) and self._has_reference)

    def _assigned(self, who: str) -> Q:
        if who == "nobody":
            return Q(assignee=None) | ~still_theirs()
        return Q(assignee=self.user.pk if who == "me" else int(who)) & still_theirs()

    @property
    def sorted_by(self) -> str:
        """The order that was asked for, if it is one."""
        return self.cleaned_data.get("sort", "") if self.is_valid() else ""

    @property
    def is_asked(self) -> bool:
        """Whether the list is narrowed, or was meant to be."""
        return bool(self.query()) or not self.is_valid()

    def query(self) -> str:
        """The filters that were asked for, as the address says them; nothing beside them."""
        asked = QueryDict(mutable=True)
        for name in self.fields:
            if value := self.data.get(name, "").strip():
                asked[name] = value
        return asked.urlencode()
