"""Whether there is room to store anything. That there was none is remembered in a file, for /health/ to tell."""

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

REMEMBERED_SECONDS = 300
LEAST_BYTES = 100 * 1024 * 1024


def note_full() -> None:
    """Remember that something was refused for want of room. Writes nothing that would need any."""
    with suppress(OSError):
        _mark().touch()


def is_room() -> bool:
    """Nothing was refused for want of room in the last five minutes, and the portal's folders have some left."""
    with suppress(OSError):
        if time.time() - _mark().stat().st_mtime < REMEMBERED_SECONDS:
            return False
    return all(_free(folder) >= LEAST_BYTES for folder in _folders())


def _mark() -> Path:
    return Path(settings.VAR_DIR) / "no-room"


def _folders() -> list[Path]:
    return [Path(settings.VAR_DIR), Path(settings.STORAGES["attachments"]["OPTIONS"]["location"])]


def _free(folder: Path) -> int:
    """Bytes that are free where the folder lies, or will lie."""
    while not os.path.exists(folder) and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
