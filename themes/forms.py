"""Shape and wording of what people tell about themes."""

from django import forms
from django.db.models import Q

from archive.forms import fit_for_a_title, once_only
from archive.wording import holds_identifiers, trouble_with_title
from issues.models import Issue
from language.abbreviations import SHORT
from language.known_problems import FEWEST_WORDINGS
from people.models import Organisation
from people.plain_forms import Plainly
from themes import abbreviations, naming, quoting
from themes.excerpts import shortened
from themes.models import Theme

LABEL, SUMMARY = 160, 2000


class BoardFilter(Plainly, forms.Form):
    """What the board lists, and in which order. Anything unknown counts as not asked."""

    q = forms.CharField(label="Search by name", required=False, max_length=100)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "All states"), *Theme.State.choices])
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "All"), ("problems", "Problems"), ("thanks", "What works well")]
    )
    sort = forms.ChoiceField(
        label="Order",
        required=False,
        choices=[
            ("new", "New in the last weeks first"),
            ("size", "Most people first"),
            ("latest", "Latest report first"),
            ("first", "Newest theme first"),
            ("name", "By name"),
        ],
    )


def _fine(words: str, *troubles: str) -> str:
    """The words, if there is no trouble with them; else the first that there is stands beside the field."""
    if trouble := next(filter(None, troubles), ""):
        raise forms.ValidationError(trouble)
    return words


def _free(theme: Theme, label: str, *, is_open: bool = False) -> str:
    return _fine(label, naming.trouble(theme, label), naming.trouble_openly(theme, label) if is_open else "")


class RenameForm(Plainly, forms.Form):
    label = forms.CharField(
        label="Name",
        max_length=LABEL,
        validators=[fit_for_a_title],
        help_text="In plain words. It stays, whatever the portal would call it.",
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, theme: Theme, **more):
        super().__init__(*args, **more)
        self.theme = theme

    def clean_label(self) -> str:
        return _free(self.theme, self.cleaned_data["label"], is_open=self.theme.published_at is not None)


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

    def __init__(self, *args, themes, **more):
        super().__init__(*args, **more)
        self.fields["theme"].queryset = themes


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

    def __init__(self, *args, themes, most: int | None, **more):
        super().__init__(*args, **more)
        found = list(themes.values_list("pk", flat=True)[: most + 1 if most else None])
        self.has_more = most is not None and len(found) > most
        self.fields["other"].queryset = Theme.objects.filter(pk__in=found[:most])


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
        self.own, self.fields["issue"].queryset = issues, issues.filter(here)

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

    def __init__(self, *args, theme: Theme, **more):
        super().__init__(*args, **more)
        self.theme = theme

    def clean_label(self) -> str:
        return _free(self.theme, self.cleaned_data["label"], is_open=True)

    def clean_summary(self) -> str:
        words = self.cleaned_data["summary"]
        return _fine(words, trouble_with_title(words), quoting.trouble(self.theme, words))


class KnownProblemForm(Plainly, forms.Form):
    """The words of a known problem of the area."""

    name = forms.CharField(label="Name", max_length=LABEL, help_text="In the words that people use.")
    definition = forms.CharField(
        label="What is it?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="In one sentence."
    )
    is_not = forms.CharField(
        label="What is it not?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What it is easily taken for.",
    )
    standard = forms.CharField(
        label="Which standard or agreement applies?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.CharField(label="Whose is it usually?", required=False, max_length=LABEL)
    wordings = forms.CharField(
        label="How do people say it?",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="At least three wordings, one on each line, as short as people would write them. "
        "Do not copy reports.",
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_wordings(self) -> list[str]:
        lines = list(
            dict.fromkeys(line.strip() for line in self.cleaned_data["wordings"].splitlines() if line.strip())
        )
        if len(lines) < FEWEST_WORDINGS:
            raise forms.ValidationError("Enter at least three different wordings, one on each line")
        return lines


class AbbreviationForm(Plainly, forms.Form):
    """What an abbreviation stands for in an area."""

    short = forms.CharField(
        label="Abbreviation", max_length=6, help_text="Two to six capital letters, as people write it."
    )
    words = forms.CharField(
        label="What does it stand for?", max_length=120, help_text="In plain words, in small letters."
    )
    sure = forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)
    is_known = False  # as something else, and whoever writes has not said that they are sure

    def clean_short(self) -> str:
        if not SHORT.fullmatch(self.cleaned_data["short"]):
            raise forms.ValidationError("Write two to six capital letters")
        return self.cleaned_data["short"]

    def clean_words(self) -> str:
        if self.cleaned_data["words"].strip().upper() == self.cleaned_data.get("short"):
            raise forms.ValidationError("Write it out in words")
        return self.cleaned_data["words"]

    def clean(self):
        short = self.cleaned_data.get("short", "")
        if self.cleaned_data.get("sure") != short and (meant := abbreviations.known(short)):
            self.is_known = not self.errors
            self.add_error("short", f"The portal knows “{short}” already, as “{meant}”. Save it only if you are sure")
        return self.cleaned_data


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
        return _fine(words, naming.trouble_openly(self.theme, words))

    def clean_summary(self) -> str:
        words = self.cleaned_data["summary"]
        return _fine(words, quoting.trouble(self.theme, words))
