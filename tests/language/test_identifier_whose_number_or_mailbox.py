"""Whose a phone number or a mailbox is: who answers it, how often it was tried, what it is called."""

import pytest

from tests.language.masks import missed_and_false


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We tried to ring him on 07700 900218 x3 without success.", ("07700 900218",)),
        ("Tried 07700 900218 x 2, no answer, discharged.", ("07700 900218",)),
        ("rang 07700 900218 twice and gave up on her", ("07700 900218",)),
        ("Clinic tried 07700 900218 x3 and discharged him.", ("07700 900218",)),
        ("The hospital called 07700 900218 x2 no reply.", ("07700 900218",)),
        ("Called pt on 01632 960 417 x3, no answer.", ("01632 960 417",)),
        ("Tried her landline 01632 960417 x4 today.", ("01632 960417",)),
        ("Rung him 07700 900218 x10", ("07700 900218",)),
        ("attempted contact 07700900218 x3 - DNA letter sent", ("07700900218",)),
        ("ring Elsie on 0044 7700 900123 please", ("Elsie", "0044 7700 900123")),
        ("Text sent to 07700 900 218 (x2) in error, not her number", ("07700 900 218",)),
        ("Ward rang 07700 900218 X 4 then sent a DNA letter.", ("07700 900218",)),
        ("Physio tried her on 01632 960 417 x 3 and closed the referral.", ("01632 960 417",)),
        ("Ring the ward on 01632 960 417 x4417.", ()),
        ("Ring physio on 01632 960 417 x3.", ()),
        ("Ring Sam in bookings on 01632 960 417 x 44172.", ()),
        ("The on-call registrar's mobile 07700 900218 x3 no answer.", ()),
        ("I rang the duty manager on 07700 900218 x2.", ()),
        ("Switchboard 01632 960 417 x3 before anyone picked up.", ()),
        ("Ring our secretary on 01632 960417 ext 3", ()),
        ("Discharge lounge 01632 960 417 tried x3, nobody answers.", ()),
        ("Rang your ward on 01632 960 417 x3 about him and nobody picks up.", ()),
        ("Left vm on 07700 900344 x2, no call back so d/c from clinic list", ("07700 900344",)),
        ("Appointments team rang 07700 900344 (x 3) before discharging.", ("07700 900344",)),
        ("We attempted 01632 960 208 x5 for his pre-op, no reply", ("01632 960 208",)),
        ("Call the hub 01632 960 208 x3 if needed.", ()),
        ("Bleep via 01632 960 208 x2231", ()),
    ],
)
def test_a_number_of_times_is_no_extension(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "rang the lady on no. given by hospital, 01632 960 417, gets her ex-husband, not pleased",
            ("01632 960 417",),
        ),
        ("The number on the clinic letter, 01632 960 417, reaches her old neighbour.", ("01632 960 417",)),
        ("Phone that the hospital holds for her 01632 960417 is answered by his daughter.", ("01632 960417",)),
        ("The number the ward has, 01632 960417, goes through to her mum.", ("01632 960417",)),
        ("Number from the discharge summary: 01632 960 417 - her son answered and knew nothing.", ("01632 960 417",)),
        ("No. the clinic gave us, 07700 900218, belongs to his late wife.", ("07700 900218",)),
        ("the mobile team's number for him 01632 960 417 gets a stranger", ("01632 960 417",)),
        ("On the hospital record it's 01632 960 417 but that's his ex-wife's.", ("01632 960 417",)),
        ("The practice number for NOK, 01632 960 417, her brother picked up.", ("01632 960 417",)),
        ("The number the clinic holds, 01632 960 417, connects to a private house, not her.", ("01632 960 417",)),
        ("The number on the clinic letter, 01632 960 417, gets the switchboard.", ()),
        ("The number on her letter for the ward, 01632 960 417, gets her consultant's secretary.", ()),
        ("The clinic line 01632 960 417 is answered by her key nurse.", ()),
        ("Hospital line 01632 960 417 goes to her surgery.", ()),
        ("The clinic's number, 01632 960 417, gets an answerphone and her husband gave up.", ()),
        ("Rang the ward on 01632 960 417, her husband was told to wait.", ()),
        ("Hospital letter has 01632 960 208 for him. It's his sister's.", ("01632 960 208",)),
        (
            "they gave us 01632 960 208 from the ward clerk's sheet which is her dead mother's number",
            ("01632 960 208",),
        ),
        ("number on your system for pt (01632 960 208) rings out at his former landlord's", ("01632 960 208",)),
        ("01632 960 208 on the discharge summary, her ex answers and swears at us", ("01632 960 208",)),
        ("Ward number 01632 960 208 rings out, her husband says.", ()),
    ],
)
def test_a_number_is_a_homes_if_the_patients_people_answer_it(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Her results still go to the old surgery in spite of three e-mails to path.it@hospital.example", ()),
        ("Sent to bloods@hospital.example about her twice.", ()),
        ("Her letter went to it.helpdesk@trust.example and nothing came back.", ()),
        ("Please use xray-requests@hospital.example for her.", ()),
        ("Her form goes to med.records@hospital.example now.", ()),
        ("His discharge went to discharges@hospital.example", ()),
        ("Mailed pals@hospital.example on her behalf.", ()),
        ("Write to endoscopy_booking@trust.example for his date.", ()),
        ("pathology@lab.example has her sample.", ()),
        ("it@trust.example is the only way in for her record.", ()),
        ("Her scan: radiology.a@hospital.example", ()),
        ("Her MAR chart came from meds.opt@icb.example", ()),
        ("He wrote to complaints@hospital.example last week.", ()),
        ("Her form: community.nursing@provider.example", ()),
        ("Her address is pat.bloods@mail.example", ("pat.bloods@mail.example",)),
        ("You can reach her at emma.ward@mail.example", ("emma.ward@mail.example",)),
        ("His e-mail is it.khan@mail.example", ("it.khan@mail.example",)),
        ("Her e-mail: s.ward77@mail.example", ("s.ward77@mail.example",)),
        ("Reach him at bloodsworth.m@mail.example", ("bloodsworth.m@mail.example",)),
        ("Reach him at path.kumar@mail.example", ("path.kumar@mail.example",)),
        ("Her own mail is a.records@mail.example", ("a.records@mail.example",)),
        ("Send her films to x-ray@hospital.example please.", ()),
        ("Her forms: bloods.preston@lab.example", ()),
        ("Her sample: path dot it at hospital dot example", ()),
        ("Her e-mail is home.records@gmail.com", ("home.records@gmail.com",)),
        ("Her e-mail is docs@thewhittles.example", ("docs@thewhittles.example",)),
        ("Please send queries to haem.lab@trust.example not to her.", ()),
        ("ecg@trust.example for his tracing.", ()),
        ("discharge_summaries@hospital.example bounced about her.", ()),
        ("Told to use trust.wide.records@trust.example for her notes.", ()),
        ("Her daughter is pauline.theatres@mail.example", ("pauline.theatres@mail.example",)),
    ],
)
def test_a_mailbox_called_after_a_department_is_no_persons(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])
