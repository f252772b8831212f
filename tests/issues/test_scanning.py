"""Files are checked for viruses before anybody gets them, whatever becomes of ClamAV meanwhile."""

import socket
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interface import health
from issues import keeping, scanning
from issues.models import Attachment
from people.models import Notice
from tests import make, make_files
from tests.issues.clamd import EICAR, Clamd

pytestmark = pytest.mark.django_db
Scan = Attachment.Scan
LATER = timedelta(hours=1)


@pytest.fixture
def clamd(settings):
    with Clamd() as server:
        settings.CLAMAV = server.address
        yield server
        server.shutdown()


@pytest.fixture
def system():
    made = make.registry()
    made["issue"] = make.issue(about=made["trust"])
    return made


def test_a_clean_file_can_be_opened_once_it_was_scanned(client, clamd, system):
    one = make.attachment(system["issue"])
    client.force_login(system["director"])
    waiting = client.get(one.get_absolute_url())
    assert waiting.status_code == 409
    assert "being checked for viruses" in waiting.content.decode()
    assert "being checked for viruses" in client.get(system["issue"].get_absolute_url()).content.decode()
    assert scanning.scan_waiting() == 1
    opened = client.get(one.get_absolute_url())
    assert opened.status_code == 200
    assert b"".join(opened.streaming_content) == clamd.received[0]


def test_an_infected_file_is_deleted_and_the_uploader_and_the_interface_team_are_told(
    client, clamd, system, django_capture_on_commit_callbacks
):
    one = make.attachment(system["issue"], content=make_files.message(text=EICAR.decode()))
    Notice.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        scanning.scan_waiting()
    one.refresh_from_db()
    assert one.scan == Scan.INFECTED
    assert not keeping.is_there(one.key)
    assert {notice.recipient for notice in Notice.objects.all()} == {system["issue"].reporter, system["team"]}
    client.force_login(system["director"])
    assert client.get(one.get_absolute_url()).status_code == 409
    assert "a virus was found" in client.get(system["issue"].get_absolute_url()).content.decode()


def test_what_is_scanned_is_scanned_once(clamd, system):
    make.attachment(system["issue"])
    scanning.scan_waiting()
    assert scanning.scan_waiting(timezone.now() + LATER) == 0
    assert len(clamd.received) == 1


def test_files_wait_while_clamav_is_out_of_reach_and_health_says_so(client, clamd, system, settings):
    make.attachment(system["issue"])
    settings.CLAMAV = f"127.0.0.1:{closed_port()}"
    assert scanning.scan_waiting() == 0
    Attachment.objects.update(created_at=timezone.now() - LATER)
    check = health.examine(timezone.now())["oldest_unscanned_file"]
    assert not check["ok"]
    assert check["age_seconds"] >= 3600
    settings.CLAMAV = clamd.address
    assert scanning.scan_waiting() == 1
    assert health.examine(timezone.now())["oldest_unscanned_file"]["ok"]


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def test_a_scanner_that_never_answers_is_given_up_on(system, settings, monkeypatch):
    monkeypatch.setattr(scanning, "SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.CLAMAV = f"127.0.0.1:{mute.getsockname()[1]}"
        make.attachment(system["issue"])
        assert scanning.scan_waiting() == 0
    assert Attachment.objects.get().scan == Scan.WAITING


def test_no_verdict_is_no_clean_bill_and_holds_up_no_other_file(clamd, system):
    make.attachment(system["issue"])
    clamd.says = "INSTREAM size limit exceeded. ERROR"
    assert scanning.scan_waiting() == 0
    clamd.says = ""
    make.attachment(system["issue"], name="b.eml", content=make_files.message(text="Another."))
    assert scanning.scan_waiting() == 1
    assert scanning.scan_waiting(timezone.now() + LATER) == 1


def test_a_file_that_another_worker_has_is_left_to_it(clamd, system):
    one = make.attachment(system["issue"])
    Attachment.objects.update(scan_due_at=timezone.now() + scanning.LEASE)
    assert not scanning._scan_one(one)
    assert clamd.received == []


def test_a_socket_in_the_file_system_will_do(clamd, system, settings, tmp_path):
    settings.CLAMAV = str(tmp_path / "absent")
    make.attachment(system["issue"])
    assert scanning.scan_waiting() == 0
    with socket.socket(socket.AF_UNIX) as here:
        settings.CLAMAV = str(tmp_path / "clamd")
        here.bind(settings.CLAMAV)
        here.listen()
        with scanning._connect() as line:
            assert line.family == socket.AF_UNIX


def test_without_clamav_files_are_served_and_say_that_nobody_looked(client, system):
    one = make.attachment(system["issue"])
    assert one.scan == Scan.UNSCANNED
    client.force_login(system["director"])
    assert client.get(one.get_absolute_url()).status_code == 200
    assert "oldest_unscanned_file" not in health.examine(timezone.now())


def test_files_that_waited_when_clamav_was_switched_off_wait_no_longer(clamd, system, settings):
    make.attachment(system["issue"])
    settings.CLAMAV = ""
    scanning.scan_waiting()
    assert Attachment.objects.get().scan == Scan.UNSCANNED


def test_the_api_says_what_waits(client, clamd, system):
    make.attachment(system["issue"])
    client.force_login(system["director"])
    listed = client.get(reverse("api:issue", args=[system["issue"].reference])).json()["files"]
    assert [(one["scan"], one["url"]) for one in listed] == [("waiting", "")]
