"""Files as they arrive: no more of each than is taken, and none where the disk is full."""

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from issues.not_taken import is_for_room


class Limited(TemporaryFileUploadHandler):
    """Writes to a temporary file that is deleted with the request; names what it did not take on the request."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.FILE_BYTES:
            self._drop("too_large")
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            if not is_for_room(error):
                raise
            self._drop("no_room")

    def _drop(self, why: str) -> None:
        self.request.__dict__.setdefault("files_dropped", []).append((self.file_name, why))
        self.upload_interrupted()
        raise SkipFile


def dropped(request: HttpRequest) -> list[tuple[str, str]]:
    """Names of files of this request that were not taken in, each with `too_large` or `no_room`."""
    return getattr(request, "files_dropped", [])
