"""The gate finds patients told in passing: by a relative's surname, as initials, spelt out, in a file's name."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Baby Hall (mum Tracey Hall) had no hip scan.", "Baby [name removed] (mum [name removed]) had no hip scan."),
        ("Baby Young was sent home with no red book.", "[name removed] was sent home with no red book."),
        (
            "Twin 2 Lane needs a scan, mother is Beth Lane.",
            "Twin 2 [name removed] needs a scan, mother is [name removed].",
        ),
        (
            "Preston family - dad Colin Preston, son Jake - both sent the other's letter.",
            "[name removed] family - dad [name removed], son [name removed] - both sent the other's letter.",
        ),
        (
            "Letters for the Wells children went astray, mum is Donna Wells.",
            "Letters for the [name removed] children went astray, mum is [name removed].",
        ),
    ],
)
def test_a_family_is_told_by_the_surname_of_one_of_them_though_it_is_a_word(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "Baby Unit was closed on Sunday.",
        "Baby Ward had no cots.",
        "Baby Clinic is on Tuesdays.",
        "Family Hub was shut.",
    ],
)
def test_places_for_babies_are_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Each letter spells his surname differently: Beaumont, Bowmont.",
            "Each letter spells his surname differently: [name removed], [name removed].",
        ),
        (
            "Her name is spelt three ways in the notes: Siobhan, Shevaun and Chevonne.",
            "Her name is spelt three ways in the notes: [name removed], [name removed] and [name removed].",
        ),
        (
            "Two records as the surname is wrong on one: Pryce / Preece.",
            "Two records as the surname is wrong on one: [name removed] / [name removed].",
        ),
    ],
)
def test_spellings_of_a_name_behind_a_colon_are_names(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "We were told M.O'B. has been discharged. She is 24.",
            "We were told [name removed]. has been discharged. She is 24.",
        ),
        ("I saw P O'H. on Friday and he was no better.", "I saw [name removed]. on Friday and he was no better."),
        (
            "R.T., 61, sent home from ED with no letter.",
            "[name removed], 61, sent home from ED with no letter.",
        ),
        ("Seen twice. A.B.C. (aged 7) has no plan.", "Seen twice. [name removed] (aged 7) has no plan."),
    ],
)
def test_initials_with_an_apostrophe_or_an_age_are_a_name(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "A.E., 12 hours and no bed.",
        "N.H.S. 111 sent them.",
        "Ref KB/T.O'D. typed 3 May.",
        "G.P., 30 years here, never seen the like.",
        "Typed by M.O'B. for the team.",
    ],
)
def test_short_forms_and_the_initials_of_typists_are_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "His daughter, Dr Leila Rahmani, is a consultant herself and rang us.",
            "His daughter, [name removed], is a consultant herself and rang us.",
        ),
        (
            "The patient's brother Dr Kofi Mensah asked for the notes.",
            "The patient's brother [name removed] asked for the notes.",
        ),
        ("Her husband (Prof Alan Tench) complained.", "Her husband ([name removed]) complained."),
    ],
)
def test_a_relative_who_is_a_doctor_is_a_relative(text, masked):
    assert screen(text).masked == masked


def test_a_doctor_named_after_a_relative_in_a_sentence_that_goes_on_is_at_work():
    text = "After a long talk with her daughter, Dr Patel agreed to refer."
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "The letter about Prosperity Ncube says she has it.",
            "The letter about [name removed] says she has it.",
        ),
        ("A report regarding Happiness Mutasa came.", "A report regarding [name removed] came."),
        ("This referral for Justice Owusu was sent back.", "This referral for [name removed] was sent back."),
    ],
)
def test_a_virtue_before_a_surname_is_a_name_on_a_paper(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            'The letter said Autumn was "settled". She was not.',
            'The letter said [name removed] was "settled". She was not.',
        ),
        (
            "The ward said Dawn was fit for home but she was not.",
            "The ward said [name removed] was fit for home but she was not.",
        ),
    ],
)
def test_a_first_name_that_is_a_word_is_told_by_what_was_said_of_it(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "The trust said May was too busy, so she waits until June.",
        "They said Summer was a bad time for the clinic.",
    ],
)
def test_times_of_the_year_are_no_names(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Pls see PATEL_Rohan_EDT_letter2.pdf, wrong patient.",
            "Pls see [name removed]_EDT_letter2.pdf, wrong patient.",
        ),
        (
            "Attached: discharge_Sinead_Brennan_v2.docx and nothing else.",
            "Attached: discharge_[name removed]_v2.docx and nothing else.",
        ),
    ],
)
def test_a_patient_in_the_name_of_a_file_is_found(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text", ["See Dr_Rohan_Patel_rota.pdf for cover.", "Use the Royal_Preston_map_final.pdf instead."]
)
def test_other_files_are_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "that lady on the depot, shaz, was moved with no notes",
            "that lady on the depot, [name removed], was moved with no notes",
        ),
        (
            "the chap with the catheter, wozza, was sent home",
            "the chap with the catheter, [name removed], was sent home",
        ),
        (
            "That lad from the hostel, Deano, has no script.",
            "That lad from the hostel, [name removed], has no script.",
        ),
    ],
)
def test_what_somebody_is_called_behind_what_is_said_of_him(text, masked):
    assert screen(text).masked == masked


def test_what_is_said_of_somebody_twice_is_no_name():
    text = "the lady with copd, diabetes, and a fall was sent home"
    assert screen(text).masked == text


def test_a_relatives_surname_may_be_a_kind_of_house():
    assert screen("Her mother is Susan Lane and rang twice.").masked == "Her mother is [name removed] and rang twice."


def test_the_given_names_of_a_pasted_message_are_masked_to_the_last_letter():
    text = "PID|||1||BARLOW^JOAN^E came with no result."
    assert screen(text).masked == "PID|||1||[name removed]^[name removed]^[name removed] came with no result."
