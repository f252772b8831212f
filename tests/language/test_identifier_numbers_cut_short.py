"""Numbers that are told in parts, run together or without their beginning or end are masked whole."""

import pytest

from language.identifiers import screen


def found(text, kind):
    return [text[one.start : one.end] for one in screen(text).found if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("943 476 5919943 476 5919", ["943 476 5919943 476 5919"]),
        ("NHS no 943 476 and 5919", ["943 476 and 5919"]),
        ("NHS number 943 476 ending 5919", ["943 476 ending 5919"]),
        ("NHS: 943 then 476 then 5919", ["943 then 476 then 5919"]),
        ("Drained 120 130 and 1400 ml on the NHS ward", []),
    ],
)
def test_an_nhs_number_told_in_parts_or_twice_without_a_space_is_found_whole(text, numbers):
    assert found(text, "NHS_NUMBER") == numbers


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("DOB 12-Nov", ["12-Nov"]),
        ("D.O.B 04/51", ["04/51"]),
        ("date of birth is 3 May", ["3 May"]),
        ("DOB: November 12th", ["November 12th"]),
        ("DOB 1951", ["1951"]),
        ("her birthday is 12 November", ["12 November"]),
        ("DOB is 3rd of May, 1951", ["3rd of May, 1951"]),
        ("DOB 3 different versions", []),
        ("Her birthday party 12 Nov", []),
        ("DOB 0 of 5 were right", []),
    ],
)
def test_a_date_of_birth_without_its_year_or_its_day_is_one_behind_its_cue(text, dates):
    assert found(text, "DOB") == dates


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("landline 496 0123", ["496 0123"]),
        ("his home number is 496 0123", ["496 0123"]),
        ("7700 900123", ["7700 900123"]),
        ("mobile 7700900123", ["7700900123"]),
        ("Mum 7700 900 123", ["7700 900 123"]),
        ("her fax 01514960123", ["01514960123"]),
        ("Ward landline 496 0123", []),
        ("the surgery landline is 496 0123", []),
        ("order 7700 900123", []),
        ("reading 7700900123", []),
        ("our fax 01514960123", []),
        ("Mr Vance's secretary, her fax 01514960123", []),
    ],
)
def test_a_number_without_its_code_or_nought_is_a_persons_and_so_is_somebodys_own_fax(text, numbers):
    assert found(text, "PHONE") == numbers


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("joe.smith (at) nhs.net", ["joe.smith (at) nhs.net"]),
        ("her email is joe.smith@nhs.net", ["joe.smith@nhs.net"]),
        ("his e-mail: joe.smith [at] nhs [dot] net", ["joe.smith [at] nhs [dot] net"]),
        ("email me on joe.smith (at) nhs.net", []),
        ("write to joe.smith@nhs.net", []),
        ("ward7.team (at) nhs.net", []),
    ],
)
def test_an_address_of_the_nhs_that_is_told_as_a_patients_is_masked_whole(text, addresses):
    assert found(text, "EMAIL") == addresses
