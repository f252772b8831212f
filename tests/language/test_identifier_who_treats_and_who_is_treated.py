"""Who treats and who is treated: who saw whom, a doctor who is the patient, a list of people of one kind."""

import pytest

from tests.language.masks import missed_and_false


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mr Kapoor saw Dilys for hernia, noted a murmur, GP to refer cardiology.", ("Dilys",)),
        ("Mr Kapoor reviewed Dilys in clinic and wants an echo.", ("Dilys",)),
        ("Miss Lund has seen Joan for her knee and discharged her.", ("Joan",)),
        ("Mr Kapoor saw her for hernia and noted a murmur.", ()),
        ("Mr Kapoor saw this lady in clinic, no letter.", ()),
        ("Mr Bell operated on Mohamoud in March, no letter.", ("Mohamoud",)),
        ("Mr Kapoor listed Dilys for surgery without bloods.", ("Dilys",)),
        ("Miss Parrish examined Dilys and found a lump.", ("Dilys",)),
        ("Mrs Osei scoped Dilys and took biopsies.", ("Dilys",)),
        ("Mr Bell consented him on the day.", ()),
        ("Mr Bell saw Joan Hale for hip pain last week.", ("Joan Hale",)),
        ("Ms Lund has just seen the patient in clinic and no letter.", ()),
        ("Miss Parrish clerked my patient then went off shift.", ()),
        ("Mr Kapoor saw the nurse for his bloods and was sent home.", ("Mr Kapoor",)),
        ("Mr Kapoor saw Karen for his bloods and was sent home.", ("Mr Kapoor", "Karen")),
        ("Mr Kapoor saw Dr Shah for hernia and was sent home.", ("Mr Kapoor",)),
        ("Mr Kapoor saw our physio for back pain, he is 82.", ("Mr Kapoor",)),
        ("Mrs Hale saw the letter and cried.", ("Mrs Hale",)),
        ("Mr Kapoor discharged himself, he is 77.", ("Mr Kapoor",)),
        ("Mr Kapoor examined himself and found a lump.", ("Mr Kapoor",)),
        ("Mrs Hale saw her GP on Monday about it.", ("Mrs Hale",)),
        ("Mrs Hale saw the results on the app and cried.", ("Mrs Hale",)),
        ("Mrs Hale listed Karen as her next of kin.", ("Mrs Hale", "Karen")),
        ("Mr Kapoor has seen his consultant twice, he is 81.", ("Mr Kapoor",)),
        ("Mrs Hale saw her daughter in clinic reception, aged 40.", ("Mrs Hale",)),
        ("Mr Bell saw him privately and wants us to scan.", ()),
        ("Mr Bell hasn't seen her since March.", ()),
        ("Mrs Osei saw the MRI and cancelled the list.", ()),
        ("Audit: theatre listed Monday for cataracts.", ()),
        ("They listed Leighton as the site.", ()),
        ("The registrar clerked Khan and went home.", ("Khan",)),
        ("Anaesthetics consented Okonjo on the trolley, no letter.", ("Okonjo",)),
        ("Mr Patel has reviewed Doris and would like her INR checked.", ("Doris",)),
        ("Miss O'Hara operated on him at the weekend.", ()),
        ("Mr Chowdhury, who saw him in May, has left.", ()),
        ("Mr Patel scoped Edna on Tuesday, no report.", ("Edna",)),
        ("Ms Yeo saw Edna on the ward round, no plan written.", ("Edna",)),
        ("Mrs Quayle saw a nurse in clinic, aged 78.", ("Mrs Quayle",)),
        ("Mr Quayle saw your registrar on Monday.", ("Mr Quayle",)),
        ("Mr Quayle reviewed his tablets with the pharmacist, he is 70.", ("Mr Quayle",)),
    ],
)
def test_who_sees_or_operates_on_somebody_is_at_work(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Dr Farrelly (retired GP, now unfortunately the patient) has been told to wait for his weekly FBC.",
            ("Farrelly",),
        ),
        ("Dr Farrelly, now the patient, was told to wait.", ("Farrelly",)),
        ("Dr Farrelly (ex-partner here, and the patient this time) had no letter.", ("Farrelly",)),
        ("Sister Osei (retired, herself the patient) was sent home without tablets.", ("Osei",)),
        ("Dr Farrelly, retired GP and our patient, had no letter.", ("Farrelly",)),
        ("Prof Lund (the patient!) was told to ring his GP.", ("Lund",)),
        ("Dr Farrelly, a GP and on this occasion the patient, had no letter.", ("Farrelly",)),
        ("Dr Farrelly (the patient) had no letter.", ("Farrelly",)),
        ("Dr Farrelly (retired) used to do these clinics.", ()),
        ("Dr Farrelly, now the patient has gone home, can you write?", ()),
        ("Dr Farrelly saw the patient.", ()),
        ("Dr Farrelly (retired GP) chairs the group.", ()),
        ("Dr Farrelly (who saw the patient) is away.", ()),
        ("Dr Farrelly, the patient needs a letter please.", ()),
        ("Dr Farrelly, our patient was sent home without tablets.", ()),
        ("Agreed with Dr Farrelly and the patient.", ()),
        ("Dr Farrelly is away now, the patient, 84, still waits.", ()),
        ("Discussed (Dr Farrelly and the patient) on Monday.", ()),
        ("Spoke to Dr Farrelly, who knows the patient, on Monday.", ()),
        ("Dr Farrelly is here for the patient.", ()),
        ("Dr Maddox (yes, the old senior partner; he is the patient now) had no TTO", ("Maddox",)),
        ("Professor Maddox, here as the patient and not the professor, had no TTO.", ("Maddox",)),
        ("Dr Maddox, who was the patient in this case, complained.", ("Maddox",)),
        ("Dr Maddox told us the patient was home.", ()),
        ("Dr Maddox, with the patient, rang us.", ()),
    ],
)
def test_a_doctor_who_is_the_patient_this_time_is_found(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Many thanks to Mr Bell, Mr Cross and Miss Parrish for coming to our PLT.", ()),
        ("Thanks to Mr Bell, Mr Cross, Mrs Lund and Miss Parrish for coming to talk to her group.", ()),
        ("Thank you to Mrs Lund and Mr Cross for the talk on her pathway.", ()),
        ("Clinic run by Mr Bell, Mr Cross and Miss Parrish is full.", ()),
        ("Seen by Mr Bell, Mr Cross and Miss Parrish, who all disagreed about her.", ()),
        ("Thanks to Dr Osei, Mr Cross and Miss Parrish for coming to see her at home.", ()),
        ("Thanks to Jo Bell, Al Cross and Di Parrish for coming to our PLT about her pathway.", ()),
        ("Under Mr Bell, Mr Cross or Miss Parrish, she says.", ()),
        ("Our surgeons, Mr Bell, Mr Cross and Miss Parrish, saw her.", ()),
        ("Referrals to Mr Bell, Mr Cross and Miss Parrish bounce.", ()),
        ("Thanks to Mr Bell, Mr Cross was home by two and Mrs Lund had her scan.", ("Mr Cross", "Mrs Lund")),
        ("Mr Cross and Mrs Lund were both sent home without tablets.", ("Mr Cross", "Mrs Lund")),
        (
            "Mr Bell, Mr Cross and Miss Parrish were all sent home without tablets.",
            ("Mr Bell", "Mr Cross", "Miss Parrish"),
        ),
        (
            "No letters for Mr Bell, Mr Cross and Miss Parrish, discharged Friday.",
            ("Mr Bell", "Mr Cross", "Miss Parrish"),
        ),
        ("Mr Hale, Mrs Bell and Mr Cross (consultant Mr Shah) had no TTO.", ("Mr Hale", "Mrs Bell", "Mr Cross")),
        ("Grateful to Mr Shah, Mrs Lowe and Mr Finch for their talk about her pathway.", ()),
        ("Mr Shah, Mrs Lowe and Mr Finch, our surgeons, all retire.", ()),
        ("Discussed with Mr Shah, Mr Finch and Mrs Lowe at MDT and they want her scanned.", ()),
        ("Clinics of Mr Shah, Mr Finch and Mrs Lowe are cancelled, she says.", ()),
        (
            "Results for Mr Shah, Mrs Lowe and Mr Finch never came, all three patients rang.",
            ("Mr Shah", "Mrs Lowe", "Mr Finch"),
        ),
        ("Mr Shah, Mrs Lowe and Mr Finch all fell on ward 3.", ("Mr Shah", "Mrs Lowe", "Mr Finch")),
    ],
)
def test_all_of_a_list_are_what_one_of_them_is(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])
