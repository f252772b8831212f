"""The shape and the wording of what is done with an issue after it was reported. Nothing is saved here."""

from datetime import date

from django import forms
from django.utils import timezone

from archive.models import Project
from issues import correcting, lfpse, outcomes, queries, settling, templating, whose
from issues.forms import Words
from issues.models import Issue
from people.models import User
from people.plain_forms import Plainly
from routing.models import Desk

ANOTHER = "another"  # project than those that are offered


class SeenForm(forms.Form):
    """Words on how an issue stood when its page was opened, which the page says in `seen`."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class ReplyForm(SeenForm):
    """A few words to the other side."""

    text = Words(label="Your reply", empty="Write your reply")


class AskForm(forms.Form):
    text = Words(
        label="What do you need to know?",
        empty="Write your question",
        help_text="The clock is stopped until the reporter replies.",
    )

    def clean_text(self) -> str:
        return _without_a_gap(self.cleaned_data["text"])


class PlannedDate(forms.DateField):
    """A day to come."""

    kept: date | None = None  # promised before, so that it may have passed

    def __init__(self, *, label: str, required: bool = True):
        messages = {
            "required": outcomes.EXPECTED[Issue.Outcome.PLANNED].missing,
            "invalid": "Write the date as day, month and year, for example 3/3/2026",
        }
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, required=required, widget=widget, error_messages=messages)

    def validate(self, value) -> None:
        super().validate(value)
        if value and value != self.kept and (unfit := outcomes.unfit_date(value, timezone.localdate())):
            raise forms.ValidationError(unfit)


class WhoseField(forms.ModelChoiceField):
    """Where an issue can be sent on to."""

    def __init__(self):
        super().__init__(
            label="Whose is it?",
            queryset=Desk.objects.none(),
            empty_label="Choose one",
            error_messages={"required": "Choose whose it is", "invalid_choice": "Choose one of the list"},
        )

    def offer(self, issue: Issue) -> None:
        """The desks of this issue."""
        self.queryset = queries.desks_to_send_to(issue)
        self.choices = [("", self.empty_label), *whose.groups(issue)]
        self.widget.attrs["data-narrow"] = "Type a part of its name to shorten the list"


class AnswerForm(Plainly, forms.Form):
    """An answer, and what its outcome needs. What the chosen outcome does not ask for is not looked at.

    What is not theirs is sent on by an act of its own.
    """

    outcome = forms.ChoiceField(
        label="What is the outcome?",
        choices=[each for each in Issue.Outcome.choices if each[0] != Issue.Outcome.NOT_OURS],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an outcome", "invalid_choice": "Choose one of the list"},
    )
    planned_on = PlannedDate(label="By when is the change planned?", required=False)
    changed = Words(label="What has changed?", empty="", required=False, rows=2, max_length=2000)
    reason = Words(label="Why do you not agree?", empty="", required=False, rows=3)
    offered_project = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    project = forms.CharField(
        label="Which project?",
        help_text=(
            "Its name as it stands in the archive, or its address there. "
            "If you know neither, send it without: those that fit are shown to choose from."
        ),
        required=False,
        max_length=200,
    )
    project_path = forms.CharField(label="Its address on this site (optional)", required=False, max_length=300)
    text = Words(
        label="Your answer",
        empty="",
        required=False,
        help_text="Say what will change, or why nothing will. The reporter reads it as you write it.",
    )

    BRINGS = {
        "planned": ["planned_on"],
        "made": ["changed"],
        "not_agreed": ["reason"],
        "project": ["project", "project_path"],
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choice_hints = {each: one.hint for each, one in outcomes.EXPECTED.items()}
        self.fields["outcome"].brings = self.BRINGS

    def offer_projects(self, offered: list[Project]) -> None:
        """Let one of these be chosen, as the project that it is already; another one is named as before."""
        if not offered:
            return
        field, brings = self.fields["offered_project"], self.BRINGS[Issue.Outcome.PROJECT]
        field.label = "Which project?"
        field.choice_hints = {one.get_absolute_url(): f"{one.get_state_display()}, {one.owned_by}" for one in offered}
        named = [(one.get_absolute_url(), one.title) for one in offered]
        field.widget = forms.RadioSelect(choices=[*named, (ANOTHER, "Another, named below")])
        self.fields["outcome"].brings = self.BRINGS | {Issue.Outcome.PROJECT: ["offered_project", *brings]}
        another = self["project"]
        another.label, another.help_text = "Another project", "Its name as it stands in the archive."

    def clean_project_path(self) -> str:
        path = outcomes.path_of_project(self.cleaned_data["project_path"])
        if path is None:
            raise forms.ValidationError(outcomes.NOT_A_PROJECT)
        return path

    def clean(self):
        answers = super().clean()
        outcome = answers.get("outcome", "")
        if (chosen := answers.pop("offered_project", "")) not in {"", ANOTHER}:
            answers |= {"project": "", "project_path": chosen}
            for beside in ("project", "project_path"):
                self._errors.pop(beside, None)
        for brought in {name for each, names in self.BRINGS.items() if each != outcome for name in names}:
            self._errors.pop(brought, None)
            answers[brought] = None if brought == "planned_on" else ""
        if outcome == Issue.Outcome.PROJECT and "project_path" not in self._errors:
            self._find_project(answers)
        lacks = outcomes.missing(outcome, answers) if outcome else {"text": outcomes.ANSWER_MISSING}
        for field, sentence in lacks.items():
            if field not in self._errors and not answers.get(field):
                self.add_error(field, sentence)
        answers["text"] = templating.dated(answers.get("text", ""), answers.get("planned_on"))
        if gap := templating.unfinished(answers["text"]):
            self.add_error("text", gap)
        return answers

    def _find_project(self, answers: dict) -> None:
        """The project's name and path, as the archive has them; or an error beside the field that names it."""
        named = answers.get("project", ""), answers.get("project_path", "")
        try:
            if any(named):
                answers["project"], answers["project_path"] = outcomes.project_meant(*named)
        except outcomes.NoSuchProject as unknown:
            self.add_error(unknown.field, unknown.sentence)


class CorrectForm(SeenForm, AnswerForm):
    """The answer as it stands, to be put right."""

    def __init__(self, *args, issue: Issue, **kwargs):
        super().__init__(*args, **kwargs)
        standing = correcting.standing_answer(issue)
        self.fields["planned_on"].kept = issue.planned_on
        said = correcting.said_by(standing, issue) if standing else {}
        self.fields["seen"].initial = correcting.edition(standing, issue) if standing else ""
        if needs := outcomes.needs(said.get("outcome", "")):
            said |= {needs: said["planned_on"] if needs == "planned_on" else said["particulars"]}
        for name, words in said.items():
            if name in self.fields:
                self.fields[name].initial = words


class RerouteForm(forms.Form):
    """Whose it is. That it goes back is asked about once that was chosen: to the side that reported it, or, by way of
    the interface team, to a desk that has sent it on already.
    """

    desk = WhoseField()
    goes_back = forms.BooleanField(
        label="Yes, send it back to the side that reported it", required=False, widget=forms.HiddenInput
    )
    text = Words(label="Why is it theirs?", empty="Say why it is theirs, so that the rules can learn from it", rows=3)

    def __init__(self, *args, issue: Issue, by: User | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.issue, self.by = issue, by
        self.fields["desk"].offer(issue)

    def clean(self) -> dict:
        answers = super().clean()
        desk, is_sure = answers.get("desk"), answers.pop("goes_back", False)
        if desk is None:
            return answers
        if had_it := settling.to_settle(self.issue, desk, self.by):
            self["goes_back"].label = "Yes, let the interface team settle whose it is"
        if unless := whose.unless_sure(self.issue, desk, had_it):
            self.fields["goes_back"].widget = forms.CheckboxInput()
            if not is_sure:
                self.add_error("goes_back", unless)
        return answers


class StayForm(forms.Form):
    text = Words(
        label="A word on it (optional)",
        empty="",
        help_text="Only the interface team reads it.",
        required=False,
        rows=2,
        max_length=1000,
    )


class FulfilForm(forms.Form):
    changed = Words(
        label="What has changed?",
        empty=outcomes.EXPECTED[Issue.Outcome.MADE].missing,
        help_text="The reporter reads it. In four weeks everybody who reported it is asked whether it holds.",
        rows=2,
        max_length=2000,
    )


class PostponeForm(forms.Form):
    planned_on = PlannedDate(label="By when is the change planned now?")
    text = Words(
        label="Why has the date changed?", empty="Say why the date has changed. The reporter reads it.", rows=3
    )


class CloseForm(forms.Form):
    text = Words(label="Anything to add? (optional)", empty="", required=False, rows=3)


class ReopenForm(SeenForm):
    text = Words(label="Why is it not settled?", empty="Say what is still wrong", rows=3)


class PassOnForm(forms.Form):
    text = Words(label="A word to the reporter (optional)", empty="", required=False, rows=2)


class RecordForm(Plainly, forms.Form):
    text = forms.CharField(
        label="Reference that LFPSE gave",
        error_messages={"required": "Write the reference that LFPSE gave"},
    )

    def clean_text(self) -> str:
        if unfit := lfpse.trouble_with(self.cleaned_data["text"]):
            raise forms.ValidationError(unfit)
        return self.cleaned_data["text"]


class UnmergeForm(forms.Form):
    text = Words(label="Why are they not the same?", empty="Say why they are not the same", rows=3)


class AddForm(forms.Form):
    text = Words(
        label="What do you want to add?",
        empty="Write what you want to add",
        help_text="What else is known, or how it stands now. The other side is told and reads it.",
        rows=3,
    )


class NoteForm(forms.Form):
    text = Words(
        label="Internal note",
        empty="Write your note",
        help_text="The reporter never sees it, nor does another organisation to which the issue is sent on.",
        rows=3,
    )


def _without_a_gap(text: str) -> str:
    if gap := templating.unfinished(text):
        raise forms.ValidationError(gap)
    return text
