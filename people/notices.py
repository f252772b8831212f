"""Telling people: rows written with what happened, read on a page. What is sent of them is decided in delivering."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
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


def told_lately(people: Iterable[User], mailboxes: Iterable[str], *, event: str, since: datetime) -> list[Notice]:
    """What these people, and mailboxes, were told of this sort of event since then and have not read, locked.

    More of the same joins it with `reword`, so that one thing in several parts is one notice. Their events begin with
    `event` and a colon.
    """
    whom = Q(recipient__in=list(people)) | Q(address__in=[one.strip().lower() for one in mailboxes], recipient=None)
    lately = Notice.objects.select_for_update().filter(whom, event__startswith=f"{event}:", created_at__gte=since)
    return list(lately.filter(read_at__isnull=True))


def reword(told: list[Notice], subjects: dict[int, str]) -> None:
    """Say anew what was told, by the keys of the notices. Nothing is sent again."""
    for notice in told:
        notice.subject = subjects[notice.pk][:200]
    if told:
        Notice.objects.bulk_update(told, ["subject"])


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
