"""Who was admitted, sent home or died is a patient, whatever the job; a word is a name where it suffers."""

import pytest

from language.identifiers import screen


def found(text):
    return [text[one.start : one.end] for one in screen(text).found if one.kind == "NAME"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Margaret Holloway is the one who complained", ["Margaret Holloway"]),
        ("Mr Lamb is the one who fell on ward 6", ["Mr Lamb"]),
        ("Peter is the one who has had no insulin", ["Peter"]),
        ("Janet is the one who never got a letter", ["Janet"]),
        ("Tom Ellis is the patient who was given the wrong insulin", ["Tom Ellis"]),
        ("Alice Walker is the lead complainant", ["Alice Walker"]),
        ("Jess is the one who deals with monitoring", []),
        ("Karen is the one who told us", []),
        ("Karen Doyle is the patient safety lead", []),
        ("Mo is the patient lead", []),
    ],
)
def test_the_one_who_fell_is_a_patient_and_the_one_who_books_the_lists_is_not(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr Helen Marsh is herself the patient here", ["Dr Helen Marsh"]),
        ("Nurse Helen Marsh was discharged with no TTO after her own hip", ["Helen Marsh"]),
        ("Alice Walker, a nurse herself, was sent home", ["Alice Walker"]),
        ("Alice Walker (pharmacist) was admitted with a PE", ["Alice Walker"]),
        ("Karen from reception was readmitted with sepsis", ["Karen"]),
        ("Our practice nurse Karen Doyle has been diagnosed with asthma", ["Karen Doyle"]),
        ("The deceased, Dr Boyd, was ours", ["Dr Boyd"]),
        ("The patient is Dr Boyd", ["Dr Boyd"]),
        ("Our own receptionist Donna was the patient", ["Donna"]),
        ("Ward sister Joan Pike died on your ward", ["Joan Pike"]),
        ("Dr Boyd died of sepsis", ["Dr Boyd"]),
        ("Ogden (deceased) had a clinic appointment", ["Ogden"]),
        ("Patient seen by Dr Khan was discharged", []),
        ("The patient of Dr Khan and Dr Shah was discharged without a letter", []),
        ("Dr Khan is the patient's GP", []),
        ("The patient is Dr Boyd's", []),
        ("Dr Boyd died last year but letters still come for him", []),
        ("Dr Khan had his list cancelled", []),
        ("The ward said Dr Khan was on call", []),
    ],
)
def test_what_makes_a_patient_outweighs_the_job_of_its_subject(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "before", ["He died at home without oxygen. ", "No letter from the clinic at the Royal. ", "We were told that "]
)
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Margaret is the one who fell", "Margaret"),
        ("Dr. Helen Marsh is herself the patient here", "Dr. Helen Marsh"),
        ("Alice Walker (pharmacist) was admitted with a PE", "Alice Walker"),
        ("Bill had his TURP", "Bill"),
    ],
)
def test_another_sentence_before_hides_nobody(before, text, name):
    assert found(before + text) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bill had his TURP", ["Bill"]),
        ("Art has dementia", ["Art"]),
        ("May was discharged in June", ["May"]),
        ("Dawn was crying", ["Dawn"]),
        ("Hope had gone home", ["Hope"]),
        ("Frank is a lovely man", ["Frank"]),
        ("Rose had a stroke", ["Rose"]),
        ("May was busy", []),
        ("In May was discharged", []),
        ("The Hope was discharged", []),
        ("Hope this helps", []),
        ("Bill has not been sent", []),
        ("to be frank this is poor", []),
        ("Alder Hey has asthma clinics", []),
        ("Arrowe Park had a fall in referrals", []),
        ("Friday was discharged late", []),
        ("Our receptionist Karen was in tears after the call", []),
        ("Karen, our receptionist, was in tears after the call", []),
    ],
)
def test_a_first_name_that_is_a_word_is_a_patients_where_it_is_the_subject_of_what_happens_to_them(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Her mum rang. Dr Okonjo's patient waits. Okonjo has not replied.", []),
        ("I am SpR to Mr Vance and she has no letter", []),
        ("Secretary to Mr Vance rang about her", []),
        ("Sarah from the Royal called about her letter", []),
        ("Joan from Aintree rang about her letter", ["Joan"]),
        ("Her CHI is missing", []),
        ("The CHI number on her letter is wrong", []),
        ("pt's CHI was wrong", []),
        ("Her neighbour Mrs CHI rang", ["Mrs CHI"]),
        ("sandy fell and broke her hip", ["sandy"]),
        ("Pt Sandy Fell broke her hip", ["Sandy Fell"]),
    ],
)
def test_a_colleague_a_number_and_a_verb_are_not_taken_for_the_patient(text, names):
    assert found(text) == names
