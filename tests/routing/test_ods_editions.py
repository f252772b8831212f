"""The shapes in which ODS publishes today: reports without headers, a workbook of networks, organisations with their
relations apart in FHIR, and lists of the reference data interface."""

import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError

from people.models import Organisation
from tests.make_ods import area, load, one, row, write

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind
NETWORKS = (
    "U99001,SANDHAVEN PCN,99Z,NHS NORTHMERE ICB - 99Z,20190701,,1 QUAY STREET,,,SANDHAVEN,,ZZ1 1AA\n"
    "U99002,SELWICK PCN,99Z,NHS NORTHMERE ICB - 99Z,20190701,,,,,,,\n"
)
PARTNERS = (
    "Z99001,HARBOUR MED.CTR.,99Z,NHS NORTHMERE ICB - 99Z,U99001,SANDHAVEN PCN,99Z,NHS NORTHMERE ICB - 99Z,"
    "20190701,,YES\n"
    "Z99002,HILL SURGERY,99Z,NHS NORTHMERE ICB - 99Z,U99001,SANDHAVEN PCN,99Z,NHS NORTHMERE ICB - 99Z,"
    "20190701,20210331,YES\n"
    "Z99002,HILL SURGERY,99Z,NHS NORTHMERE ICB - 99Z,U99002,SELWICK PCN,99Z,NHS NORTHMERE ICB - 99Z,20210401,,YES\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return area(tmp_path)


def networks() -> tuple[str | None, ...]:
    return tuple(one(code).parent.code for code in ("Z99001", "Z99002"))


def test_reports_of_networks_without_a_header_are_read_by_the_order_of_their_columns(folder):
    write(folder, epcn=NETWORKS, epcncorepartnerdetails=PARTNERS)
    load(folder)
    assert networks() == ("U99001", "U99002")
    assert (one("U99001").name, one("U99001").postcode, one("U99001").parent.code) == (
        "Sandhaven PCN",
        "ZZ1 1AA",
        "99Z",
    )


def test_a_report_of_networks_cut_short_is_refused_by_line(folder):
    write(folder, epcncorepartnerdetails="Z99001,HARBOUR,U99001\n")
    with pytest.raises(
        CommandError, match=r"epcncorepartnerdetails.csv line 1: has 3 columns, where 11 are expected"
    ):
        load(folder)


def workbook() -> bytes:
    """The workbook of networks, with line breaks in its headers and days as numbers and as dates."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["Primary care networks"])
    details = book.create_sheet("PCNDetails")
    details.append(
        ["PCN Code", "PCN Name", "Current Sub ICB Loc Code", "Sub ICB Location", "Open Date", "Close Date"]
    )
    details.append(["U99001", "SANDHAVEN PCN", "99Z", "NHS NORTHMERE ICB - 99Z", 20190701, None])
    details.append(["U99002", "SELWICK PCN", "99Z", "NHS NORTHMERE ICB - 99Z", dt.date(2019, 7, 1), None])
    partners = book.create_sheet("PCN Core Partner Details")
    partners.append(
        [
            "Partner\r\nOrganisation\r\nCode",
            "Partner\r\nName",
            "PCN Code",
            "Practice to PCN\r\nRelationship\r\nStart Date",
            "Practice to PCN\r\nRelationship\r\nEnd Date",
        ]
    )
    partners.append(["Z99001", "HARBOUR", "U99001", "20190701", None])
    partners.append(["Z99002", "HILL", "U99001", 20190701, 20210331])
    partners.append(["Z99002", "HILL", "U99002", 20210401, None])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_the_workbook_of_networks_is_read_sheet_by_sheet(folder, capsys):
    for name in ("epcn.csv", "epcncorepartnerdetails.csv"):
        (folder / name).unlink()
    (folder / "ePCN.xlsx").write_bytes(workbook())
    said = load(folder, capsys=capsys)
    assert networks() == ("U99001", "U99002")
    assert one("U99002").opened_on == dt.date(2019, 7, 1)
    assert "ePCN.xlsx, PCN Core Partner Details: 3 rows" in said


def test_a_workbook_that_is_none_is_named(folder):
    (folder / "ePCN.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(CommandError, match=r"ePCN.xlsx: is not a workbook"):
        load(folder)


def test_icbs_stand_among_other_authorities_too_and_may_be_said_twice(folder):
    icb = row("QZZ", "NHS NORTHMERE INTEGRATED CARE BOARD", c11="20220701")
    write(folder, eother=icb + row("X24", "NHS ENGLAND") + row("QZY", "NHS DUNMERE INTEGRATED CARE BOARD"))
    load(folder)
    assert one("QZY").kind == Kind.ICB
    assert not Organisation.objects.filter(code="X24").exists()


def test_what_is_said_twice_and_differently_is_refused(folder):
    write(folder, eother=row("QZZ", "NHS ELSEWHERE INTEGRATED CARE BOARD", c11="20220701"))
    with pytest.raises(CommandError, match="says again what eauth.csv line 1 says of QZZ"):
        load(folder)


def test_sites_of_care_trusts_are_sites_and_treatment_centres_no_trusts(folder):
    write(
        folder,
        ectsite=row("RZ977", "RIVERSIDE CLINIC", c15="RZ9"),
        etreat=row("ZT001", "RIVERSIDE TREATMENT CENTRE"),
        ehospice=row("8ZZ01", "LARKFIELD HOUSE", c11="20010401"),
    )
    load(folder)
    assert one("RZ977").kind == Kind.SITE
    assert one("8ZZ01").kind == Kind.HOSPICE
    assert not Organisation.objects.filter(code="ZT001").exists()


ENGLAND = "https://fhir.nhs.uk/England/StructureDefinition/Extension-England-"


def typed(sort: str, start: str, end: str = "") -> dict:
    period = {"start": start} | ({"end": end} if end else {})
    parts = [{"url": "dateType", "valueCoding": {"code": sort}}, {"url": "period", "valuePeriod": period}]
    return {"url": f"{ENGLAND}TypedPeriod", "extension": parts}


def role(code: str, *, active: bool = True) -> dict:
    parts = [
        {"url": "instanceID", "valueInteger": 7},
        {"url": "roleCode", "valueCodeableConcept": {"coding": [{"code": code}]}},
        {"url": "active", "valueBoolean": active},
        typed("Legal", "1948-07-05"),
    ]
    return {"url": f"{ENGLAND}OrganisationRole", "extension": parts}


def organization(code: str, name: str, *extensions: dict, **facts) -> dict:
    return {
        "resourceType": "Organization",
        "id": code,
        "extension": list(extensions),
        "identifier": [{"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": code}],
        "active": True,
        "type": [{"coding": [{"code": "RC1"}]}],
        "name": name,
        "address": [{"city": "HOLLIN", "postalCode": "ZZ3 3CC", "country": "ENGLAND"}],
    } | facts


def affiliation(code: str, to: str, sort: str, *periods: dict, active: bool = True) -> dict:
    return {
        "resourceType": "OrganizationAffiliation",
        "extension": list(periods),
        "active": active,
        "organization": {"reference": f"Organization/{code}"},
        "participatingOrganization": {"identifier": {"value": to}},
        "code": [{"coding": [{"code": sort}]}],
    }


def test_fhir_says_roles_and_periods_in_extensions_and_relations_in_resources_of_their_own(folder):
    for name in ("epraccur.csv", "epcncorepartnerdetails.csv", "ets.csv"):
        (folder / name).unlink()
    begun = typed("Operational", "2019-07-01")
    resources = [
        affiliation("Z99001", "U99001", "RE8", typed("Operational", "2019-07-01", "2021-03-31"), active=False),
        affiliation("Z99001", "U99002", "RE8", begun),
        affiliation("Z99001", "99Z", "RE4", begun),
        affiliation("RZ905", "RZ9", "RE6", begun),
        organization("Z99001", "HARBOUR MED.CTR.", role("RO177"), role("RO76"), typed("Legal", "1948-07-05"), begun),
        organization("RZ905", "HADDON HOSPITAL", role("RO198"), role("RO57", active=False), begun),
        organization(
            "RZ906",
            "CLOSED CLINIC",
            role("RO198", active=False),
            typed("Operational", "2001-04-01", "2010-03-31"),
            active=False,
        ),
    ]
    bundle = {"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]}
    (folder / "fhir.json").write_text(json.dumps(bundle))
    load(folder)
    harbour, haddon = one("Z99001"), one("RZ905")
    assert (harbour.kind, harbour.parent.code, harbour.opened_on) == (Kind.GP_PRACTICE, "U99002", dt.date(2019, 7, 1))
    assert harbour.icb.code == "QZZ"
    assert (haddon.kind, haddon.parent.code, haddon.postcode) == (Kind.SITE, "RZ9", "ZZ3 3CC")
    assert not Organisation.objects.filter(code="RZ906").exists()


def test_a_list_of_the_reference_data_interface_names_organisations_in_short(folder):
    short = {
        "Name": "RIVERSIDE PARTNERSHIP NHS TRUST",
        "OrgId": "RZ8",
        "Status": "Active",
        "OrgRecordClass": "RC1",
        "PostCode": "ZZ4 4DD",
        "PrimaryRoleId": "RO197",
        "PrimaryRoleDescription": "NHS TRUST",
    }
    (folder / "trusts.json").write_text(json.dumps({"Organisations": [short]}))
    load(folder)
    assert (one("RZ8").kind, one("RZ8").postcode) == (Kind.MENTAL_HEALTH_TRUST, "ZZ4 4DD")


def test_a_prescribing_cost_centre_whose_practice_has_ended_is_no_practice(folder):
    roles = [{"id": "RO177", "Status": "Active"}, {"id": "RO76", "Status": "Inactive"}]
    held = {"Name": "OLD PLACE", "OrgId": {"extension": "Z99009"}, "Status": "Active", "Roles": {"Role": roles}}
    (folder / "ord.json").write_text(json.dumps({"Organisation": held}))
    load(folder)
    assert not Organisation.objects.filter(code="Z99009").exists()
