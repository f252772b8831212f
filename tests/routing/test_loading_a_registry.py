"""A registry's files are loaded all or not at all, twice is once, and every bad row is named."""

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from people.models import Alias, Earlier, EmailDomain, Membership, Organisation, Place, Service, User
from routing.facts import Facts
from routing.loading import load
from routing.models import Category, Desk, Holder, Rule, Rulebook
from routing.reading import SHIPPED, BadRegistry
from routing.registry import route

pytestmark = pytest.mark.django_db
MODELS = (Organisation, Place, Alias, EmailDomain, Desk, Holder, User, Membership, Category, Rule, Rulebook)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demonstration registry that a test may spoil."""
    return Path(shutil.copytree(SHIPPED / "demonstration", tmp_path / "registry"))


def change(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text()
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1))


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(BadRegistry) as bad:
        load(str(folder))
    return bad.value.faults


def test_loading_twice_changes_nothing_the_second_time(capsys):
    call_command("load_registry", "demonstration")
    assert "The rules are published as version 1." in capsys.readouterr().out
    before = counts()
    call_command("load_registry", "demonstration")
    assert "Nothing changed." in capsys.readouterr().out
    assert counts() == before


def test_one_bad_row_leaves_nothing_behind(folder):
    change(folder, "holders.csv", "NM-ICB:interface_team,lead", "NM-ICB:chief_pharmacist,lead")
    assert faults_of(folder) == ["holders.csv line 2: desk “NM-ICB:chief_pharmacist” is not a desk of this registry."]
    assert counts() == [0] * len(MODELS)


def test_every_fault_is_named_with_file_and_line(folder):
    change(folder, "organisations.csv", "NM-NRH,", "nm nrh,")
    change(folder, "organisations.csv", "acute_trust", "cottage_hospital")
    change(folder, "desks.csv", "icb_primary_care", "tea_lady")
    change(folder, "rules.csv", "yes,", "perhaps,")
    change(folder, "places.csv", "dunmere,Dunmere", "northmere,Dunmere")
    said = faults_of(folder)
    assert [fault.split(":")[0] for fault in said] == [
        "organisations.csv line 7",
        "organisations.csv line 7",
        "places.csv line 4",
        "desks.csv line 4",
        "rules.csv line 2",
    ]
    assert counts() == [0] * len(MODELS)


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("places.csv", "slug,name", "slug,name,colour", "places.csv line 1: column colour is not known."),
        ("places.csv", "slug,name", "name,title", "places.csv line 1: column slug is missing."),
        ("registry.csv", "NM-ICB", "QQQ", "registry.csv line 2: icb “QQQ” is not an organisation of this registry."),
        ("rules.csv", "prescribing,provider", "potions,provider", "category “potions” is not a category"),
        ("organisations.csv", "2024-03-31", "31/03/2024", "must be a date like 2026-03-31"),
        ("people.csv", "@demo", "", "must be an e-mail address"),
    ],
)
def test_what_is_wrong_is_said_plainly(folder, file, before, after, fault):
    change(folder, file, before, after)
    assert fault in "\n".join(faults_of(folder))


def test_a_missing_file_and_an_unknown_name_are_said(folder):
    (folder / "rules.csv").unlink()
    assert faults_of(folder) == ["rules.csv: is missing."]
    with pytest.raises(CommandError, match="Shipped registries: cheshire-and-merseyside, demonstration"):
        call_command("load_registry", "atlantis")


def test_circles_of_parents_are_refused(folder):
    change(folder, "organisations.csv", "acute_trust,,,,northmere", "acute_trust,,NM-NRH-01,,northmere")
    assert "parent leads back to itself." in "\n".join(faults_of(folder))


def test_changed_rules_are_published_as_the_next_version_and_the_old_stays(folder):
    load(str(folder))
    change(folder, "rules.csv", "medical_director,about,,2,10", "medical_director,about,,3,12")
    change(folder, "organisations.csv", "Fernhall Hospitals", "Fernhall and Selwick Hospitals")
    loaded = load(str(folder))
    assert (loaded.rulebook, loaded.changed["organisations.csv"]) == (2, 1)
    assert Rulebook.objects.count() == 2
    assert Organisation.objects.get(code="NM-FHH").name.startswith("Fernhall and Selwick")


def test_holders_become_members_and_the_interface_team_keeps_its_role():
    load("demonstration")
    pharmacist = User.objects.get(name="Wei Chen")
    assert pharmacist.memberships.get().organisation.code == "NM-NRH"
    team = User.objects.get(name="Ioan Prosser")
    assert [seat.role for seat in team.memberships.all()] == [Membership.Role.INTERFACE_TEAM]


def test_the_made_up_registry_names_nobody_real():
    load("demonstration")
    assert all(user.email.endswith(".example") for user in User.objects.all())
    assert all("-" in code for code in Organisation.objects.values_list("code", flat=True))


def test_cheshire_and_merseyside_is_whole():
    icb = load("cheshire-and-merseyside").icb
    with (SHIPPED / "cheshire-and-merseyside" / "organisations.csv").open() as lines:
        listed = Counter(row["kind"] for row in csv.DictReader(lines))
    stored = Counter(Organisation.objects.values_list("kind", flat=True))
    assert stored == listed
    assert [stored[kind] for kind in ("gp_practice", "pcn", "sub_icb", "site")] == [377, 49, 9, 48]
    assert Place.objects.filter(icb=icb).count() == 9
    assert not Organisation.objects.filter(kind="gp_practice").exclude(icb=icb, place__isnull=False).exists()
    assert not Holder.objects.exists(), "nobody is invented"
    _every_category_about_every_trust_reaches_a_desk_of_that_trust(icb)
    _practices_reach_their_practice_managers(icb)


def _every_category_about_every_trust_reaches_a_desk_of_that_trust(icb: Organisation) -> None:
    trusts = Organisation.objects.filter(status="active", desks__kind="medical_director").select_related("place")
    assert trusts.count() == 16
    for trust in trusts:
        for category in Category.objects.values_list("slug", flat=True):
            answer = route(Facts(icb=icb, category=category, about=trust))
            assert (answer.desk.organisation_id, answer.gap) == (trust.pk, "nobody_there")


def _practices_reach_their_practice_managers(icb: Organisation) -> None:
    practices = Organisation.objects.filter(kind="gp_practice", status="active").select_related("place")
    for practice in practices[::20]:
        answer = route(Facts(icb=icb, category="letters", about=practice))
        assert (answer.desk.kind, answer.desk.organisation_id) == ("practice_manager", practice.pk)


def test_services_are_loaded_and_a_link_must_be_safe(folder):
    load(str(folder))
    crisis = Service.objects.get(name="Crisis line")
    assert (crisis.organisation.code, crisis.urgent_line) == ("NM-MHT", "01632 960 300")
    change(folder, "services.csv", ",01632 960 300,", ",01632 960 300,http://crisis.example")
    assert faults_of(folder) == [
        "services.csv line 5: link “http://crisis.example”: must be an address that begins with https://"
    ]


def test_what_a_file_leaves_empty_stays_as_other_files_told_it(folder):
    load(str(folder))
    Organisation.objects.filter(code="NM-NRH").update(town="Elsewhere")
    royal = Organisation.objects.filter(code="NB-ACU")
    royal.update(postcode="ZZ9 1AA", opened_on="2001-04-01")
    assert load(str(folder)).changed["organisations.csv"] == 1
    assert royal.get().postcode == "ZZ9 1AA"
    assert Organisation.objects.get(code="NM-NRH").town == "Northmere"


def test_loading_another_name_or_place_keeps_what_it_was(folder):
    load(str(folder))
    change(folder, "organisations.csv", "NM-FHH,Fernhall Hospitals NHS", "NM-FHH,Fernhall University Hospitals NHS")
    load(str(folder))
    was = Earlier.objects.get()
    assert (was.organisation.code, was.name) == ("NM-FHH", "Fernhall Hospitals NHS Foundation Trust")


def test_one_fault_is_one(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("load_registry", str(tmp_path / "nowhere"))
    assert str(refused.value).splitlines()[0] == "1 fault, so nothing was loaded."
