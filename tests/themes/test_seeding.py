import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

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


def published(client, found, **typed):
    typed = {
        "title": "Letters on time",
        "summary": "To be faster.",
        "organisation": make.icb().pk,
        "key": "k1",
    } | typed
    return client.post(reverse("themes:seed", args=[found.key]), typed | {"sure": "1"})


def test_publishing_again_after_going_back_leads_to_the_first_project(client):
    found = theme()
    client.force_login(make.leader())
    key = client.get(reverse("themes:seed", args=[found.key])).context["form"]["key"].value()
    first, second = (published(client, found, key=key) for _ in range(2))
    project = Project.objects.get()
    assert len(key) == 32 and first["Location"] == second["Location"] == project.get_absolute_url()
    assert found.seeds.get().project == project
    assert found.entries.filter(verb="seeded").count() == 1


def test_the_key_goes_through_the_check_and_a_new_form_has_a_new_one(client):
    found = theme()
    client.force_login(make.leader())
    address = reverse("themes:seed", args=[found.key])
    keys = {client.get(address).context["form"]["key"].value() for _ in range(2)}
    assert len(keys) == 2
    typed = {"title": "Letters", "summary": "Faster.", "organisation": make.icb().pk, "key": "k1"}
    check = client.post(address, typed).content.decode()
    assert '<input type="hidden" name="key" value="k1"' in check


def test_other_words_published_with_the_same_form_are_refused_and_given_back(client):
    found = theme()
    client.force_login(make.leader())
    published(client, found)
    page = published(client, found, summary="To be much faster.")
    assert page.status_code == 409
    assert "published this already, as “Letters on time”" in page.content.decode()
    assert "To be much faster." in page.content.decode()
    assert Project.objects.get().summary == "To be faster."


def test_the_same_key_of_another_person_is_another_project(client):
    found = theme()
    for _ in range(2):
        client.force_login(make.leader())
        published(client, found)
    assert Project.objects.count() == 2


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
    assert filled["summary"] == f"Reported by 14 people in 9 organisations since {found.first_on:%B %Y}."
    assert filled["title"] == "", "the portal's own name is made of words of issues"
    found.given_label = "Late letters"
    assert seeding.prefilled(found)["title"] == "Late letters"
    assert "went wrong" not in str(filled)


def test_small_numbers_are_not_prefilled():
    filled = seeding.prefilled(theme("Letters", 3))
    month = f"{Theme.objects.get().first_on:%B %Y}"
    few = "fewer than five"
    assert filled["summary"] == f"Reported by {few} people in {few} organisations since {month}.", "no day, of so few"


def test_leaders_of_the_icb_may_start_it_in_the_name_of_its_trusts(registry):
    assert registry["trust"] in seeding.organisations_for(make.leader())
    assert registry["trust"] not in seeding.organisations_for(make.user(role="lead"))
