"""Adding files to an issue, and to a report that is not sent yet; removing them. All of what is chosen, or none."""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import BinaryIO, Protocol
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from issues import doubting, keeping, moving, own_name, queries, rules
from issues.examining import Examined, examine
from issues.file_names import given_name, without_patients
from issues.models import Attachment, Issue, IssueEntry, KeptFile, StagedFile
from issues.not_taken import NotTaken
from people import notices
from people.faults import faultpoint
from people.models import Notice, User
from people.refusing import Refused, require

STAGED_KEPT = timedelta(hours=24)
GATHERED_WITHIN = timedelta(minutes=15)  # so long, further files join what was told of the first
STAGED_FORMS = 4  # so many reports' worth of files may wait for one person
LOOK = "Look through it, take out what identifies a patient, and say that you have looked; then add it again."


class Upload(Protocol):
    """What a web form or the API hands over."""

    name: str | None
    size: int | None
    file: BinaryIO


class FilesRefused(Refused):
    """Some files cannot be taken, so none was. `errors` has a sentence for each, beginning with its name."""

    def __init__(self, errors: list[str]):
        super().__init__(" ".join(errors))
        self.errors = errors


def attach(
    *, issue: Issue, by: User, files: Iterable[Upload], is_internal: bool = False, looked_through: bool = False
) -> list[Attachment]:
    """Add files to an issue, record it and tell the other side once. A file that is there already is not added twice.

    `looked_through`: the person says that nothing in them identifies a patient. Where more than a name was found, it
    counts once they were told of it. Whoever reported in confidence is told once of files that hold their own name.
    """
    require(rules.can_attach(by, issue))
    require(not is_internal or rules.can_read_notes(by, issue))
    is_hidden = issue.is_confidential and rules.is_reporter(by, issue)
    examined = _examined(files, by, looked_through, is_hidden=is_hidden)
    there = issue.attachments.filter(is_internal=is_internal, removed_at__isnull=True)
    new = _new(examined, there)
    if new:
        try:
            with keeping.kept(new) as stored:
                faultpoint("attach.stored")
                _write(issue=issue, by=by, stored=stored, is_internal=is_internal)
        except IntegrityError as error:
            raise Refused("These files are just being added. Look at the issue again.") from error
        faultpoint("attach.after_commit")
    return list(there.filter(digest__in=[one.digest for one in examined]))


def stage(
    *, by: User, key: str, files: Iterable[Upload], looked_through: bool = False, names: Collection[str] = ()
) -> list[StagedFile]:
    """Keep files for a report that is not sent yet, by the key of its form; returns all that are kept for it.

    `names` are those of patients that the report tells, in small letters.
    """
    require(rules.can_report(by))
    examined = _examined(files, by, looked_through)
    new = _new(examined, staged(by=by, key=key))
    if new:
        try:
            with keeping.kept(new) as stored, transaction.atomic():
                User.objects.select_for_update().get(pk=by.pk)
                _check_room(staged(by=by, key=key), new, "A report")
                _check_room(StagedFile.objects.filter(by=by), new, "One person", STAGED_FORMS)
                StagedFile.objects.bulk_create(
                    StagedFile(key=key_of, by=by, form_key=key, names_writer=one.names_writer, **_facts(one, names))
                    for key_of, one in stored.items()
                )
        except IntegrityError as error:
            raise Refused("These files are just being added. Look at the page again.") from error
    return list(staged(by=by, key=key))


def staged(*, by: User, key: str) -> QuerySet[StagedFile]:
    """The files that this person chose for the report of this key."""
    return StagedFile.objects.filter(by=by, form_key=key)


@transaction.atomic
def carry_over(*, by: User, key: str, to: str) -> None:
    """Give the files that this person chose for the report of one key to that of another. Twice is as once."""
    there = list(staged(by=by, key=to).values_list("digest", flat=True))
    staged(by=by, key=key).exclude(digest__in=there).update(form_key=to)


@transaction.atomic
def unstage(*, by: User, key: str, file: UUID) -> None:
    """Leave a file out of a report. Leaving it out twice changes nothing."""
    if staged(by=by, key=key).filter(key=file).delete()[0]:
        transaction.on_commit(lambda: keeping.forget([file]))


@transaction.atomic
def adopt(*, issue: Issue, key: str, by: User, names: Collection[str] = ()) -> list[Attachment]:
    """Give an issue the files that its reporter chose for it, as part of its report. Twice is as once.

    `names` are those of patients that the report tells, in small letters.
    """
    require(rules.is_reporter(by, issue))
    rows = list(staged(by=by, key=key).select_for_update())
    entry = issue.entries.filter(verb="report").first()
    made = [
        Attachment(key=row.key, issue=issue, entry=entry, by=by, **_facts(row, names), **_scan_now()) for row in rows
    ]
    Attachment.objects.bulk_create(made)
    StagedFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return made


@transaction.atomic
def remove(*, attachment: Attachment, by: User) -> Attachment:
    """Delete a file for good; that it was there stays in the history.

    Its name does not where it was internal to an organisation that no longer has the issue: others read that step.
    """
    require(rules.can_remove_file(by, attachment.issue, attachment.by_id))
    row = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if row.removed_at is None:
        row.removed_at, row.removed_by, row.scan_due_at = timezone.now(), by, None
        row.save(update_fields=["removed_at", "removed_by", "scan_due_at"])
        name = "" if row.is_internal and queries.is_elsewhere(row) else row.name
        moving.advance(attachment.issue, "remove_file", by, text=name, is_internal=row.is_internal)
        transaction.on_commit(lambda: keeping.forget([row.key]))
    return row


def sweep() -> int:
    """Forget files of reports never sent, and files that no row knows; returns how many files were deleted."""
    now = timezone.now()
    StagedFile.objects.filter(created_at__lt=now - STAGED_KEPT).delete()
    gone = 0
    for name in keeping.left_over(now):
        key = keeping.key_of(name)
        if key is None or not _is_known(key):
            keeping.discard(name)
            gone += 1
    return gone


def _is_known(key: UUID) -> bool:
    known = Attachment.objects.filter(key=key, removed_at__isnull=True).exists()
    return known or StagedFile.objects.filter(key=key).exists()


def _examined(files: Iterable[Upload], by: User, looked_through: bool, *, is_hidden: bool = False) -> list[Examined]:
    """All files as they may be kept; else a sentence for each that may not."""
    good, errors = [], []
    files = list(files)
    if len(files) > settings.FILES_AT_ONCE:
        raise FilesRefused([f"Choose {settings.FILES_AT_ONCE} files or fewer at a time."])
    for file in files:
        name = file.name or ""
        try:
            with keeping.refused_when_full():
                one = examine(
                    file.file,
                    name,
                    size=file.size or 0,
                    largest=settings.FILE_BYTES,
                    own_name=lambda text: own_name.own_name_in([text], by),
                    is_own=lambda words: own_name.is_own(words, by),
                )
            if trouble := _trouble_with(one, by, looked_through, is_hidden):
                raise NotTaken(" ".join(trouble))
            good.append(one)
        except NotTaken as error:
            errors.append(f"{given_name(name)}: {error}")
    if errors:
        raise FilesRefused(errors)
    return good


def _trouble_with(one: Examined, by: User, looked_through: bool, is_hidden: bool) -> list[str]:
    """What a person must have looked at before a file is taken."""
    found = []
    if not doubting.is_waved_through(one, by=by, looked_through=looked_through):
        names = f" We read as names: {', '.join(f'“{name}”' for name in one.patients)}." if one.patients else ""
        found.append(f"{one.doubt}{names} {LOOK}")
    if is_hidden and not doubting.may_be_named(one, by=by):
        stands = own_name.IN_A_FILE.format(name=one.own_name) if one.own_name else own_name.MAY_HIDE_ONE
        found.append(stands)
    return found


def _new(examined: list[Examined], there: QuerySet) -> list[Examined]:
    """Those that are not there yet, each of them once."""
    known = set(there.values_list("digest", flat=True)) if examined else set()
    fresh = {one.digest: one for one in examined if one.digest not in known}
    return list(fresh.values())


@transaction.atomic
def _write(*, issue: Issue, by: User, stored: dict[UUID, Examined], is_internal: bool) -> None:
    locked, entry = moving.advance(issue, "attach", by, is_internal=is_internal)
    _check_room(locked.attachments.filter(removed_at__isnull=True), list(stored.values()), "An issue")
    scan = _scan_now()
    Attachment.objects.bulk_create(
        Attachment(key=key, issue=issue, entry=entry, by=by, is_internal=is_internal, **_facts(one), **scan)
        for key, one in stored.items()
    )
    if not is_internal:
        _tell_the_other_side(issue, entry, by)
    faultpoint("attach.before_commit")


def _facts(one: Examined | StagedFile, names: Collection[str] = ()) -> dict:
    kind = one.kind if isinstance(one, StagedFile) else one.kind.slug
    return {"name": without_patients(one.name, names), "kind": kind, "size": one.size, "digest": one.digest}


def _scan_now() -> dict:
    if settings.CLAMAV:
        return {"scan": Attachment.Scan.WAITING, "scan_due_at": timezone.now()}
    return {"scan": Attachment.Scan.UNSCANNED}


def _check_room(there: QuerySet[KeptFile], new: list[Examined], what: str, times: int = 1) -> None:
    most = settings.ISSUE_FILES_BYTES * times
    left = most - (there.aggregate(total=Sum("size"))["total"] or 0)
    if sum(one.size for one in new) > left:
        megabytes = 1024 * 1024
        raise FilesRefused(
            [f"{what} may have {most // megabytes} MB of files. There is room for {max(0, left) / megabytes:.1f} MB."]
        )


def _tell_the_other_side(issue: Issue, entry: IssueEntry, by: User) -> None:
    """The desk where the reporter added them; else the reporter and whoever follows.

    Files that come one by one within a quarter of an hour are one notice for each, until it is read.
    """
    is_reporters = rules.is_reporter(by, issue)
    people, mailboxes = moving.at_desk(issue.desk) if is_reporters else (moving.people_told(issue), ())
    people, event = [one for one in people if one.pk != by.pk], f"issue:{issue.reference}:files:{by.pk}"
    told = notices.told_lately(people, mailboxes, event=event, since=entry.at - GATHERED_WITHIN)
    since = {one.pk: int(one.event.rpartition(":")[2]) for one in told}
    notices.reword(told, {key: _added(issue, by, first) for key, first in since.items()})
    heard = {one.recipient_id or one.address for one in told}
    notices.tell(
        [one for one in people if one.pk not in heard],
        kind=Notice.Kind.QUESTION if is_reporters else Notice.Kind.PROGRESS,
        event=f"{event}:{entry.pk}",
        subject=_added(issue, by, entry.pk),
        path=issue.get_absolute_url(),
        mailboxes=[one for one in mailboxes if one.strip().lower() not in heard],
    )


def _added(issue: Issue, by: User, first: int) -> str:
    """How many files a person has added for others to read, from this step of the history on."""
    count = issue.attachments.filter(by=by, entry__gte=first, is_internal=False).count()
    return f"{'A file was' if count == 1 else f'{count} files were'} added to {issue.noun} {issue.reference}"


def missing() -> Iterator[UUID]:
    """Keys of rows whose file is not there, though it should be."""
    for rows in (Attachment.objects.filter(removed_at__isnull=True), StagedFile.objects.all()):
        for key in rows.values_list("key", flat=True).iterator():
            if not keeping.is_there(key):
                yield key
