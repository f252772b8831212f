"""What is asked about one rule. Nothing is saved here."""

from django import forms

from people.models import Organisation
from people.plain_forms import Plainly
from routing.models import Category, Desk, Rule
from routing.queries import places_of
from routing.sides import SERVICES, listed_service

COPIES = 2
WHERE = [(at.value, f"At {at.label}") for at in Rule.At]
ANY = "Any"


def _days(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=399,
        error_messages={
            "required": "Give a number of working days",
            "invalid": "Give a number of working days",
            "min_value": "Give at least 1 working day",
            "max_value": "Give fewer than 400 working days",
        },
    )


class RuleForm(Plainly, forms.Form):
    """Conditions, each of which may be left open, and what becomes of the issues that fit."""

    name = forms.CharField(
        label="Name of the rule", max_length=60, error_messages={"required": "Give the rule a name"}
    )
    is_harm = forms.BooleanField(label="Only where there was moderate harm, severe harm or death", required=False)
    service = forms.ChoiceField(label="Service", required=False)
    category = forms.ModelChoiceField(
        label="Category", queryset=Category.objects.all(), required=False, empty_label=ANY
    )
    about_side = forms.ChoiceField(label="It is about", required=False, choices=[("", ANY), *Rule.Side.choices])
    reporter_side = forms.ChoiceField(label="Reported by", required=False, choices=[("", ANY), *Rule.Side.choices])
    place = forms.ModelChoiceField(label="Place", queryset=None, required=False, empty_label=ANY)
    desk_kind = forms.ChoiceField(label="Goes to", choices=Desk.Kind.choices)
    desk_at = forms.ChoiceField(label="Where", choices=WHERE)
    needs_triage = forms.BooleanField(label="The interface team looks at it first", required=False)
    acknowledge_days = _days("Working days to acknowledge")
    answer_days = _days("Working days to answer")

    def __init__(self, *args, icb: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        kept = [self.initial["service"]] if self.initial.get("service") else []  # also one that an area made up
        services = [(name, listed_service(name)) for name in dict.fromkeys([*dict(SERVICES), *kept])]
        self.fields["service"].choices = [("", ANY), *services]
        self.fields["place"].queryset = places_of(icb)
        for number in range(1, COPIES + 1):
            kinds = [("", "Nobody"), *Desk.Kind.choices]
            self.fields[f"copy_{number}"] = forms.ChoiceField(
                label=f"Copy {number} to", choices=kinds, required=False
            )
            self.fields[f"copy_{number}_at"] = forms.ChoiceField(
                label=f"Where copy {number} goes", choices=WHERE, required=False
            )

    @staticmethod
    def initial_of(rule: dict) -> dict:
        """A rule's plain fields as what the form shows first."""
        shown = rule | {"category": rule["category_id"], "place": rule["place_id"]}
        for number, (kind, at) in enumerate(rule["copies"][:COPIES], start=1):
            shown |= {f"copy_{number}": kind, f"copy_{number}_at": at}
        return shown

    def clean(self) -> dict:
        answers = super().clean()
        if answers.get("acknowledge_days", 0) > answers.get("answer_days", 400):
            self.add_error("answer_days", "Give at least as many days to answer as to acknowledge")
        return answers

    def plain(self) -> dict:
        """The answers as a rule's plain fields."""
        asked = self.cleaned_data
        copies = [[asked[f"copy_{number}"], asked[f"copy_{number}_at"]] for number in range(1, COPIES + 1)]
        return {
            "name": " ".join(asked["name"].split()),
            "is_harm": asked["is_harm"],
            "service": asked["service"],
            "category_id": asked["category"].pk if asked["category"] else None,
            "about_side": asked["about_side"],
            "reporter_side": asked["reporter_side"],
            "place_id": asked["place"].pk if asked["place"] else None,
            "desk_kind": asked["desk_kind"],
            "desk_at": asked["desk_at"],
            "copies": [pair for pair in copies if all(pair)] + self.initial.get("copies", [])[COPIES:],
            "needs_triage": asked["needs_triage"],
            "acknowledge_days": asked["acknowledge_days"],
            "answer_days": asked["answer_days"],
        }
