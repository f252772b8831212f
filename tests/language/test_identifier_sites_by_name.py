"""Blocks, wards and hospitals that are called like homes or people are nobody's name and nobody's home."""

import pytest

from tests.language.masks import missed_and_false


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Falls clinic, Cherry Tree block.", ()),
        ("Her appointment was in the Cherry Tree building, second floor.", ()),
        ("He was moved to the Holly Bank suite.", ()),
        ("Her clinic is in the Rose Hill block now.", ()),
        ("The Daisy Hill unit has her notes.", ()),
        ("She was seen on Willow Bank annexe.", ()),
        ("He went to Laurel House ward.", ()),
        ("Her scan is at the Jasmine Park site.", ()),
        ("We moved her to Lily Lane campus.", ()),
        ("The Iris Wood wing lost his frame.", ()),
        ("Falls clinic at Heather Bank block lost her notes.", ()),
        ("Sent to Ruby Ward (Cherry Tree block) without her notes.", ()),
        ("Cherry Tree, 44, was sent home without her notes.", ("Cherry Tree",)),
        ("Please ring Mrs Rose Hill about her scan.", ("Rose Hill",)),
        ("Pt dob 12/03/1950, Adelphi Ward. Level 1.4.", ("12/03/1950",)),
        ("Pt dob 12/03/1950, Beech Unit, no letter.", ("12/03/1950",)),
        ("Pt dob 12/03/1950, Terry Ward, no letter.", ("12/03/1950", "Terry Ward")),
        ("Joan Smith, dob 12/03/1950, was sent home.", ("Joan Smith", "12/03/1950")),
        ("Joan Block, 84, was sent home without tablets.", ("Joan Block",)),
        ("Joan Smith block booked transport that never came for her.", ("Joan Smith",)),
        ("She was in the Larch Tree block last week.", ()),
        ("Down at Sandy Lane annexe they lost her film.", ()),
        ("Hazel Grove campus has her notes.", ()),
        ("Rowan Tree building reception sent her away.", ()),
        ("Her clinic moved to Ivy House suite.", ()),
    ],
)
def test_a_block_or_a_suite_that_is_called_like_somebody_is_left(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Lithium never done in 3 wk stay. Pt dob 19/07/1966, Clock View. Level 1.4.", ("19/07/1966",)),
        ("Joan Hale, Clock View, no discharge letter.", ("Joan Hale",)),
        ("Joan Hale was at Springview for 3 weeks.", ("Joan Hale",)),
        ("Joan Hale was discharged from Hollins Park last week.", ("Joan Hale",)),
        ("Joan Hale moved from Windsor House to Broadoak.", ("Joan Hale",)),
        ("Jocelyn Solly House has not sent her letter.", ()),
        ("Harry Blackman House lost her notes.", ()),
        ("She was on the Kevin White Unit.", ()),
        ("Dewi Jones unit sent her home.", ()),
        ("He was transferred to Rowan View last week.", ()),
        ("She lives at Ancora House for now. ", ()),
        ("Joan Hale, Bowmere, was sent home.", ("Joan Hale",)),
        ("He is in Padgate House and has no tablets.", ()),
        ("She went to Oakmeadow.", ()),
        ("Her notes are at Hartley Hospital.", ()),
        ("His bed at Rathbone was lost.", ()),
        ("She was seen at Lime Walk House, no letter.", ()),
        ("He is at Vale House, no meds chart.", ()),
        ("Joan Hale, 12 Clock View, has no letter.", ("Joan Hale", "12 Clock View")),
        ("Joan Hale lives at 4 Rowan View.", ("Joan Hale", "4 Rowan View")),
        ("Pt dob 12/03/1950, Hollins Park. Level 1.4.", ("12/03/1950",)),
        ("Joan Hale, Soss Moss, has no section papers.", ("Joan Hale",)),
        ("He moved from Lime Walk House to us with no letter.", ()),
        ("She was brought from Mossley Hill with no letter.", ()),
        ("He moved from Mossley Court with no letter.", ("Mossley Court",)),
        ("DOB 12/03/1950, Bowmere. No CTO papers.", ("12/03/1950",)),
        ("Heys Court has not sent her chart.", ()),
        ("He was moved between Rowan View and Clock View twice.", ()),
        ("She's at Oakmeadow for rehab.", ()),
        ("Sent from Padgate House with no meds chart for her.", ()),
        ("Ann Vale, 82, came back from Vale House.", ("Ann Vale",)),
    ],
)
def test_a_hospital_that_is_called_like_a_house_is_left(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])
