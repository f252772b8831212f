"""How a person is told, for each kind of notice: what they may choose, have chosen, and stop from an e-mail."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from people.digests import take_out
from people.models import Choice, Notice, User

Kind, How = Notice.Kind, Choice.How

FROM_MOST_TO_LEAST = [How.NOW, How.DAILY, How.WEEKLY, How.PAGE]
USUAL = {Kind.PROJECT: How.DAILY}  # nothing in it waits for an answer; all else is told at once
LEAST = {  # somebody waits for the reader: never on the page only, and a reminder never after its day
    Kind.ASSIGNED: How.WEEKLY,
    Kind.QUESTION: How.WEEKLY,
    Kind.REMINDER: How.DAILY,
}
KINDS = [kind for kind in Kind if kind != Kind.SIGN_IN]
signer = signing.Signer(salt="people.choosing.stop")


@dataclass(frozen=True)
class Link:
    """What a link in an e-mail may do without signing in: tell this person less of these kinds, and nothing else."""

    person: User
    how: dict[str, str]

    @property
    def lines(self) -> list[str]:
        return [f"{Kind(kind).label}: {How(less).label.lower()}" for kind, less in self.how.items()]

    @property
    def is_awaited(self) -> bool:
        return bool(LEAST.keys() & self.how.keys())


def usual(kind: str) -> str:
    """How a kind is told to one who has chosen nothing."""
    return USUAL.get(kind, How.NOW)


def offered(kind: str) -> list[How]:
    """What may be chosen for a kind, the most first."""
    return FROM_MOST_TO_LEAST[: FROM_MOST_TO_LEAST.index(LEAST.get(kind, How.PAGE)) + 1]


def choices_of(person: User) -> dict[str, str]:
    """How the person is told, for every kind."""
    chosen = dict(person.choices.values_list("kind", "how"))
    return {kind.value: chosen.get(kind, usual(kind)) for kind in KINDS}


def chosen_for_notice() -> Subquery:
    """For queries of notices: what the recipient has chosen for the kind, if anything."""
    mine = Choice.objects.filter(user=OuterRef("recipient"), kind=OuterRef("kind"))
    return Subquery(mine.values("how")[:1])


@transaction.atomic
def choose(*, by: User, how: dict[str, str]) -> None:
    """Tell this person so from now on, by kind; what waits in a digest follows. The same again changes nothing."""
    person = User.objects.select_for_update().get(pk=by.pk)
    before = choices_of(person)
    for kind, wanted in how.items():
        if wanted != before[kind] and wanted in offered(kind):
            Choice.objects.update_or_create(user=person, kind=kind, defaults={"how": wanted})
            take_out(person, kind, wanted)


def link_to_stop(person: User, kinds: list[str], told: str) -> str:
    """An address that tells the person less of these kinds than the e-mail it stands in, which was `told` so."""
    sealed = signer.sign_object([person.pk, {kind: _less(kind, told) for kind in kinds}])
    return f"{settings.SITE_URL}{reverse('people:stop')}?link={sealed}"


def _less(kind: str, told: str) -> str:
    """Off; or for what somebody waits for, the next step down, which a second click cannot take further."""
    if kind not in LEAST:
        return How.PAGE
    return How.DAILY if told == How.NOW else LEAST[Kind(kind)]


def read_link(sealed: str) -> Link | None:
    """What a link may do; None if nobody here wrote it, or its person has gone."""
    try:
        pk, how = signer.unsign_object(sealed)
    except (signing.BadSignature, ValueError):
        return None
    known = {kind: less for kind, less in how.items() if kind in set(KINDS)}
    person = User.objects.filter(pk=pk, is_active=True).first()
    return Link(person, known) if person and known else None


@transaction.atomic
def stop(link: Link) -> None:
    """Do what the link says. It only ever makes less of what was chosen since."""
    rank = FROM_MOST_TO_LEAST.index
    now = choices_of(User.objects.select_for_update().get(pk=link.person.pk))
    choose(by=link.person, how={kind: how for kind, how in link.how.items() if rank(how) > rank(now[kind])})
