"""The gate in every style: without capitals, with names of no list, in signatures and in names of files."""

import pytest

from language.identifiers import screen


def names(text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in screen(text).found if finding.kind == "NAME"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pls see tom hosker aged 4, camhs say no", "tom hosker"),
        ("bloods rejected for j hargest again", "j hargest"),
        ("mr may seen in clinic, no letter", "mr may"),
        ("frank 88 lives alone, no keys", "frank"),
        ("PATIENT IRIS HEATHFIELD DISCHARGED WITHOUT ANY TABLETS", "IRIS HEATHFIELD"),
    ],
)
def test_names_are_found_whatever_their_capitals(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We saw Zyxolamide Quorbane again.", "Zyxolamide Quorbane"),
        ("Quorbane was told to ring her GP.", "Quorbane"),
        ("the Quorbane family are distressed", "Quorbane"),
        ("pt's dtr (quorba) rang", "quorba"),
        ("Joan Quorbane, dob 1/2/1950", "Joan Quorbane"),
        ('Joan ("Joanie") Quorbane waited', 'Joan ("Joanie") Quorbane'),
        ("van der Quorbane, Joan was sent home", "van der Quorbane, Joan"),
        ("First name: blessing", "blessing"),
    ],
)
def test_a_name_of_no_list_is_found_where_it_is_used_as_one(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "No letter came.\n\nKind regards\nDenise Hallam\nPractice Manager\n14 Elm Street\nTel 01632 960100",
        "Attending: Joyce Bell, Kelly Orme",
        "The discharge co-ordinator, Ben Tolley, was helpful.",
        "Her consultant was Mr Hussain.",
        "Quorbane Hub and Zyxola House do not answer.",
        "Zyxolamide is out of stock.",
        "mr okonkwo ortho cons wont accept",
        "sr bernie on amu was rude",
    ],
)
def test_writers_staff_and_unknown_products_are_left_alone_in_any_style(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("file", "masked"),
    [
        ("Letter_Doris_Pickering_9990313644.pdf", "Letter_[name removed]_[NHS number removed].pdf"),
        ("SMITH-JOHN-12-03-1950.docx", "[name removed]-[date of birth removed].docx"),
        ("DorisPickering.pdf", "[name removed].pdf"),
        ("Screenshot 2024-05-12 at 10.22.33.png", "Screenshot 2024-05-12 at 10.22.33.png"),
        ("clinic_letter_template_v2.docx", "clinic_letter_template_v2.docx"),
    ],
)
def test_names_of_files_are_screened_like_texts(file, masked):
    assert screen(file).masked == masked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Contact: 07700 900841 (Quorbane, son).", "Quorbane"),
        ("Blood form: SINGH / HARPREET / 23-02-1966", "SINGH / HARPREET"),
        ("The lab rang about Agbaje, T to the GP.", "Agbaje, T"),
        ("Booked under Smyth J but never seen.", "Smyth J"),
        ("The summary for Wm. Hartley is blank.", "Wm. Hartley"),
        ("A copy went to the Hendersons about their son.", "Hendersons"),
        ("Complaint from Ngozi re the ward.", "Ngozi"),
        ("Please chase the scan for joan tomlinson. She is upset.", "joan tomlinson"),
    ],
)
def test_names_are_found_by_kinship_order_and_letters(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The on-call registrar is Tunde, very helpful.",
        "A nurse called Julie did not know.",
        "Spoke to sister mcallister on the phone.",
        "Thank you to Jenny, Mo and all on the team.",
        "Mo, Bev and Precious from the discharge hub have left.",
        "Eight patients on Rowan Ward waited.",
        "Ticket raised by Sunita in IT, chased by Karl.",
        "Rota: Kamil Mon, Zuzanna Tue, Vera Wed.",
        "Graham, who runs the federation, asked for it.",
        "Shared care (Ruth to draft).",
    ],
)
def test_people_at_work_are_told_by_post_list_and_task(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Summary: QUORBANI, Mohammed is blank.", "QUORBANI, Mohammed"),
        ("The late Vernon Clarke, coroner's officer says.", "Vernon Clarke"),
        ("Lists her as Hema Mehta (sister) on the form.", "Hema Mehta"),
        ("Note on Hu Ying went astray.", "Hu Ying"),
    ],
)
def test_names_are_found_in_the_order_of_a_register_and_of_other_peoples(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Panel: M Rao, E Hogan, S Clarke. Then lunch.",
        "Macsen Consulting wrote the survey.",
        "New consultant, Ms Clarke, starts in May.",
        "King George and Queen Mary both post letters.",
        "Huw and Nerys on reception have had enough.",
        "Mrs Joyce Eccles chairs our PPG.",
    ],
)
def test_meetings_firms_and_royal_houses_hold_no_patient(text):
    assert screen(text).masked == text
