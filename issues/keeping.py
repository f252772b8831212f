"""Where files lie: a private folder, under names made here. A file is there whole or not at all."""

import logging
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import FileSystemStorage, storages

from issues.examining import Examined
from issues.not_taken import is_for_room
from people import room
from people.refusing import Refused

log = logging.getLogger(__name__)
HALF = ".part"
ORPHANS_KEPT = timedelta(hours=1)


class Folder(FileSystemStorage):
    """Files appear under their names only when all of them is on the disk, and stay through a loss of power."""

    def _save(self, name: str, content: File) -> str:
        half = super()._save(f"{name}{HALF}", content)
        path, whole = self.path(half), self.path(name)
        try:
            _sync(path)
            os.replace(path, whole)
            _sync(os.path.dirname(whole))
        except OSError:
            with suppress(OSError):
                os.unlink(path)
            raise
        return name


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(key: uuid.UUID) -> str:
    """Where the file of this key lies in the folder."""
    return f"{key.hex[:2]}/{key.hex}"


def key_of(name: str) -> uuid.UUID | None:
    """The key that a file's place in the folder tells; None for one that was never finished."""
    try:
        return uuid.UUID(hex=name.rpartition("/")[2])
    except ValueError:
        return None


@contextmanager
def kept(files: Iterable[Examined]) -> Iterator[dict[uuid.UUID, Examined]]:
    """The files, stored, by their new keys; none of them stays where the block fails."""
    stored: dict[uuid.UUID, Examined] = {}
    try:
        for one in files:
            key = uuid.uuid4()
            stored[key] = one
            _store(key, one.content)
        yield stored
    except BaseException:
        forget(stored)
        raise


@contextmanager
def refused_when_full() -> Iterator[None]:
    """A full disk is said kindly."""
    try:
        yield
    except OSError as error:
        if not is_for_room(error):
            raise
        log.error("No room for files: %s", type(error).__name__)
        room.note_full()
        raise Refused("There is no room for files just now. Nothing was added; please try again later.") from error


def _store(key: uuid.UUID, content: BinaryIO) -> None:
    content.seek(0)
    with refused_when_full():
        storages["attachments"].save(path_of(key), File(content))


def open_file(key: uuid.UUID) -> File:
    """The file, for reading. FileNotFoundError where it has gone."""
    return storages["attachments"].open(path_of(key))


def is_there(key: uuid.UUID) -> bool:
    return storages["attachments"].exists(path_of(key))


def forget(keys: Iterable[uuid.UUID]) -> None:
    """Delete files. One that cannot be deleted now is found by the sweep."""
    for key in keys:
        discard(path_of(key))
        discard(path_of(key) + HALF)


def discard(name: str) -> None:
    """Delete whatever lies there."""
    try:
        storages["attachments"].delete(name)
    except OSError as error:
        log.warning("File not deleted: %s", type(error).__name__)


def left_over(now: datetime) -> Iterator[str]:
    """Names of files that are older than an hour, in the order in which they lie there."""
    folder = storages["attachments"]
    for part in _listed("", 0):
        for name in _listed(part, 1):
            with suppress(FileNotFoundError):
                if folder.get_modified_time(f"{part}/{name}").astimezone(UTC) < now - ORPHANS_KEPT:
                    yield f"{part}/{name}"


def _listed(path: str, which: int) -> list[str]:
    with suppress(FileNotFoundError):
        return storages["attachments"].listdir(path)[which]
    return []
