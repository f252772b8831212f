"""What identifies a patient is not looked for in lists of issues, and stays in no address."""

import pytest
from django.urls import reverse

from issues.models import Issue
from people.looked_for import NOTHING_TO_FIND
from tests import make
from tests.shape.test_permissions import key_of

pytestmark = pytest.mark.django_db
LISTS = ("issues:inbox", "issues:mine")
TELLING = ["943 476 5919", "9434765919", "Margaret Thistlewood", "Mrs Thistlewood", "CH41 2QG"]


@pytest.fixture
def system(client):
    made = make.registry()
    made["issue"] = make.issue(by=made["director"], about=made["trust"], text="The letters of the clinic are late.")
    made["other"] = make.issue(by=made["director"], about=made["trust"], text="A tablet was missed.")
    client.force_login(made["director"])
    return made


def listed(page) -> set[Issue]:
    return set(page.context["page"])


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("words", TELLING)
def test_it_is_in_no_address_and_that_is_said_beside_the_field(client, system, name, words):
    sent = client.post(reverse(name), {"q": words, "category": "", "box": "desk"})
    assert (sent.status_code, sent["Location"]) == (302, f"{reverse(name)}?box=desk")
    page = client.get(reverse(name), {"box": "desk"} if "inbox" in name else {})
    before, _, after = page.content.decode().partition(NOTHING_TO_FIND)[2].partition(NOTHING_TO_FIND)
    assert 'name="q"' in after and words not in page.content.decode()
    assert listed(page) == {system["issue"], system["other"]}
    assert NOTHING_TO_FIND not in client.get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_an_address_in_which_it_stands_leads_to_one_without(client, system, name):
    page = client.get(reverse(name), {"q": "letters 943 476 5919 Thistlewood", "state": "open", "page": "1"})
    assert (page.status_code, page["Location"]) == (302, f"{reverse(name)}?q=letters&state=open&page=1")
    assert listed(client.get(page["Location"])) == {system["issue"]}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("words", ["letters", "the clinic", "Dr Thistlewood", "Arrowe Park", "0151"])
def test_what_identifies_nobody_is_looked_for_in_an_address_that_can_be_kept(client, system, name, words):
    sent = client.post(reverse(name), {"q": words, "state": ""}, follow=True)
    assert sent.wsgi_request.GET.dict() == {"q": words}
    assert NOTHING_TO_FIND not in sent.content.decode()
    assert client.get(reverse(name), {"q": words}).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_a_whole_page_of_words_makes_no_endless_address(client, system, name):
    sent = client.post(reverse(name), {"q": "letters " * 20_000})
    assert len(sent["Location"]) < 600
    assert "Write at most 80 characters" in client.get(sent["Location"]).content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_the_form_of_a_list_puts_nothing_into_the_address_by_itself(client, system, name):
    form = client.get(reverse(name)).content.decode().partition('class="filters"')[0].rpartition("<form")[2]
    assert 'method="post"' in form


def test_other_systems_are_told_too(client, system):
    headers = key_of(system["director"])[1]
    answer = client.get(reverse("api:desk_issues"), {"q": "943 476 5919"}, headers=headers)
    assert answer.status_code == 400 and NOTHING_TO_FIND in str(answer.json())
    assert client.get(reverse("api:desk_issues"), {"q": "letters"}, headers=headers).status_code == 200
