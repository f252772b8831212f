"""Something that works well: passed on to whoever earned it, with nothing to be answered."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from issues import acts, boxes, previewing, thanking
from issues.models import Issue
from issues.shapes_api import IssueOut
from people.models import Notice
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    thanks = make.category("thanks", "Something that works well", is_thanks=True)
    made["thanks"] = make.issue(about=made["trust"], category=thanks, text="The new advice line answers at once.")
    made["problem"] = make.issue(about=made["trust"])
    return made


def test_thanks_are_passed_on_and_whoever_gave_them_is_told(system):
    issue = thanking.pass_on(issue=system["thanks"], by=system["director"], text="Read out to the team.")
    assert issue.state == "closed"
    told = Notice.objects.filter(recipient=issue.reporter).values_list("subject", flat=True)
    assert any("passed on" in subject for subject in told)


def test_thanks_ask_for_no_answer(system):
    verbs = {act.verb for act in acts.offered(system["director"], system["thanks"])}
    assert "pass_on" in verbs
    assert not verbs & {"acknowledge", "answer", "ask"}


LATE = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def late(system):
    """Both have been there for so long that a clock would have run out."""
    Issue.objects.update(acknowledge_due_at=LATE, answer_due_at=LATE)
    return {name: Issue.objects.get(pk=system[name].pk) for name in ("thanks", "problem")}


def test_thanks_are_to_do_but_neither_soon_due_nor_overdue(system, late):
    at, soon = boxes.reach(system["director"]), boxes.reach(system["director"], LATE - timedelta(minutes=5))
    heaps = {slug: set(boxes.in_box(at, boxes.BOXES[slug])) for slug in ("desk", "overdue")}
    assert heaps == {"desk": set(late.values()), "overdue": {late["problem"]}}
    assert list(boxes.in_box(soon, boxes.BOXES["soon"])) == [late["problem"]]
    assert list(Issue.objects.overdue()) == [late["problem"]]


def test_no_page_shows_a_time_by_which_thanks_are_due(client, system, late):
    address, twin = (
        late["thanks"].get_absolute_url(),
        make.issue(about=system["trust"], category=late["thanks"].category),
    )
    client.force_login(system["director"])
    lists = [reverse("issues:inbox"), f"{reverse('issues:inbox')}?csv=1"]
    sides = f"{reverse('issues:compare', args=[late['thanks'].reference])}?other={twin}"
    seen = [said(client, page) for page in (address, sides)]
    client.force_login(late["thanks"].reporter)
    mine = reverse("issues:mine")
    seen += [said(client, page) for page in (address, f"{address}receipt/", mine, f"{mine}?csv=1")]
    for page in seen:
        assert not re.search(r"5 Jan|2026-01-05|Overdue|Acknowledged by|answered by|Answer due</dt>", page)
    client.force_login(system["director"])
    Issue.objects.exclude(pk=late["thanks"].pk).update(state="closed", closed_at=LATE)
    for page in lists:
        words = said(client, page)
        assert not re.search(r"5 January|2026-01-05|to acknowledge|days late|late since", words)


def said(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer).decode()


def test_the_api_gives_thanks_no_due_times(system, late):
    due = {name: [IssueOut(late[name]).data[f"{span}_due_at"] for span in ("acknowledge", "answer")] for name in late}
    assert due["thanks"] == [None, None] and all(due["problem"])
    for name, has in (("thanks", False), ("problem", True)):
        found = previewing.preview(by=late[name].reporter, category=late[name].category, about=system["trust"])
        assert [bool(found.acknowledge_by), bool(found.answer_by)] == [has, has]


def test_a_problem_is_not_passed_on_as_thanks(system):
    assert "pass_on" not in {act.verb for act in acts.offered(system["director"], system["problem"])}
    with pytest.raises(PermissionDenied):
        thanking.pass_on(issue=system["problem"], by=system["director"])
