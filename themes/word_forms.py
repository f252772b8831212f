"""Shape and wording of what an area says in its own words: its known problems and its abbreviations."""

from functools import partial

from django import forms

from archive.forms import fit_for_a_title
from language.abbreviations import SHORT
from language.known_problems import FEWEST_WORDINGS
from people.models import Organisation
from people.plain_forms import Plainly
from themes import abbreviations, library, persons
from themes.forms import LABEL, fine
from themes.models import Theme


def _nobody(words: str) -> None:
    fine(words, persons.trouble(words))


_kept = partial(forms.CharField, validators=[fit_for_a_title, _nobody])


class KnownProblemForm(Plainly, forms.Form):
    """The words of a known problem of the area."""

    name = _kept(label="Name", max_length=LABEL, help_text="In the words that people use.")
    definition = _kept(
        label="What is it?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="In one sentence."
    )
    is_not = _kept(
        label="What is it not?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What it is easily taken for.",
    )
    standard = _kept(
        label="Which standard or agreement applies?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = _kept(
        label="Whose is it usually?",
        required=False,
        max_length=LABEL,
        help_text="The role or the team, not a person.",
    )
    wordings = _kept(
        label="How do people say it?",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="At least three wordings, one on each line, as short as people would write them. "
        "Do not copy reports.",
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, theme: Theme, **more):
        super().__init__(*args, **more)
        self.theme = theme

    def clean_name(self) -> str:
        return fine(self.cleaned_data["name"], library.trouble_with_name(self.theme, self.cleaned_data["name"]))

    def clean_definition(self) -> str:
        words = self.cleaned_data["definition"]
        return fine(words, library.trouble_with_reports(self.theme, words))

    def clean_wordings(self) -> list[str]:
        lines = list(
            dict.fromkeys(line.strip() for line in self.cleaned_data["wordings"].splitlines() if line.strip())
        )
        if len(lines) < FEWEST_WORDINGS:
            raise forms.ValidationError("Enter at least three different wordings, one on each line")
        fine("", library.trouble_with_reports(self.theme, *lines))
        return lines


class AbbreviationForm(Plainly, forms.Form):
    """What an abbreviation stands for in an area."""

    short = forms.CharField(
        label="Abbreviation", max_length=6, help_text="Two to six capital letters, as people write it."
    )
    words = forms.CharField(
        label="What does it stand for?",
        max_length=120,
        validators=[fit_for_a_title],
        help_text="In plain words, in small letters.",
    )
    sure = forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)
    is_known = False  # as something else, and whoever writes has not said that they are sure

    def __init__(self, *args, icb: Organisation, **more):
        super().__init__(*args, **more)
        self.icb = icb

    def clean_short(self) -> str:
        if not SHORT.fullmatch(self.cleaned_data["short"]):
            raise forms.ValidationError("Write two to six capital letters")
        return self.cleaned_data["short"]

    def clean_words(self) -> str:
        if self.cleaned_data["words"].strip().upper() == self.cleaned_data.get("short"):
            raise forms.ValidationError("Write it out in words")
        words = self.cleaned_data["words"]
        return fine(words, abbreviations.trouble_with_marks(words) or persons.trouble_in_a_name(words))

    def clean(self):
        short, words = self.cleaned_data.get("short", ""), self.cleaned_data.get("words", "")
        so_far = abbreviations.known_otherwise(self.icb.pk, short, words)
        if so_far and self.cleaned_data.get("sure") != short:
            self.is_known = not self.errors
            self.add_error("short", f"{so_far}. Save it only if you are sure")
        return self.cleaned_data
