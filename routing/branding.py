"""How the portal presents itself to the people of one ICB."""

from django.db import transaction

from people.models import Branding, Organisation, User
from people.refusing import require
from people.wording import without_numbers
from routing.switching import can_edit


def branding_of(icb: Organisation) -> Branding:
    """The ICB's own, or a blank one that is not saved."""
    return Branding.objects.filter(icb=icb).first() or Branding(icb=icb)


@transaction.atomic
def present(*, by: User, icb: Organisation, name: str, logo_text: str, colour: str, contact: str) -> Branding:
    """Set name, words beside the logo, header colour and contact, all at once."""
    require(can_edit(by, icb))
    facts = {"name": without_numbers(name), "logo_text": without_numbers(logo_text)}
    facts |= {"colour": colour, "contact": without_numbers(contact)}
    return Branding.objects.update_or_create(icb=icb, defaults=facts)[0]
