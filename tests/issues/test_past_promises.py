"""A promised date that has gone by is no promise any more: wherever it is read, it is said that nobody kept it."""

import csv
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from issues import boxes, listing, promising, responding, responsiveness
from issues.models import Issue
from issues.outcomes import in_words
from issues.shapes_api import IssueOut
from issues.templatetags.issues import what_is_done
from people.models import Membership
from tests import make

pytestmark = pytest.mark.django_db
BY = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"] = make.user()
    issue = make.issue(by=made["reporter"], about=made["trust"])
    said = {"outcome": "planned", "text": "A new template.", "planned_on": BY}
    made["issue"] = responding.answer(issue=issue, by=made["director"], **said)
    return made


@pytest.fixture
def on_the_day():
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        yield


@pytest.fixture
def the_day_after():
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        yield


def page_of(client, system, party: str) -> str:
    client.force_login(system[party])
    return client.get(system["issue"].get_absolute_url()).content.decode()


@pytest.mark.parametrize("party", ["reporter", "director"])
def test_the_page_says_that_it_was_planned_and_that_nobody_has_said_more(client, system, party, the_day_after):
    page = page_of(client, system, party)
    assert f"The change was planned for {in_words(BY)}; nobody has said yet that it is made." in page
    assert "is reminded every week" in page and "Past its date" in page
    assert "is planned for" not in page and f"by {in_words(BY)}</dd>" not in page


@pytest.mark.usefixtures("on_the_day")
def test_on_its_day_it_is_a_promise_still(client, system):
    page = page_of(client, system, "reporter")
    assert f"The change is planned for {in_words(BY)}." in page and "Past its date" not in page
    assert heap(system, "promised") == []


def test_a_promise_that_nobody_follows_up_does_not_say_that_somebody_is_reminded(client, system):
    Issue.objects.update(outcome_due_at=None)
    page = page_of(client, system, "reporter")
    assert f"The change is planned for {in_words(BY)}." in page and "is reminded" not in page


def heap(system, slug: str) -> list[Issue]:
    return list(boxes.in_box(boxes.reach(system["director"]), boxes.BOXES[slug]))


def test_the_inbox_has_a_heap_of_them_until_they_are_made_or_have_a_new_day(system, the_day_after):
    assert heap(system, "promised") == [system["issue"]]
    later = timezone.localdate() + timedelta(days=9)
    promising.postpone(issue=system["issue"], by=system["director"], planned_on=later, text="No money yet")
    assert heap(system, "promised") == []


def test_the_inbox_marks_them_as_late(client, system, the_day_after):
    (line,) = listing.lines(boxes.inbox(system["director"]), timezone.now())
    assert (line.due, line.is_late) == (f"was planned for {in_words(BY)}", True)
    client.force_login(system["director"])
    page = client.get(reverse("issues:inbox"), {"box": "promised"}).content.decode()
    assert "Promised changes past their date (1)" in page and "nobody has said yet that it is made" in page


def test_a_similar_issues_line_and_my_issues_say_so(client, system, the_day_after):
    said = f"change planned: it was planned for {in_words(BY)}; nobody has said yet that it is made"
    assert what_is_done(system["issue"]).endswith(said)
    client.force_login(system["reporter"])
    assert "Past its date" in client.get(reverse("issues:mine")).content.decode()


def test_the_api_says_so(system, the_day_after):
    assert IssueOut(system["issue"]).data["is_promise_past"] is True
    later = timezone.localdate() + timedelta(days=9)
    kept = promising.postpone(issue=system["issue"], by=system["director"], planned_on=later, text="No money yet")
    assert IssueOut(kept).data["is_promise_past"] is False


def test_leaders_see_how_many_each_desk_has(client, system, the_day_after):
    leader = make.user(make.icb(), Membership.Role.LEAD)
    rows, sides = responsiveness.figures(responsiveness.desks_led(leader), timezone.now())
    assert [(row.name, row.promises) for row in rows] == [("Medical director, Fernhall Hospitals", 1)]
    assert [row.promises for row in sides] == [1]
    client.force_login(leader)
    lines = b"".join(client.get(reverse("issues:responsiveness"), {"csv": 1}).streaming_content).decode()
    (row,) = csv.DictReader(lines.splitlines())
    assert row["Promised changes past their date"] == "1"


def test_only_a_planned_change_has_a_day(system):
    with pytest.raises(IntegrityError):
        Issue.objects.update(outcome="fixed", outcome_due_at=None)
