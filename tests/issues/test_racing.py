"""Merging while others merge or answer at the same moment. Each race is run once more with its guard off."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from interface.invariants import every_breach
from issues import merging, responding
from issues.models import Issue
from people import trail
from people.models import Notice
from people.refusing import Refused
from tests import make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def system():
    made = make.registry() | {name: make.user(name=f"Rita {name}") for name in ("one", "two")}
    made["issue"] = make.issue(by=made["one"], about=made["trust"])
    made["twin"] = make.issue(by=made["two"], about=made["trust"])
    due = {"acknowledge_due_at": timezone.now(), "answer_due_at": timezone.now()}
    Issue.objects.update(**due)
    return made


def merges(system, *pairs):
    """Each pair merged by somebody who holds what was read of both before."""
    pairs = [(Issue.objects.get(pk=system[a].pk), Issue.objects.get(pk=system[b].pk)) for a, b in pairs]
    people = [system["director"], system["team"], system["director"]]
    return [
        lambda a=a, b=b, by=by: merging.merge(issue=a, into=b, by=by, text="The same")
        for (a, b), by in zip(pairs, people, strict=False)
    ]


def refused(found: list) -> list[str]:
    assert not [one for one in found if isinstance(one, Exception) and not isinstance(one, Refused)]
    return [str(one) for one in found if isinstance(one, Refused)]


def breaches() -> list[str]:
    return [one for one in every_breach(timezone.now()) if one.startswith(("I1:", "I5:", "I9:"))]


def trusting(monkeypatch) -> None:
    """What was read and decided before is believed, and nothing is held."""
    monkeypatch.setattr(merging, "_locked", lambda issue, into: (issue, into))
    monkeypatch.setattr(merging, "why_not", lambda issue, into: "")
    monkeypatch.setattr(trail, "_locked", lambda row: row)


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_issues_merged_into_each_other_at_once_one_survives(system, attempt):
    found = at_once(*merges(system, ("issue", "twin"), ("twin", "issue")))
    assert len(refused(found)) == 1
    assert Issue.objects.filter(state="duplicate").count() == 1
    assert breaches() == []


def test_without_holding_both_a_circle_comes_about(system, monkeypatch):
    assert merging.why_not(system["issue"], system["twin"]) == merging.why_not(system["twin"], system["issue"]) == ""
    trusting(monkeypatch)
    at_once(*merges(system, ("issue", "twin"), ("twin", "issue")))
    assert Issue.objects.filter(state="duplicate").count() == 2
    assert [one for one in breaches() if one.startswith("I9:")]


def test_three_merges_around_a_triangle_make_no_chain(system):
    system["third"] = make.issue(about=system["trust"])
    found = at_once(*merges(system, ("issue", "twin"), ("twin", "third"), ("third", "issue")))
    assert len(refused(found)) == 2
    assert Issue.objects.filter(state="duplicate").count() == 1
    assert breaches() == []


def test_the_same_merge_by_two_people_happens_once(system):
    found = at_once(*merges(system, ("twin", "issue"), ("twin", "issue")))
    assert len(refused(found)) == 1
    assert Notice.objects.filter(recipient=system["two"], subject__contains="is now part of").count() == 1
    assert breaches() == []


def acknowledged_by_two(system) -> list:
    seen = [Issue.objects.get(pk=system["issue"].pk) for _ in range(2)]
    return at_once(
        lambda: responding.acknowledge(issue=seen[0], by=system["director"]),
        lambda: responding.acknowledge(issue=seen[1], by=system["team"]),
    )


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_acknowledge_at_once_one_does_and_the_other_is_told_who(system, attempt):
    said = refused(acknowledged_by_two(system))
    first = system["issue"].entries.get(verb="acknowledge").by
    assert len(said) == 1 and str(first) in said[0]
    assert Notice.objects.filter(recipient=system["one"], subject__endswith="been acknowledged").count() == 1
    assert breaches() == []


def test_without_holding_it_the_second_to_acknowledge_is_refused_by_the_database_only(system, monkeypatch):
    trusting(monkeypatch)
    assert sum(isinstance(one, IntegrityError) for one in acknowledged_by_two(system)) == 1


def acknowledged_while_merged(system) -> list:
    twin = Issue.objects.get(pk=system["twin"].pk)
    return at_once(lambda: responding.acknowledge(issue=twin, by=system["team"]), *merges(system, ("twin", "issue")))


@pytest.mark.parametrize("attempt", range(3))
def test_acknowledging_while_it_is_merged_comes_first_or_is_told_where_it_went(system, attempt):
    acknowledged, merged = acknowledged_while_merged(system)
    assert isinstance(merged, Issue)
    verbs = list(system["twin"].entries.values_list("verb", flat=True))
    if isinstance(acknowledged, Refused):
        assert f"part of issue {system['issue']}" in str(acknowledged)
        assert "Mina Director" in str(acknowledged)
        assert verbs == ["report", "merge"]
    else:
        assert verbs == ["report", "acknowledge", "merge"]
    assert breaches() == []


def test_without_holding_it_acknowledging_is_refused_by_the_database_only(system, monkeypatch):
    twin = Issue.objects.get(pk=system["twin"].pk)
    merging.merge(issue=system["twin"], into=system["issue"], by=system["director"])
    trusting(monkeypatch)
    with pytest.raises(IntegrityError):
        responding.acknowledge(issue=twin, by=system["team"])


def test_an_answer_and_a_merge_of_the_other_into_it_both_happen(system):
    issue = Issue.objects.get(pk=system["issue"].pk)
    answer = {"issue": issue, "by": system["director"], "text": "Mended", "outcome": "fixed"}
    found = at_once(lambda: responding.answer(**answer), *merges(system, ("twin", "issue")))
    assert refused(found) == []
    assert Issue.objects.get(pk=issue.pk).state == "answered"
    assert Issue.objects.get(pk=system["twin"].pk).duplicate_of == issue
    assert breaches() == []


def added_twice(system) -> list:
    seen = [Issue.objects.get(pk=system["issue"].pk) for _ in range(2)]
    return at_once(*[lambda one=one: responding.add(issue=one, by=system["one"], text="Ward 3") for one in seen])


@pytest.mark.parametrize("attempt", range(3))
def test_the_same_words_from_two_tabs_at_once_are_one_entry_told_once(system, attempt):
    assert refused(added_twice(system)) == []
    assert system["issue"].entries.filter(verb="add").count() == 1
    assert Notice.objects.filter(recipient=system["director"], subject__endswith="has added something").count() == 1


def test_without_looking_at_what_was_said_the_same_words_are_two_entries(system, monkeypatch):
    monkeypatch.setattr(trail, "_said_lately", lambda row, verb, by, facts: False)
    added_twice(system)
    assert system["issue"].entries.filter(verb="add").count() == 2
