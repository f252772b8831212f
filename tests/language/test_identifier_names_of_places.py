"""Wards, surgeries and implants that are called like people are nobody; nor are numbers of offices and of orders."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    "text",
    [
        "The wards Cedar, Holly and Rowan never send a summary, the patient says.",
        "Holly, Hazel and Olive wards are shut and he waits.",
        "Surgeries: Heather Field, Jasmine Court and Daisy Hill do not send her bloods.",
        "Harvey, Hunter and Paget all use the new form for every patient.",
        "Could someone on the unit (Marie Curie 3) ring about her pump?",
        "She was moved to the ward (Edith Cavell).",
        "Asked three practices for the register. Best was Hazel Grove, worst was Violet Hill.",
    ],
)
def test_wards_and_surgeries_in_a_list_or_in_brackets_are_nobody(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Post-op letter: Jackson Pratt drain in, says he has pain.",
        "Smith-Petersen nail removed, she is home.",
        "Film shows Austin Moore R, he limps.",
        "A Lester Jones tube was put in and she weeps.",
    ],
)
def test_an_implant_is_nobody(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Order numbers X4410021 through X4410029 were rejected. She waits.",
        "His samples bounced, order nos W5512001 to W5512004.",
        "Please stop giving out our number, it is on her leaflet 01632 960331.",
        "Our fax on his letter 01632 960332 is dead.",
        "The leaflet has the wrong line (01632 960224). 2000 were printed.",
    ],
)
def test_numbers_of_offices_and_orders_are_no_identifiers(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The ward (Joan Hale) sent no letter, her son says.", "Joan Hale"),
        ("He and his sisters, Harvey and Olive, had no jabs.", "Olive"),
        ("Austin Moore, dob 3.2.1944, has a new hip.", "Austin Moore"),
        ("Heather Wood was on the wrong ward and her surgery was not told.", "Heather Wood"),
        ("We rang our number for her, 07700 900123, and no answer.", "07700 900123"),
        ("The parents' home, their number (01632 960335), is dead.", "01632 960335"),
        ("Result for (999 031 3644). 2000 units given.", "999 031 3644"),
        ("Result W3349018 to hospital no W3349026, who is lost.", "W3349026"),
    ],
)
def test_a_patient_called_or_numbered_like_that_is_masked(text, part):
    assert part not in screen(text).masked
