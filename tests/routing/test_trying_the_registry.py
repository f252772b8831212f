"""What would happen if, and who answers for what: tried without reporting anything."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Alias, Organisation
from routing import drafting
from routing.facts import Facts
from routing.models import Category, Desk
from routing.registry import route
from tests import make

pytestmark = pytest.mark.django_db
MATRIX = "/registry/coverage/"


@pytest.fixture
def system(client):
    made = make.registry()
    Desk.objects.update(confirmed_on=timezone.localdate())
    provider = {"about_side": "provider", "desk_kind": "medical_director", "desk_at": "about"}
    made["rules"] = make.rules(
        provider=provider,
        harm=provider | {"is_harm": True, "desk_kind": "patient_safety_lead"},
        safety=provider | {"category": make.category("safety", "Safety concern"), "desk_kind": "patient_safety_lead"},
        elsewhere={"about_side": "elsewhere", "desk_kind": "place_commissioner", "desk_at": "reporter_place"},
    )
    client.force_login(made["team"])
    return made


def tried(client, **asked) -> str:
    return client.get(reverse("routing:what_if"), {"category": "letters"} | asked).content.decode()


def test_any_issue_is_tried_with_its_reasons_and_the_rules_it_beat(client, system):
    make.desk(system["trust"], "patient_safety_lead", make.user(system["trust"], name="Sue Safety"))
    Alias.objects.create(organisation=system["trust"], name="the Royal")
    page = tried(client, about="the Royal", harm="severe", category="safety")
    for words in (
        "Fernhall Hospitals",
        "Sue Safety",
        "Moderate harm or worse at an NHS provider goes to its patient safety lead.",
        "By version 2 of the rules",
        "safety: Safety concern at an NHS provider",
        "provider: An issue at an NHS provider",
    ):
        assert words in page
    assert page.index("safety: Safety") < page.index("provider: An issue")


def test_services_are_listed_as_they_are_written(client, system):
    drafting.begin(icb=make.icb(), by=system["team"])
    for page in (tried(client), client.get(reverse("routing:rule")).text):
        assert ">A shared IT system<" in page


def test_words_that_mean_nothing_say_so(client, system):
    page = tried(client, about="Zzyzx")
    assert "No organisation that we know" in page
    assert "We do not recognise “Zzyzx”." in page


def test_what_is_missing_or_wrong_is_said(client, system):
    page = client.get(reverse("routing:what_if"), {"category": "nonsense", "about": "the Royal"})
    assert page.status_code == 422
    assert "Choose one of the list" in page.content.decode()
    assert "the Royal" in page.content.decode()


def test_the_interface_team_tries_its_draft(client, system):
    draft = drafting.begin(icb=make.icb(), by=system["team"])
    rule = next(one for one in draft.rules if one["name"] == "provider") | {"desk_kind": "chief_nurse"}
    drafting.put(draft=draft, by=system["team"], revision=1, name="provider", fields=rule)
    nurse = make.desk(system["trust"], "chief_nurse", make.user(system["trust"]))
    asked = {"about": system["trust"].code}
    assert nurse.title not in tried(client, **asked)
    assert nurse.title in tried(client, **asked, draft="1")
    client.force_login(system["director"])
    assert nurse.title not in tried(client, **asked, draft="1")


def cells(client, **asked) -> dict[tuple[str, str], dict]:
    answer = client.get(MATRIX, {"csv": "1"} | asked)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return {(row["About"], row["Category"]): row for row in csv.DictReader(io.StringIO(text))}


def test_the_matrix_shows_gaps_closed_targets_vacancies_and_overdue_confirmations(client, system):
    make.place()
    vacant = make.trust("Vacant Trust")
    make.desk(vacant, "medical_director", confirmed_on=timezone.localdate())
    closed = make.trust("Closed Trust", status="closed")
    make.desk(closed, "medical_director")
    late = make.trust("Late Trust")
    make.desk(late, "medical_director", make.user(late), confirmed_on="2020-01-01")
    found = cells(client)
    missing = {key: row["Missing"] for key, row in found.items()}
    assert missing[("Fernhall Hospitals", "Discharge and clinic letters")] == ""
    assert missing[("Fernhall Hospitals", "Safety concern")] == "No rule or nobody of that kind"
    assert missing[("Vacant Trust", "Discharge and clinic letters")] == "Nobody is there"
    assert missing[("Closed Trust", "Discharge and clinic letters")] == "Closed"
    assert missing[("Late Trust", "Discharge and clinic letters")] == "Not confirmed in time"
    assert missing[("What nobody provides in Sandhaven", "Safety concern")] == "No rule or nobody of that kind"
    page = client.get(MATRIX).content.decode()
    for words in ("Vacant Trust", "Closed Trust", "Nobody is there", "Download as a spreadsheet"):
        assert words in page


def test_the_matrix_says_whose_chair_is_vacant_and_who_gets_it(client, system):
    make.rules(all={"desk_kind": "chief_pharmacist", "desk_at": "about"})
    make.desk(system["trust"], "chief_pharmacist", fallback=system["desk"])
    page = client.get(MATRIX).text
    assert "Chief pharmacist is vacant: goes to Medical director" in page


def test_the_matrix_is_narrowed(client, system):
    make.practice("Harbour Lane Surgery")
    make.desk(system["trust"], "patient_safety_lead", make.user(system["trust"]), confirmed_on=timezone.localdate())
    assert {name for name, _ in cells(client, kind="practices")} == {"Harbour Lane Surgery"}
    assert {name for name, _ in cells(client, q="fernhall")} == {"Fernhall Hospitals"}
    assert "Fernhall Hospitals" not in {name for name, _ in cells(client, missing="yes")}


def test_the_matrix_answers_as_routing_does(client, system):
    make.place()
    site_of = make.trust("Larkfield Park")
    make.desk(site_of, "medical_director")
    for (name, category), row in cells(client).items():
        about = Organisation.objects.filter(name=name).first()
        slug = Category.objects.get(name=category).slug
        place = make.place() if about is None else about.place
        words = "" if about else "nobody provides it"
        answer = route(Facts(icb=make.icb(), category=slug, about=about, about_words=words, reporter_place=place))
        assert (row["Goes to"], row["Why"]) == (answer.desk.title, " ".join(answer.reasons))


@pytest.mark.parametrize("asked", [{}, {"missing": "yes"}, {"csv": "1"}])
def test_the_matrix_costs_the_same_however_large_it_is(client, system, asked):
    def read() -> None:
        answer = client.get(MATRIX, asked)
        if answer.streaming:
            list(answer.streaming_content)

    def cost() -> int:
        read()
        with CaptureQueriesContext(connection) as captured:
            read()
        return len(captured)

    def grow(rows: int) -> None:
        for _ in range(rows):
            trust = make.trust("Trust")
            make.desk(trust, "medical_director", system["director"])
            make.practice()

    make.practice()
    grow(2)
    few = cost()
    grow(18)
    assert cost() == few
    assert few <= 12


def test_names_in_the_spreadsheet_cannot_run_as_formulas(client, system):
    make.trust("=cmd()")
    assert ("'=cmd()", "Safety concern") in cells(client)
