"""What is asked of the registry's pages. Nothing is saved here."""

from django import forms
from django.urls import reverse
from django.utils import timezone

from people.models import Organisation, Place, User
from people.plain_forms import Plainly
from routing.absence import beside, why_not
from routing.models import Desk, Holder


def day_field(label: str, hint: str = "", **options) -> forms.DateField:
    """A day that somebody types or picks."""
    messages = {
        "required": f"Give the {label.lower()}",
        "invalid": "Write the date as day, month and year, for example 3/3/2027",
    }
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, widget=widget, error_messages=messages, **options)


class FindForm(Plainly, forms.Form):
    """One box: a name as people say it, or a postcode."""

    q = forms.CharField(
        label="Practice, trust, hospital, Place or postcode",
        help_text="As you call it, for example the name of a hospital or ward, or a practice’s postcode",
        required=False,
        max_length=200,
    )

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].widget.attrs["data-suggest"] = f"{reverse('routing:suggest')}?places=1"


class RegistryFilter(Plainly, forms.Form):
    """What the registry lists. Anything unknown counts as not asked."""

    q = forms.CharField(label="Name, code or postcode", required=False, max_length=100)
    kind = forms.ChoiceField(label="Kind", required=False)
    place = forms.ChoiceField(label="Place", required=False)
    sort = forms.ChoiceField(
        label="Order", required=False, choices=[("name", "By name"), ("kind", "By kind"), ("place", "By Place")]
    )

    def __init__(self, data, *, places: list[Place], of_desks: bool = False):
        super().__init__(data)
        kinds = Desk.Kind.choices if of_desks else Organisation.Kind.choices
        self.fields["kind"].choices = [("", "All kinds"), *kinds]
        self.fields["place"].choices = [("", "All Places"), *((place.slug, place.name) for place in places)]
        self.is_valid()

    @property
    def asked(self) -> dict[str, str]:
        """What is asked, everything by name, empty where it is not."""
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class AwayForm(forms.Form):
    """When somebody is away, and who stands in."""

    from_on = day_field("First day away")
    until_on = day_field("Last day away", "You are there again on the day after it.")
    stand_in = forms.EmailField(
        label="Who stands in for you?",
        required=False,
        help_text="Their e-mail address. Your deputy’s is filled in, if you have one. "
        "They must work at the same organisation, and have signed in here before. "
        "Left empty, your deputy is told, or whoever is next up.",
        error_messages={"invalid": "Write an e-mail address, for example name@nhs.net"},
    )
    is_sure = forms.BooleanField(label="I know, and I am away all the same", required=False)

    def __init__(self, data=None, *, user: User):
        super().__init__(data)
        self.user, self.beside = user, beside(user)
        deputy = next((one.user for one in self.beside if one.seat == Holder.Seat.DEPUTY), None)
        if deputy:
            self.fields["stand_in"].initial = deputy.email
        self.fields["stand_in"].widget.attrs["list"] = "beside"

    def clean_stand_in(self) -> User | None:
        address = self.cleaned_data["stand_in"].strip().lower()
        if not address:
            return None
        found = User.objects.filter(email=address, is_active=True).first()
        days = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        reason = why_not(found, self.user, *days) if found else "Nobody with this address has signed in here."
        if reason:
            raise forms.ValidationError(reason)
        return found

    def clean(self) -> dict:
        answers = super().clean()
        first, last = answers.get("from_on"), answers.get("until_on")
        if last and last < timezone.localdate():
            self.add_error("until_on", "This date has passed. Give the last day on which you will be away")
        elif first and last and last < first:
            self.add_error("until_on", "The last day must not be before the first")
        return answers
