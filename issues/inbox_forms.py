"""What is asked when issues are handed out, and when a filter is kept. Nothing is saved here."""

from collections.abc import Iterable

from django import forms

from issues import assigning
from issues.models import Issue
from people.models import User
from people.plain_forms import Plainly


class Colleague(forms.ModelChoiceField):
    """One of the people who answer."""

    def __init__(self, **options):
        messages = {"required": "Choose to whom", "invalid_choice": "Choose one of the list"}
        super().__init__(User.objects.none(), label="Assign to", error_messages=messages, **options)


class TogetherForm(forms.Form):
    """What to do with the issues that were ticked."""

    do = forms.ChoiceField(choices=[("acknowledge", ""), ("take", ""), ("assign", "")])
    to = Colleague(empty_label="Choose a colleague", required=False)

    def __init__(self, *args, user: User, colleagues: Iterable[User], **kwargs):
        super().__init__(*args, auto_id="together-%s", **kwargs)
        self.user = user
        self.has_others = any(one.pk != user.pk for one in colleagues)
        self.fields["to"].queryset = User.objects.filter(pk__in=[one.pk for one in colleagues])
        self.fields["to"].choices = [("", "Choose a colleague"), *((one.pk, str(one)) for one in colleagues)]

    def clean(self) -> dict:
        answers = super().clean()
        if answers.get("do") == "take":
            answers["to"] = self.user
        if answers.get("do") == "assign" and "to" not in self.errors and not answers.get("to"):
            self.add_error("to", "Choose a colleague to assign them to.")
        return answers


class AssignForm(forms.Form):
    """Who takes one issue. `seen` is whom the page showed it with."""

    to = Colleague(empty_label="Nobody: whoever comes first", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, issue: Issue, by: User, takers: Iterable[User] | None = None, **kwargs):
        initial = {"to": issue.assignee_id, "seen": issue.assignee_id}
        super().__init__(*args, auto_id="assign-%s", initial=initial, **kwargs)
        self.fields["to"].queryset = assigning.may_take(issue, by)
        if takers is not None:
            empty = self.fields["to"].empty_label
            self.fields["to"].choices = [("", empty), *((one.pk, str(one)) for one in takers)]


class SaveFilterForm(Plainly, forms.Form):
    name = forms.CharField(
        label="Name", max_length=60, error_messages={"required": "Give the filter a name to find it by"}
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False)
