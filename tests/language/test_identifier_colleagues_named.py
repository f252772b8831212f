"""Who names himself at work, is to be tried there, took a report or writes letters is left alone; no patient is."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    "text",
    [
        "Receptionists Petra and Olu had to tell her twice.",
        "Secretaries Bea and Wojtek type his letters by hand.",
        "My name is Gwen and I run the booking desk. He is on no list.",
        "I'm Olu, I look after the referrals inbox, she is not in it.",
        "It's Petra here and I manage the practice. He never came.",
        "Please ring me, Ted, on the bypass number. She waits.",
        "Can you e-mail me (Bea) at the surgery about him.",
        "Reply to me, Wojtek, via the hub. He has no date.",
        "Porter this morning (Ted) took her to the wrong ward.",
        "Call handler last night (Olu) told him to walk.",
        "Receptionist yesterday (Petra) sent her away.",
        "Logged with IT helpdesk ticket 55120, Gwen says they will fix it. His form is blank.",
        "Raised it with switchboard, Bea promised to ring him.",
        "Ask Wojtek in our referrals team why she was refused.",
        "Try Petra in the back office, he knows her.",
        "Phone Olu at our booking desk about his date.",
        "We have a new cancer tracking admin, Bea Lunt, who has his list.",
        "Your new rota lead is Olu Hale and he has no list.",
        "Mr Barlow's letters always say who does the bloods, Miss Lamb's never do. Her patient waited.",
        "Mrs Platt's letters never tell us the dose for a patient.",
        "She was told to ask for Mr Barlow, and Mr Barlow's secretary was out.",
        "Refer to Miss Lamb. He rang and Miss Lamb's registrar says no.",
        "Bea from ward 12 rang about his tablets.",
        "He was told nothing. Ted from ward B3 phoned us.",
        "Spoke to Ted in hospital dispensary about her tablets.",
    ],
)
def test_who_is_named_at_work_is_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("My name is Gwen and I run out of my tablets each month.", ["Gwen"]),
        ("I'm Gwen and I look after the home of my mother. She is ill.", ["Gwen"]),
        ("Her mother rang: ring me, Joan, on my mobile about my daughter.", ["Joan"]),
        ("The porter took this morning (Joan) to the wrong ward, she is 80.", ["Joan"]),
        ("Reported to the helpline, Joan said she fell at home.", ["Joan"]),
        ("Ask Joan in our clinic what she takes.", ["Joan"]),
        ("Ring Joan in the morning, she is in pain.", ["Joan"]),
        ("We have a new patient, Joan Hale, who has no list.", ["Joan Hale"]),
        ("Mr Barlow's letters never reach him.", ["Mr Barlow"]),
        ("Mr Barlow's letters always go to his old address.", ["Mr Barlow"]),
        ("Refer to Miss Lamb's notes. Miss Lamb has a rash, her mum says.", ["Miss Lamb", "Miss Lamb"]),
        ("Joan from ward 12 went home without her tablets.", ["Joan"]),
        ("Joan, 80, from ward 12 rang, she is in pain.", ["Joan"]),
    ],
)
def test_a_patient_in_such_a_place_is_masked(text, names):
    assert [text[one.start : one.end] for one in screen(text).found if one.kind == "NAME"] == names


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("She got through on the 0161 496 0500 line at last.", []),
        ("He was kept waiting on our main 0161 496 0500 switchboard.", []),
        ("Her own 0161 496 0500 line is dead.", ["0161 496 0500"]),
        ("She is on 0161 496 0500, he is not.", ["0161 496 0500"]),
    ],
)
def test_a_number_that_is_called_a_line_is_a_departments(text, numbers):
    assert [text[one.start : one.end] for one in screen(text).found if one.kind == "PHONE"] == numbers
