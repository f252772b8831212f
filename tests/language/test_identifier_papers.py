"""The gate masks the numbers of papers that tell who somebody is, and no reference of another kind."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("NI number QQ123456C was on the fit note", "QQ123456C"),
        ("nino AB 12 34 56 D, benefits refused", "AB 12 34 56 D"),
        ("National Insurance: jw654321a", "jw654321a"),
        ("His driving licence HOLLI510403M99AB was kept", "HOLLI510403M99AB"),
        ("DVLA form for FOX99 701019 AB 9XY", "FOX99 701019 AB 9XY"),
        ("passport no 533401372 was asked for", "533401372"),
        ("Passport: 533 401 372", "533 401 372"),
        ("her Polish passport is EH 1234567, not accepted", "EH 1234567"),
        ("Passport number\n120382978\nNo letter", "120382978"),
    ],
)
def test_a_number_that_tells_who_somebody_is_is_masked_whole(text, number):
    found = screen(text)
    assert number in [text[one.start : one.end] for one in found.found]
    assert not any(char.isdigit() for char in found.masked)


@pytest.mark.parametrize(
    "text",
    [
        "No catheter passport was sent. Passport 2 of 3 is missing.",
        "Hospital passport for people with a learning disability: 120 printed in 2026.",
        "Order AB12345678 and form FP10SS, ward B12, at 12 34 56 as said.",
        "Batch PARAC2026 of paracetamol 500mg, lot 12 34 56.",
        "Readings at 12 34 56 and 11 22 33 a day apart.",
        "Leaflet COVID202612AB is out of date.",
    ],
)
def test_what_only_looks_like_one_is_left(text):
    assert screen(text).masked == text
