"""ODS publishes the same facts as archives and in two forms of JSON, in capitals and short forms."""

import datetime as dt
import json
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from people.models import Organisation
from routing.ods.wording import in_plain_case, sort_of_trust
from tests.make_ods import area, load, one

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return area(tmp_path)


def test_archives_are_read_as_they_are_published(folder, tmp_path):
    archive = tmp_path / "epraccur.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("epraccur.csv", (folder / "epraccur.csv").read_text())
        packed.writestr("epraccur.pdf", b"%PDF")
    call_command("load_ods", str(archive))
    assert one("Z99002").name == "Hill Surgery"


ORD = {
    "Organisation": {
        "Name": "HARBOUR MED.CTR.",
        "OrgId": {"root": "2.16.840.1.113883.2.1.3.2.4.18.48", "extension": "Z99001"},
        "Status": "Active",
        "Date": [{"Type": "Operational", "Start": "2001-04-01"}],
        "GeoLoc": {"Location": {"Town": "SANDHAVEN", "PostCode": "ZZ1 1AA"}},
        "Roles": {"Role": [{"id": "RO177", "primaryRole": True}, {"id": "RO76"}]},
        "Rels": {
            "Rel": [
                {"id": "RE4", "Status": "Active", "Target": {"OrgId": {"extension": "99Z"}}},
                {
                    "id": "RE8",
                    "Status": "Active",
                    "Date": [{"Type": "Operational", "Start": "2019-07-01"}],
                    "Target": {"OrgId": {"extension": "U99002"}},
                },
            ]
        },
    }
}
FHIR = {
    "resourceType": "Bundle",
    "entry": [
        {
            "resource": {
                "resourceType": "Organization",
                "identifier": [{"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "RZ905"}],
                "active": True,
                "type": [{"coding": [{"code": "RO198", "display": "NHS TRUST SITE"}]}],
                "name": "HADDON HOSPITAL",
                "address": [{"city": "HOLLIN", "postalCode": "ZZ3 3CC"}],
                "partOf": {"identifier": {"system": "ods-organization-code", "value": "RZ9"}},
            }
        }
    ],
}


def test_both_json_forms_of_ods_are_read(folder):
    for name in ("epraccur.csv", "epcncorepartnerdetails.csv"):
        (folder / name).unlink()
    (folder / "Z99001.json").write_text(json.dumps(ORD))
    (folder / "sites.json").write_text(json.dumps(FHIR))
    load(folder)
    harbour, haddon = one("Z99001"), one("RZ905")
    assert (harbour.name, harbour.kind, harbour.parent.code) == ("Harbour Medical Centre", "gp_practice", "U99002")
    assert (harbour.town, harbour.opened_on) == ("Sandhaven", dt.date(2001, 4, 1))
    assert (haddon.name, haddon.parent.code, haddon.town) == ("Haddon Hospital", "RZ9", "Hollin")


def test_json_that_is_no_organisation_is_named(folder):
    (folder / "odd.json").write_text('[{"resourceType": "Patient"}, {"OrgId": {}}, 3]')
    with pytest.raises(CommandError) as refused:
        load(folder)
    assert "odd.json resource 1: is neither ORD's nor FHIR's organisation." in str(refused.value)
    assert "odd.json resource 2" in str(refused.value)


def test_a_folder_without_ods_files_is_refused(tmp_path):
    (tmp_path / "shopping.csv").write_text("milk,2\n")
    with pytest.raises(CommandError, match="No ODS file is among these"):
        call_command("load_ods", str(tmp_path))


def test_names_in_capitals_are_written_as_people_write_them():
    assert in_plain_case("THE GREAT SUTTON MED.CTR. (RED)") == "The Great Sutton Medical Centre (Red)"
    assert in_plain_case("ST. JAMES' HEALTH CENTRE") == "St James' Health Centre"
    assert in_plain_case("ALDER HEY CHILDREN'S NHS FOUNDATION TRUST") == "Alder Hey Children's NHS Foundation Trust"
    assert in_plain_case("COUNTESS OF CHESTER HOSPITAL") == "Countess of Chester Hospital"
    assert in_plain_case("STOKE-ON-TRENT PCN") == "Stoke-on-Trent PCN"
    assert in_plain_case("Alder Hey") == "Alder Hey"


def test_a_trusts_kind_is_guessed_from_its_name():
    assert sort_of_trust("NORTH EAST AMBULANCE SERVICE NHS TRUST") == Kind.AMBULANCE
    assert sort_of_trust("LIVERPOOL HEART AND CHEST HOSPITAL NHS TRUST") == Kind.SPECIALIST_TRUST
    assert sort_of_trust("OXLEAS PARTNERSHIP NHS TRUST") == Kind.MENTAL_HEALTH_TRUST
    assert sort_of_trust("FERNHALL HOSPITALS NHS TRUST") == Kind.ACUTE_TRUST
