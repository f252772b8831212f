"""Whoever answers that it is a project already chooses it from those that may be about the same."""

import re

import pytest
from django.urls import reverse

from issues.models import Issue
from tests import make
from themes import placing, recognising
from themes.models import Theme

pytestmark = pytest.mark.django_db
LATE = "Discharge letters come late: the letter for a discharge in May arrived weeks late."
SUMMARY = "Discharge letters come weeks after the stay and name no medicine."


@pytest.fixture
def system(client):
    made = make.registry()
    leader = make.leader()
    made["fits"] = make.project(
        leader, title="Discharge letters on the day", summary=SUMMARY, aim="No letter comes late."
    )
    made["walls"] = make.project(
        leader, title="Paint for the discharge lounge", summary="A letter to the painters.", aim="Bright walls."
    )
    made["issue"] = make.issue(about=made["trust"], text=LATE)
    placing.place_due()
    client.force_login(made["director"])
    return made


def radios(page) -> dict[str, str]:
    """The addresses that can be chosen, each with how its radio is written."""
    found = re.findall(r'<input[^>]*name="offered_project"[^>]*>', page.text)
    return {re.search(r'value="([^"]*)"', one)[1]: one for one in found if 'type="radio"' in one}


def answer(client, system, verb: str = "answer", **said):
    said = {"outcome": "project"} | said
    return client.post(reverse("issues:act", args=[system["issue"].reference, verb]), said)


def test_a_project_that_fits_is_offered_with_another_and_chosen_with_one_press(client, system):
    address = system["fits"].get_absolute_url()
    first = client.get(system["issue"].get_absolute_url())
    assert "those that fit are shown to choose from" in first.text and not radios(first)
    page = answer(client, system, text="It is under way.")
    assert page.status_code == 422 and "It is under way.</textarea>" in page.text
    assert list(radios(page)) == [address, "another"] and "checked" not in "".join(radios(page).values())
    assert answer(client, system, offered_project=address).status_code == 302
    entry = system["issue"].entries.last()
    assert (entry.project_path, entry.particulars) == (address, system["fits"].title)


def test_what_was_chosen_goes_before_what_was_typed_for_another(client, system):
    typed = {"project": "No such project", "project_path": "/inbox/"}
    assert answer(client, system, offered_project=system["fits"].get_absolute_url(), **typed).status_code == 302
    assert system["issue"].entries.last().project_path == system["fits"].get_absolute_url()


@pytest.mark.parametrize("chosen", ["another", ""])
def test_another_is_named_as_before_and_asked_for_if_it_is_not(client, system, chosen):
    page = answer(client, system, offered_project=chosen, text="See there.")
    assert page.status_code == 422 and 'id="answer-project-error"' in page.text
    assert ("checked" in radios(page).get("another", "")) is (chosen == "another")
    other = system["walls"].get_absolute_url()
    assert answer(client, system, offered_project=chosen, project_path=other).status_code == 302
    assert system["issue"].entries.last().project_path == other


def test_what_was_chosen_stays_chosen_while_something_else_is_mended(client, system):
    address = system["fits"].get_absolute_url()
    page = answer(client, system, offered_project=address, text="It is Mrs Doris Entwistle again.")
    assert page.status_code == 422 and "checked" in radios(page)[address]


def test_an_address_that_was_never_offered_is_none_of_a_project(client, system):
    page = answer(client, system, offered_project="/projects/no-such/")
    assert page.status_code == 422 and "There is no such project in the archive" in page.text


def test_the_answer_is_corrected_with_another_of_them(client, system):
    answer(client, system, offered_project=system["fits"].get_absolute_url())
    page = client.get(system["issue"].get_absolute_url())
    assert list(radios(page)) == [system["fits"].get_absolute_url(), "another"]
    said = {"project_path": system["walls"].get_absolute_url(), "project": ""}
    assert answer(client, system, "correct", offered_project="another", **said).status_code == 302
    assert system["issue"].entries.last().project_path == system["walls"].get_absolute_url()


def test_what_was_begun_from_its_theme_comes_first(system):
    theme = Theme.objects.create(icb=make.icb(), label="Letters", first_on="2026-01-01", last_on="2026-01-01")
    theme.members.create(issue=system["issue"])
    theme.seeds.create(project=system["walls"], by=system["team"])
    assert recognising.projects_for(system["issue"]) == [system["walls"], system["fits"]]


def test_where_nothing_fits_it_is_asked_for_by_name(client, system):
    other = make.issue(about=system["trust"], text="Nobody answers the switchboard at night.")
    placing.place_due()
    page = answer(client, {"issue": other})
    assert page.status_code == 422 and not radios(page) and 'name="project"' in page.text


def test_it_costs_the_same_with_many_projects(system, django_assert_max_num_queries):
    for number in range(20):
        make.project(system["team"], title=f"Discharge letters {number}", summary=SUMMARY)
    with django_assert_max_num_queries(6):
        assert len(recognising.projects_for(Issue.objects.select_related("icb").get(pk=system["issue"].pk))) == 3
