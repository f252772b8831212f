"""What is asked of the registry's pages. Nothing is saved here."""

from django import forms
from django.urls import reverse

from people.models import Organisation, Place
from routing.models import Desk


class FindForm(forms.Form):
    """One box: a name as people say it, or a postcode."""

    q = forms.CharField(
        label="Practice, trust, hospital or postcode",
        help_text="As you call it, for example the name of a hospital or ward, or a practice’s postcode",
        required=False,
        max_length=200,
    )

    def __init__(self, data):
        super().__init__(data)
        self.fields["q"].widget.attrs["data-suggest"] = reverse("routing:suggest")


class RegistryFilter(forms.Form):
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
