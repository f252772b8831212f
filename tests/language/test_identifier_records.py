"""The gate on records pasted into a text: fields, tables, HL7 segments and labels."""

import pytest

from language.identifiers import screen


def names(text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in screen(text).found if finding.kind == "NAME"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Surname: Birch; Forename: Amber; letter never sent", ["Birch", "Amber"]),
        ('{"family":"Wood","given":"Ivy","status":"rejected"}', ["Wood", "Ivy"]),
        ("<surname>Frost</surname> is shown in place of the letter", ["Frost"]),
        ("Name=Dale Young, ward=Byron, cons=Mr P Singh", ["Dale Young"]),
        ("Ward|Patient|Consultant\nKeats|Norris G|Mr Singh\nByron|Hammond T|Miss Farrow", ["Norris G", "Hammond T"]),
        ("Surname,Forename,GP\nField,May,Sood\nChurch,Dean,Patel", ["Field", "May", "Church", "Dean"]),
        ("PID|1||BAKER^IRIS^A\nPV1|1|O|||C1234^SINGH^PRITI", ["BAKER", "IRIS", "A"]),
        ("1. Tom Lane - letter to wrong GP\n2. Sheila Park - no TTO", ["Tom Lane", "Sheila Park"]),
        ("Dose query: HARGREAVE D bed 4, digoxin given twice", ["HARGREAVE D"]),
        ("Dear Dr, Folasade was seen in clinic; the rest is blank.", ["Folasade"]),
        ("She goes by Bella but records say Isabella Marlow.", ["Bella", "Isabella Marlow"]),
        ("Patient Gemma Golding was sent home", ["Gemma Golding"]),
    ],
)
def test_names_in_fields_rows_and_lists_are_found_and_no_others(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Ward,Beds,Nurse in charge\nAusten,28,Kelly\nEliot,24,Donna",
        "Drug name: Madopar. Ward name: Byron. Brand name=Tegretol",
        "Patient: none seen. Surname: unknown. Patient name: missing.",
        "MSH|^~\\&|WINPATH|LAB|EMIS|GP|202511031015||ACK^R01|61|P|2.3\nOBR|1||55|FBC|||20251002",
        "Seen by: Kelly. Cc: Donna, Priya. From: Julie Marsden. Typed by: Sue Bright.",
        "Metformin MR. Tolterodine XL. Diltiazem MR Capsules 120mg.",
        "They're at the desk. We've Dr Ali.",
        "GMC code on letter C7654321 = locum.",
        "Send letters to Holly Bank Surgery, 11 Church Street, Hollin.",
    ],
)
def test_wards_staff_medicines_and_empty_fields_are_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Op by Miss Farrow. Joint letter from Mr Teo and Prof Ahmed.",
        "Mr Farrow operating. Mr Singh to review in 6/52.",
        "Both Mr Ashdown and Miss Farrow refuse e-referrals.",
        "Team leader Priya is on leave. CPN Tunde Bello visited.",
        "Duty social worker (Ms Okeke) did not return the call.",
        "Ring Karen on the ward or Lisa in bookings.",
    ],
)
def test_surgeons_and_staff_without_a_post_are_told_by_what_they_do(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    ["Mr Tranter refused the morphine.", "Mrs Tranter's list of drugs was wrong.", "Follow up of Mr Tranter lost."],
)
def test_patients_who_do_what_surgeons_do_are_still_patients(text):
    assert len(names(text)) == 1


def test_a_label_is_an_address_to_its_postcode():
    text = "JOAN PELHAM\n12 OAK ROAD\nTARNBY\nLA99 3AB was on the wrong bag"
    assert not any(word in screen(text).masked for word in ("OAK", "TARNBY", "LA99"))


@pytest.mark.parametrize("day", ["3 marca 1950", "12 février 1944", "5. Mai 1961"])
def test_a_date_of_birth_may_name_its_month_in_any_language(day):
    assert day not in screen(f"DOB {day}, no letter").masked


def test_a_number_in_a_field_is_not_given_to_the_clinic_in_the_next():
    assert "07700" not in screen("To: 07700 900207 For: Molly Ince Clinic: Paed Asthma").masked
    assert "7700" not in screen("CLINIC=FALLS;SMS sent to +44 7700 900118;OK=N").masked


@pytest.mark.parametrize(
    "text",
    [
        "Name | Role\nKelly Orme | Ward clerk\nTom Ellis | Registrar",
        "Name: Castle Ward. For: Grange Road Practice. Patient: Parkinson's disease, lives alone.",
        "Subject: Docman Workflow Failure. Contact name: Reception. NOK: Daughter.",
        "THEN TRANSFERRED TO SURGICAL SHO JAMIE",
    ],
)
def test_labels_of_staff_places_and_subjects_hold_no_patient(text):
    assert screen(text).masked == text
