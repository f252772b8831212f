"""The broker of one machine: messages as files in a folder. Nothing of value travels on it.

A message appears in the folder whole or not at all, and a file that cannot be read is put aside: neither a process
that dies in the middle of a message nor a spoilt file can stop the worker.
"""

import json
import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)

UNREADABLE = ".unreadable"
NEEDED = {"body", "properties"}
TRIES, WAIT = 5, 0.05  # a table of queues is being written while it is empty


class Channel(filesystem.Channel):
    """Writes beside and renames; takes by renaming; puts aside what it cannot read."""

    def _put(self, queue: str, payload: dict, **kwargs) -> None:
        name = f"{round(time.monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out, name)
        part = whole.with_name(f"{name}.part")
        try:
            part.write_text(dumps(payload), "utf-8")
            part.rename(whole)
        except OSError as error:
            raise ChannelError(f"Cannot add file {name!r} to directory") from error

    def _get(self, queue: str) -> dict:
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] == f"{queue}.msg" and (message := self._take(Path(self.data_folder_in, name))):
                return message
        raise Empty

    def _take(self, file: Path) -> dict | None:
        """The message of a file, which is gone then; nothing where another worker has it or it cannot be read."""
        taken = file.with_name(f"{file.name}.taken")
        try:
            file.rename(taken)
            message = _message(taken.read_bytes())
        except OSError:
            return None
        if message is None:
            _put_aside(taken, file)
        else:
            taken.unlink()
        return message

    def get_table(self, exchange: str) -> list:
        return self._patiently(exchange, super().get_table, exchange)

    def _queue_bind(self, exchange: str, *queue: str) -> None:
        self._patiently(exchange, super()._queue_bind, exchange, *queue)

    def _patiently(self, exchange: str, act, *args):
        """Do it with a table of queues, written anew with what this process knows where it stays unreadable."""
        for _ in range(TRIES):
            try:
                return act(*args)
            except json.JSONDecodeError:
                time.sleep(WAIT)
        file = self._exchange_file(exchange)
        _put_aside(file, file)
        for known in self.state.exchanges.get(exchange, {}).get("table", ()):
            super()._queue_bind(exchange, *known)
        return act(*args)


class Transport(filesystem.Transport):
    """Kombu's, with this channel."""

    Channel = Channel


def _message(content: bytes) -> dict | None:
    try:
        message = loads(content.decode())
    except ValueError:
        return None
    return message if isinstance(message, dict) and message.keys() >= NEEDED else None


def _put_aside(file: Path, named: Path) -> None:
    """Out of the way and kept, so that it can be looked at."""
    log.warning("The broker's file %s cannot be read and is put aside.", named.name)
    file.rename(named.with_name(f"{named.name}{UNREADABLE}"))
