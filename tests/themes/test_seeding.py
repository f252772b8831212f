import pytest
from django.core.exceptions import PermissionDenied

from archive.models import Project
from tests import make
from tests.themes.telling import theme
from themes import rules, seeding
from themes.models import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def registry():
    return make.registry()


def test_a_leader_starts_a_project_that_the_theme_remembers():
    found, leader = theme(), make.leader()
    project = seeding.seed_project(
        theme=found, by=leader, title="Letters on time", summary="To be faster.", organisation=make.icb()
    )
    assert project.state == Project.Stage.IDEA
    assert found.seeds.get().project == project
    assert found.entries.last().verb == "seeded"


def test_who_does_not_lead_starts_no_project_from_a_theme():
    found, person = theme(), make.user()
    assert not rules.can_seed(person, found)
    with pytest.raises(PermissionDenied):
        seeding.seed_project(
            theme=found, by=person, title="Mine", summary="", organisation=person.memberships.get().organisation
        )
    assert not Project.objects.exists()


def test_what_is_prefilled_are_counts_and_the_name_and_no_word_of_an_issue():
    found = theme("Letters", 6)
    Theme.objects.update(reporters=14, organisations=9)
    found.refresh_from_db()
    filled = seeding.prefilled(found)
    day = found.first_on
    assert filled["summary"] == f"Reported by 14 people in 9 organisations since {day.day} {day:%B %Y}."
    assert filled["title"] == "Letters problems"
    assert "went wrong" not in str(filled)


def test_small_numbers_are_not_prefilled():
    filled = seeding.prefilled(theme("Letters", 3))
    assert filled["summary"].startswith("Reported by fewer than five people in fewer than five organisations since")


def test_leaders_of_the_icb_may_start_it_in_the_name_of_its_trusts(registry):
    assert registry["trust"] in seeding.organisations_for(make.leader())
    assert registry["trust"] not in seeding.organisations_for(make.user(role="lead"))
