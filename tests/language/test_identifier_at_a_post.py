"""Who is at work is told by where the name stands; a patient in the same place is masked all the same."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    "text",
    [
        "Hi Lou,\nWe haven't got this lady. She's cross.\nT x\n\n> Hi Tina, she has moved. Lou",
        "Its Tracey on gynae booking. She wants the letter and her scan report. Tracey x",
        "Kindly advise, he is here since seven. Thank you and God bless, Jocelyn",
        "She was told nothing at the desk. Specimen reception, Grzegorz",
        "Do the forms ask whether she has a pacemaker? Radiographer in charge, Kwabena.",
        "He was never told. DSN Mercy Chikwanda.",
    ],
)
def test_who_is_greeted_or_signs_is_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Community matron here (Sally, Eastvale team). He came home without a bag.",
        "The physio at intermediate care (Maricel) rang to ask about her weight bearing.",
        "He says the plaster room (Terry) has no letter.",
        "Can whoever was the F2 on the 14th (Hamish? Ore?) ring me about him.",
        'His letter is signed "JC". Doctor unknown. James Clegg? Jyothi Chandran?',
        "She was put on here as asked, by a very tired sec (Moira)",
        "Crew 4417 took him home (me and Shaz) and brought him back.",
        "BMS ON DUTY: J. MARSH. HIS POTASSIUM WAS PHONED TO THE SURGERY.",
        'His level was phoned by "Ahmed in biochem" and she told him.',
        "Community midwife = Carol, unaware that she was seen.",
        "Told the surgery by phone, receptionist called Dawn, that he had gone.",
        "I was asked to put her letter on here by Carole.",
        "She asked for a copy of his form. I said ask Cheryl",
        "This is Karen in outpatients, her letter bounced.",
        "The Macmillan team is Jo Rivers, Sandy Banks and Dale Forrest.",
        "Best person to ask is Hattie, she does the printers.",
        "Contact for frailty: Zoe Marsh, she answers the bleep.",
        "As per my chat with Wendy, his template now has a box.",
        "Our GP partner Dr Sood wants training, and she said so.",
        "The triage nurse is called Hope. He waited for her.",
        "@Gemma he was never seen there.",
        "The cohort names are Apple, Bramble and Cherry. He is in Cherry.",
    ],
)
def test_a_post_a_team_or_a_duty_beside_a_name_puts_it_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Please stop sending referrals for Mr Price's clinic. Mr Price retired in June. All hands to Miss Oyelowo.",
        "All three lists were cancelled, says Miss Lovelace.",
        "Nine of them for histology taken in theatre on the same day by Mr Pound.",
        "Mr Goldmann left a note, please stop booking into his list.",
        "Mr Adair has retired, Mr Boon is off sick. Who sees the hands?",
        'Why do letters say "Dictated but not signed, Mr J Peake"?',
        "Theatres 1 Mr Cutting, 2 Ms Blood, 3 Mr Pain.",
        "PLEASE STOP SENDING VALIDATION LETTERS. ASK THEM. MRS HUGHES PRACTICE MANAGER",
        "Wednesday's list: Whipple, Hartmann, Ivor Lewis.",
    ],
)
def test_a_title_in_a_text_about_lists_and_theatres_is_a_surgeons(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Dear Doctor,\n\nWe do not accept referrals by post.\n\nYours\nReferral Management, Bankfield House, LE4 9QX"
        "\nTel 0116 496 0040",
        "He came home with nothing. I want an apology.\n\nSunniva Hale\nGP, Moor Lane Medical Centre, 5 Moor Lane, "
        "HG4 9XZ\nTel 01632 960 200",
    ],
)
def test_an_address_under_a_signature_is_of_the_writers_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The nurse rang the patient (Mavis) twice.", "Mavis"),
        ("The nurse spoke to her daughter (Sandra) about it.", "Sandra"),
        ("The registrar discharged him too soon (Albert).", "Albert"),
        ("The carer (Jackie) phoned and he is worse.", "Jackie"),
        ("Hi, Doris rang again about her results.", "Doris"),
        ("He came home without it and nobody told his wife, Ivy.", "Ivy"),
        ("I am in pain since May, says the message from the patient. When is my operation. Piotr", "Piotr"),
        ("The physio saw Arthur and I rang his wife.", "Arthur"),
        ("Mrs Jones was taken off the list without being told.", "Mrs Jones"),
        ("Spoke to the secretaries re Mr Jones and the hernia list.", "Mr Jones"),
        ("His results went astray.\n\nDoris Platt\nGP: Moor Lane\nWard 4", "Doris Platt"),
    ],
)
def test_a_patient_in_such_a_place_is_masked(text, name):
    assert [text[one.start : one.end] for one in screen(text).found if one.kind == "NAME"] == [name]
