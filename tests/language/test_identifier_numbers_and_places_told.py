"""The gate tells patients' numbers and homes, and those of organisations, by what is said beside them."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Why does the eye clinic ring 07700900118 which is her old number.",
            "Why does the eye clinic ring [phone number removed] which is her old number.",
        ),
        (
            "The ward keep calling 07700 900 664, disconnected since May.",
            "The ward keep calling [phone number removed], disconnected since May.",
        ),
        (
            "The practice line 0151 496 0331 on the form was his daughter's number.",
            "The practice line [phone number removed] on the form was his daughter's number.",
        ),
        (
            "The office number 01632 960 771 they rang is actually the patient's landline.",
            "The office number [phone number removed] they rang is actually the patient's landline.",
        ),
    ],
)
def test_a_number_that_is_wrong_or_somebodys_own_is_a_patients(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "The clinic line 0151 496 0331 is always engaged and is not her fault.",
        "The ward number 0151 496 0331 on the letter was wrong.",
        "If worse the clinic will call back, or ring the surgery on 0151 496 0332.",
    ],
)
def test_a_number_of_a_department_is_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "they said the address they had was 9 harper court which is his old one",
            "they said the address they had was [address removed] which is his old one",
        ),
        (
            "The address on the form was 22 mossley place, where she has never lived.",
            "The address on the form was [address removed], where she has never lived.",
        ),
    ],
)
def test_a_home_in_small_letters_behind_the_word_address(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ref RBL 44 10 273: no letter.", "Ref [hospital number removed]: no letter."),
        ("Her number is RXR 12 345 67.", "Her number is [hospital number removed]."),
        ("Ref: AB/CD/D0123456 Typed 3 May.", "Ref: AB/CD/[hospital number removed] Typed 3 May."),
        ("Our ref MJ/kt/773201. Dear Doctor", "Our ref MJ/kt/[hospital number removed]. Dear Doctor"),
        ("The scan never came. H.N. D 310442.", "The scan never came. H.N. [hospital number removed]."),
        ("HNF C 551208 was discharged.", "HNF [hospital number removed] was discharged."),
    ],
)
def test_numbers_of_hospitals_however_they_are_set_out(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "We reported it internally as W220415.",
        "Reported on Datix as W220415 and closed.",
        "Ref PSI/2024/0713.",
        "Ref: SR/4471902 is closed.",
        "The RTA 12 10 2023 was not coded.",
        "RSV 12 18 24 month checks.",
    ],
)
def test_other_references_are_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "The scanner at Royal Bolton, BL4 0JR, is down.",
        "Would anybody at the Christie (M20 4BX) reply?",
        "Dr Reed at Salford Royal (Stott Lane, M6 8HD) wrote.",
        "Letters from the Marsden, SW3 6JJ, never come.",
        "CW1 4QJ is our branch if you want to come.",
        "The postcode on the website is still CH44 5UF.",
        "Address on the letterhead is still WN5 0LX.",
        "Google says SK1 3XX, the clinic has moved.",
        "Yours sincerely, Dr B. Anand, GP Partner, 40 Station Road, Marple SK6 6AA",
        "The template prints 01/01/1900 as the clinic date.",
    ],
)
def test_places_and_dates_of_no_patient_are_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "She lives near the Royal Oak, M6 8ZZ, alone.",
        "Patient moved to Royal Crescent, BL4 0JR.",
        "CW1 4QJ is our patient's postcode.",
        "His postcode on the system is still CH44 5UF.",
        "Her daughter found her at the Christie Arms, M20 4BX.",
    ],
)
def test_a_patients_postcode_beside_such_words_is_masked(text):
    assert "[postcode removed]" in screen(text).masked
