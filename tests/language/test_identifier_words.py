"""The gate on what is dictated: numbers, dates, telephones and addresses in words; and on labels of every kind."""

import pytest

from language.identifiers import screen
from language.reading.number_words import dates_in_words, said_digits, year_in_words


def found(text: str, kind: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in screen(text).found if finding.kind == kind]


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("oh seven seven double oh, nine hundred", "07700900"),
        ("forty one, twenty six", "4126"),
        ("999 oh three one triple six", "999031666"),
    ],
)
def test_digits_are_read_as_they_are_said(said, digits):
    assert [number.digits for number in said_digits(f"It is {said}.")] == [digits]


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("nineteen forty two", 1942),
        ("nineteen hundred and thirty six", 1936),
        ("two thousand and four", 2004),
        ("twenty nineteen", 2019),
        ("sixty-one", 1961),
        ("'38", 1938),
    ],
)
def test_years_are_read_in_words(written, year):
    assert year_in_words(written) == year


def test_a_day_without_a_year_is_no_date_in_words():
    assert not list(dates_in_words("On the fourth of May nineteen or twenty patients waited."))


@pytest.mark.parametrize(
    "day",
    [
        "the third of March nineteen forty two",
        "six six twenty nineteen",
        "the twelfth of the eleventh 1957",
        "fourteen three sixty-one",
        "the 9th day of October, 1961",
        "Christmas Day 1931",
        "17-viii-1952",
        "nineteen thirty nine, second of February",
    ],
)
def test_dates_of_birth_are_found_in_words(day):
    assert found(f"date of birth {day}, no letter", "DOB") == [day]


@pytest.mark.parametrize(
    "number", ["07700 90 01 63", "0 7 7 0 0 9 0 0 4 5 5", "o7700 900 633", "07700 900 0 52", "01632, 960, 811"]
)
def test_telephones_are_found_however_they_are_grouped(number):
    assert found(f"Her daughter is on {number} all day.", "PHONE") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 01632 960 811 for Heulwen ward.",
        "Phone 01632 960 774 is the new bed bureau.",
        "Seen 01 02 2025 10.40 and 07 05 2025 0930.",
    ],
)
def test_telephones_of_departments_and_rows_of_dates_are_no_patients(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Hosp. No.: K 204 118.", "K 204 118"),
        ("UNIT NUMBER: 31-88-402", "31-88-402"),
        ("RN: R0 77 41 26, no duration", "R0 77 41 26"),
        ("CRN[4471882", "4471882"),
        ("his CHI number is 0403511239", "0403511239"),
        ("Patient Identifier: 5567-019-A", "5567-019-A"),
        ("hospital number four four seven one nine two, who", "four four seven one nine two"),
        ("Hosp no. on bag: G 44 81 02.", "G 44 81 02"),
    ],
)
def test_hospital_numbers_are_found_under_every_label(text, number):
    assert found(text, "HOSPITAL_NUMBER") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Invoice 00418827, account K204118.",
        "Form WV-0049911 rev 3.",
        "Clinic ID 5567019.",
        "Hospital number missing.",
    ],
)
def test_numbers_of_forms_bills_and_clinics_are_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "home",
    [
        "Tŷ Gwyn, Lôn y Felin, Llanfair",
        "14 Clos Nant y Felin",
        "Garth Cottage, near Llanymynech",
        "Bryn Awel, Church Stoke Road",
        "Flat above the chip shop, 61 High St, Coedway",
        "number nine, Tithebarn Street",
    ],
)
def test_homes_are_found_whole_in_wales_and_out_of_the_way(home):
    text = f"Mrs Kaur lives at {home}."
    assert home.split(",")[0].split()[-1] not in screen(text).masked
    assert home.split()[-1] not in screen(text).masked


@pytest.mark.parametrize(
    "text",
    [
        "We are based at 40-42 Park Parade and the district nurses are at Beech House, 9 Corporation Street.",
        "The hospital still posts to Ffordd y Bont.",
        "Our practice has moved to Unit 9, The Maltings, Quay Street.",
        "There was no one else's view in it.",
    ],
)
def test_addresses_of_those_at_work_are_left_alone(text):
    assert screen(text).masked == text


def test_mail_and_postcodes_are_found_as_dictated():
    assert found("write to tobi dot ade at example dot com", "EMAIL") == ["tobi dot ade at example dot com"]
    assert found("my postcode is S Y 9 9 3 X Y", "POSTCODE") == ["S Y 9 9 3 X Y"]


@pytest.mark.parametrize(
    "text",
    [
        "Summary dated March, received June. He'd died in April.",
        "Letter came. She’d waited 14 months and nobody looked.",
        "Bounced in May. They'd rung nobody.",
    ],
)
def test_a_shortened_had_is_nobodys_name(text):
    assert screen(text).masked == text


def test_a_name_with_an_apostrophe_is_still_one():
    assert screen("O'Dowd died in May. Mrs O'Dowd's son rang.").masked.count("O'Dowd") == 0
