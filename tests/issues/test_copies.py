"""Who reads an issue without having to answer it is named to those who report and who answer it."""

import pytest

from issues.models import Copy, Issue
from tests import make
from tests.issues.test_issue_pages import cost_of_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    made = make.registry() | {"reporter": make.user()}
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    return made


def test_whoever_got_a_copy_is_named_to_its_reporter_and_to_those_who_answer(client, system):
    few = {party: cost_of_page(client, system, party) for party in ("reporter", "director")}
    holder = make.user(system["trust"], name="Cora Copied")
    for kind in ("chief_pharmacist", "practice_manager"):
        Copy.objects.create(
            issue=system["issue"], desk=make.desk(system["trust"], kind, holder, title=f"Their {kind}")
        )
    Copy.objects.create(issue=system["issue"], desk=system["interface_desk"])
    for party, spent in few.items():
        assert cost_of_page(client, system, party) == spent + 2
        words = client.get(system["issue"].get_absolute_url()).text.partition("Copies to")[2].partition("</dd>")[0]
        assert "Their chief_pharmacist: Cora Copied<br>Their practice_manager: Cora Copied" in words
        assert "Ira Interface" in words
    client.force_login(make.leader())
    assert "Copies to" not in client.get(system["issue"].get_absolute_url()).text


def test_that_the_interface_team_got_a_copy_because_it_should_go_elsewhere_is_not_said_to_the_desk(client, system):
    Issue.objects.filter(pk=system["issue"].pk).update(elsewhere="The ward")
    Copy.objects.create(issue=system["issue"], desk=system["interface_desk"])
    said = {}
    for party in ("reporter", "director"):
        client.force_login(system[party])
        said[party] = "Copies to" in client.get(system["issue"].get_absolute_url()).text
    assert said == {"reporter": True, "director": False}
