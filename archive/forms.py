"""The shape and the wording of what people write in the archive. Nothing is saved here."""

import uuid

from django import forms

from archive.models import Project
from archive.wording import trouble_with_address, trouble_with_title
from people.finding import organisation_named
from people.models import Organisation, User
from people.plain_forms import InWords, Plainly

LONGEST = 8000
LONGEST_SEARCH = 2000
MOST_PARTNERS = 10


class Words(InWords):
    """Free text in a box that anybody will be able to read."""

    def __init__(self, *, label: str, empty: str = "", rows: int = 4, **options):
        options.setdefault("max_length", LONGEST)
        messages = {"required": empty, "max_length": f"Shorten this to {options['max_length']:,} characters or fewer"}
        super().__init__(label=label, error_messages=messages, widget=forms.Textarea(attrs={"rows": rows}), **options)


class OrganisationsField(forms.CharField):
    """Organisations of the registry, one on a line, by name or code."""

    widget = forms.Textarea

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(f"{organisation.name} ({organisation.code})" for organisation in value)
        return value

    def clean(self, value) -> list[Organisation]:
        lines = list(dict.fromkeys(line.strip() for line in super().clean(value).splitlines() if line.strip()))
        if len(lines) > MOST_PARTNERS:
            raise forms.ValidationError(f"Name at most {MOST_PARTNERS} organisations")
        named = {line: organisation_named(line) for line in lines}
        unknown = ", ".join(f"“{line}”" for line, organisation in named.items() if organisation is None)
        if unknown:
            raise forms.ValidationError(f"Not found, or not the only one of this name: {unknown}. Try the code")
        return list(dict.fromkeys(named.values()))


def fit_for_a_title(words: str) -> None:
    """What would be masked in a title or a name is refused beside its question."""
    if trouble := trouble_with_title(words):
        raise forms.ValidationError(trouble)


def once_only() -> forms.CharField:
    """A field that nobody sees: a key made with the blank form, so that a second press makes no second project."""
    return forms.CharField(required=False, max_length=64, widget=forms.HiddenInput, initial=lambda: uuid.uuid4().hex)


class ProjectForm(Plainly, forms.Form):
    """What a project says of itself."""

    title = forms.CharField(
        label="Title",
        max_length=160,
        help_text="What is being improved, in a few words.",
        validators=[fit_for_a_title],
        error_messages={"required": "Give the project a title"},
    )
    summary = Words(
        label="What is it about?",
        empty="Say what it is about",
        help_text="The problem and what you want to try, in plain words. Leave out anything about a single patient.",
        rows=6,
    )
    aim = Words(
        label="What do you want to achieve? (optional)",
        required=False,
        help_text="What is to be better, for whom, by how much and by when.",
        rows=3,
    )
    topic = forms.CharField(
        label="Topic (optional)", required=False, max_length=80, help_text="For example, discharge letters."
    )
    partners = OrganisationsField(
        label="Partner organisations (optional)",
        required=False,
        max_length=4000,
        help_text="One on a line: the name or the code, as in the registry.",
    )
    source_address = forms.CharField(
        label="Web address to read more (optional)", required=False, max_length=300, help_text="Starts with https://"
    )

    def clean_source_address(self) -> str:
        address = self.cleaned_data["source_address"]
        if trouble := trouble_with_address(address):
            raise forms.ValidationError(trouble)
        return address


class ProposeForm(ProjectForm):
    """A new project, in the name of an organisation that the person may speak for."""

    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        to_field_name="code",
        empty_label=None,
        error_messages={"invalid_choice": "Choose one of the list", "required": "Choose an organisation"},
    )
    key = once_only()
    field_order = ["title", "summary", "aim", "organisation"]

    def __init__(self, *args, organisations, **options):
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations


class EditForm(ProjectForm):
    """Corrections, and who leads from now on."""

    lead = forms.ModelChoiceField(
        label="Lead",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody at present",
        help_text="Shown to people who are signed in. Questions to the team go to the lead.",
        error_messages={"invalid_choice": "Choose one of the list"},
    )

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["lead"].queryset = people


class NoteForm(forms.Form):
    """A step, with a word on it if there is one."""

    text = Words(label="Anything to add? (optional)", required=False, help_text="It goes on the timeline.")


class StopForm(forms.Form):
    """Why a project ends early."""

    text = Words(
        label="Why is it being stopped?",
        empty="Say why it is being stopped",
        help_text="Others learn from it: no time, no money, it did not help, somebody else does it.",
    )


class CompleteForm(forms.Form):
    """What became of a project."""

    outcome = forms.ChoiceField(
        label="Did it work?",
        choices=Project.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it worked"},
    )
    result = Words(
        label="What changed?",
        empty="Say what changed, or that nothing did",
        help_text="With numbers before and after, where you have them.",
        rows=6,
    )


class UpdateForm(forms.Form):
    """News of a project."""

    text = Words(label="What is new?", empty="Write what is new")


class QuestionForm(forms.Form):
    """A question to a team, in the open."""

    text = Words(
        label="What would you like to know?",
        empty="Write your question",
        help_text="The question goes on the timeline, where anybody can read it, and the lead is told. "
        "Your name is shown to people who are signed in, your e-mail address to nobody.",
    )


class LessonForm(forms.Form):
    """One short point that others can use."""

    worked = forms.TypedChoiceField(
        label="Is it about something that worked?",
        choices=[("yes", "It worked"), ("no", "It did not work")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it worked"},
    )
    text = Words(
        label="The lesson", empty="Write the lesson", max_length=1000, help_text="One point, in a sentence or two."
    )


class FilterForm(Plainly, forms.Form):
    """What to look for in the archive. Whatever cannot be understood is left out."""

    q = forms.CharField(label="Search", required=False, max_length=LONGEST_SEARCH, strip=True)
    stage = forms.ChoiceField(label="Stage", required=False, choices=[("", "All"), *Project.Stage.choices])
    outcome = forms.ChoiceField(label="Outcome", required=False, choices=[("", "All"), *Project.Outcome.choices])
    organisation = forms.ChoiceField(label="Organisation", required=False)
    topic = forms.ChoiceField(label="Topic", required=False)
    sort = forms.ChoiceField(
        label="Sort by",
        required=False,
        choices=[
            ("", "Best match, then last changed"),
            ("changed", "Last changed"),
            ("year", "Year, newest first"),
            ("title", "Title"),
        ],
    )

    def __init__(self, *args, organisations, topics, **options):
        super().__init__(*args, **options)
        self.fields["organisation"].choices = [("", "All"), *organisations]
        self.fields["topic"].choices = [("", "All"), *((topic, topic) for topic in topics)]

    def chosen(self) -> dict:
        """The filters that are set and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
