"""An NHS number is found whatever other number stands beside it, and few other numbers are taken for one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nhs_number.validate import calculate_checksum

from language.identifiers import screen

NUMBER = "9990000018"
SAID = "nine nine nine zero zero zero zero zero one eight"


@st.composite
def valid_numbers(draw) -> str:
    """Ten digits that may be somebody's: the numbers that are given out begin so."""
    first = draw(st.sampled_from(("4", "6", "7", "999"))) + draw(st.text("0123456789", min_size=9, max_size=9))
    check = calculate_checksum(first[:9])
    return f"{first[:9]}{check}" if check < 10 else NUMBER


@st.composite
def grouped(draw) -> str:
    """The number in groups of any sizes, with one separator throughout."""
    number, gap, pieces = (
        draw(valid_numbers()),
        draw(st.sampled_from([" ", "-", ".", "/", "  ", " - ", "\u00a0", "_"])),
        [],
    )
    while number:
        size = draw(st.integers(1, len(number)))
        pieces.append(number[:size])
        number = number[size:]
    return gap.join(pieces)


OTHERS = st.one_of(
    st.integers(0, 120_000).map(str),
    st.decimals("0.1", 300, places=1).map(str),
    st.dates().map("{:%d/%m/%Y}".format),
    st.dates().map("{:%Y-%m-%d}".format),
    st.times().map("{:%H:%M}".format),
    st.sampled_from(["0151 496 0123", "07700 900123", "140/80", "2 3", "1 2 3 4 5", "6.4 7.1 3.3", "012"]),
)
BETWEEN = st.sampled_from([" ", "\t", ") ", " (", "] ", "\n", ", ", ": ", " - ", " | "])


@settings(max_examples=200, deadline=None)
@given(grouped(), OTHERS, BETWEEN, OTHERS, BETWEEN, st.sampled_from(["", "Bed ", "Result for ", "NHS number, ward "]))
@example("9 9 9 0 0 0 0 0 1 8", "5", ") ", "2", " ", "")
@example("9990 000 018", "7", " ", "4567", " ", "NHS ")
def test_it_is_found_between_any_other_numbers(number, before, gap, after, next_gap, words):
    for text, start in (
        (f"{words}{before}{gap}{number} had no letter", len(words + before + gap)),
        (f"{words}{number}{next_gap}{after} had no letter", len(words)),
        (f"{words}{before}{gap}{number}{next_gap}{after}", len(words + before + gap)),
    ):
        found = [one for one in screen(text).found if one.kind == "NHS_NUMBER"]
        covered = {at for one in found for at in range(one.start, one.end)}
        assert covered.issuperset(range(start, start + len(number))), (text, found)


@pytest.mark.parametrize(
    ("before", "number"),
    [
        ("Patient in bed 12 ", "99900 00018"),
        ("ward 7 ", "9990 000 018"),
        ("NHS number of the patient on ward 7 ", "943 4765919"),
        ("2\t", "943476 5919"),
        ("2) ", "99900 00018"),
        ("27/11/2026 ", "943476 5919"),
        ("14:30 ", "943476 5919"),
        ("INR 6.8 ", "943476 5919"),
        ("protein 2+ ", "94347 65919"),
        ("bed 12.", "94.34.76.59.19"),
        ("bed 12 ", "94.34.76 5919"),
        ("bed twelve ", SAID),
        ("ward 7, ", "nine nine nine, treble zero, double oh, one eight"),
        ("bed " + "one two " * 20, SAID),
    ],
)
@pytest.mark.parametrize("after", [" had no letter", " 2 days late", " 12 mg", " two days late"])
def test_only_the_number_is_masked_beside_another(before, number, after):
    assert screen(before + number + after).masked == f"{before}[NHS number removed]{after}"


@pytest.mark.parametrize(
    "text",
    [
        "INR 3.4 3.5 4.1 3.0 4.8 then 2.1 3.4 2.6 4.0 3.9 and 6.1, 4.4, 3.9, 4.2, 4.3 again.",
        "Seen 3/7/2026 10:10, 4/7/2026 9:40 and 9/7/26 09:15 12 times.",
        "BP 96/52 98/61 97/58 94/60 then 99/64 98/66 today.",
        "Ring +44 7700 900123 or 0044 (0) 7700 900123 for the clinic, switchboard 0151 496 0123 4567.",
        "Times 9:30 10:15 11:00 13:20 and 7:45 8:15 9:40.",
        "One in four waited, two of seven, three or six or nine of ten.",
    ],
)
def test_rows_of_dates_times_phones_and_measurements_are_no_nhs_numbers(text):
    assert [one.kind for one in screen(text).found if one.kind == "NHS_NUMBER"] == []
