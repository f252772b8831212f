"""Who may change what in the registry. Plain predicates."""

from people.models import Organisation, User
from people.standing import standing
from routing.models import Desk
from routing.queries import desks_held


def can_edit_rules(user: User, icb: Organisation | None) -> bool:
    """The interface team of the ICB."""
    return icb is not None and icb.pk in standing(user).interface_team_of


def can_keep(user: User, desk: Desk) -> bool:
    """Change what is written of a desk, and who sits there: the interface team, and who leads where it is."""
    return can_keep_at(user, desk.organisation) or desk.place_id in standing(user).leads_places


def can_keep_at(user: User, organisation: Organisation) -> bool:
    """The same for all desks of an organisation, and for adding one. Ambulance trusts serve several ICBs."""
    own = standing(user)
    if {organisation.pk, organisation.parent_id} & own.leads:
        return True
    is_ambulance = organisation.kind == Organisation.Kind.AMBULANCE
    return organisation.icb_id in own.interface_team_of or (is_ambulance and bool(own.interface_team_of))


def can_confirm(user: User, desk: Desk) -> bool:
    """Say that what is written of a desk is right: who sits there, and who may change it."""
    return desk.pk in desks_held(user) or can_keep(user, desk)
