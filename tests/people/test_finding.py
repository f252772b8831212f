"""Finding an organisation by what people call it."""

import pytest

from people.finding import find_organisations, organisation_named
from people.models import Alias, Organisation
from tests import make

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind


def names(words: str) -> list[str]:
    return [row.name for row in find_organisations(words)]


@pytest.fixture
def fernhall() -> Organisation:
    made = make.trust("Fernhall Hospitals NHS Foundation Trust", town="Sandhaven", postcode="SA1 2BC")
    Alias.objects.create(organisation=made, name="the Fern")
    return made


def test_by_everyday_name_code_town_postcode_and_any_part_of_the_name(fernhall):
    for words in ("the fern", fernhall.code.lower(), "sandhaven", "sa1 2", "HOSPITALS fernhall", " Fernhall  NHS "):
        assert names(words) == [fernhall.name], words


def test_the_best_fit_comes_first():
    make.practice("The Old Mill Surgery")
    make.practice("Mill Lane Practice")
    make.practice("Mill")
    make.practice("Windmill Practice")
    assert names("mill") == ["Mill", "Mill Lane Practice", "The Old Mill Surgery"]


def test_a_site_stands_for_its_trust_which_is_offered_once(fernhall):
    make.organisation("Fernhall General", Kind.SITE, parent=fernhall)
    assert names("fernhall") == [fernhall.name]
    assert organisation_named("Fernhall General") == fernhall


def test_nobody_works_at_a_closed_organisation_or_at_an_area_of_the_map():
    make.practice("Shut Surgery", status="closed")
    make.organisation("Shore Sub-ICB", Kind.SUB_ICB)
    assert names("shut") == names("shore") == []


def test_a_name_that_two_share_is_nobodys():
    one, _ = make.practice("The Surgery"), make.practice("The Surgery")
    assert organisation_named("the surgery") is None
    assert organisation_named(f"The Surgery ({one.code})") == one
    assert len(find_organisations("the surgery")) == 2


def test_odd_words_find_nothing_and_break_nothing():
    for words in ("", "x", "%", "__", "\\", "')--", "a " * 500, "🦊🦊", "((("):
        find_organisations(words)
        organisation_named(words)


def test_a_name_is_found_among_very_many_that_hold_its_words():
    [make.practice(f"Aspen {number} Surgery") for number in range(40)]
    wanted = make.practice("Surgery")
    assert find_organisations("surgery")[0] == wanted
    assert organisation_named("surgery") == wanted


def test_each_way_to_fit_is_looked_at_however_many_fit_better_or_worse():
    [make.practice(f"Aspen {number} Elm Surgery") for number in range(40)]
    [make.practice(f"Birch {number}", town="Elm") for number in range(40)]
    within, begins, exact = make.practice("Zeal Elm Grove"), make.practice("Elm Way"), make.practice("elm")
    assert [*find_organisations("elm", limit=2)] == [exact, begins]
    assert within in find_organisations("elm grove", limit=2)


def test_another_name_is_ranked_by_itself(fernhall):
    make.practice("Not the Fern at all")
    assert names("the fern") == [fernhall.name, "Not the Fern at all"]
    assert organisation_named("THE FERN") == fernhall


@pytest.mark.parametrize("count", [2, 20])
def test_finding_costs_the_same_however_much_is_found(django_assert_num_queries, count):
    [make.practice(f"Mill {number}") for number in range(count)]
    with django_assert_num_queries(3):
        assert len(find_organisations("mill")) == min(count, 10)
