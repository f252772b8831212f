import pytest

from issues import boxes
from issues.models import Issue
from people import paging
from people.models import Organisation
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(monkeypatch):
    """Five issues, where a list is counted no further than three."""
    monkeypatch.setattr(paging, "MOST", 3)
    system = make.registry()
    return [make.issue(about=system["trust"]) for _ in range(5)]


def test_the_interface_team_finds_what_another_system_sends_to_a_desk_that_one_of_them_sits_at():
    system = make.registry()
    own, foreign = make.issue(about=system["trust"]), make.issue(about=system["trust"])
    elsewhere = Organisation.objects.create(code="QYY", name="Southmere ICB", kind="icb")
    Issue.objects.filter(pk=foreign.pk).update(icb=elsewhere)
    assert set(boxes.inbox(system["team"])) == {own}
    system["desk"].holders.create(user=system["team"])
    del system["team"].__dict__["desks_held"]
    assert set(boxes.inbox(system["team"])) == {own, foreign}


def test_a_spreadsheet_is_read_bit_by_bit(client, five):
    client.force_login(five[0].reporter)
    lines = b"".join(client.get("/issues/?csv").streaming_content).decode().splitlines()
    assert [line[:5] for line in lines[1:]] == [five[0].reference]
