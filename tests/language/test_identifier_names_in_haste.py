"""Names in hurried notes: sent in with a question, asked about, behind 'surname', small behind a relative."""

import pytest

from tests.language.masks import missed_and_false


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("From the ward side: GP sent in Mohamoud, ?PE, with a d-dimer pending.", ("Mohamoud",)),
        ("Clerked Khan, ?sepsis, no GP letter.", ("Khan",)),
        ("Admitted Pendlebury ?TIA overnight.", ("Pendlebury",)),
        ("Took Okonjo from the GP, ?cauda equina, no bladder scan.", ("Okonjo",)),
        ("OOH sent up Dilys Moyo, ?appendicitis.", ("Dilys Moyo",)),
        ("SDEC saw Begum, ?DVT, and scanned the wrong leg.", ("Begum",)),
        ("sent Hussain in with ?stroke and no letter.", ("Hussain",)),
        ("GP referred in Farah ? PE with no obs.", ("Farah",)),
        ("Accepted Nowak, query meningitis, from the GP.", ("Nowak",)),
        ("GP admitted Ramsbottom - ?MI - without ECG.", ("Ramsbottom",)),
        ("GP sent in bloods, ?sepsis, with no obs.", ()),
        ("Sent in Friday, ?PE, no letter.", ()),
        ("Admitted via Whiston, ?PE.", ()),
        ("GP sent in two, ?flu, ?covid.", ()),
        ("Admitted Warfarin patient, ?bleed.", ()),
        ("GP sent in Docman letter, ?lost.", ()),
        ("Admitted Tuesday ?TIA.", ()),
        ("AMU took Arrowe Park, ?capacity, and we took the rest.", ()),
        ("Mohamoud ?PE, d-dimer pending, no letter.", ("Mohamoud",)),
        ("OOH sent in Price with ?cauda equina.", ("Price",)),
        ("Audit: sent in two for ?TB and both negative.", ()),
        ("She saw Dr Khan, ?when, about it.", ()),
        ("Referred to Leighton, ?why.", ()),
        ("Reviewed Monday, ?stroke.", ()),
        ("Discharged Christmas Eve ?stroke.", ()),
        ("Took Aspirin, ?MI, by ambulance.", ()),
        ("They sent Careflow ?bug.", ()),
        ("Paramedics brought in Abernethy, ?stroke, with no summary care record.", ("Abernethy",)),
        ("ooh gp admitted Oduya ?pyelo no abx given", ("Oduya",)),
        ("Just took Szymanska from GP ?GCA, no ESR", ("Szymanska",)),
        ("seen Iqbal in SDEC ?DVT, doppler not booked", ("Iqbal",)),
        ("Please can you see Tran, ?cauda equina, bladder scan 800.", ("Tran",)),
        ("Kowalski ?ACS sent by 111 without an ECG", ("Kowalski",)),
        ("Sent up bloods ?lost.", ()),
        ("Accepted by Whiston, ?date.", ()),
        ("Reviewed in clinic ?when.", ()),
        ("Sent Cerner message, ?arrived.", ()),
    ],
)
def test_who_is_sent_in_with_a_question_is_a_patient(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Papadopoulos ?first name, lives 14 Mill Road CH41 1DQ. Confused.",
            ("Papadopoulos", "14 Mill Road", "CH41 1DQ"),
        ),
        ("Khan ?dob came in by ambulance with no letter.", ("Khan",)),
        ("Begum (?spelling) came in confused.", ("Begum",)),
        ("pt Pendlebury ?NHS number, no notes.", ("Pendlebury",)),
        ("Bell, ?DOB, from a care home.", ("Bell",)),
        ("Nowak ? forename, no ID.", ("Nowak",)),
        ("Okonjo ?age, found in the street.", ("Okonjo",)),
        ("Papadopolous ?sp, no notes.", ("Papadopolous",)),
        ("Gentleman called Khan ?surname, brought in by police.", ("Khan",)),
        ("Docman ?spelling of the ward name.", ()),
        ("Ward ?name on the form.", ()),
        ("Dr Khan ?first name did the round.", ()),
        ("Letter ?date, no signature.", ()),
        ("Consultant ?name, clinic ?date.", ()),
        ("Warfarin ?dose, INR ?date.", ()),
        ("Mr Khan's clinic ?date.", ()),
        ("Eze ?DOB ?address brought by police", ("Eze",)),
        ("Demetriou, ?spelling, ?first name. No ID on him.", ("Demetriou",)),
        ("Pt Asante (?surname) no notes.", ("Asante",)),
        ("Clinic code ?address.", ()),
        ("Ward 7 ?age limit.", ()),
    ],
)
def test_a_name_whose_bearer_something_is_asked_of_is_a_patients(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Surname Ward. Was on Ward 7B then 9A. Ward clerk couldn't find her.", ("Ward",)),
        ("surname: Bell, no first name on the form", ("Bell",)),
        ("His surname is Hall. No letter in 5 weeks.", ("Hall",)),
        ("Surname: Close, and the system closes the record.", ("Close",)),
        ("Last name Park; nobody could find her.", ("Park",)),
        ("Surname: Porter. Called for a porter twice.", ("Porter",)),
        ("Surname = Ward", ("Ward",)),
        ("first name May. Lost in the appointments for May.", ("May",)),
        ("First name: Summer, filed under summer clinic", ("Summer",)),
        ("Her surname is Nurse. Everyone thinks she works here.", ("Nurse",)),
        ("Surname Price (not a cost code).", ("Price",)),
        ("family name is Bank, so every search finds bank staff and not him", ("Bank",)),
        ("Surname missing.", ()),
        ("Surname changed. Nobody told us.", ()),
        ("First name only. No DOB.", ()),
        ("Surname field. Please make it longer.", ()),
        ("Surname first, then initials.", ()),
        ("Ward name Ward 7. No patient on it.", ()),
        ("Surname wrong, first name right.", ()),
        ("Surname and first name swapped.", ()),
        ("No surname. No date.", ()),
        ("Surname search. It takes ages.", ()),
        ("Surname: Missing. First name: Unknown.", ()),
        ("The surname is Wrong, it says on the form.", ()),
        ("Nurse's surname Hall, bleep 4417.", ()),
        ("Consultant surname Bell on every letter.", ()),
        ("her surname: bell, nobody found her", ("bell",)),
        ("surname is the same, dob is not", ()),
        ("Surname Bell, first name Rose, no letter.", ("Bell", "Rose")),
        ("Surname: Field. The field was blank on ICE.", ("Field",)),
        ("His last name is Young and the letter says young man.", ("Young",)),
        ("surname King, first name Queenie, not a joke", ("King", "Queenie")),
        ("First name terms with the ward clerk. Still no letter.", ()),
        ("Surname order changed on the list.", ()),
        ("The surname box. It cuts off at ten letters.", ()),
    ],
)
def test_what_stands_behind_surname_is_one_though_it_is_a_word(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "we were sent the death notification by the ward. his widow pat had a reminder from us for his flu jab.",
            ("pat",),
        ),
        ("her mum rose rang again about the scan", ("rose",)),
        ("Her son mark was not told.", ("mark",)),
        ("Spoke to his wife joy, who knew nothing.", ("joy",)),
        ("his daughter grace says no letter came", ("grace",)),
        ("pts husband bill has the tablets", ("bill",)),
        ("her partner, dawn, was given the wrong bag", ("dawn",)),
        ("Their dad frank is still waiting.", ("frank",)),
        ("the patient's daughter hope phoned us twice", ("hope",)),
        ("her grandson will is the one to ring", ("will",)),
        ("his neighbour faith found him on the floor", ("faith",)),
        ("told his brother jack about it", ("jack",)),
        ("his wife may have had a fall", ()),
        ("her son will ring", ()),
        ("her husband can mark the box", ()),
        ("his mum is happy will ring again", ()),
        ("her dad may be home", ()),
        ("her daughter will have rung", ()),
        ("his widow pension was stopped", ()),
        ("her sister may say no", ()),
        ("told his wife will ring back today", ()),
        ("her son art therapy was stopped", ()),
        ("his late wife joy had the same problem", ("joy",)),
        ("wife dawn rang, no tablets came home", ("dawn",)),
        ("her granddaughter hope is the carer", ("hope",)),
        ("her carer penny found her on the floor", ("penny",)),
        ("her uncle art was seen before her", ("art",)),
        ("her husband bill collectors", ()),
        ("her daughter's hope is fading", ()),
        ("his brother frankly said no", ()),
    ],
)
def test_a_relatives_name_in_small_letters_is_found_though_it_is_a_word(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I won't put details but patient is S.T., needs a call.", ("S.T.",)),
        ("The pt is S.T. and her letter went to her partner.", ("S.T.",)),
        ("Patient was S T, dob on the form.", ("S T",)),
        ("Patient is S.T, see the other form.", ("S.T",)),
        ("Patient is R.McG, see the other form.", ("R.McG",)),
        ("The patient here is S.T.; please ring.", ("S.T.",)),
        ("patient: J.K. (I'll ring with the rest)", ("J.K.",)),
        ("Patient is JK, dob 12/03/1950.", ("JK", "12/03/1950")),
        ("The child is A.B.C., please ring me.", ("A.B.C.",)),
        ("The patient's initials are K.L. - ring me.", ("K.L.",)),
        ("Patient is N.B.M. since midnight.", ()),
        ("The pt is H.I.V. positive.", ()),
        ("Patient is I.V. only now.", ()),
        ("Patient is A.F. on the ECG.", ()),
        ("Pt is DNAR.", ()),
        ("The patient is U.K. based.", ()),
        ("Patient is D.N.A. for clinic.", ()),
        ("Patient is MS, on disease modifying drugs.", ()),
        ("The pt is ED, not AMU.", ()),
        ("The patient is S.T. Please ring me.", ("S.T.",)),
        ("The patient is J.K. Ramsbottom, no letter.", ("J.K. Ramsbottom",)),
        ("Pt is M.O. 44 y female.", ("M.O.",)),
        ("Patient is on A.C.E. inhibitors.", ()),
        ("The patient was A.B.G. sampled twice.", ()),
        ("The patient is T.P.N. dependent.", ()),
        ("the patient (A.W.) has asked me not to say more", ("A.W.",)),
        ("Patient concerned is A.W. who is known to you.", ("A.W.",)),
        ("Pt A.W. had no letter.", ("A.W.",)),
        ("pt initials A W, you know who.", ("A W",)),
        ("Patient is P.O. only.", ()),
        ("The patient is S.O.B. on exertion.", ()),
    ],
)
def test_the_initials_that_a_patient_is_are_found(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])
