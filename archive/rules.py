"""Who may write in the archive. Anybody may read it, so there is nothing here about seeing."""

from archive.models import Project
from people.models import Organisation, User
from people.standing import standing


def can_propose(user: User) -> bool:
    """Anybody signed in who works somewhere."""
    return user.is_authenticated and user.is_active and bool(standing(user).works_at)


def can_propose_for(user: User, organisation: Organisation) -> bool:
    """In the name of an organisation: those who work there, and those who lead its Place or its ICB."""
    if not can_propose(user):
        return False
    seat = standing(user)
    return (
        organisation.pk in seat.works_at
        or organisation.place_id in seat.leads_places
        or organisation.icb_id in seat.leads | seat.interface_team_of
    )


def can_edit(user: User, project: Project) -> bool:
    """The team: its lead, who proposed it, the lead of its organisation, the interface team of its ICB."""
    if not (user.is_authenticated and user.is_active):
        return False
    if user.pk in {project.lead_id, project.proposer_id}:
        return True
    seat = standing(user)
    if project.organisation is None:
        return bool(seat.interface_team_of)
    return project.organisation_id in seat.leads or project.organisation.icb_id in seat.interface_team_of


def can_ask(user: User, project: Project) -> bool:
    """Anybody who works somewhere may ask, where there is a lead to be told."""
    return can_propose(user) and project.lead_id not in {None, user.pk}
