"""What a note at the end of a day names in haste: a newborn, two of one name, one called as the doctor is, a
councillor, a crew in brackets; and the numbers that stand beside them."""

import pytest

from language.identifiers import screen
from tests.language.masks import missed_and_false


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Baby Hughes day 3, nobody has checked the hips.", ("Baby Hughes",)),
        ("Baby Khatun d4 jaundiced, no plan from the midwives.", ("Baby Khatun",)),
        ("Baby boy Sowerby, 3 days old, no NIPE on the letter.", ("Baby boy Sowerby",)),
        ("Baby Walker born 12 Nov, hip scan never booked.", ("Baby Walker",)),
        ("Infant Oyelaran, discharged with no red book.", ("Infant Oyelaran",)),
        ("Twin B Lister, day 6, weight loss 11%.", ("Twin B Lister",)),
        ("infant Begum, hips not checked.", ("infant Begum",)),
        ("Baby of Chaudhry day 4, bilirubin never phoned through.", ("Chaudhry",)),
        ("Two Gareth Prices at our practice, letters swapped.", ("Gareth Prices",)),
        ("There are three Ayesha Begums at our surgery, results mixed up.", ("Ayesha Begums",)),
        ("Both Susan Walshes at our practice got the same appointment.", ("Susan Walshes",)),
        ("The two Patrick Murphys at our health centre were merged on PDS.", ("Patrick Murphys",)),
        ("4 David Thompsons at this practice and one histology.", ("David Thompsons",)),
        ("Both of our Janet Riggs at the surgery are on warfarin.", ("Janet Riggs",)),
        ("Two Imran Akhtars at our practice, both under the chest clinic.", ("Imran Akhtars",)),
    ],
)
def test_a_newborn_and_two_of_one_name_are_masked(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "Baby Clinic is on Tuesdays.",
        "Baby Friendly, day 2 of the audit.",
        "baby check not done before discharge.",
        "Baby Hub, born of a merger, never answers.",
        "Newborn Hearing team never reply.",
        "Twin Oaks surgery sent it twice.",
        "Infant Paracetamol is out of stock.",
        "Baby Bounce group at the library, day 3 of the course.",
        "The Smiths ward is full.",
        "Two Jubilee Wards, one phone.",
        "Two Florence Nightingales wards on the map.",
        "Both Queen Elizabeths are full.",
        "Two Great Ormonds on the drop-down list.",
        "Two Holly Banks surgeries on the system.",
        "Both Friday Clinics were cancelled.",
        "Two Marie Curies nurses cover the county.",
    ],
)
def test_what_is_called_baby_or_stands_twice_and_is_nobody_stays(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mrs Shah (not Dr Shah) was seen by Dr Shah, letter in the wrong record.", ("Mrs Shah",)),
        ("Mrs Osei had a scan under Dr Osei and the label is wrong.", ("Mrs Osei",)),
        ("Letter about Miss Rowe, not Dr Rowe, was filed in the staff folder.", ("Miss Rowe",)),
        ("Mrs Ali's results went to Dr Ali's own inbox.", ("Mrs Ali",)),
        ("Ms Iqbal attended with chest pain, Dr Iqbal is her GP and no relation.", ("Ms Iqbal",)),
        ("Lab phoned potassium 6.9 for Khan (the patient), no number given.", ("Khan",)),
        ("Jones (our pt) got a letter that was meant for somebody else.", ("Jones",)),
        ("Result for Desai (patient, not the consultant) never reached us.", ("Desai",)),
        ("Okafor (pt not GP) was told by the ward to see Dr Okafor.", ("Okafor",)),
        ("Hoyle vs Doyle: blood results filed in the wrong record.", ("Hoyle", "Doyle")),
        ("Martin vs Marton: wrong hip listed.", ("Martin", "Marton")),
        ("Bloods for a Miss T Hodgson filed in our Hodson.", ("Miss T Hodgson", "Hodson")),
        ("Scan report about another Mr Price attached to our Pryce.", ("Mr Price", "Pryce")),
        ("Letter for somebody called Mrs Reid was scanned to our Reed.", ("Mrs Reid", "Reed")),
        ("Appointment for a Ms Clark sent to our Clarke, who attended.", ("Ms Clark", "Clarke")),
        ("Discharge letter meant for another practice was filed to our Ogunleye.", ("Ogunleye",)),
    ],
)
def test_who_is_told_apart_from_a_doctor_or_from_another_is_masked(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "Dr Gill and Mrs Gill run the practice.",
        "Mrs Gill, practice manager, spoke to Dr Gill.",
        "Clinic run by Miss Rowe with Dr Rowe.",
        "Our secretary Mrs Shah types for Dr Shah.",
        "Mrs Shah will cover the desk while Dr Shah is away.",
        "Miss Rowe's list was moved to Dr Rowe.",
        "Airmid (the patient app) is down.",
        "Attend Anywhere (patient not doctor) fails.",
        "Docman (patient) tab is empty.",
        "Dr Mensah (the consultant, not the patient) rang.",
        "Docman vs Vision: which is quicker?",
        "Bristol vs Bath: two thresholds for the same referral.",
        "Ward vs Clinic: nobody owns the result.",
        "Letter for a Mr Khan clinic went astray.",
        "Forms sent to our Baker Street site.",
        "Requests added to our Lorenzo, then lost.",
        "Letter sent to our Porter by mistake.",
    ],
)
def test_who_works_beside_a_namesake_and_what_is_set_against_something_stays(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Councillor Brian Entwistle, 71, sent home without his inhalers.", ("Councillor Brian Entwistle",)),
        ("Cllr Ann Marsden was discharged without her meds.", ("Cllr Ann Marsden",)),
        ("No discharge summary for Canon Whittle.", ("Canon Whittle",)),
        ("Imam Yusuf Karim collapsed at the mosque, no ambulance.", ("Imam Yusuf Karim",)),
        ("Rabbi Levy's appointment was cancelled twice.", ("Rabbi Levy",)),
        ("Pastor Emmanuel Boateng was sent home on the wrong insulin.", ("Pastor Emmanuel Boateng",)),
        ("Lt. Hargreaves, 44, no fit note.", ("Lt. Hargreaves",)),
        ("Father Doyle was admitted with sepsis and no letter came.", ("Father Doyle",)),
        ("Sister Agnes from the convent needs her INR.", ("Sister Agnes",)),
        ("Sr. Philomena of the priory was given the wrong tablets.", ("Sr. Philomena",)),
        ("Brother Anselm, a monk, was left on a trolley.", ("Brother Anselm",)),
        ("Lady Margaret Ward, 81, fell on the stairs.", ("Lady Margaret Ward",)),
    ],
)
def test_a_patient_with_a_title_of_the_church_the_town_or_the_army_is_masked(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "Rev Jones, chaplain, visits on Thursdays.",
        "The chaplain Rev Jones was seen on the ward with leaflets.",
        "Imam Siddiqui from chaplaincy was seen by the ward to be helpful.",
        "Cllr Ann Marsden chairs health scrutiny.",
        "Cllr Marsden asked why the MIU is shut.",
        "Lady Margaret Ward has no beds.",
        "Lady Margaret Ward, 12 beds, is shut.",
        "Sir Robert Jones building is closed to outpatients.",
        "Father's Day rota has gaps.",
        "Canon printers, 3 of 4, are broken.",
        "Major Incident was declared on Monday.",
        "Sister Agnes from the ward needs the forms back.",
        "Sister Agnes from the Abbey ward rang.",
        "Deacon Hill practice was discharged from the contract.",
    ],
)
def test_a_chaplain_a_councillor_at_work_and_a_place_with_a_title_stay(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Histology B23.104417.L reported as benign, letter says melanoma.", ("B23.104417.L",)),
        ("Biopsy H25.019204.W was of the other breast.", ("H25.019204.W",)),
        ("Cytology ref C24.118204 filed under the wrong pt.", ("C24.118204",)),
        ("Path lab number: PH24.33018.A lost.", ("PH24.33018.A",)),
        ("Specimen no H24.00987 never reached the lab.", ("H24.00987",)),
        ("Samples S25.009223.K and S25.009224.K swapped, sample S25.009223.K is hers.", ("S25.009223.K",)),
        ('Voicemail from her daughter: "please call me on 01632 9604 41 after six"', ("01632 9604 41",)),
        ('Text from patient\'s son "no better, ring us 01632 960 0 77"', ("01632 960 0 77",)),
        ('Message from his carer "could anybody phone us on 0161 4960 552"', ("0161 4960 552",)),
    ],
)
def test_a_specimen_with_dots_and_a_number_in_a_familys_message_are_masked(text, wanted):
    assert missed_and_false(text, wanted)[0] == []


@pytest.mark.parametrize(
    "text",
    [
        "Histology showed a 24.5 mm margin.",
        "Lab form version V12.4 is wrong.",
        "Path guideline NG12.1234 changed.",
        "Biopsy coded as C50.9 by the trust.",
        "Lab system update V24.1001 broke the links.",
        "Lab phoned, call us on 0161 4960 772 if her potassium is up.",
        "Please ring us on 0161 4960 772, duty team.",
        'Message from the ward: "call us on 0161 4960 772 about her insulin".',
        'Letter from the trust says "call us on 0161 4960 772 to book".',
    ],
)
def test_versions_codes_and_a_departments_number_stay(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Ambulance crew themselves (Joy and Will) were kind to her.",
        "Both midwives (Grace and Faith) said the line was engaged, his mum waited.",
        "Ward staff today (Joy, Ann and Mark) could not find her letter.",
        "The HCAs on nights (Will and Hope) did all his obs.",
        "The paramedics (Will and Shaz) waited two hours with her.",
        "Rang the advice line, eventually spoke to Callum, he will ring her back.",
        "Called radiology booking, spoke to Beverley who said the form for his scan was lost.",
        "Rang bed bureau 01632 960 114, then spoke to Oscar: no beds for her.",
        "Tried the referrals line and got through to Nadine, who is sending her letter again.",
        "Phoned the IT helpdesk and spoke with Shanice, no fix yet and the patient is waiting.",
        "Logged with service desk, spoke to Tomasz, he says clear the cache.",
        'Wife: "Hi, no news of his scan".',
        'Partner: "Hello, still waiting for the scan".',
    ],
)
def test_a_crew_in_brackets_and_who_answers_at_a_desk_stay(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Twins (Dave and Will) have no red book.", ("Dave", "Will")),
        ("Patients in bay 4 (Dave Cole and Will Marsh) were sent home.", ("Dave Cole", "Will Marsh")),
        ("Rang pharmacy, spoke to Doris, 84, who has no tablets.", ("Doris",)),
        ("Rang the ward, spoke to Edna's daughter.", ("Edna",)),
        ("Rang her son, spoke to Brian, who lives with her.", ("Brian",)),
        ("Rang switchboard, spoke to Edna (pt) by mistake.", ("Edna",)),
        ('Partner: "Hi its me again about Joan\'s scan".', ("Joan",)),
        ('Msg from pt\'s wife: "Hi its Carol, Ken still hasnt heard"', ("Carol", "Ken")),
    ],
)
def test_patients_in_brackets_and_on_the_telephone_are_still_masked(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])
