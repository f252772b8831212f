"""What is asked about an ICB and its services. Nothing is saved here."""

from django import forms

from people.models import Branding


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
