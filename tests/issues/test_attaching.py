"""Files with an issue: who may add, see and remove them, and that rows and files never part."""

import os
import random
import resource
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from issues import attaching, keeping, responding
from issues.attaching import FilesRefused
from issues.models import Attachment, StagedFile
from people.models import Notice
from people.refusing import Refused
from tests import make, make_files
from tests.make_files import NHS_NUMBER, upload

pytestmark = pytest.mark.django_db
LETTER = make_files.office(text="The letter never came.")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A private folder of this test's own."""
    options = settings.STORAGES["attachments"]["OPTIONS"] | {"location": tmp_path / "attachments"}
    settings.STORAGES = settings.STORAGES | {"attachments": settings.STORAGES["attachments"] | {"OPTIONS": options}}
    return tmp_path / "attachments"


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user()
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def files_in(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def attach(system, *files, by: str = "reporter", **more) -> list[Attachment]:
    files = files or (upload("letter.docx", LETTER),)
    return attaching.attach(issue=system["issue"], by=system[by], files=files, **more)


def age(folder, hours: int = 2) -> None:
    old = (timezone.now() - timedelta(hours=hours)).timestamp()
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (old, old))


def test_files_are_kept_under_a_name_of_our_own_and_readable_by_nobody_else(system, folder):
    (one,) = attach(system, upload("../../letter.docx", LETTER))
    assert files_in(folder) == [one.key.hex]
    assert (one.name, one.kind, one.size) == ("letter.docx", "docx", next(folder.rglob(one.key.hex)).stat().st_size)
    assert [path.stat().st_mode & 0o777 for path in folder.rglob("*")] == [0o700, 0o600]


def test_the_other_side_is_told_once_however_many_files(system):
    Notice.objects.all().delete()
    attach(system, upload("a.docx", LETTER), upload("b.docx", make_files.office(text="Another.")))
    told = Notice.objects.get()
    assert told.recipient == system["director"]
    assert told.subject == f"2 files were added to issue {system['issue'].reference}"
    assert system["issue"].entries.last().verb == "attach"


def test_files_of_the_answering_side_are_told_to_the_reporter_and_internal_ones_to_nobody(system):
    Notice.objects.all().delete()
    attach(system, by="director", is_internal=True)
    assert not Notice.objects.exists()
    attach(system, by="director")
    assert Notice.objects.get().recipient == system["reporter"]


def test_the_same_file_is_not_added_twice(system, folder):
    attach(system)
    attach(system)
    assert Attachment.objects.count() == len(files_in(folder)) == 1
    assert system["issue"].entries.filter(verb="attach").count() == 1


def test_only_the_parties_add_files_and_only_the_answering_side_internal_ones(system):
    system["other"] = make.user()
    for by, is_internal in (("other", False), ("reporter", True)):
        with pytest.raises(PermissionDenied):
            attach(system, by=by, is_internal=is_internal)


def test_one_bad_file_keeps_all_out_and_each_is_told_why(system, folder):
    bad = upload("bad.docx", make_files.office(text=NHS_NUMBER))
    with pytest.raises(FilesRefused) as refused:
        attach(system, upload("a.docx", LETTER), bad, upload("b.exe", b"MZ"))
    assert [error.partition(":")[0] for error in refused.value.errors] == ["bad.docx", "b.exe"]
    assert not Attachment.objects.exists()
    assert files_in(folder) == []


def test_a_picture_is_taken_only_with_the_word_that_somebody_looked(system):
    picture = upload("photo.jpg", make_files.photo())
    with pytest.raises(FilesRefused, match="We cannot read all of it"):
        attach(system, picture)
    assert attach(system, picture, looked_through=True)


TELLING = "Doris Entwistle, DOB 03/04/1941, of 14 Priory Mews, Liverpool L17 8XN."


@pytest.mark.parametrize("make_file", [lambda: make_files.pdf(TELLING), lambda: make_files.message(text=TELLING)])
def test_what_is_found_in_a_file_is_told_before_anybody_can_say_that_it_is_nothing(system, make_file):
    letter = "letter.pdf" if make_file().startswith(b"%PDF") else "letter.eml"
    with pytest.raises(FilesRefused, match="date of birth"):
        attach(system, upload(letter, make_file()), looked_through=True)
    with pytest.raises(FilesRefused, match="date of birth"):
        attach(system, upload(letter, make_file()))
    assert not Attachment.objects.exists()
    assert attach(system, upload(letter, make_file()), looked_through=True)


def test_being_told_of_one_file_says_nothing_of_another(system):
    with pytest.raises(FilesRefused):
        attach(system, upload("a.pdf", make_files.pdf(f"{TELLING} First.")))
    with pytest.raises(FilesRefused, match="date of birth"):
        attach(system, upload("a.pdf", make_files.pdf(f"{TELLING} Second.")), looked_through=True)


def test_no_word_of_looking_lets_an_nhs_number_in(system):
    with pytest.raises(FilesRefused, match="NHS number"):
        attach(system, upload("a.docx", make_files.office(text=NHS_NUMBER)), looked_through=True)


def test_there_are_limits_to_how_many_and_how_much(system, settings):
    with pytest.raises(FilesRefused, match="5 files or fewer"):
        attach(system, *(upload(f"{number}.docx", LETTER) for number in range(6)))
    settings.ISSUE_FILES_BYTES = 1300
    attach(system)
    with pytest.raises(FilesRefused, match="room for"):
        attach(system, upload("b.docx", make_files.office(text="Another.")))
    settings.FILE_BYTES = 10
    with pytest.raises(FilesRefused, match="larger than"):
        attach(system, upload("c.docx", make_files.office(text="A third.")))


def test_a_file_is_not_there_where_its_row_could_not_be_written(system, folder, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(attaching, "_tell_the_other_side", fail)
    with pytest.raises(RuntimeError):
        attach(system)
    assert not Attachment.objects.exists()
    assert files_in(folder) == []


@pytest.fixture
def full_disk():
    """No file may grow beyond eight megabytes."""
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8 * 1024 * 1024, was[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, was)


BIG_PDF = make_files.pdf("words") + b"% padding\n" * 900_000 + b"%%EOF"
BIG_DOCX = make_files.office(word__media__image1_bin=random.Random(1).randbytes(9 * 1024 * 1024))


@pytest.mark.parametrize(("name", "big"), [("big.pdf", BIG_PDF), ("big.docx", BIG_DOCX)])
def test_a_full_disk_is_said_kindly_and_leaves_nothing_half(system, folder, full_disk, name, big):
    with pytest.raises(Refused, match="no room for files"):
        attach(system, upload("small.docx", LETTER), upload(name, big), looked_through=True)
    assert not Attachment.objects.exists()
    assert files_in(folder) == []


def test_a_removed_file_is_gone_and_leaves_a_line(system, folder, django_capture_on_commit_callbacks):
    (one,) = attach(system)
    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove(attachment=one, by=system["reporter"])
        attaching.remove(attachment=one, by=system["reporter"])
    assert files_in(folder) == []
    assert Attachment.objects.get().removed_by == system["reporter"]
    assert system["issue"].entries.filter(verb="remove_file").count() == 1
    assert attach(system)


def test_the_file_of_a_process_that_died_while_removing_it_is_swept(system, folder):
    (one,) = attach(system)
    attaching.remove(attachment=one, by=system["reporter"])  # and nothing after the commit
    age(folder)
    assert (attaching.sweep(), files_in(folder)) == (1, [])


def test_who_did_not_add_it_may_not_remove_it_save_the_interface_team(system):
    (one,) = attach(system)
    with pytest.raises(PermissionDenied):
        attaching.remove(attachment=one, by=system["director"])
    assert attaching.remove(attachment=one, by=system["team"]).removed_at


def test_files_without_a_row_are_swept_after_an_hour_and_no_others(system, folder):
    attach(system)
    storages["attachments"].save("ab/" + "ab" * 16, upload("x", b"left over"))
    storages["attachments"].save("ab/half.part", upload("x", b"half"))
    assert attaching.sweep() == 0
    age(folder)
    assert attaching.sweep() == 2
    assert files_in(folder) == [Attachment.objects.get().key.hex]


def test_a_row_without_a_file_is_noticed(system):
    (one,) = attach(system)
    assert list(attaching.missing()) == []
    keeping.forget([one.key])
    assert list(attaching.missing()) == [one.key]


def test_files_chosen_for_a_report_go_with_it(system, folder):
    person = system["reporter"]
    attaching.stage(by=person, key="form-1", files=[upload("letter.docx", LETTER)])
    attaching.stage(
        by=person, key="form-1", files=[upload("letter.docx", LETTER), upload("b.docx", make_files.office(text="B"))]
    )
    issue = make.issue(by=person, about=system["trust"], key="form-1")
    assert len(attaching.adopt(issue=issue, key="form-1", by=person)) == 2
    assert attaching.adopt(issue=issue, key="form-1", by=person) == []
    assert sorted(one.name for one in issue.attachments.all()) == ["b.docx", "letter.docx"]
    assert {one.entry.verb for one in issue.attachments.all()} == {"report"}
    assert files_in(folder) == sorted(one.key.hex for one in issue.attachments.all())
    assert not StagedFile.objects.exists()


def test_nobody_adopts_what_somebody_else_chose(system):
    attaching.stage(by=make.user(), key="form-1", files=[upload("letter.docx", LETTER)])
    issue = make.issue(by=system["reporter"], about=system["trust"], key="form-1")
    assert attaching.adopt(issue=issue, key="form-1", by=system["reporter"]) == []
    with pytest.raises(PermissionDenied):
        attaching.adopt(issue=issue, key="form-1", by=system["director"])


def test_a_chosen_file_can_be_left_out_again(system, folder, django_capture_on_commit_callbacks):
    (one,) = attaching.stage(by=system["reporter"], key="form-1", files=[upload("letter.docx", LETTER)])
    with django_capture_on_commit_callbacks(execute=True):
        attaching.unstage(by=system["director"], key="form-1", file=one.key)
        assert StagedFile.objects.exists()
        attaching.unstage(by=system["reporter"], key="form-1", file=one.key)
    assert files_in(folder) == []


def test_files_of_a_report_that_is_never_sent_are_forgotten_after_a_day(system, folder):
    attaching.stage(by=system["reporter"], key="form-1", files=[upload("letter.docx", LETTER)])
    age(folder, hours=25)
    assert attaching.sweep() == 0
    StagedFile.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert attaching.sweep() == 1
    assert files_in(folder) == []


def test_one_person_cannot_fill_the_disk_with_reports_never_sent(system, settings):
    settings.ISSUE_FILES_BYTES = 1300
    for number in range(attaching.STAGED_FORMS):
        attaching.stage(by=system["reporter"], key=f"form-{number}", files=[upload("letter.docx", LETTER)])
    with pytest.raises(FilesRefused, match="room for"):
        attaching.stage(by=system["reporter"], key="one-more", files=[upload("letter.docx", LETTER)])


def test_a_file_of_a_caller_that_fails_later_is_swept(system, folder):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        attach(system)
        raise ZeroDivisionError
    age(folder)
    assert attaching.sweep() == 1


def test_a_note_stays_hidden_and_so_do_its_files(system):
    attach(system, by="director", is_internal=True)
    responding.note(issue=system["issue"], by=system["director"], text="Between us")
    assert {entry.is_internal for entry in system["issue"].entries.filter(verb__in=["attach", "note"])} == {True}
