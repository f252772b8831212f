"""Issues that have to do with each other are linked, and each reader sees of the link what they may."""

import pytest
from django.core.exceptions import PermissionDenied

from issues import relating
from issues.models import Issue, Related
from people.models import Notice
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry() | {"reporter": make.user()}
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    made["twin"] = make.issue(about=made["trust"])
    Notice.objects.all().delete()
    return made


def verbs(issue: Issue) -> list[str]:
    return list(issue.entries.values_list("verb", flat=True))


def test_a_link_is_the_same_from_either_side_and_stands_in_both_histories(system):
    relating.relate(issue=system["twin"], to=system["issue"], by=system["director"])
    relating.relate(issue=system["issue"], to=system["twin"], by=system["team"])
    assert Related.objects.count() == 1
    assert verbs(system["issue"]) == verbs(system["twin"]) == ["report", "relate"]
    assert not Notice.objects.exists()


def test_a_link_is_taken_away_once_and_the_histories_keep_it(system):
    relating.relate(issue=system["issue"], to=system["twin"], by=system["director"])
    for _ in range(2):
        relating.unrelate(issue=system["twin"], to=system["issue"], by=system["director"])
    assert not Related.objects.exists()
    assert verbs(system["issue"]) == verbs(system["twin"]) == ["report", "relate", "unrelate"]


def test_only_the_answering_side_links(system):
    with pytest.raises(PermissionDenied):
        relating.relate(issue=system["issue"], to=system["twin"], by=system["reporter"])


def test_an_issue_is_not_related_to_itself(system):
    with pytest.raises(Refused):
        relating.relate(issue=system["issue"], to=system["issue"], by=system["director"])
