"""Which issues exist for whom."""

import pytest

from issues import following, rules
from issues.models import Issue
from people.models import Membership
from people.standing import forget
from tests import make

pytestmark = pytest.mark.django_db
Role = Membership.Role


@pytest.fixture
def system():
    made = make.registry()
    made["practice"] = make.practice()
    made["reporter"] = make.user(made["practice"])
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def sees(person, issue) -> bool:
    return Issue.objects.visible_to(person).filter(pk=issue.pk).exists()


def test_the_parties_see_it(system):
    lead = make.user(system["practice"], Role.LEAD)
    for person in (system["reporter"], system["director"], system["team"], lead):
        assert sees(person, system["issue"])


def test_a_colleague_an_outsider_and_an_icb_leader_do_not(system):
    for person in (make.user(system["practice"]), make.user(), make.user(system["trust"]), make.leader()):
        assert not sees(person, system["issue"])


def test_a_follower_sees_it_from_then_on(system):
    follower = make.user()
    following.me_too(issue=system["issue"], by=follower)
    assert sees(follower, system["issue"])


def test_leaders_of_either_organisation_and_of_the_place_see_it_without_the_name(system):
    of_trust = make.user(system["trust"], Role.SYSTEM_LEADER)
    of_place = make.user(make.icb(), Role.SYSTEM_LEADER, place=system["practice"].place)
    for person in (of_trust, of_place):
        assert sees(person, system["issue"])
        assert not rules.can_read_reporter(person, system["issue"])


def test_a_leader_of_another_place_does_not_see_it(system):
    elsewhere = make.user(make.icb(), Role.SYSTEM_LEADER, place=make.place("Ravensby"))
    assert not sees(elsewhere, system["issue"])


def test_the_leader_of_a_trust_sees_what_is_about_its_sites(system):
    site = make.organisation("The Royal", "site", parent=system["trust"])
    issue = make.issue(by=system["reporter"], about=site)
    assert sees(make.user(system["trust"], Role.LEAD), issue)


def test_a_confidential_reporter_is_named_to_the_interface_team_only(system):
    issue = make.issue(by=system["reporter"], about=system["trust"], is_confidential=True)
    assert rules.can_read_reporter(system["team"], issue)
    assert not rules.can_read_reporter(system["director"], issue)


def test_who_leaves_a_desk_sees_its_issues_no_more(system):
    system["desk"].holders.update(until_on="2020-01-01", from_on="2019-01-01")
    system["director"].__dict__.pop("desks_held", None)
    forget(system["director"])
    assert not sees(system["director"], system["issue"])


def test_who_leaves_a_desk_sees_its_issues_no_more_although_a_colleague_still_sits_there(system):
    leaver = make.user(system["trust"])
    system["desk"].holders.create(user=leaver, from_on="2019-01-01", until_on="2020-01-01")
    assert not sees(leaver, system["issue"])


def test_nobody_signed_out_sees_any(system):
    from_outside = type("Anonymous", (), {"is_authenticated": False})()
    assert not Issue.objects.visible_to(from_outside).exists()


def test_what_an_issue_says_itself_is_asked_before_anything_is_looked_up(system):
    """An interface team's desk has handled thousands; none of them is read to show that the team may read twenty."""
    asked = str(Issue.objects.visible_to(system["team"]).query)
    for looked_up in ("issues_follower", "issues_copy", "issues_issueentry", "duplicate_of_id"):
        assert asked.rindex('"icb_id" IN') < asked.index(f'"{looked_up}"', asked.index("WHERE"))
