"""The questions of a report: six first, then what else may help. Nothing is saved here."""

from collections.abc import Collection

from django import forms
from django.urls import reverse

from issues import carrying, on_behalf, previewing, reporting
from issues.forms import LONGEST, NAME_STAYS, OWN_NAME, Words
from issues.models import Issue, StagedFile
from issues.own_name import in_files, own_name_in
from language.identifiers import screen
from people.forms import KnownField
from people.models import Organisation, User
from people.plain_forms import Plainly
from routing import naming
from routing.models import Category

LEFT_OUT = "…"  # what a device keeps instead of what may tell who a patient is
ASKED_AGAIN = "If you hid your name when you were on this page before, tick this again. If not, press Send"


class Kinds(forms.Select):
    """Marks the kinds of thing that are thanks, for whoever has JavaScript."""

    def create_option(self, name, value, *args, **kwargs) -> dict:
        option = super().create_option(name, value, *args, **kwargs)
        if getattr(getattr(value, "instance", None), "is_thanks", False):
            option["attrs"]["data-thanks"] = ""
        return option


class ReportForm(Plainly, forms.Form):
    """Six questions, three of them optional."""

    category = KnownField(
        label="What kind of thing is it?",
        queryset=Category.objects.all(),
        widget=Kinds,
        empty_label="Choose one",
        error_messages={"required": "Choose what kind of thing it is", "invalid_choice": "Choose one of the list"},
    )
    about_words = forms.CharField(
        label="Which organisation or service is it about?",
        help_text="As you call it, for example the Royal, CAMHS, or the name of a practice. It may be your own.",
        max_length=200,
        error_messages={"required": "Say which organisation or service it is about"},
    )
    text = Words(
        label="What happened?",
        empty="Say in a few words what happened",
        help_text="Write as you would say it. Leave out anything that identifies a patient: what we find, we remove.",
        rows=6,
    )
    harm = forms.ChoiceField(
        label="Was a patient harmed? (optional)",
        help_text=(
            "Low: extra observation or minor treatment. Moderate: further treatment, or a longer stay. "
            "Severe: lasting harm. Death: the patient died, and this may have played a part."
        ),
        choices=Issue.Harm.choices,
        required=False,
    )
    happened_on = forms.DateField(
        label="When did it happen? (optional)",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write the date as day, month and year, for example 3/3/2026"},
    )
    wanted = Words(label="What would put it right? (optional)", empty="", required=False, rows=3, max_length=2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about_words"].widget.attrs["data-suggest"] = reverse("routing:suggest")
        self.fields["category"].label_from_instance = in_the_list

    def clean_text(self) -> str:
        if unfit := reporting.unfit_words(words := self.cleaned_data["text"]):
            raise forms.ValidationError(unfit)
        return words

    def clean_about_words(self) -> str:
        words = self.cleaned_data["about_words"]
        if not naming.says_something(words):
            raise forms.ValidationError(f"We do not recognise “{words}”. Write the name as you call it")
        return words

    def clean_harm(self) -> str:
        return self.cleaned_data["harm"] or Issue.Harm.UNKNOWN

    def clean(self) -> dict:
        answers = super().clean()
        if answers.get("category") and (unfit := reporting.unfit_harm(answers["category"], answers.get("harm", ""))):
            self.add_error("harm", unfit)
        return answers

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if unfit := reporting.unfit_day(day):
            raise forms.ValidationError(unfit)
        return day


class WritingForm(Plainly, forms.Form):
    """A report that is being written: whatever of it is there already."""

    text = forms.CharField(max_length=LONGEST)
    category = KnownField(queryset=Category.objects.all(), required=False)
    about_words = forms.CharField(max_length=200, required=False)

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean(self) -> dict:
        answers = super().clean()
        answers["about"] = previewing.meant(by=self.by, words=answers.pop("about_words", ""))
        return answers


def in_the_list(category: Category) -> str:
    """A category with the words that clinicians use for it."""
    return f"{category}: {category.hint}" if category.hint else category.name


class Marked(forms.RadioSelect):
    """Marks what was chosen, and nothing where nothing was."""

    def format_value(self, value) -> list[str]:
        return [] if value is None else super().format_value(value)


class CheckForm(Plainly, forms.Form):
    """What is asked on the second step: which organisation is meant, and what else may help. All of it optional."""

    about = KnownField(
        label="Which of these do you mean?",
        queryset=Organisation.objects.none(),
        to_field_name="code",
        widget=Marked,
        empty_label="None of these. Let the interface team decide.",
        blank=True,
        required=False,
    )
    elsewhere = forms.CharField(
        label="Should somebody else get it? (optional)",
        help_text="Say who, and why. The interface team gets a copy. Only they and you can read these words.",
        max_length=300,
        required=False,
    )
    patients = forms.ChoiceField(
        label="How many patients does it concern? (optional)",
        choices=[("", "Not said"), *Issue.Patients.choices],
        required=False,
    )
    minutes_lost = forms.IntegerField(
        label="How many minutes of your time did it take? (optional)",
        min_value=0,
        max_value=6000,
        required=False,
        error_messages={
            "invalid": "Write a whole number of minutes, 0 or more",
            "min_value": "Write a whole number of minutes, 0 or more",
            "max_value": "Write 6,000 minutes or fewer",
        },
    )
    on_behalf_of = forms.CharField(
        label="Are you reporting for a colleague? (optional)",
        help_text="Their work e-mail address, so that they are told too, or their name.",
        max_length=on_behalf.LONGEST,
        required=False,
    )
    is_confidential = forms.BooleanField(
        label="Hide my name from everyone but the interface team. I am still told what becomes of it.",
        help_text=f"{NAME_STAYS} Others who report the same are offered yours only if they may read it.",
        required=False,
    )
    MORE = ("patients", "minutes_lost", "on_behalf_of")

    def __init__(
        self,
        *args,
        by: User,
        candidates=None,
        patients: Collection[str] = (),
        files: Collection[StagedFile] = (),
        **kwargs,
    ):
        """Offers the candidates in their order; without them, understands any organisation's code.

        `patients` are the names that the report tells, in small letters; `files` go with it.
        """
        super().__init__(*args, **kwargs)
        self.by, self.patients, self.names_writer = by, patients, False
        self.files_naming = [one for one in files if one.names_writer]
        self.also = carrying.others_asked(self.data or self.initial)
        known = Organisation.objects.all()
        about = self.fields["about"]
        about.queryset = known if candidates is None else known.filter(pk__in=candidates)
        if candidates is not None:
            offered = sorted(about.queryset, key=lambda one: candidates.index(one.pk))
            about.choices = [*((one.code, one.name) for one in offered), ("", about.empty_label)]
        for name, label in self.also.items():
            self.fields[name] = forms.CharField(label=label, max_length=200, required=False)
            self.fields[name].widget.attrs["data-suggest"] = reverse("routing:suggest")

    def clean_is_confidential(self) -> bool:
        """Whoever was on the check before, and whose choices did not come along, is asked once more."""
        is_it = self.cleaned_data["is_confidential"]
        if not is_it and self.data.get("shown_before"):
            raise forms.ValidationError(ASKED_AGAIN)
        return is_it

    def clean_elsewhere(self) -> str:
        """What identifies a patient is taken out, and what is left looked at, before it is sent."""
        words = self.cleaned_data["elsewhere"]
        screened = screen(words, known=self.patients)
        if screened.found:
            self.data = self.data.copy()
            self.data[self.add_prefix("elsewhere")] = screened.masked[: self.fields["elsewhere"].max_length]
            raise forms.ValidationError(
                f"We took out what may identify a patient: {on_behalf.taken_out(screened)}. Look at what is left"
            )
        return words

    def clean_on_behalf_of(self) -> str:
        """Nobody unknown by address; and what identifies a patient is taken out before it is sent, for all to see."""
        words = self.cleaned_data["on_behalf_of"]
        if LEFT_OUT in words:
            raise forms.ValidationError("Part of this was left out where it was kept. Write it again")
        if unfit := on_behalf.trouble_with(by=self.by, words=words):
            raise forms.ValidationError(unfit)
        screened = on_behalf.screened(words, patients=self.patients)
        if screened.found:
            self.data = self.data.copy()
            self.data[self.add_prefix("on_behalf_of")] = screened.masked[: on_behalf.LONGEST]
            raise forms.ValidationError(
                f"We took out what may identify a patient: {on_behalf.taken_out(screened)}. Look at what is left"
            )
        return words

    def clean(self) -> dict:
        answers = super().clean()
        others = [self._meant(name, answers.pop(name, "")) for name in self.also]
        if answers.get("is_confidential") and (name := self._own_name()):
            self.names_writer = True
            if not self.data.get("shown_name"):
                self.add_error("is_confidential", OWN_NAME.format(name=name))
        unseen = {str(one.key) for one in self.files_naming} - set(self.data.getlist("shown_file"))
        if answers.get("is_confidential") and unseen:
            self.add_error("is_confidential", in_files([one.name for one in self.files_naming]))
        answers["others"] = [one for one in dict.fromkeys(others) if one and one != answers.get("about")]
        return answers

    def _own_name(self) -> str:
        """How the writer's own name stands in the words that would be stored."""
        said = {name: self.data.get(name, "") for name in previewing.TEXTS}
        if not own_name_in(said.values(), self.by):
            return ""
        kept = previewing.released(self.data.getlist("release"), said)
        return own_name_in(reporting.mask(said, kept).values(), self.by)

    def _meant(self, name: str, words: str) -> Organisation | None:
        """The organisation meant, or an error beside the question: never a guess."""
        found = previewing.candidates(by=self.by, words=words)
        if not words or previewing.sure(found):
            return previewing.sure(found)
        names = " or ".join(one.organisation.name for one in found[:3])
        self.add_error(name, f"Do you mean {names}? Write its name in full" if names else f"We do not know {words}")
        return None

    @property
    def more(self) -> list[forms.BoundField]:
        """What is folded away, but for further organisations."""
        return [self[name] for name in self.MORE]

    @property
    def others(self) -> list[forms.BoundField]:
        """Further organisations that it is about: those that were given, and one more."""
        return [self[name] for name in self.also]

    @property
    def says_more(self) -> bool:
        """Whether anything of what is folded away was answered, or has to be mended."""
        return any(self[name].value() or self[name].errors for name in (*self.also, *self.MORE))
