"""Who is responsible, and the registry's own pages: who sees what, and at what cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Alias, Organisation
from routing.models import Desk, Rule
from tests import make

pytestmark = pytest.mark.django_db


def test_a_stranger_finds_a_practice_by_its_postcode_and_an_everyday_name(client):
    known = make.registry()
    practice = make.practice("Quayside Surgery", postcode="ZZ1 1AB")
    Alias.objects.create(organisation=known["trust"], name="the Royal")
    assert practice.name in client.get("/who-is-responsible/?q=zz1 1ab").content.decode()
    assert practice.name in client.get("/who-is-responsible/?q=ZZ1").content.decode()
    assert "Fernhall Hospitals" in client.get("/who-is-responsible/?q=the royal").content.decode()


def test_names_and_mailboxes_are_for_those_signed_in(client):
    known = make.registry()
    Desk.objects.filter(pk=known["desk"].pk).update(mailbox="director@fernhall.example")
    path = reverse("routing:organisation", args=[known["trust"].code])
    page = client.get(path).content.decode()
    assert known["desk"].title in page
    assert "Mina Director" not in page
    assert "director@fernhall.example" not in page
    client.force_login(make.user())
    page = client.get(path).content.decode()
    assert "Mina Director" in page
    assert "director@fernhall.example" in page


def test_a_practice_shows_who_answers_at_its_place_and_network(client):
    make.registry()
    network = make.organisation("Royal Quarter PCN", Organisation.Kind.PCN)
    practice = make.practice(parent=network)
    make.desk(network, Desk.Kind.PCN_CLINICAL_DIRECTOR)
    make.desk(make.icb(), Desk.Kind.PLACE_COMMISSIONER, place=make.place(), title="Place commissioner, Sandhaven")
    page = client.get(reverse("routing:organisation", args=[practice.code.lower()])).content.decode()
    assert "PCN clinical director, Royal Quarter PCN" in page
    assert "Place commissioner, Sandhaven" in page


def test_a_closed_organisation_says_so_and_names_what_followed(client):
    make.registry()
    after = make.practice("New Practice")
    closed = make.practice("Old Practice", status="closed", successor=after)
    page = client.get(reverse("routing:organisation", args=[closed.code])).content.decode()
    assert "This organisation is closed" in page
    assert "New Practice" in page


def test_suggestions_are_codes_names_and_details(client):
    make.registry()
    practice = make.practice("Lantern Street Surgery")
    rows = client.post("/organisations/suggest/", {"q": "lantern"}).json()
    assert rows == [{"code": practice.code, "name": "Lantern Street Surgery", "detail": "GP practice, Sandhaven"}]
    assert client.post("/organisations/suggest/", {"q": "l"}).json() == []


def test_what_is_typed_for_suggestions_is_posted_without_a_cookie_and_never_taken_from_an_address():
    make.registry()
    make.practice("Lantern Street Surgery")
    reader, address = Client(enforce_csrf_checks=True), reverse("routing:suggest")
    assert len(reader.post(address, {"q": "lantern"}).json()) == 1
    assert reader.post(f"{address}?q=lantern").json() == []
    assert reader.get(address, {"q": "lantern"}).status_code == 405


@pytest.mark.parametrize("show", ["organisations", "desks", "rules"])
def test_the_registry_is_for_those_signed_in(client, show):
    known = make.registry()
    path = f"{reverse('routing:registry')}?show={show}"
    assert client.get(path).status_code == 302
    client.force_login(known["director"])
    assert client.get(path).status_code == 200


def test_the_registry_is_filtered_and_sorted(client):
    known = make.registry()
    make.practice("Lantern Street Surgery")
    client.force_login(known["director"])
    page = client.get(f"{reverse('routing:registry')}?q=lantern&kind=gp_practice&place=sandhaven&sort=place")
    assert [each.name for each in page.context["page"]] == ["Lantern Street Surgery"]
    page = client.get(f"{reverse('routing:registry')}?show=desks&kind=medical_director&sort=kind")
    assert [each.title for each in page.context["page"]] == [known["desk"].title]


def test_health_shows_vacant_desks_and_practices_without_a_place(client):
    known = make.registry()
    make.desk(known["trust"], Desk.Kind.CHIEF_NURSE)
    make.practice("Placeless Surgery", place=None)
    client.force_login(known["team"])
    page = client.get(reverse("routing:health")).content.decode()
    assert "Chief nurse, Fernhall Hospitals" in page
    assert "Placeless Surgery" in page


@pytest.mark.parametrize("page", ["organisations", "desks", "rules", "health", "find", "organisation"])
def test_pages_cost_the_same_with_many_rows(client, page):
    known = make.registry()
    client.force_login(known["team"])
    paths = {
        "health": reverse("routing:health"),
        "find": reverse("routing:find") + "?q=practice",
        "organisation": reverse("routing:organisation", args=[known["trust"].code]),
    }
    path = paths.get(page, f"{reverse('routing:registry')}?show={page}")
    _some(known, 2)
    few = _cost(client, path)
    _some(known, 18)
    assert _cost(client, path) == few


def _some(known: dict, number: int) -> None:
    for _ in range(number):
        practice = make.practice(parent=known["trust"])
        make.desk(practice, Desk.Kind.PRACTICE_MANAGER, known["director"])
        make.organisation("Site", Organisation.Kind.SITE, parent=known["trust"])
    kinds = [kind for kind in Desk.Kind.values if not known["trust"].desks.filter(kind=kind).exists()]
    for kind in kinds[: number // 4]:
        make.desk(known["trust"], kind, known["director"])
    names = {f"rule {each}": {"place": make.place(f"Place {each}")} for each in range(number)}
    result = {"desk_kind": Desk.Kind.MEDICAL_DIRECTOR, "desk_at": Rule.At.ABOUT}
    make.rules(**{name: fields | result for name, fields in names.items()})


def _cost(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
