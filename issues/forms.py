"""The shape and the wording of what people write about an issue. Nothing is saved here."""

import re
from collections.abc import Iterable

from django import forms

from issues.models import OPEN_STATES, WORDS, Issue
from issues.own_name import own_name_in
from issues.reporting import ALPHABET
from issues.responsiveness import SIDES
from people.models import User
from people.plain_forms import InWords, Plainly
from people.standing import standing
from routing.models import Category
from routing.queries import desks_in, places_of

LONGEST = 8000
NAME_STAYS = "It is not taken out of your words or of files: look whether it stands there."
OWN_NAME = (
    "Your own name stands in this: “{name}”. It is not taken out. Take it out yourself, or send it again to keep it"
)
NAME_LEFT = (
    "Your own name stands in this: “{name}”. It was not taken out, and those who read it see it. "
    "If that is not meant, withdraw it and send it again without."
)
CONFIRMED = ("confirmed", "Confirmed")  # what pages call an answer that those who reported it say holds
REFERENCE = re.compile(f"[{ALPHABET}]{{5}}", re.IGNORECASE)


class Words(InWords):
    """Free text in a box, with a kind word when it is empty or too long."""

    widget = forms.Textarea

    def __init__(self, *, label: str, empty: str, rows: int = 4, **options):
        options.setdefault("max_length", LONGEST)
        messages = {"required": empty, "max_length": f"Shorten this to {options['max_length']:,} characters or fewer"}
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, error_messages=messages, widget=widget, **options)

    def to_python(self, value) -> str:
        """Line ends as one character, so that a finding's place in the text stays the same from page to page."""
        return super().to_python(value).replace("\r\n", "\n")


def own_name_left(words: Iterable[str], *, of: Issue, by: User) -> str:
    """What whoever reported an issue in confidence is told of their name in words that were sent; else nothing."""
    found = own_name_in(words, by) if of.is_confidential and of.reporter_id == by.pk else ""
    return NAME_LEFT.format(name=found) if found else ""


def in_confidence(form: forms.Form, *, of: Issue, by: User) -> forms.Form:
    """The form, which reminds whoever reported the issue in confidence that their own name is not taken out."""
    if of.is_confidential and of.reporter_id == by.pk:
        for one in (form[name] for name in ("text", "files") if name in form.fields):
            one.help_text = one.field.help_text = f"{one.help_text} Your name is hidden. {NAME_STAYS}".strip()
    return form


class OtherForm(Plainly, forms.Form):
    """Which other issue is meant."""

    other = forms.CharField(
        label="Reference of the other issue",
        help_text="For example 7KQ2M.",
        max_length=8,
        error_messages={"required": "Give the reference of the other issue"},
    )


class MergeForm(forms.Form):
    other = forms.CharField(widget=forms.HiddenInput, max_length=8)
    text = Words(
        label="Why are they the same?",
        empty="Say why they are the same",
        help_text="It stands in the history of both. The reporters of both read it.",
        rows=3,
    )


class MeTooForm(forms.Form):
    text = Words(label="Anything to add? (optional)", empty="", required=False, rows=2, max_length=1000)


class FilterForm(Plainly, forms.Form):
    """What a list of issues can be narrowed to."""

    q = forms.CharField(label="Reference or words", required=False, max_length=80)
    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any"), ("open", "Open"), CONFIRMED, *Issue.State.choices]
    )
    category = forms.ModelChoiceField(
        label="Category", queryset=Category.objects.all(), required=False, empty_label="Any"
    )

    def narrow(self, issues):
        """The issues that fit; a filter that is not understood is shown as an error and narrows nothing."""
        if not self.is_valid():
            return issues
        wanted = self.cleaned_data
        if wanted["state"] == CONFIRMED[0]:
            issues = issues.filter(confirmed_at__isnull=False)
        elif wanted["state"]:
            states = OPEN_STATES if wanted["state"] == "open" else [wanted["state"]]
            issues = issues.filter(state__in=states)
        if wanted["category"]:
            issues = issues.filter(category=wanted["category"])
        if wanted["q"]:
            is_one = REFERENCE.fullmatch(wanted["q"]) and self._is_there(wanted["q"].upper(), issues)
            issues = (
                issues.filter(reference=wanted["q"].upper()) if is_one else issues.filter(WORDS.says(wanted["q"]))
            )
        return issues

    def _is_there(self, reference: str, issues) -> bool:
        """Whether words that look like a reference are one."""
        return issues.filter(reference=reference).exists()


class ResponsivenessForm(Plainly, forms.Form):
    """For which desks, and for how long back, figures are shown. Anything unknown counts as not asked."""

    PERIODS = {"30": "Last 30 days", "90": "Last 90 days", "365": "Last 12 months", "3650": "All years"}

    q = forms.CharField(label="Organisation", required=False, max_length=100)
    side = forms.ChoiceField(label="Answered by", required=False)
    place = forms.ChoiceField(label="Place", required=False)
    period = forms.ChoiceField(label="Period", required=False, choices=list(PERIODS.items()))

    def __init__(self, data, *, user):
        super().__init__({"period": "90"} | data.dict())
        icb = standing(user).icb
        self.fields["side"].choices = [("", "All"), *((side, name) for side, (name, _) in SIDES.items())]
        self.fields["place"].choices = [("", "All Places"), *((one.slug, one.name) for one in places_of(icb))]
        self.is_valid()

    @property
    def days(self) -> int:
        return int(self.cleaned_data.get("period") or 90)

    def narrow(self, desks):
        """The desks that were asked for."""
        asked = self.cleaned_data
        if asked.get("q"):
            desks = desks.filter(organisation__name__icontains=asked["q"])
        if asked.get("side"):
            desks = desks.filter(side=asked["side"])
        return desks_in(desks, asked["place"]) if asked.get("place") else desks
