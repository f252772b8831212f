"""Files that are added one by one are told once, until that was read or a quarter of an hour has gone by."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from issues import attaching, following
from people import notices
from people.models import Notice
from tests import make, make_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["issue"] = make.issue(about=made["trust"])
    following.follow(issue=made["issue"], by=make.user(made["trust"]))
    Notice.objects.all().delete()
    return made


def add(system, number: int, by=None, **more) -> None:
    file = make_files.upload(f"letter {number}.eml", make_files.message(text=f"Letter {number}"))
    by = by or system["issue"].reporter
    attaching.attach(issue=system["issue"], by=by, files=[file], looked_through=True, **more)


def told(person) -> list[str]:
    return list(Notice.objects.filter(recipient=person).order_by("pk").values_list("subject", flat=True))


def test_seven_files_one_by_one_are_one_notice_and_one_mail_for_each_person(system):
    for number in range(7):
        add(system, number)
    assert told(system["director"]) == [f"7 files were added to issue {system['issue']}"]
    for number in range(7, 9):
        add(system, number, by=system["director"])
    for person in (system["issue"].reporter, system["issue"].followers.get().user):
        assert told(person) == [f"2 files were added to issue {system['issue']}"]


def test_what_was_read_or_is_older_is_not_joined(system):
    add(system, 1)
    notices.mark_all_read(by=system["director"])
    add(system, 2)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        add(system, 3)
    assert told(system["director"]) == [f"A file was added to issue {system['issue']}"] * 3


def test_a_mailbox_hears_of_them_once_and_internal_files_are_not_counted(system):
    system["desk"].holders.all().delete()
    system["desk"].mailbox = "Office@fernhall.example"
    system["desk"].save()
    system["issue"].refresh_from_db()
    add(system, 1)
    add(system, 2, by=system["team"], is_internal=True)
    add(system, 3)
    (notice,) = Notice.objects.filter(address="office@fernhall.example")
    assert notice.subject == f"2 files were added to issue {system['issue']}"
