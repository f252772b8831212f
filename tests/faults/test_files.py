"""C5: a process killed while files are added leaves no row without a file, and no file without a row for long."""

import os
import time

import pytest
from django.core.files.storage import storages

from issues import attaching
from issues.models import Attachment
from people.models import Notice
from tests import make

pytestmark = pytest.mark.faults
ATTACH = """
from issues import attaching; from issues.models import Issue; from tests import make_files
issue = Issue.objects.get()
file = make_files.upload('letter.docx', make_files.office())
attaching.attach(issue=issue, by=issue.reporter, files=[file])
"""


def files_in(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("point", ["attach.stored", "attach.before_commit"])
def test_killed_before_the_commit_no_row_is_left_and_the_file_is_swept(portal, system, folder, point):
    make.issue(by=system["reporter"], about=system["trust"])
    told = Notice.objects.count()
    assert portal.run(ATTACH, FAULTS=f"{point}:kill") != 0, portal.log()
    assert (Attachment.objects.count(), Notice.objects.count(), len(files_in(folder))) == (0, told, 1)
    for path in files_in(folder):
        os.utime(path, (time.time() - 7200,) * 2)
    assert attaching.sweep() == 1
    assert files_in(folder) == []


def test_killed_after_the_commit_the_file_is_there_and_adding_again_changes_nothing(portal, system, folder):
    make.issue(by=system["reporter"], about=system["trust"])
    assert portal.run(ATTACH, FAULTS="attach.after_commit:kill") != 0
    assert portal.run(ATTACH) == 0, portal.log()
    one = Attachment.objects.get()
    assert storages["attachments"].exists(f"{one.key.hex[:2]}/{one.key.hex}")
    assert list(attaching.missing()) == []
    assert len(files_in(folder)) == 1


def test_two_who_add_the_same_file_at_once_add_it_once(portal, system, folder):
    make.issue(by=system["reporter"], about=system["trust"])
    portal.run_together(ATTACH.strip().replace("\n", "; "), 4)
    assert Attachment.objects.count() == len(files_in(folder)) == 1


def test_without_their_rows_files_are_swept_and_that_is_noticed(portal, system, folder):
    issue = make.issue(by=system["reporter"], about=system["trust"])
    assert portal.run(ATTACH) == 0, portal.log()
    keys = list(issue.attachments.values_list("key", flat=True))
    for path in files_in(folder):
        path.unlink()
    assert list(attaching.missing()) == keys
