"""What is asked about an ICB and its services. Nothing is saved here."""

from django import forms

from people.forms import LineField
from people.models import Branding, Organisation, Service
from people.plain_forms import Plainly
from people.wording import without_numbers


class BrandingForm(Plainly, forms.ModelForm):
    """How the portal presents itself. Only colours on which white letters can be read."""

    class Meta:
        model = Branding
        fields = ("name", "logo_text", "colour", "contact")
        help_texts = {
            "name": "Shown in the header of every page. Left empty, it is the name that the operator gave.",
            "logo_text": "Such as the name of the ICB. Left empty, the NHS logo stands alone.",
            "contact": "Shown on open pages of this ICB’s organisations.",
        }
        error_messages = {"contact": {"invalid": "Enter an email address, like name@nhs.net"}}
        widgets = {"colour": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["colour"].error_messages = {
            "required": "Choose a colour",
            "invalid_choice": "Choose one of these colours",
        }


class NameForm(Plainly, forms.Form):
    """Another name of an organisation."""

    name = LineField(
        label="Another name",
        max_length=200,
        help_text="As people write it: short forms, everyday names, sites, services. Capitals do not matter.",
        error_messages={"required": "Write the name"},
    )
    is_former = forms.BooleanField(label="It was called so before, and is not any more", required=False)

    def __init__(self, data=None, *, organisation: Organisation):
        super().__init__(data)
        self.organisation = organisation

    def clean_name(self) -> str:
        name = without_numbers(self.cleaned_data["name"])
        if self.organisation.aliases.filter(name__iexact=name).exists():
            raise forms.ValidationError(f"“{name}” is a name of it already")
        return name


class HttpsField(forms.URLField):
    """An address; without a scheme, one that begins with https://."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"assume_scheme": "https"})


class ServiceForm(Plainly, forms.ModelForm):
    """What a service can and cannot help with, in words that anybody can read."""

    class Meta:
        model = Service
        fields = ("name", "can_help", "cannot_help", "hours", "urgent_line", "link")
        field_classes = {"link": HttpsField}
        help_texts = {
            "can_help": "Anybody can read this. Write no names of people.",
            "cannot_help": "And who can instead, if you know.",
            "hours": "Such as Monday to Friday, 9am to 5pm",
            "urgent_line": "Such as a telephone number for clinicians, and when it is answered",
            "link": "The address of its own page, beginning with https://",
        }
        widgets = {
            "can_help": forms.Textarea(attrs={"rows": 4}),
            "cannot_help": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.fields["name"].error_messages["required"] = "Write the name of the service"
        self.fields["link"].error_messages["invalid"] = (
            "Write a whole address, like https://www.example.nhs.uk/service"
        )

    def clean_name(self) -> str:
        name = without_numbers(" ".join(self.cleaned_data["name"].split()))
        others = self.organisation.services.filter(name__iexact=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(f"{name} is listed already")
        return name

    def clean_link(self) -> str:
        link = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError("Write an address that begins with https://")
        return link
