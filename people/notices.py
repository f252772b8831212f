"""Telling people: rows written with what happened, read on a page. What is sent of them is decided in delivering."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from people.models import Notice, User


def tell(
    people: Iterable[User],
    *,
    kind: str,
    event: str,
    subject: str,
    path: str = "",
    text: str = "",
    mailboxes: Iterable[str] = (),
) -> None:
    """Tell people, and mailboxes of desks, of an event, in the caller's transaction; each of them once.

    `text` is for sign-in codes only and is emptied once sent; everything else is a subject and a link.
    """
    write(lines(people, kind=kind, event=event, subject=subject, path=path, text=text, mailboxes=mailboxes))


def lines(
    people: Iterable[User],
    *,
    kind: str,
    event: str,
    subject: str,
    path: str = "",
    text: str = "",
    mailboxes: Iterable[str] = (),
) -> list[Notice]:
    """What `tell` would write, for those who have several things to tell in one statement."""
    now = timezone.now()
    facts = {"kind": kind, "event": event, "subject": " ".join(subject.split())[:200], "path": path, "text": text}
    rows = [Notice(recipient=person, due_at=now, **facts) for person in dict.fromkeys(people)]
    addresses = dict.fromkeys(address.strip().lower() for address in mailboxes)
    rows += [Notice(address=address, due_at=now, **facts) for address in addresses if address]
    return rows


def write(notices: list[Notice]) -> None:
    """Write notices in the caller's transaction, in one statement; each is told once, however often it is written."""
    if notices:
        Notice.objects.bulk_create(notices, ignore_conflicts=True)


def notices_of(person: User) -> QuerySet[Notice]:
    """What a person was told, newest first; never their sign-in codes."""
    return Notice.objects.filter(recipient=person).exclude(kind=Notice.Kind.SIGN_IN)


def unread(person: User) -> QuerySet[Notice]:
    """Those of them that have not been read."""
    return notices_of(person).filter(read_at__isnull=True)


def unread_count(person: User) -> int:
    """How many of them have not been read."""
    return unread(person).count()


def unread_about(person: User, path: str) -> QuerySet[Notice]:
    """Those that lead to the page at this path, or to one below it, and have not been read."""
    return unread(person).filter(path__startswith=path)


def mark_read(*, by: User, notices: Iterable[int]) -> None:
    """The person has read these of what they were told, by their keys."""
    unread(by).filter(pk__in=list(notices)).update(read_at=timezone.now())


def mark_all_read(*, by: User) -> None:
    """The person has read all that they were told so far."""
    unread(by).update(read_at=timezone.now())
