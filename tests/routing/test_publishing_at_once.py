"""Two people publish at once, and issues come in meanwhile: one wins, each issue goes by exactly one version."""

import threading
import time

import pytest

from issues.models import Issue
from people.models import Membership
from people.refusing import Refused
from routing import drafting, publishing, registry
from routing.facts import Book
from routing.models import Rulebook
from tests import make
from tests.at_once import at_once

WAITS = 5.0  # seconds at most

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def system():
    made = make.registry()
    made["second"] = make.user(make.icb(), Membership.Role.INTERFACE_TEAM, name="Sam Second")
    made["nurse"] = make.desk(made["trust"], "chief_nurse", make.user(made["trust"]))
    made["reporters"] = [make.user() for _ in range(3)]
    return made


def ready(system, by: str, **fields):
    """A draft of this person, with one change, and the act that publishes it."""
    draft = drafting.begin(icb=make.icb(), by=system[by])
    rule = draft.rules[0] | fields
    draft = drafting.put(draft=draft, by=system[by], revision=1, name="anything", fields=rule)
    return lambda: publishing.publish_draft(draft=draft, by=system[by], revision=2)


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_publish_at_once_the_second_is_told_and_keeps_their_draft(system, attempt):
    found = at_once(ready(system, "team", answer_days=20), ready(system, "second", answer_days=30))
    (refused,) = [one for one in found if isinstance(one, Refused)]
    assert "Version 2 was published by" in str(refused)
    days = publishing.rules_in_force(make.icb())[0]["answer_days"]
    loser = "second" if days == 20 else "team"
    assert drafting.draft_of(make.icb(), system[loser]).rules[0]["answer_days"] == 50 - days
    assert Rulebook.objects.count() == 2


def test_without_holding_the_rules_one_of_the_two_is_overwritten_or_refused_by_the_database_only(system, monkeypatch):
    monkeypatch.setattr(publishing, "_hold", lambda icb: None)
    monkeypatch.setattr(publishing, "is_current", lambda draft, newest: True)
    found = at_once(ready(system, "team", answer_days=20), ready(system, "second", answer_days=30))
    assert not [one for one in found if isinstance(one, Refused)]


def test_going_back_pressed_by_two_at_once_happens_once(system):
    ready(system, "team", answer_days=20)()
    back = [
        lambda by=by: publishing.go_back(icb=make.icb(), by=system[by], to=system["rules"], seen=2)
        for by in ("team", "second")
    ]
    found = at_once(*back)
    assert len([one for one in found if isinstance(one, Refused)]) == 1
    assert Rulebook.objects.count() == 3


def publish_and_report_at_once(system) -> list:
    """Four versions are published while three people report six issues each; what was raised."""

    def publishes() -> None:
        for number in range(4):
            kind, days = [("chief_nurse", 20), ("medical_director", 10)][number % 2]
            rules = publishing.rules_in_force(make.icb())
            rules = [rules[0] | {"desk_kind": kind, "answer_days": days}]
            publishing.publish(icb=make.icb(), rules=rules, by=system["team"])
            published[number].set()
            reached[number].wait(WAITS)

    def reports(by) -> None:
        for number in range(6):
            if number in (3, 4):  # whoever writes faster, issues are reported under more than one version
                published[number - 3].wait(WAITS)
            make.issue(by=by, about=system["trust"])
            reached[min(number, 3)].set()  # so that versions and issues take turns, on an engine with one writer too

    published, reached = ([threading.Event() for _ in range(4)] for _ in range(2))
    found = at_once(publishes, *(lambda by=by: reports(by) for by in system["reporters"]))
    assert Rulebook.objects.count() == 5
    return [one for one in found if one is not None]


def strayed() -> list[Issue]:
    """Issues that did not go wholly by the version that they remember."""
    return [issue for issue in Issue.objects.select_related("rulebook", "desk") if not went_by_its_version(issue)]


def went_by_its_version(issue: Issue) -> bool:
    rule = issue.rulebook.rules.get()
    by_rule = (issue.desk.kind, issue.answer_days) == (rule.desk_kind, rule.answer_days)
    return by_rule and issue.entries.get().rule_id == rule.pk


def test_while_rules_are_published_each_issue_goes_by_exactly_one_version(system):
    assert publish_and_report_at_once(system) == []
    assert Issue.objects.count() == 18
    assert strayed() == []
    assert len(set(Issue.objects.values_list("rulebook", flat=True))) > 1


def test_rules_read_apart_from_the_version_they_are_of_make_issues_stray(system, monkeypatch):
    """The control: with the version read first and whatever rules are in force a moment later, it shows."""

    def read_apart(icb) -> Book:
        key = publishing.newest_of(icb).pk
        time.sleep(0.05)
        return Book(key, tuple(publishing.newest_of(icb).rules.select_related("category", "place")))

    monkeypatch.setattr(registry, "book_in_force", read_apart)
    publish_and_report_at_once(system)
    assert strayed() != []
