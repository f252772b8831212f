"""What of a report can tell whose it was, and what anybody has."""

import pytest

from language.details import details, told_by_few

POTASSIUM = "Rang at night: a potassium of 7.1 at five past six, and nobody on call."


@pytest.mark.parametrize(
    ("said", "issue", "detail"),
    [
        ("One night the potassium was 7.1 and nobody came.", POTASSIUM, "7.1"),
        ("One night her K+ was seven point one.", POTASSIUM, "seven point one"),
        ("Somebody rang at 18:05 and nobody came.", POTASSIUM, "18:05"),
        ("Somebody rang at 6.05pm and nobody came.", POTASSIUM, "6.05"),
        ("Rung at twenty to nine.", "It was twenty to nine by then.", "twenty to nine"),
        ("A sodium of 108 was not rung through.", "Her sodium came back as 108.", "108"),
        ("A girl of 11 waited for her cancer clinic.", "Cancer. She is an eleven-year-old.", "girl of 11"),
        ("An 11-year-old waited for cancer care.", "Girl, 11, with cancer", "11-year-old"),
        ("A 3-week-old baby, jaundice unseen.", "Jaundice of a 3 week old boy", "3-week-old"),
    ],
)
def test_a_detail_that_one_person_told_is_found_however_it_is_written(said, issue, detail):
    assert told_by_few(said, [(issue, 1), ("Letters came late.", 2)]) == [(detail, 1)]


@pytest.mark.parametrize(
    ("said", "issue"),
    [
        ("Her potassium was 7.05.", "Potassium was taken at 7.05 pm."),
        ("Her potassium was 45.", "A potassium for a woman aged 45."),
    ],
)
def test_what_is_a_time_or_an_age_in_an_issue_is_no_number_there(said, issue):
    assert told_by_few(said, [(issue, 1)]) == []
    assert told_by_few(said, [("A potassium of 7.05. Potassium 45 again.", 1)])


def test_what_three_people_tell_is_nobodys_own_and_two_are_counted():
    told = [(POTASSIUM, 1), ("Potassium 7.1, not rung.", 2)]
    assert told_by_few("The potassium was 7.1.", told) == [("7.1", 2)]
    assert told_by_few("The potassium was 7.1.", [*told, ("A potassium of 7.1 again.", 3)]) == []
    assert told_by_few("The potassium was 7.1.", [*told, ("Potassium 7.1.", 2)]) == [("7.1", 3)], "two people"


@pytest.mark.parametrize(
    ("said", "issue"),
    [
        ("A potassium of 6.9 at ten past six.", POTASSIUM),
        ("Version 7.1 of the software.", POTASSIUM),
        ("A man of 11 letters.", "Letters, 12 of them, for a boy of 12"),
    ],
)
def test_another_number_or_the_same_of_another_thing_is_no_detail_of_it(said, issue):
    assert told_by_few(said, [(issue, 1)]) == []


@pytest.mark.parametrize(
    "figures",
    [
        "Reported by 14 people in 9 organisations since March 2026.",
        "38 issues by 21 people in the week from 2 March 2026, 12 of 40 patients, 8.5 in 10, 12.5%.",
        "Letters take 3.5 weeks; methotrexate 2.5 mg and 10 mg tablets; 20 to 30 calls.",
        "Lines are open from 08:00 to 18:30; they close at half past six, and take five to six weeks.",
        "For people aged 65 and over, under 18 years old, from age 50, aged 40 to 74, BMI over 40.5; a 10-year wait.",
        "Since 3/2026 the potassium service of 2026 has served 9 practices.",
    ],
)
def test_counts_spans_doses_round_hours_and_bounds_of_age_are_no_details(figures):
    assert details(figures) == []
    assert told_by_few(figures, [(figures, 1)]) == []
