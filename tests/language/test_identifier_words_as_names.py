"""Patients called by a word, homes without a number, numbers of charts and a bare date of birth are found."""

import pytest

from language.identifiers import screen


def found(text: str, kind: str) -> list[str]:
    return [text[one.start : one.end] for one in screen(text).found if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Autumn is 9, has asthma and no plan.", "Autumn"),
        ("Nothing sent. Joy was 80 in May and lives alone.", "Joy"),
        ("Her letter is lost. May will be 90 in June.", "May"),
        ("He was told nothing. Will has no date for surgery.", "Will"),
        ("Discharge letter for Will not here, he is 19.", "Will"),
        ("Please ring. I saw Will today with his mum.", "Will"),
        ("Nobody arranged Frank's care package and he is home.", "Frank"),
        ("Rang about Dale's transport, he missed his slot.", "Dale"),
        ("This is about June. She was due a stent in May.", "June"),
        ("Chased by Iris herself three times, she is 90.", "Iris"),
        ("3 week old Hope came with jaundice.", "Hope"),
        ("Saw an 84 yr old Olive at home.", "Olive"),
        ("7 yo boy Ash has no inhaler.", "Ash"),
        ("18 month old Basil Okafor fell", "Basil Okafor"),
        ("hello this is pearl mensah ringing about me results its been six weeks", "pearl mensah"),
        ("Voicemail (Mon): its ivy walsh here my husband is poorly", "ivy walsh"),
        ("Letter from J. Tattersall (Mrs), who cannot come.", "J. Tattersall (Mrs)"),
        ("Ring the home. Husband is Derek, also ours.", "Derek"),
        ("I ring on behalf of Mister Alcott who is deaf", "Mister Alcott"),
        ("Thank you for seeing this retired baker, Mr Hale.", "Mr Hale"),
        ("We saw this 71 year old, Mr Crust.", "Mr Crust"),
        ("Sabine was told that her GP would do it.", "Sabine"),
        ("Twin 2 Osei had no bloodspot.", "Twin 2 Osei"),
        ("Told by ward that Ernest had gone home.", "Ernest"),
    ],
)
def test_a_word_is_a_name_by_age_kin_or_call(text, name):
    assert name in found(text, "NAME")


@pytest.mark.parametrize(
    "text",
    [
        "Faith is what we need. May is 31 days long.",
        "In the discharge clinic will you say who will ring?",
        "Frank's sign was seen and Paul's tube placed.",
        "Guy's results were late again.",
        "Dr Hope's discharge letters are late, Sister Joy's appointment book is full.",
    ],
)
def test_a_word_is_a_word_and_staff_are_staff(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Taken home to Rose Cottage, Nether Wallop in a taxi, she is alone.", "Rose Cottage, Nether Wallop"),
        ("Police asked to visit him at The Old Smithy, Upper Slaughter.", "The Old Smithy, Upper Slaughter"),
        ("Crew took her back to Fernbank, Mill Lane with no keys.", "Fernbank, Mill Lane"),
        ("Brought by ambulance to Willow Holme, Fore Street. No keys.", "Willow Holme, Fore Street"),
        ("Discharged 6/6 to Highfield Farm, Lower Dunsop, no package.", "Highfield Farm, Lower Dunsop"),
        ("She fell at her home in Laburnum Grove on Friday.", "Laburnum Grove"),
        ("His flat on Chapel Street is cold.", "Chapel Street"),
    ],
)
def test_a_home_by_its_own_name_or_its_street_is_found(text, home):
    assert found(text, "ADDRESS") == [home]


@pytest.mark.parametrize(
    "text",
    [
        "Our clinic has moved to The Old Forge, Bakers Lane, she was told.",
        "The care home in Station Road sent her in.",
        "Please send her samples to Unit 3, Canal Road.",
        "He came in via The Oaks, Park Road Surgery.",
        "The training is at The Old Barn, Upper Slaughter.",
        "Her notes went to Park View Surgery, Mill Lane.",
    ],
)
def test_a_place_of_work_is_no_home(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("He has two charts: 21 40 118 and 21 40 181.", ["21 40 118", "21 40 181"]),
        ("Two sets of notes: 118 27 04, 118 27 40 for her", ["118 27 04", "118 27 40"]),
        ("Pls merge 0045512 & 0054512, both are hers", ["0045512", "0054512"]),
        ("She is SystmOne 8841207 with us.", ["SystmOne 8841207"]),
        ("Known as RiO 1029384 to the team, he is lost.", ["RiO 1029384"]),
        ("She is on EMIS 10 and SystmOne 2023.", []),
        ("Notes: 12 11 2024 was the date he came.", []),
    ],
)
def test_numbers_of_charts_and_systems_are_found(text, numbers):
    assert found(text, "HOSPITAL_NUMBER") == numbers


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("His referral was not received. 23.2.71", ["23.2.71"]),
        ("The letter was never sent. 04/11/1988.", ["04/11/1988"]),
        ("No letter came for the baby after clinic. 14/08/2017.", ["14/08/2017"]),
        ("The policy was reviewed. It was sent 12.03.2022.", []),
        ("Nothing came after the clinic. 12.03.2024.", []),
    ],
)
def test_a_bare_date_as_the_last_sentence_is_of_birth(text, dates):
    assert found(text, "DOB") == dates
