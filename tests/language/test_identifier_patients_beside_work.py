"""Patients who stand beside somebody at work, a department or another patient are masked; who works there is not."""

import pytest

from language.identifiers import screen


def found(text, kind="NAME"):
    return [text[one.start : one.end] for one in screen(text).found if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("Joan Hale, aged 5, 03/04/2019, no letter from the eye clinic.", ["03/04/2019"]),
        ("Piotr Nowak age 9 02.11.2016 awaits speech therapy.", ["02.11.2016"]),
        ("Looked for him on EMIS under 14/02/2015 and there was nothing.", ["14/02/2015"]),
        ("Nobody is registered under 30-09-2017, so where did the scan go?", ["30-09-2017"]),
        ("The lab searched for her sample under 05/06/2014 without luck.", ["05/06/2014"]),
        ("Policy filed on 14/02/2015, reviewed under 12.1 of the contract.", []),
        ("The tariff agreed under the contract of 14/02/2015 has ended.", []),
        ("Nothing has come under the new pathway since 01/06/2023.", []),
    ],
)
def test_a_date_behind_an_age_or_under_which_somebody_is_looked_up_is_one_of_birth(text, born):
    assert found(text, "DOB") == born


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sister Carol Fry is frantic, he has not eaten.", ["Carol Fry"]),
        ("No news of his bed. Sister Ngozi Eze was very upset.", ["Ngozi Eze"]),
        ("Sister Carol Fry is concerned that he sleeps all day.", ["Carol Fry"]),
        ("Twin girls of Malik, born at 33 weeks.", ["Malik"]),
        ("Sister Mags Doyle is concerned about the rota, he was told.", []),
        ("Sister Mags Doyle is on leave, he was told.", []),
        ("Sister Mags Doyle was very helpful about him.", []),
        ("Twins of Malik, both in the neonatal unit, no numbers yet.", ["Malik"]),
        ("Baby of Osei was not on the list.", ["Osei"]),
        ("Twins of Begum and of Eze are on no list.", ["Begum", "Eze"]),
        ("Triplets of Kowalski", ["Kowalski"]),
        ("Bay 2: bed 1 O'Brien, bed 2 D'Souza, bed 3 Hale", ["O'Brien", "D'Souza", "Hale"]),
        ("Re Mr Bay Trung Pham, no interpreter came.", ["Mr Bay", "Trung Pham"]),
    ],
)
def test_kin_a_bed_or_the_rest_of_a_name_tells_of_a_patient(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            'E-mail from dad: "Our boy still has no inhaler. Many thanks, Gareth Lunt gaz@example.com". We do not.',
            ["Gareth Lunt"],
        ),
        ("Message from patient's husband: she is in pain. Thanks, Gareth Lunt 07700 900321", ["Gareth Lunt"]),
        ('Mother\'s message: "He had his scan on Monday. Thanks, Gwen Hale." We have nothing.', ["Gwen Hale"]),
        ('E-mail from the clinic: "He had his scan on Monday. Thanks, Gwen Hale, clinic clerk." Where?', []),
    ],
)
def test_who_of_the_family_signs_a_message_is_masked(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Service lead: see Mr Ted Barlow, phone switchboard 0161 496 0500", ["Mr Ted Barlow"]),
        ("Mrs Ivy Platt, please ring reception before you post hers.", ["Mrs Ivy Platt"]),
        ("Mrs Ivy Platt, reception manager, did not post hers.", []),
        ("Ask for Mrs Ivy Platt, switchboard will put you through.", ["Mrs Ivy Platt"]),
        ("Mrs Ivy Platt, switchboard, did not post hers.", []),
        ("Please ring Mrs Ada Thorne on the ward via switchboard", ["Mrs Ada Thorne"]),
        ("Please ring Mr Ian Thorne via switchboard.", ["Mr Ian Thorne"]),
        ("Please ring Mr Thorne via switchboard.", []),
        ("Please ring Mr I Thorne via switch.", []),
        ("Please ring Mr Ian Thorne, consultant urologist, via switchboard.", []),
        ("Please ring Sister Ada Thorne on the ward via switchboard", []),
        ("Please ring Sister Ada Thorne on the ward", []),
        ("Please ring Mrs Ada Thorne at the main booking office.", []),
        ("Ask Mrs Thorne, ward sister, via switchboard.", []),
        ("Ask Mrs Thorne, consultant surgeon, via switchboard.", []),
        ("The referral for Mr Ted Barlow, urology, was lost.", ["Mr Ted Barlow"]),
        ("Send no referral for Mr Barlow's clinic, he has retired.", []),
        ("A complaint about Mr Barlow's clinic: he was seen late.", []),
        ("Mr Ted Barlow - health visitor Joy Hale will ring.", ["Mr Ted Barlow"]),
        ("Mr Barlow - dietitian Mrs Lamb will ring.", ["Mr Barlow"]),
        ("Mr Barlow (telephone triage nurse) sent her away.", []),
        ("Letter about Mrs Ivy Platt, urology, went astray.", ["Mrs Ivy Platt"]),
        ("An enquiry regarding Mr Ted Barlow, ENT, was not answered.", ["Mr Ted Barlow"]),
        ("A letter from Mr Barlow, ENT, went astray.", []),
        ('It says "I saw Mr Barlow in the breathlessness clinic, please start tiotropium".', ["Mr Barlow"]),
        ("We reviewed Mrs Platt in our department in May.", ["Mrs Platt"]),
        ("Mr Barlow in our department reviewed it in May.", []),
        ("Mr Ted Barlow - dietitian Ruth Lamb will ring.", ["Mr Ted Barlow"]),
        ("Ruth Lamb - dietitian - will ring him.", []),
        ("Passed on to the duty dr. Mrs Ivy Platt is worse today.", ["Mrs Ivy Platt"]),
        ("Passed on to Dr. Platt, he is worse today.", []),
    ],
)
def test_a_department_or_a_post_near_by_makes_no_patient_staff(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Miss Ruth Lamb, specialist nurse, never rang Mr Lamb", ["Mr Lamb"]),
        ("Ruth Lamb, ward manager, sent home Mrs Lamb", ["Mrs Lamb"]),
        ("Mr Lamb's secretary rang. Mrs Lamb is his patient.", ["Mrs Lamb"]),
        ("Mrs Ruth Lamb, practice manager, rang. Mrs Lamb wants his letter.", []),
        ("Ruth Lamb, ward manager, rang. Mrs Lamb wants his letter.", []),
    ],
)
def test_a_patient_may_be_called_like_somebody_at_work(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        ("he moved to flat 7 on gannow lane last week", ["flat 7 on gannow lane"]),
        ("pt is at bedsit 3, off the duke street and has no phone", ["bedsit 3, off the duke street"]),
        ("Mrs Platt moved to Flat 12 off Gannow Lane in May.", ["Flat 12 off Gannow Lane"]),
        ("The clinic in Flat 12 on Mill Lane Surgery grounds has moved.", []),
        ("the flat 2 week wait form is on the website", []),
    ],
)
def test_a_flat_and_a_street_are_a_home(text, homes):
    assert found(text, "ADDRESS") == homes
