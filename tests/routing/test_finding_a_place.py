"""Anybody who knows only the Place finds it: who leads it by title, its networks, practices and ICB."""

import pytest
from django.urls import reverse

from people.models import Place
from routing import places
from routing.models import Desk
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> dict:
    made = make.registry()
    made["place"] = make.place("Dunmere")
    trust = make.trust("Dunmere Hospitals", place=make.place("Sandhaven"))
    network = make.organisation("Harbour PCN", "pcn", place=made["place"])
    made["practice"] = make.practice("Lantern Street Surgery", place=made["place"], parent=network)
    lead = make.user(make.icb(), name="Lena Placelead")
    for kind, title, holder in (
        (Desk.Kind.PLACE_COMMISSIONER, "Place commissioner, Dunmere", None),
        (Desk.Kind.PLACE_CLINICAL_LEAD, "Place clinical lead, Dunmere", lead),
    ):
        make.desk(make.icb(), kind, holder, place=made["place"], title=title)
    return made | {"network": network, "elsewhere": trust}


@pytest.mark.parametrize("words", ["Dunmere", "dunm", "Dunmere Place", "dunmere commissioner", "Dunmeer"])
def test_a_place_is_found_before_organisations_that_are_called_like_it(client, system, words):
    page = client.get(reverse("routing:find"), {"q": words}).text
    address = system["place"].get_absolute_url()
    assert address in page
    if (other := system["elsewhere"].get_absolute_url()) in page:
        assert page.index(address) < page.index(other)


def test_other_words_find_no_place(system):
    for words in ("Dunmere Hospitals", "place", "lead", "d", "", "???", "Zzyzx"):
        assert places.named(words, icb=make.icb()) == [], words


def test_places_of_the_own_icb_come_first(system):
    other = make.icb("QYY", "Eastern Vale ICB")
    far = Place.objects.create(icb=other, slug="dunmere", name="Dunmere")
    assert places.named("dunmere", icb=make.icb()) == [system["place"], far]
    assert places.named("dunmere", icb=other) == [far, system["place"]]


def test_places_are_suggested_where_they_are_looked_for_and_not_where_an_organisation_is_asked(client, system):
    address = reverse("routing:suggest")
    assert f'data-suggest="{address}?places=1"' in client.get(reverse("routing:find")).text
    first = client.post(f"{address}?places=1", {"q": "dunmere"}).json()[0]
    assert first == {"code": "", "name": "Dunmere", "detail": f"Place, {make.icb()}"}
    assert all(row["code"] for row in client.post(address, {"q": "dunmere"}).json())


def test_the_page_of_a_place_says_who_leads_it_by_title_and_leads_to_its_practices(client, system):
    page = client.get(system["place"].get_absolute_url()).text
    assert "Place commissioner, Dunmere" in page
    assert "Place clinical lead, Dunmere" in page
    assert "Nobody is named here just now: it goes to the interface team." in page
    for found in (make.icb(), system["network"], system["practice"]):
        assert found.get_absolute_url() in page
    assert "Lena Placelead" not in page
    client.force_login(make.user())
    assert "Lena Placelead" in client.get(system["place"].get_absolute_url()).text


def test_practices_of_no_network_come_last_and_closed_ones_not_at_all(client, system):
    alone = make.practice("Alone Surgery", place=system["place"])
    closed = make.practice("Shuttered Surgery", place=system["place"], status="closed")
    page = client.get(system["place"].get_absolute_url()).text
    assert page.index("Harbour PCN") < page.index("Practices of no network") < page.index(alone.name)
    assert closed.name not in page


def test_an_organisation_leads_to_its_place(client, system):
    assert system["place"].get_absolute_url() in client.get(system["practice"].get_absolute_url()).text


def test_a_place_nobody_knows_is_not_found(client, system):
    assert client.get(reverse("routing:place", args=[make.icb().code, "nowhere"])).status_code == 404


def test_the_page_costs_the_same_however_much_there_is(client, system, django_assert_num_queries):
    address = system["place"].get_absolute_url()
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
    for number in range(8):
        network = make.organisation(f"Network {number}", "pcn", place=system["place"])
        make.practice(place=system["place"], parent=network)
        make.trust(f"Trust {number}", place=system["place"])
    with django_assert_num_queries(8):
        client.get(address)


def test_an_icb_shows_the_desks_of_each_place_under_its_name_and_leads_to_its_places(client, system):
    other = make.place("Arkmouth")
    make.desk(make.icb(), Desk.Kind.PLACE_COMMISSIONER, place=other, title="Place commissioner, Arkmouth")
    for name in ("routing:organisation", "routing:one_page"):
        page = client.get(reverse(name, args=[make.icb().code])).text
        assert page.index("In Arkmouth") < page.index("In Dunmere") < page.index("Place clinical lead")
        assert page.count("In Dunmere") == 1
        assert "In None" not in page
    page = client.get(make.icb().get_absolute_url()).text
    assert "Not known" not in page
    assert other.get_absolute_url() in page


def test_an_icb_costs_the_same_however_many_places_it_has(client, system, django_assert_max_num_queries):
    for number in range(6):
        place = make.place(f"Place {number}")
        make.desk(make.icb(), Desk.Kind.PLACE_COMMISSIONER, place=place, title=f"Commissioner {number}")
    with django_assert_max_num_queries(10):
        client.get(make.icb().get_absolute_url())
