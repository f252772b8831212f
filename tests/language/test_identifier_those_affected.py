"""The gate finds surnames alone where they are said to be patients', and leaves lists of other things."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    ("text", "surnames"),
    [
        ("Patients affected: Hollingsworth, Pendlebury, Okonjo.", ("Hollingsworth", "Pendlebury", "Okonjo")),
        ("Pts involved so far: Thistlewood and Ramachandran", ("Thistlewood", "Ramachandran")),
        ("Affected patients - Kowalczyk; O'Donnell; Zzyblik", ("Kowalczyk", "O'Donnell", "Zzyblik")),
        (
            "Same again for Pendlebury today, and for Hollingsworth last week.",
            ("Pendlebury", "Hollingsworth"),
        ),
        ("No TTO. Same problem with Okonjo and again with Nakamura.", ("Okonjo", "Nakamura")),
    ],
)
def test_surnames_said_to_be_of_patients_are_found(text, surnames):
    masked = screen(text).masked
    assert [one for one in surnames if one in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "Patients affected: Cardiology, Urology and Gynaecology.",
        "Patients affected: Wirral, Halton, Knowsley.",
        "Same again for Warfarin today, and for Digoxin last week.",
        "Same problem with Arrowe Park and with Whiston Hospital.",
        "Same thing with Docman today.",
        "Patients waiting: Monday 12, Tuesday 14.",
        "Same again for Dr Okonjo today.",
    ],
)
def test_places_medicines_days_and_staff_are_left(text):
    assert screen(text).masked == text
