"""What is asked of people. Shape and wording only."""

import unicodedata

from django import forms
from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from people.choosing import KINDS, LEAST, How, offered
from people.finding import find_organisations, organisation_named
from people.keys import SCOPES
from people.models import Organisation
from people.plain_forms import Plainly
from people.rows import known
from people.wording import told_of_others

UNCHOSEN = "Choose from the list how you want to be told"
RARELY = {How.DAILY: "a day", How.WEEKLY: "a day or a week"}
WAITED_FOR = "Somebody waits for you here. If you choose one email {rarely}, you may answer late."


class LineField(forms.CharField):
    """One line of text, without characters that cannot be seen."""

    def to_python(self, value) -> str:
        text = super().to_python(value)
        seen = (c for c in text if c == " " or unicodedata.category(c) not in {"Cc", "Cf"})
        return " ".join("".join(seen).split())


class KnownField(forms.ModelChoiceField):
    """One of all there are of a model, by a key of letters, in plain SQL; one of some, as Django reads it."""

    def to_python(self, value) -> Model | None:
        model, key = self.queryset.model, self.to_field_name or self.queryset.model._meta.pk.attname
        if not isinstance(value, str) or not value or self.queryset.query.where:
            return super().to_python(value)
        found = known(model, key, value)
        if not found:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
            )
        return found


class SignInForm(forms.Form):
    """Who wants a code."""

    email = forms.EmailField(
        label="Your NHS or work email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address in the correct format, like name@nhs.net",
        },
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


class CodeForm(forms.Form):
    """The code from the e-mail. Spaces, dashes and capitals do not matter."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="It has eight letters, like BCDF-GHJK.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "spellcheck": "false",
                "autocapitalize": "characters",
                "class": "nhsuk-input--width-10",
            }
        ),
        error_messages={"required": "Enter the code from the email", "max_length": "Enter the code from the email"},
    )


class DetailsForm(Plainly, forms.Form):
    """Who a person is and where they work. What they typed is looked up; if it fits several, they choose."""

    name = LineField(
        label="Your full name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your full name"},
    )
    job = LineField(
        label="Your job title",
        max_length=120,
        help_text="For example, GP partner, practice manager, consultant cardiologist or ward sister",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": "Enter your job title"},
    )
    where = LineField(
        label="The practice or trust you work at",
        max_length=200,
        required=False,
        help_text="Its name, the name people use for it, its postcode or its code",
    )
    chosen = forms.ChoiceField(
        label="Which of these do you work at?",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose the organisation that you work at from the list"},
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        try:
            self.fields["where"].widget.attrs["data-suggest"] = reverse("routing:suggest")
        except NoReverseMatch:
            self.fields["where"].widget.attrs.pop("data-suggest", None)
        self.organisation: Organisation | None = None
        words = self.fields["where"].to_python(self.data.get("where", ""))[:200]
        self.found = find_organisations(words)
        self.fields["chosen"].choices = [(row.code, described(row)) for row in self.found]
        if not self.found or organisation_named(words):
            del self.fields["chosen"]

    def clean(self) -> dict:
        """Settle on one organisation, or say what to do next; nothing in them may tell of a patient."""
        self._look_for_patients()
        words, code = self.cleaned_data.get("where", ""), self.cleaned_data.get("chosen", "")
        self.organisation = next((row for row in self.found if row.code == code), None) or organisation_named(words)
        if self.organisation is None and "chosen" not in self.errors:
            field, message = self._what_is_missing(words)
            self.add_error(field, message)
        return self.cleaned_data

    def _look_for_patients(self) -> None:
        """An error beside each field that says more than who one is. What was typed stays, to be put right."""
        name = self.cleaned_data.get("name", self.data.get("name", ""))
        for field, ask in (("name", "Write your name alone"), ("job", "Write your job title alone")):
            if found := told_of_others(self.cleaned_data.get(field, ""), name=name):
                said = " and ".join(f"“{words}”" for words in found)
                self.add_error(field, f"{said} may identify a patient, and is not kept. {ask}")

    def _what_is_missing(self, words: str) -> tuple[str, str]:
        if not words:
            return "where", "Enter the practice or trust you work at"
        if self.found:
            return "chosen", "Choose the organisation that you work at from the list"
        return "where", f"We could not find “{words}”. Try part of its name, its town or its postcode"


class KeyForm(Plainly, forms.Form):
    """A new key for the API."""

    name = LineField(
        label="What is the key for?",
        max_length=80,
        help_text="A name that tells you later which program uses it",
        error_messages={"required": "Enter what the key is for"},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=SCOPES.items(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that the key may do"},
    )


class ChoicesForm(forms.Form):
    """How one wants to be told, for each kind of notice; of the registry, only where one is in an interface team."""

    def __init__(self, data=None, *, in_interface_team: bool, **kwargs):
        super().__init__(data, **kwargs)
        for kind in KINDS:
            if kind == kind.REGISTRY and not in_interface_team:
                continue
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=[(how.value, how.label) for how in offered(kind)],
                help_text=WAITED_FOR.format(rarely=RARELY[LEAST[kind]]) if kind in LEAST else "",
                error_messages={"required": UNCHOSEN, "invalid_choice": UNCHOSEN},
            )


def described(row: Organisation) -> str:
    """An organisation so that two of the same name can be told apart."""
    where = ", ".join(part for part in (row.town, row.postcode) if part)
    return ", ".join(part for part in (row.name, where or row.code) if part)
