"""What is asked about a desk and who sits there. Nothing is saved here."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from people.models import Organisation, Place
from people.plain_forms import Plainly
from routing.forms import day_field
from routing.models import Desk, Holder
from routing.publishing import AT_A_PLACE
from routing.queries import places_of


class DeskForm(Plainly, forms.Form):
    """What is written of a desk."""

    title = forms.CharField(
        label="Title",
        help_text="As people say it, for example Medical director, Fernhall Hospitals.",
        max_length=200,
        error_messages={"required": "Give it a title"},
    )
    mailbox = forms.EmailField(
        label="Mailbox (optional)",
        help_text="A shared address of the team. It is told where nobody is named.",
        required=False,
        max_length=254,
        error_messages={"invalid": "Write an e-mail address, for example team@trust.nhs.uk"},
    )
    services = forms.CharField(
        label="Services (optional)",
        help_text="Which services or categories it covers.",
        required=False,
        max_length=300,
    )
    helps_with = forms.CharField(
        label="What it can and cannot help with (optional)",
        help_text="Anybody may read this, also without signing in.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    fallback = forms.ModelChoiceField(
        label="If nobody is there, it falls to",
        queryset=Desk.objects.none(),
        required=False,
        empty_label="The interface team",
        error_messages={"invalid_choice": "Choose one of the list"},
    )
    confirm_every = forms.TypedChoiceField(
        label="How often somebody confirms that this is right", choices=Desk.Every.choices, coerce=int
    )
    is_active = forms.BooleanField(label="In use", required=False)

    def __init__(self, data=None, *, desk: Desk):
        names = ("title", "mailbox", "services", "helps_with", "confirm_every", "is_active")
        initial = {name: getattr(desk, name) for name in names} | {"fallback": desk.fallback_id}
        super().__init__(data, initial=initial)
        near = Q(organisation__in=[key for key in (desk.organisation_id, desk.organisation.parent_id) if key])
        icb = desk.organisation.icb_id
        near |= Q(organisation=icb) | Q(pk=desk.fallback_id)
        others = Desk.objects.filter(near, is_active=True).exclude(pk=desk.pk)
        self.fields["fallback"].queryset = others.select_related("fallback__fallback__fallback").order_by("title")

    def clean_mailbox(self) -> str:
        return self.cleaned_data["mailbox"].strip().lower()

    def clean_helps_with(self) -> str:
        return self.cleaned_data["helps_with"].replace("\r\n", "\n")


class SeatForm(Plainly, forms.Form):
    """Who sits at a desk, as what, and how long."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="The address that they sign in with.",
        max_length=254,
        error_messages={
            "required": "Give an e-mail address",
            "invalid": "Write an e-mail address, for example name@nhs.net",
        },
    )
    name = forms.CharField(
        label="Name", help_text="Needed where they have not signed in here yet.", required=False, max_length=120
    )
    seat = forms.ChoiceField(label="As", choices=Holder.Seat.choices, widget=forms.RadioSelect, initial="lead")
    from_on = day_field("First day")
    until_on = day_field("Last day (optional)", "Leave it empty if no end is known.", required=False)

    def __init__(self, data=None):
        super().__init__(data, initial={"from_on": timezone.localdate(), "seat": "lead"})

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def clean(self) -> dict:
        answers = super().clean()
        first, last = answers.get("from_on"), answers.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "The last day must not be before the first")
        return answers


class NewDeskForm(Plainly, forms.Form):
    """Which responsibility an organisation has besides."""

    kind = forms.ChoiceField(label="Which responsibility?", choices=Desk.Kind.choices)
    place = forms.ModelChoiceField(
        label="For which Place?", queryset=Place.objects.none(), required=False, empty_label="None"
    )

    def __init__(self, data=None, *, organisation: Organisation):
        super().__init__(data)
        self.is_icb = organisation.kind == Organisation.Kind.ICB
        if self.is_icb:
            self.fields["place"].queryset = places_of(organisation)
        else:
            del self.fields["place"]
            kinds = [choice for choice in Desk.Kind.choices if choice[0] not in AT_A_PLACE]
            self.fields["kind"].choices = kinds

    def clean(self) -> dict:
        answers = super().clean()
        if self.is_icb and (answers.get("kind") in AT_A_PLACE) != bool(answers.get("place")):
            needs = answers.get("kind") in AT_A_PLACE
            self.add_error("place", "Choose the Place" if needs else "This responsibility is not of one Place")
        return answers
