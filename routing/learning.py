"""Other names of organisations: who may add and remove them, and the names that nobody recognised lately."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from people.models import Alias, Organisation, UnknownName, User
from people.refusing import Refused, require
from people.standing import standing
from people.wording import without_numbers
from routing.models import Rulebook
from routing.names import names_changed

LATELY = dt.timedelta(days=90)


def can_name(user: User, organisation: Organisation) -> bool:
    """Leaders name their own organisation and its sites. Interface teams name those of their ICB, and those of
    ICBs that do not use the portal."""
    own = standing(user)
    if {organisation.pk, organisation.parent_id} & own.leads and organisation.kind != Organisation.Kind.ICB:
        return True
    if not own.interface_team_of:
        return False
    icb = organisation.icb_id
    return icb in own.interface_team_of or icb is None or not Rulebook.objects.filter(icb=icb).exists()


def can_learn(user: User, icb: Organisation | None) -> bool:
    return icb is not None and icb.pk in standing(user).interface_team_of


@transaction.atomic
def add_name(*, by: User, organisation: Organisation, name: str, is_former: bool = False) -> Alias:
    """Give an organisation another name. The same name twice is refused."""
    require(can_name(by, organisation))
    name = without_numbers(name)
    if Alias.objects.filter(organisation=organisation, name__iexact=name).exists():
        raise Refused(f"“{name}” is a name of {organisation} already.")
    made = Alias.objects.create(organisation=organisation, name=name, is_former=is_former)
    transaction.on_commit(names_changed)
    return made


@transaction.atomic
def remove_name(*, by: User, alias: Alias) -> None:
    """Take another name away."""
    require(can_name(by, alias.organisation))
    alias.delete()
    transaction.on_commit(names_changed)


def note(*, icb: Organisation, words: str) -> None:
    """Count a masked name that was not recognised. Part of the transaction of whoever calls."""
    words = " ".join(words.split())[:200]
    if not words or _count(icb, words):
        return
    try:
        with transaction.atomic():
            UnknownName.objects.create(icb=icb, words=words)
    except IntegrityError:  # somebody wrote it at the same moment
        _count(icb, words)


def _count(icb: Organisation, words: str) -> int:
    same = UnknownName.objects.filter(icb=icb, words__iexact=words)
    return same.update(count=F("count") + 1, last_on=timezone.localdate())


def lately(icb: Organisation) -> QuerySet[UnknownName]:
    """Names not recognised in the last three months, the latest and most frequent first."""
    return UnknownName.objects.filter(icb=icb, last_on__gte=timezone.localdate() - LATELY)


@transaction.atomic
def teach(*, by: User, unknown: UnknownName, organisation: Organisation | None) -> None:
    """Take a name off the list: as another name of an organisation, or, without one, as nobody's."""
    require(can_learn(by, unknown.icb))
    if organisation:
        add_name(by=by, organisation=organisation, name=unknown.words)
    unknown.delete()
