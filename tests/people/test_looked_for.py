"""What identifies a patient is not looked for on the open pages either, and stays in no address, signed in or out."""

import pytest
from django.test import Client
from django.urls import reverse

from people.looked_for import NOTHING_TO_FIND
from tests import make

pytestmark = pytest.mark.django_db
LISTS = ("routing:find", "archive:projects", "themes:board")
TELLING = ["943 476 5919", "letters 9434765919 Thistlewood", "Margaret Thistlewood", "born 3/4/1952"]


@pytest.fixture(params=["signed out", "signed in"])
def reader(request, client):
    system = make.registry()
    if request.param == "signed in":
        client.force_login(system["director"])
    return client


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("words", TELLING)
def test_it_is_in_no_address_and_that_is_said_once_beside_the_field(reader, name, words):
    sent = reader.post(reverse(name), {"q": words, "sort": ""})
    assert sent.status_code == 302
    assert not any(part in sent["Location"] for part in ("943", "5919", "Thistlewood", "1952"))
    page = reader.get(sent["Location"]).text
    assert NOTHING_TO_FIND in page and "Thistlewood" not in page
    assert NOTHING_TO_FIND not in reader.get(sent["Location"]).text


@pytest.mark.parametrize("name", LISTS)
def test_an_address_in_which_it_stands_leads_to_one_without_and_keeps_the_rest(reader, name):
    page = reader.get(reverse(name), {"q": "letters 943 476 5919 Thistlewood", "sort": "size"})
    assert (page.status_code, page["Location"]) == (302, f"{reverse(name)}?q=letters&sort=size")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("words", ["letters", "Arrowe Park", "discharge summaries", "Dr Thistlewood"])
def test_what_identifies_nobody_is_looked_for_in_an_address_that_can_be_kept(reader, name, words):
    sent = reader.post(reverse(name), {"q": words, "sort": ""}, follow=True)
    assert sent.wsgi_request.GET.dict() == {"q": words} and NOTHING_TO_FIND not in sent.text


@pytest.mark.parametrize("name", LISTS)
def test_the_form_puts_nothing_into_the_address_by_itself(reader, name):
    form = reader.get(reverse(name)).text.partition('name="q"')[0].rpartition("<form")[2]
    assert 'method="post"' in form and "csrfmiddlewaretoken" in form


@pytest.mark.parametrize("name", LISTS)
def test_a_reader_without_cookies_searches_too(name):
    make.registry()
    sent = Client(enforce_csrf_checks=True).post(reverse(name), {"q": "letters"})
    assert sent["Location"] == f"{reverse(name)}?q=letters"


@pytest.mark.parametrize("words", ["Margaret Thistlewood Surgery", "CH41 2QG", "CH41"])
def test_who_is_responsible_is_found_by_postcode_and_where_it_is_called_after_somebody(reader, words):
    make.practice("Margaret Thistlewood Surgery", postcode="CH41 2QG")
    page = reader.post(reverse("routing:find"), {"q": words}, follow=True)
    assert "Margaret Thistlewood Surgery</a>" in page.text and NOTHING_TO_FIND not in page.text


def test_a_long_search_of_projects_is_looked_through_to_its_end(reader):
    words = f"{'letters ' * 100}943 476 5919"
    sent = reader.get(reverse("archive:projects"), {"q": words})
    assert sent.status_code == 302 and "943" not in sent["Location"] and len(sent["Location"]) > 800
