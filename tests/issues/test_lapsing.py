"""An issue whose reporter has left ends with the last who had its problem too."""

import pytest

from issues import following, merging, responding, withdrawing
from issues.models import Issue
from people.models import Notice
from tests import make
from tests.issues.twins import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry()
    made["reporter"], made["other"] = make.user(name="Rita Reporter"), make.user(name="Otto Other")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    Notice.objects.all().delete()
    return made


def test_where_the_reporter_has_left_the_last_duplicate_taken_back_ends_it(system):
    issue, other = system["issue"], system["other"]
    doubles = [make.issue(by=by, about=system["trust"]) for by in (other, make.user())]
    for double in doubles:
        merging.merge(issue=double, into=issue, by=system["director"])
    following.follow(issue=issue, by=system["team"])
    withdrawing.withdraw(issue=system["issue"], by=system["reporter"])
    Notice.objects.all().delete()
    merging.unmerge(issue=doubles[0], by=system["director"], text="Another clinic.")
    assert Issue.objects.get(pk=issue.pk).is_open
    merging.unmerge(issue=doubles[1], by=doubles[1].reporter, text="Another clinic too.")
    ended = Issue.objects.get(pk=issue.pk)
    assert (ended.state, ended.clock_due_at, ended.paused_at) == ("withdrawn", None, None)
    said = f"Issue {issue} is withdrawn: nobody has the problem any more"
    assert told(system["team"]).count(said) == told(system["director"]).count(said) == 1
    last = ended.entries.last()
    assert (last.verb, last.by) == ("lapse", None) and f"issue {doubles[1]} is no longer part of it" in last.text
    assert all(Issue.objects.get(pk=double.pk).is_open for double in doubles)
    assert responding.reopen(issue=ended, by=system["reporter"], text="I have it again.").state == "reported"


def test_an_answered_issue_stays_answered_when_its_last_duplicate_is_taken_back(system):
    double = make.issue(by=system["other"], about=system["trust"])
    merging.merge(issue=double, into=system["issue"], by=system["director"])
    withdrawing.withdraw(issue=system["issue"], by=system["reporter"])
    responding.answer(issue=system["issue"], by=system["director"], outcome="fixed", text="Sent again.")
    merging.unmerge(issue=double, by=system["other"])
    assert Issue.objects.get(pk=system["issue"].pk).state == "answered"
