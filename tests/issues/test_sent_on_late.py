"""What is sent on late stays late: the desk that gets it has its own time, and the missed day is said and counted."""

import csv
from datetime import datetime

import pytest
from django.urls import reverse

from issues import responding, responsiveness
from issues.models import Issue
from routing.models import Desk
from tests import make
from tests.issues.november import london, on, reported
from tests.shape.test_permissions import key_of

pytestmark = pytest.mark.django_db
MISSED = "was first to be answered by 16 November 2026"
SINCE = f"{MISSED}: late since then"


@pytest.fixture
def system():
    """An issue that is to be answered by the 16th; the chief nurse is to have it."""
    return reported()


def sent_on(system, day: int) -> Issue:
    with on(day):
        return responding.reroute(issue=system["issue"], by=system["director"], desk=system["other"], text="Theirs")


def test_the_desk_that_gets_it_late_has_its_own_time_and_the_missed_day_is_kept(system):
    issue = sent_on(system, 20)
    assert issue.acknowledge_due_at == issue.answer_due_at == london(24)
    assert issue.first_due_at == london(16)


def test_what_is_sent_on_with_time_left_says_no_other_day(system):
    assert sent_on(system, 4).first_due_at is None


def test_page_and_lists_say_it_to_both_desks_and_to_the_reporter(client, system):
    issue = sent_on(system, 20)
    with on(20, 10):
        for reader in (system["director"], system["nurse"], system["reporter"], system["team"]):
            client.force_login(reader)
            page = client.get(issue.get_absolute_url()).text
            assert page.count(SINCE) == 2 and "To be acknowledged by 24 November 2026" in page
        assert SINCE in client.get(reverse("issues:inbox"), {"box": "all"}).text
        client.force_login(system["nurse"])
        assert SINCE in client.get(reverse("issues:inbox")).text
        lines = b"".join(client.get(reverse("issues:inbox"), {"csv": 1}).streaming_content).decode()
        (row,) = csv.DictReader(lines.lstrip("\ufeff").splitlines())
        assert (row["Answer by"], row["First to be answered by"]) == ("2026-11-24 09:00", "2026-11-16 09:00")
        client.force_login(system["reporter"])
        assert SINCE in client.get(reverse("issues:mine")).text
        path = reverse("api:issue", args=[issue.reference])
        found = client.get(path, headers=key_of(system["nurse"])[1]).json()
        assert datetime.fromisoformat(found["first_due_at"]) == london(16)


def test_a_day_that_is_put_off_is_said_before_it_is_missed_and_late_only_from_then(client, system):
    issue = sent_on(system, 13)
    assert (issue.answer_due_at, issue.first_due_at) == (london(17), london(16))
    client.force_login(system["nurse"])
    with on(14):
        page = client.get(issue.get_absolute_url()).text
        assert MISSED in page and SINCE not in page
    with on(17, 8):
        assert SINCE in client.get(issue.get_absolute_url()).text


def test_the_first_day_stays_however_often_it_is_sent_on_until_it_is_reopened(system):
    issue = sent_on(system, 20)
    with on(25):
        pharmacist = make.user(system["trust"])
        third = make.desk(system["trust"], Desk.Kind.CHIEF_PHARMACIST, pharmacist)
        issue = responding.reroute(issue=issue, by=system["nurse"], desk=third, text="No, theirs")
        assert issue.first_due_at == london(16)
        issue = responding.answer(issue=issue, by=pharmacist, text="Mended", outcome="fixed")
        assert responding.reopen(issue=issue, by=system["reporter"], text="Still so").first_due_at is None


def test_a_day_still_to_come_moves_on_with_a_stopped_clock_and_a_missed_one_does_not(system):
    for day, moved in ((13, london(18)), (20, london(16))):
        with on(2):
            system["issue"] = make.issue(by=system["reporter"], about=system["trust"])
        issue = sent_on(system, day)
        with on(day, 10):
            responding.ask(issue=issue, by=system["nurse"], text="Which ward?")
        with on(day + 4, 10):  # a weekend between: two working days
            issue = responding.reply(issue=issue, by=system["reporter"], text="The blue one")
        assert issue.first_due_at == moved


def test_leaders_count_it_for_the_desk_that_missed_it_and_not_for_the_next(client, system):
    leader = make.leader()
    issue = sent_on(system, 20)
    with on(23):
        responding.answer(issue=issue, by=system["nurse"], text="Mended", outcome="fixed")
    with on(26):
        rows, sides = responsiveness.figures(responsiveness.desks_led(leader), london(2))
        met = {row.name: row.answered for row in rows}
        missed, kept = met[system["desk"].title], met[system["other"].title]
        assert (missed.in_time, missed.of, missed.sent_on_late) == (0, 1, 1)
        assert (kept.in_time, kept.of, kept.sent_on_late) == (1, 1, 0)
        assert [side.answered.sent_on_late for side in sides] == [1]
        client.force_login(leader)
        page = client.get("/responsiveness/").text
        assert page.count("1 sent on late") == 2
        lines = b"".join(client.get("/responsiveness/", {"csv": 1}).streaming_content).decode()
        found = {row["Responsibility"]: row for row in csv.DictReader(lines.lstrip("\ufeff").splitlines())}
        assert found[system["desk"].title]["Sent on too late to answer"] == "1"
