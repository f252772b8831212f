"""The gate masks a patient whom a greeting or a hurried note's head names, and no colleague who is greeted."""

import pytest

from language.identifiers import screen


def names(text: str) -> list[str]:
    return [text[one.start : one.end] for one in screen(text).found if one.kind == "NAME"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hi, Jean Thornley in again today re: her hip, dob 3/4/52", "Jean Thornley"),
        ("hello Edith Crabtree in again, nhs 943 476 5919, letter lost", "Edith Crabtree"),
        ("Hello Edith Crabtree came yesterday", "Edith Crabtree"),
        ("hi margaret pugh in again today about her hip", "margaret pugh"),
        ("Hello, Margaret Pugh in again today about her hip", "Margaret Pugh"),
        ("Hi all, Tom Barlow attended ED with chest pain", "Tom Barlow"),
        ("Hi Margaret rang about her scan", "Margaret"),
        ("morning, elsie hargreaves phoned in tears about her appointment", "elsie hargreaves"),
        ("Good afternoon, Brian Ormerod was seen on Tuesday and sent home", "Brian Ormerod"),
        ("Hiya Doreen Halsall dob 14/02/1941, no letter", "Doreen Halsall"),
        ("hello edith came yesterday", "edith"),
        ("Evening. Hi Jean Thornley, 84yo, re her hip", "Jean Thornley"),
        ("hi dr khan jean thornley in again today re her hip", "jean thornley"),
        ("Hi Wanjiru Mwangi came yesterday with her daughter", "Wanjiru Mwangi"),
        ("Hi Mrs Pugh in again today about her hip", "Mrs Pugh"),
    ],
)
def test_whoever_is_greeted_and_has_what_patients_have_is_masked(text, name):
    assert name in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hi Sarah, can you chase the letter about the clinic?",
        "Dear Dr Okafor",
        "hello Edith, thanks for your email",
        "Hi team, no slots again today",
        "Hi Sarah, seen your message about the rota",
        "Hi Sarah, her hip scan was never reported",
        "Hi Sarah re his discharge letter, still not here",
        "Hi Karen seen by the wrong team again",
        "Hi Ann in again today about the printer",
        "Morning Jane was in again this morning with the fax problem",
        "Hi Kate is in again on Monday so ask her about the rota",
        "Hello Dr Shah rang from the ward about the rota",
        "hi sue rang from reception, the fax is down",
        "Hi Priya Nair called about the rota",
        "Morning Jenny came to the meeting about discharge letters",
        "Hi both, in again today about the results system",
        "hi all, nobody came yesterday",
        "Hi Tom Barlow here from bookings, the clinic was cancelled",
    ],
)
def test_whoever_is_greeted_at_work_stays(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("doreen rang crying, 84, husband Ken in resus", ["doreen", "Ken"]),
        ("elsie came in again about her knee, no letter", ["elsie"]),
        ("doreen halsall attended, 84, no summary sent", ["doreen halsall"]),
        ("gladys phoned twice today about her results. nothing on ICE", ["gladys"]),
        ("Letter lost. norman rang very upset about his biopsy", ["norman"]),
        ("edith presented yesterday, her husband says she fell", ["edith"]),
        ("margaret called in tears, daughter frantic, no bed", ["margaret"]),
        ("brenda collapsed, 71, ambulance took five hours", ["brenda"]),
        ('Clarke, known as "Nobby" Clarke, was sent home', ["Clarke", "Nobby", "Clarke"]),
        ('He is known as "Nobby" Clarke', ["Nobby", "Clarke"]),
        ("pt JW was not seen", ["JW"]),
        ("Pt KD, no discharge letter", ["KD"]),
        ("TTO missing for patient RK.", ["RK"]),
    ],
)
def test_first_names_in_small_letters_nicknames_and_initials_of_patients_are_masked(text, found):
    assert names(text) == found


def test_dotted_initials_of_a_patient_are_masked():
    assert "J.W" not in screen("pt J.W. was not seen").masked


@pytest.mark.parametrize(
    "text",
    [
        "switchboard rang from the ward, 84 beds closed",
        "secretary rang re the rota, 4 of them off",
        "porter rang twice, 3 trolleys missing",
        "reception phoned today about results going missing",
        "nobody called, 84, said the log",
        "ambulance came late, 71 minutes",
        "letter came today, her scan is on friday",
        "Bloods came back, 7.2, nobody told us",
        'The form known as "Green" Card is out of date',
        'A tool known as "Waterlow" Score was not filled in',
        'The system called "Lorenzo" was down',
        "pt GP not told",
        "pt A&E attendance not told",
        "pt IV access was lost",
        "pt MRI was cancelled",
        "pt BP was never taken. Patient ID was wrong. pt OT came late.",
        "Patient DN was not told, patient SW is on leave.",
        "Pt HR was not charted, pt CT was lost, pt ED stay was nine hours.",
    ],
)
def test_other_subjects_nicknames_of_things_and_abbreviations_stay(text):
    assert screen(text).masked == text
