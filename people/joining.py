"""Saying who one is and where one works: at the first sign-in, and whenever it changes."""

from django.db import transaction

from people.models import Membership, Organisation, User
from people.refusing import Refused
from people.standing import forget
from people.wording import without_numbers

Role = Membership.Role


@transaction.atomic
def join(*, by: User, name: str, job: str, organisation: Organisation) -> Membership:
    """Record a person's name, job title and the organisation they work at, as a member of its staff.

    Any other role is given by somebody else, and stays. Doing it twice changes nothing.
    """
    if organisation.status != Organisation.Status.ACTIVE:
        raise Refused(f"{organisation.name} is closed. Choose the organisation that you work at now.")
    person = User.objects.select_for_update().get(pk=by.pk)
    person.name, person.job = without_numbers(name), without_numbers(job)
    person.save(update_fields=["name", "job"])
    by.name, by.job = person.name, person.job
    seat = _sit(person, organisation)
    forget(by)
    return seat


def _sit(person: User, organisation: Organisation) -> Membership:
    """Their seat at the organisation. A member of staff moves their seat; nobody has two by their own word."""
    seats = list(person.memberships.select_related("organisation"))
    for seat in seats:
        if seat.organisation_id == organisation.pk:
            return seat
    for seat in seats:
        if seat.role == Role.MEMBER:
            seat.organisation = organisation
            seat.save(update_fields=["organisation"])
            return seat
    return Membership.objects.create(user=person, organisation=organisation, role=Role.MEMBER)
