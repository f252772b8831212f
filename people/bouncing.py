"""Addresses that refuse e-mail: marked once, told to the interface team, left alone until they are tried again."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from people.admitting import organisation_of
from people.digests import gather
from people.models import Bounce, Digest, Membership, Notice, Organisation, User
from people.notices import tell
from people.standing import standing

KEPT_BACK = "Not sent: this address refuses e-mail."
STILL_NEWS = timedelta(days=30)


@transaction.atomic
def mark(*, address: str, reason: str) -> Bounce:
    """Send nothing more to an address, and tell the interface team of its ICB. Marked already, it stays as it is."""
    address = address.strip().lower()
    person = User.objects.filter(email=address).first()
    facts = {"user": person, "icb": _icb_of(person, address), "reason": _line(reason)}
    bounce, is_new = Bounce.objects.get_or_create(address=address, cleared_at=None, defaults=facts)
    if is_new:
        tell(
            _interface_team(bounce.icb),
            kind=Notice.Kind.REGISTRY,
            event=f"bounce:{bounce.pk}",
            subject=f"Email to {person or address} is refused. Check who sits at their desks",
            path=reverse("people:refused"),
        )
    return bounce


def _icb_of(person: User | None, address: str) -> Organisation | None:
    """The ICB of where a person works, or of whom a mailbox's domain belongs to."""
    if person:
        return standing(person).icb
    owner = organisation_of(address)
    return owner.icb if owner else None


def _interface_team(icb: Organisation | None) -> QuerySet[User]:
    """The people of an ICB's interface team; of every ICB's where nobody knows whose the address is."""
    seats = Membership.objects.filter(role=Membership.Role.INTERFACE_TEAM)
    seats = seats.filter(organisation=icb) if icb else seats
    return User.objects.filter(is_active=True, memberships__in=seats).distinct()


@transaction.atomic
def clear(*, by: User, bounce: Bounce) -> None:
    """Try an address again. What was kept back and not read meanwhile goes in one e-mail. Twice changes nothing."""
    now = timezone.now()
    rows = Bounce.objects.filter(pk=bounce.pk, cleared_at__isnull=True)
    if not rows.update(cleared_at=now, cleared_by=by):
        return
    missed = Notice.objects.filter(failed_at__gte=now - STILL_NEWS, read_at__isnull=True)
    missed = missed.exclude(kind=Notice.Kind.SIGN_IN)
    if bounce.user:
        gather(bounce.user, missed.filter(recipient=bounce.user), now)
    mailbox = missed.filter(recipient__isnull=True, address=bounce.address)
    mailbox.update(due_at=now, sent_at=None, failed_at=None, attempts=0, last_error="")


def clear_proven(*, by: User) -> None:
    """A code that was sent to the person's address was typed: e-mail arrives there."""
    for bounce in refused_now().filter(user=by):
        clear(by=by, bounce=bounce)


@transaction.atomic
def note_undelivered(*, name: str, reason: str, for_good: bool) -> bool:
    """An e-mail that was sent did not arrive: its notices failed, and say so. Whether it was one of ours.

    Where its address refuses e-mail for good, the address is marked.
    """
    kind, _, number = name.partition("-")
    rows = {"notice": Notice, "digest": Digest}.get(kind)
    row = rows.objects.select_related("recipient").filter(pk=int(number)).first() if rows else None
    if row is None:
        return False
    facts = {"sent_at": None, "failed_at": timezone.now(), "last_error": _line(reason)}
    rows.objects.filter(pk=row.pk, sent_at__isnull=False).update(**facts)
    if kind == "digest":
        row.notices.filter(sent_at__isnull=False).update(**facts)
    if for_good:
        mark_for(row, reason)
    return True


def mark_for(row: Notice | Digest, reason: str) -> None:
    """Mark the address that a row was sent to; not one that a stranger typed at the door."""
    address = address_of(row)
    is_code = isinstance(row, Notice) and row.kind == Notice.Kind.SIGN_IN
    if not is_code or User.objects.filter(email=address).exists():
        mark(address=address, reason=reason)


def address_of(row: Notice | Digest) -> str:
    """Where a notice or a digest goes."""
    return row.recipient.email if row.recipient else row.address


def _line(words: str) -> str:
    return " ".join(words.split())[:200]


def refused_now() -> QuerySet[Bounce]:
    """Addresses to which nothing is sent."""
    return Bounce.objects.filter(cleared_at__isnull=True)


def refused_for(user: User) -> QuerySet[Bounce]:
    """Those that a member of an interface team looks after; those of nobody's ICB are everybody's."""
    teams = standing(user).interface_team_of
    mine = Q(icb__in=teams) | Q(icb__isnull=True) if teams else Q(pk__in=[])
    rows = refused_now().filter(mine).select_related("user")
    return rows.prefetch_related("user__memberships__organisation")


def is_refused(user: str = "pk") -> Exists:
    """For queries: whether e-mail to a person is refused; `user` says where their key stands in the row asked for."""
    return Exists(refused_now().filter(user=OuterRef(user)))


def unreached(people: Iterable[User]) -> set[int]:
    """The keys of those of these people whom no e-mail reaches."""
    keys = [person.pk for person in people]
    return set(refused_now().filter(user__in=keys).values_list("user", flat=True)) if keys else set()


def address_is_refused() -> Exists:
    """For queries of notices: whether the address that one goes to refuses e-mail."""
    return Exists(refused_now().filter(address=Coalesce(OuterRef("recipient__email"), OuterRef("address"))))
