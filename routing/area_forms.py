"""What is asked about an ICB and its services. Nothing is saved here."""

from django import forms

from people.forms import LineField
from people.models import Branding, Organisation


class BrandingForm(forms.ModelForm):
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


class NameForm(forms.Form):
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
        name = self.cleaned_data["name"]
        if self.organisation.aliases.filter(name__iexact=name).exists():
            raise forms.ValidationError(f"“{name}” is a name of it already")
        return name
