"""The broker of one machine: whole messages only, and no spoilt file that stops or repeats anything."""

import json
import threading
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection, Exchange, Queue

from interface import folder_broker
from interface.celery import app

UNREADABLE = [b"", b'{"body": "W1tdLCB7fV0', b"\xff\xfe", b"null", b"[]", b"{}"]
FIRST = "0_first.celery.msg"


@pytest.fixture
def folder(tmp_path):
    for name in ("in", "control"):
        (tmp_path / name).mkdir()
    return tmp_path / "in"


@pytest.fixture
def broker(folder):
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder)}
    options |= {"control_folder": str(folder.parent / "control")}
    folder_broker.Transport.global_state.clear()  # what this process knows of another folder
    with Connection("folder://", transport_options=options) as connection:
        yield connection


def queue(broker):
    return broker.SimpleQueue(Queue("celery", Exchange("celery"), routing_key="celery"))


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_the_portal_uses_it():
    assert isinstance(app.connection("folder://").transport, folder_broker.Transport)


def test_what_is_sent_is_received_once_and_nothing_is_left(broker, folder):
    queue(broker).put({"task": "sweep"})
    message = queue(broker).get(timeout=5)
    message.ack()
    assert message.payload == {"task": "sweep"} and names(folder) == []
    with pytest.raises(Empty):
        queue(broker).get(block=False)


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_file_that_cannot_be_read_is_put_aside_and_the_next_is_received(broker, folder, content):
    (folder / FIRST).write_bytes(content)
    queue(broker).put({"task": "sweep"})
    message = queue(broker).get(timeout=5)
    message.ack()
    assert message.payload == {"task": "sweep"}
    assert names(folder) == [f"{FIRST}.unreadable"]
    assert (folder / f"{FIRST}.unreadable").read_bytes() == content


def test_a_message_is_in_the_folder_whole_or_not_at_all(broker, folder, monkeypatch):
    seen, real = [], Path.write_text

    def slowly(file, text, *rest):
        real(file, text[: len(text) // 2], *rest)
        with pytest.raises(Empty):
            queue(broker).get(block=False)
        seen.append(names(folder))
        return real(file, text, *rest)

    monkeypatch.setattr(Path, "write_text", slowly)
    queue(broker).put({"task": "sweep"})
    assert [name.endswith(".part") for name in seen[0]] == [True]
    assert queue(broker).get(timeout=5).payload == {"task": "sweep"}


@pytest.mark.parametrize("content", ["", "[["])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_table_of_queues_that_stays_unreadable_is_begun_anew(broker, folder, monkeypatch, content, is_known):
    monkeypatch.setattr(folder_broker, "WAIT", 0)
    table = folder.parent / "control" / "celery.exchange"
    if is_known:
        queue(broker).put({"task": "earlier"})
        assert queue(broker).get(timeout=5).payload == {"task": "earlier"}
    table.write_text(content, "utf-8")
    queue(broker).put({"task": "sweep"})
    assert queue(broker).get(timeout=5).payload == {"task": "sweep"}
    assert json.loads(table.read_text("utf-8"))


def test_a_table_that_is_being_written_is_waited_for(broker, folder):
    queue(broker).put({"task": "first"})
    table = folder.parent / "control" / "celery.exchange"
    whole = table.read_text("utf-8")
    table.write_text("", "utf-8")
    later = threading.Timer(folder_broker.WAIT, table.write_text, [whole, "utf-8"])
    later.start()
    queue(broker).put({"task": "second"})
    later.join()
    assert names(folder.parent / "control") == ["celery.exchange"]
