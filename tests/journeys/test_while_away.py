"""Whoever is away is stood in for, and a deputy takes over what has become late."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from issues import clock, escalating
from issues.models import Issue
from routing.models import Holder
from tests import make

BOTH_WAYS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def deputy(system):
    person = make.user(system.trust, name="Dan Deputy")
    Holder.objects.create(desk=system.desk, user=person, seat=Holder.Seat.DEPUTY)
    return person


@BOTH_WAYS
def test_a_stand_in_is_set_gets_what_comes_and_answers_it(visitor, system, scripts):
    colleague = make.user(system.trust, name="Sam Standin")
    director, stand_in = (visitor(java_script_enabled=scripts) for _ in range(2))
    director.signs_in(system.director)
    director.opens("/inbox/")
    director.chooses("I am away")
    today = timezone.localdate()
    director.fills(from_on=f"{today:%Y-%m-%d}", until_on=f"{today + timedelta(days=7):%Y-%m-%d}")
    director.fills(stand_in="nobody@nowhere.example")
    director.presses("Set")
    director.reads("Nobody with this address has signed in here.")
    expect(director.page.locator("[name=until_on]")).to_have_value(f"{today + timedelta(days=7):%Y-%m-%d}")
    director.fills(stand_in=colleague.email)
    director.presses("Set")
    director.reads("Sam Standin stands in.")
    issue = make.issue(by=system.gp, about=system.trust)

    stand_in.signs_in(colleague)
    stand_in.opens("/notices/")
    stand_in.chooses(f"Issue {issue.reference} has come to {system.desk.title}")
    stand_in.stands_on(f"Issue {issue.reference}")
    stand_in.presses("Acknowledge")
    stand_in.reads("Acknowledged")
    assert Issue.objects.get().entries.last().by == colleague

    director.opens("/away/")
    director.page.get_by_role("button", name="I am back").click()
    director.reads("Say when you are away")
    stand_in.page.reload()
    assert stand_in.page.get_by_role("button", name="Acknowledge").count() == 0


@BOTH_WAYS
def test_a_deputy_is_told_of_what_is_late_and_answers_it(visitor, system, deputy, scripts):
    issue = make.issue(by=system.gp, about=system.trust, created_at=timezone.now() - timedelta(days=20))
    escalating.take_due_steps(clock.after(issue.answer_due_at, clock.DAY / 10))
    person = visitor(java_script_enabled=scripts)
    person.signs_in(deputy)
    person.opens("/notices/")
    person.page.get_by_role("link", name=f"Issue {issue.reference}").first.click()
    person.stands_on(f"Issue {issue.reference}")
    person.reads("Overdue")
    person.opens("/inbox/?box=overdue")
    expect(person.page.locator("main").get_by_role("link", name=issue.reference)).to_be_visible()


def test_the_page_is_sound_before_and_after_a_slip(visitor, system):
    director = visitor()
    director.signs_in(system.director)
    director.opens("/away/")
    director.finds_the_page_sound()
    director.fills(stand_in="nobody@nowhere.example")
    director.presses("Set")
    director.reads("Nobody with this address has signed in here.")
    director.finds_the_page_sound()
