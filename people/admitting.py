"""Who may sign in: people already known, and addresses of domains that are allowed."""

from people.models import EmailDomain, Organisation, User


def domain_of(address: str) -> EmailDomain | None:
    """The allowed domain that an address belongs to, compared label by label; the longest of several."""
    labels = address.rpartition("@")[2].strip().lower().split(".")
    names = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    return max(EmailDomain.objects.filter(domain__in=names), key=lambda row: len(row.domain), default=None)


def may_sign_in(address: str) -> bool:
    """Whether a code sent to this address opens the portal."""
    known = User.objects.filter(email=address.strip().lower()).first()
    return known.is_active if known else domain_of(address) is not None


def admit(address: str) -> User | None:
    """The person behind an address that was proved to be theirs, made now if they are new; None if not allowed."""
    address = address.strip().lower()
    if not may_sign_in(address):
        return None
    return User.objects.filter(email=address).first() or _newcomer(address)


def _newcomer(address: str) -> User:
    user = User(email=address)
    user.set_unusable_password()
    User.objects.bulk_create([user], ignore_conflicts=True)
    return User.objects.get(email=address)


def organisation_of(address: str) -> Organisation | None:
    """The organisation that an address's domain speaks for, if it does for one."""
    row = domain_of(address)
    return row.organisation if row else None
