"""Which organisation the reporter means: taken from words, chosen from a list, asked again where it is unclear."""

import re

import pytest
from django.urls import reverse

from issues import previewing
from issues.models import Issue
from tests import make
from tests.issues.test_report_page import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(client):
    made = make.registry()
    client.force_login(make.user())
    return made


@pytest.mark.parametrize("words", ["???", "...", "-", "🏥🏥"])
def test_an_organisation_without_letters_is_asked_for_again(client, system, words):
    page = client.post(reverse("themes:check"), answers(system, about_words=words))
    assert page.status_code == 422
    assert f"We do not recognise “{words}”" in page.text


def test_whom_the_words_are_taken_to_mean_is_said(client, system):
    make.trust("Old Trust", status="closed", successor=system["trust"])
    page = client.post(reverse("themes:check"), answers(system, about_words="old trust")).text
    assert "Old Trust is closed; it is Fernhall Hospitals now." in page
    guess = client.post(reverse("themes:check"), answers(system, about_words="the hospital")).text
    assert "From what you wrote" not in guess
    assert f'value="{system["trust"].code}" checked' not in guess


def test_whoever_chose_one_from_the_list_is_not_asked_again_which_they_mean(client, system):
    make.trust("Fernhall Hospital School")
    trust = system["trust"]
    chosen = answers(system, about_words=f"{trust.name} ({trust.code})")
    page = client.post(reverse("themes:check"), chosen).content.decode()
    assert "Which of these do you mean?" not in page and "is also called" not in page
    assert f'<input type="hidden" name="about" value="{trust.code}"' in page
    client.post(reverse("issues:send"), chosen | {"about": trust.code, "shown_about": trust.code})
    assert Issue.objects.get().about == trust
    asked = client.post(reverse("themes:check"), answers(system, key="b")).content.decode()
    assert "Which of these do you mean?" in asked


def test_whom_the_words_may_mean_is_offered_likeliest_first_and_nobody_is_marked(client, system):
    make.practice("Northmere Road Surgery")
    make.trust("Northmere Royal Hospital")
    words = "Northmer Royl"
    likely = [one.organisation for one in previewing.candidates(by=make.user(), words=words)]
    assert likely[0].name == "Northmere Royal Hospital" and len(likely) > 1
    page = client.post(reverse("themes:check"), answers(system, about_words=words)).text
    at = [page.index(f'value="{one.code}"') for one in likely[:5]]
    assert at == sorted(at) and at[-1] < page.index("None of these.")
    assert not re.search(r'name="about"[^>]*checked', page)
    assert f"Do you mean {likely[0]}" in page and "We do not recognise" not in page


def test_who_chose_none_of_these_finds_it_marked_again(client, system):
    make.trust("Northmere Royal Hospital")
    sent = answers(system, about_words="Northmer Royl", about="", shown_about="", minutes_lost="many")
    page = client.post(reverse("issues:send"), sent)
    assert page.status_code == 422
    assert re.search(r'name="about"[^>]*value=""[^>]*checked', page.text)
    assert "We do not recognise “Northmer Royl”." in page.text
