"""Files as they arrive: no more of each than is taken, and none where the disk is full."""

import tempfile
from contextlib import suppress

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from issues.not_taken import is_for_room
from people import room


class Limited(FileUploadHandler):
    """Writes to a file without a name, which is gone with the process; says on the request what it did not take."""

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.file = tempfile.TemporaryFile()  # noqa: SIM115  closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.FILE_BYTES:
            self._drop("too_large")
        try:
            self.file.write(raw_data)
        except OSError as error:
            if not is_for_room(error):
                raise
            room.note_full()
            self._drop("no_room")

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        return UploadedFile(
            self.file, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            with suppress(OSError):
                self.file.close()

    def _drop(self, why: str) -> None:
        self.request.__dict__.setdefault("files_dropped", []).append((self.file_name, why))
        self.upload_interrupted()
        raise SkipFile


def dropped(request: HttpRequest) -> list[tuple[str, str]]:
    """Names of files of this request that were not taken in, each with `too_large` or `no_room`."""
    return getattr(request, "files_dropped", [])
