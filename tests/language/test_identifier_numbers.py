"""The gate knows a patient's number by its cue, its shape or the person beside it, and other numbers by theirs."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("X-ray report went astray. EMIS number 48213 if that helps.", "48213"),
        ("Her SystmOne no. is 4482211, the letter has another.", "4482211"),
        ("Invitations go to the old house. H no. 4410927", "4410927"),
        ("Hosp number on the sheet 0088213 belongs to somebody else.", "0088213"),
        ("Have you a hosp no. please?\n\n> Hello, it's C/77120/93, she was seen.", "C/77120/93"),
        ("Mrs Bell, date of birth 3/4/1950, number 4 4 0 7 1 9 2, was reviewed.", "4 4 0 7 1 9 2"),
    ],
)
def test_a_patients_number_is_known_by_its_cue_its_shape_or_the_person_beside_it(text, number):
    found = [text[one.start : one.end] for one in screen(text).found if one.kind == "HOSPITAL_NUMBER"]
    assert found == [number]


def test_each_of_two_records_is_found():
    masked = screen("Two PAS records, 1187340 and 1902266, bloods on one and scans on the other.").masked
    assert masked.startswith("Two PAS records, [hospital number removed] and [hospital number removed], bloods")


@pytest.mark.parametrize(
    "text",
    [
        "Our IT department have logged this as INC0048120 and closed it twice.",
        "Tickets INC0048120 and CHG0012345 are still open.",
        "Incident form done, W-118203.",
    ],
)
def test_numbers_of_tickets_and_incidents_are_no_patients(text):
    assert screen(text).masked == text


def test_the_number_somebody_rang_from_is_theirs_whoever_was_rung():
    text = "Her niece rang the ward from 01632 960 549 to say that the practice knew nothing."
    assert "01632" not in screen(text).masked
    kept = "Call 07700 900 010, which is Dr Stokes' own, and she answers."
    assert screen(kept).masked == kept
    ward = "The ward phone is now a mobile, 07700 900 222, because the landline is broken."
    assert screen(ward).masked == ward
