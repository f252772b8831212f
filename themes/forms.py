"""Shape and wording of what people tell about themes."""

from django import forms
from django.db.models import Q
from django.utils.html import format_html

from archive.forms import fit_for_a_title, once_only
from archive.wording import holds_identifiers, trouble_with_title
from issues.models import Issue
from people.models import Organisation
from people.plain_forms import Plainly
from themes import naming, seeding
from themes.excerpts import is_cut, shortened
from themes.models import Theme

LABEL, SUMMARY = 160, 2000


def fine(words: str, trouble: str) -> str:
    """The words, if there is no trouble with them; else it stands beside the field."""
    if trouble:
        raise forms.ValidationError(trouble)
    return words


def _free(theme: Theme, label: str, *, is_open: bool = False) -> str:
    of_words = naming.trouble_openly if is_open else naming.trouble_kept
    return fine(label, naming.trouble(theme, label) or of_words(theme, label))


class RenameForm(Plainly, forms.Form):
    label = forms.CharField(
        label="Name",
        max_length=LABEL,
        validators=[fit_for_a_title],
        help_text="In plain words, without a person’s name. It stays, whatever the portal would call it.",
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, theme: Theme, **more):
        super().__init__(*args, **more)
        self.theme = theme
        if theme.published_at:
            self.fields["label"].help_text += " This theme is published: anybody in the world can read this name."

    def clean_label(self) -> str:
        return _free(self.theme, self.cleaned_data["label"], is_open=self.theme.published_at is not None)


def _tell(field: forms.ModelChoiceField, hint: str) -> None:
    """Say this of each published theme among those to choose from."""
    field.choice_hints = dict.fromkeys(field.queryset.published().values_list("key", flat=True), hint)


class AddForm(forms.Form):
    """To which of these themes the issues are added."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label="Which theme?",
        to_field_name="key",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a theme", "invalid_choice": "Choose one of the list"},
    )

    def __init__(self, *args, themes, hint: str, **more):
        """`hint`: what is told of a published one."""
        super().__init__(*args, **more)
        self.fields["theme"].queryset = themes
        _tell(self.fields["theme"], hint)


class OtherForm(forms.Form):
    """Which of these other themes is meant."""

    other = forms.ModelChoiceField(
        Theme.objects.none(),
        label="Which theme?",
        to_field_name="key",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a theme", "invalid_choice": "Choose one of the list"},
    )

    def __init__(self, *args, themes, most: int | None, hint: str = "", **more):
        """`hint`: what is told of a published one."""
        super().__init__(*args, **more)
        found = list(themes.values_list("pk", flat=True)[: most + 1 if most else None])
        self.has_more = most is not None and len(found) > most
        self.fields["other"].queryset = Theme.objects.filter(pk__in=found[:most])
        if hint:
            _tell(self.fields["other"], hint)


WHOLE = (
    '<details class="nhsuk-details"><summary class="nhsuk-details__summary">'
    '<span class="nhsuk-details__summary-text">Show the whole of {}</span></summary>'
    '<div class="nhsuk-details__text masked-text"><bdi>{}</bdi></div></details>'
)


class _Ticks(forms.ModelMultipleChoiceField):
    def label_from_instance(self, issue) -> str:
        return f"{issue.reference}, {issue.created_at:%-d %B %Y}: {shortened(issue.text)}"


class SplitForm(Plainly, forms.Form):
    """Which of a theme's issues become a theme of their own, and what it is called."""

    issue = _Ticks(
        Issue.objects.none(),
        label="Which issues?",
        to_field_name="reference",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one issue", "invalid_choice": "Tick issues of this theme only"},
    )
    label = forms.CharField(
        label="Name of the new theme",
        max_length=LABEL,
        validators=[fit_for_a_title],
        help_text="In plain words.",
    )

    def __init__(self, *args, theme: Theme, issues, shown, **more):
        super().__init__(*args, **more)
        self.theme = theme
        ticked = self.data.getlist("issue") if self.is_bound else []
        here = Q(pk__in=[one.pk for one in shown]) | Q(reference__in=ticked)
        self.own, listed = issues, issues.filter(here)
        self.fields["issue"].queryset = listed
        self.fields["issue"].choice_hints = {
            one.reference: format_html(WHOLE, one.reference, one.text) for one in listed if is_cut(one.text)
        }

    def clean_issue(self):
        chosen = list(self.cleaned_data["issue"])
        if len(chosen) == self.own.count():
            raise forms.ValidationError("These are all its issues. Leave at least one, or rename the theme instead")
        return chosen

    def clean_label(self) -> str:
        return _free(self.theme, self.cleaned_data["label"])

    def clean(self):
        if "issue" in self.cleaned_data:
            self.cleaned_data["issues"] = self.cleaned_data.pop("issue")
        return self.cleaned_data


class PublishForm(Plainly, forms.Form):
    label = forms.CharField(
        label="Name",
        max_length=LABEL,
        validators=[fit_for_a_title],
        help_text="In your own words. Anyone can read it.",
    )
    summary = forms.CharField(
        label="Summary",
        max_length=SUMMARY,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What the problem is and what is being done, in plain words. Anyone can read it. "
        "Do not quote issues, and name no people.",
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, theme: Theme, **more):
        super().__init__(*args, **more)
        self.theme = theme

    def clean_label(self) -> str:
        return _free(self.theme, self.cleaned_data["label"], is_open=True)

    def clean_summary(self) -> str:
        words = self.cleaned_data["summary"]
        return fine(words, trouble_with_title(words) or seeding.trouble_openly(self.theme, words))


class DismissForm(Plainly, forms.Form):
    reason = forms.CharField(
        label="Why is this not a theme?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The interface team and others in your ICB can read it.",
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    @property
    def is_masked(self) -> bool:
        """Whether something is taken out of the reason before it is kept."""
        return holds_identifiers(self.cleaned_data["reason"])


class SeedForm(Plainly, forms.Form):
    title = forms.CharField(
        label="Title of the project",
        max_length=160,
        validators=[fit_for_a_title],
        help_text="Anyone can read it.",
    )
    summary = forms.CharField(
        label="What is it about?",
        max_length=SUMMARY,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In plain words. Anyone can read it. Do not quote issues, and name no people.",
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Which organisation does it?", empty_label=None
    )

    key = once_only()

    def __init__(self, *args, theme: Theme, organisations, **more):
        super().__init__(*args, **more)
        self.theme, self.fields["organisation"].queryset = theme, organisations

    def clean_title(self) -> str:
        words = self.cleaned_data["title"]
        return fine(words, naming.trouble_openly(self.theme, words))

    def clean_summary(self) -> str:
        words = self.cleaned_data["summary"]
        return fine(words, seeding.trouble_openly(self.theme, words))
