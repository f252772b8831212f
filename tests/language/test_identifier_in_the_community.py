"""Names of appliances, of those who sign, lead and may be rung; and homes, numbers and names of patients beside."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    "text",
    [
        "Allevyn and Biatain ran out. Peristeen was refused, she said.",
    ],
)
def test_dressings_and_appliances_are_nobody(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "He came home with one bag. Please send more.\n\nLesley\nBand 3 admin, 0118 496 0533",
        "She has nobody who can give it. Can you confirm the date?\n\nSian, CMW Team Lavender",
        "This came to us about Mr Costa's ward. Please advise, he is upset.\n\nTina\nKingsmead",
        "He must not drive, we said so in the letter.\n\nClaire Mounsey\nPatient Safety",
        "I am secretary to Dr Vale. We cannot read the list she was sent.\n\nMrs P Whitworth",
        "I have forwarded it this time, she was seen. Mr D Rutherford FRCOphth",
        "From: Ade Bello (Clinical Pharmacist, Riverside)\nHe was started on lithium. Could the SHO phone me on "
        "0114 496 0175 please.\n\nAde\nade.bello@riverside.example",
    ],
)
def test_who_signs_at_work_keeps_name_telephone_and_mail(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Equipment store is closed, he needs a pump. Ring Pat on 0117 496 0310 option 3",
        "he gets 14 days every time. who is the lead is it steph w or still mr okafor",
        "hi its amy at dr dhaliwals. she came in with a letter",
        "Her register: meeting moved to Thursday. Dr Noble, Rev. Sharpe and Sister Joy to attend",
        "His script was unsigned. Prescriber name printed as T. Winter.",
        "She waits. It is 31 days for Mr Kapoor's clinics and 9 for Miss Lund's.",
        "No advice for her. Chase Miss Langley's sec",
        "You sent his bag to us. Please phone back. Manager: Marilou Santos 01632 960 404",
    ],
)
def test_who_leads_and_whom_to_ask_are_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Frail, 88yrs, lives 27 Saltersgate, alone", "Frail, 88yrs, lives [address removed], alone"),
        ("He has walked from 19 Ropewalk with sticks", "He has walked from [address removed] with sticks"),
        ("She moved in at 44 Sorrel Close in March.", "She moved in at [address removed] in March."),
        ("Sent in by ambulance from 62 Arbour Street.", "Sent in by ambulance from [address removed]."),
        ("the case of patient RX1 0093 772 is closed", "the case of patient [hospital number removed] is closed"),
        ("I have pain. Date birth 25.05.1977", "I have pain. Date birth [date of birth removed]"),
        ("Temperance Oduya, 22/40, no scan", "[name removed], 22/40, no scan"),
        ("He was known to everybody as Bill, and died", "He was known to everybody as [name removed], and died"),
        (
            "Joan Hale is safe. She is a guest of Mr Ola and Mrs Ola at Orchard End, Vicarage Road, Stoke Marden.",
            "[name removed] is safe. She is a guest of [name removed] and [name removed] at [address removed].",
        ),
        ("PLEASE HELP. MANDY HAS FALLEN, SHE IS 84", "PLEASE HELP. [name removed] HAS FALLEN, SHE IS 84"),
    ],
)
def test_homes_numbers_and_names_of_patients_are_found(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "Please help my mother, she has waited for months.\n\nTina\nKingsmead",
        "Please see this lady, her letter is late.\n\nDoris Platt\nEastvale Team",
        "Please ring Doris on 0117 496 0310, she is upset.",
        "hi its joan smith at dr khans, my results are late",
        "Doris has rung them, her son has rung them, I have rung them",
        "Please chase, she waits.\n\nDoris\nWard 4",
        "I am a retired nurse at heart. Please see my daughter.\n\nMrs P Whitworth",
        "From: Ade Bello (son of a patient)\nHe was started on lithium.\n\nAde\nade.bello@riverside.example",
        "Mr Kapoor's clinics are late and she waits for Miss Lund's results.",
    ],
)
def test_a_patient_in_such_a_place_keeps_the_mask(text):
    assert " removed]" in screen(text).masked
