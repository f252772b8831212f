"""The gate tells those at work by what they say they do, and patients by age, kin and sex beside them."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    "text",
    [
        "I'm Menna, I do the typing for Mr Oduya and Miss Fong.",
        "Protocol signed off by A. Hossain (APC chair) in May.",
        "The letters are late. Regards, Peter Chan, Head of Primary Care, Loom Street, Millford BL98 3AA",
        "Slides from Ms Rowlands to follow.",
        "Ask for Jez or Hetty in records.",
    ],
)
def test_people_who_say_what_they_do_are_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Przemek, 8, needs pens for school.", "[name removed], 8, needs pens for school."),
        ("her dad Wing Kwan is on ward 12", "her dad [name removed] is on ward 12"),
        ("my patient Chan Tai Man was seen", "my patient [name removed] was seen"),
        (
            'sheet: "KIERAN DUFFY M 15/04/2016" and no notes',
            'sheet: "[name removed] [date of birth removed]" and no notes',
        ),
        ("baby unnamed (22/10/2025) has no date", "baby unnamed ([date of birth removed]) has no date"),
        ("FROM: labour ward. RE: Fatoumata Camara, seen", "FROM: labour ward. RE: [name removed], seen"),
    ],
)
def test_patients_are_told_by_age_kin_and_sex(text, masked):
    assert screen(text).masked == masked
