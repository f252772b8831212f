"""Two people publish at once, and issues come in meanwhile: one wins, each issue goes by exactly one version."""

import pytest
from django.db import connection

from issues.models import Issue
from people.models import Membership
from people.refusing import Refused
from routing import drafting, publishing
from routing.models import Rulebook
from tests import make
from tests.at_once import at_once

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


def test_while_rules_are_published_each_issue_goes_by_exactly_one_version(system):
    def publishes() -> None:
        for number in range(4):
            kind, days = [("chief_nurse", 20), ("medical_director", 10)][number % 2]
            rules = publishing.rules_in_force(make.icb())
            rules = [rules[0] | {"desk_kind": kind, "answer_days": days}]
            publishing.publish(icb=make.icb(), rules=rules, by=system["team"])

    def reports(by) -> None:
        for _ in range(6):
            make.issue(by=by, about=system["trust"])

    found = at_once(publishes, *(lambda by=by: reports(by) for by in system["reporters"]))
    assert [one for one in found if one is not None] == []
    assert Rulebook.objects.count() == 5
    issues = Issue.objects.select_related("rulebook", "desk")
    assert issues.count() == 18
    for issue in issues:
        rule = issue.rulebook.rules.get()
        first = issue.entries.get()
        assert first.rule == rule
        assert (issue.desk.kind, issue.answer_days) == (rule.desk_kind, rule.answer_days)
    assert connection.vendor != "postgresql" or len({issue.rulebook_id for issue in issues}) > 1
