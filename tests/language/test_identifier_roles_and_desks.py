"""Staff named in passing are told by a role, a desk or a colleague beside; a patient in such a place is masked."""

import pytest

from language.identifiers import screen


def names(text: str) -> list[str]:
    return [text[one.start : one.end] for one in screen(text).found if one.kind == "NAME"]


@pytest.mark.parametrize(
    "text",
    [
        "His form is lost. Told by clinic coord Bev that it went on Friday.",
        "She waited. The on call TVN: Judith Marlow, bleep 2210.",
        "SW Dawn has the paperwork and he is still in bed 4.",
        "Our PN Gail did his dressing.",
        "He rang twice. HV Mina never rang back.",
        "THEATRE MANAGER ALISON HIRST WAS TOLD TWICE ABOUT HIS LIST.",
        "Her results were phoned to us by BMS on call Hal.",
        "Spoke to key worker Ash about his tablets.",
        "Dialysis sister Mags Doyle rang about him.",
        "Bettina, PA to Miss Achterberg, has his letter.",
        "My name is Gwen, secretary to Mr Harkness. His letter was sent.",
        "Left a voicemail for Denise, Mr Okoro's PA, about her.",
        "Told (by text!) by Tamsin, the F1, that he can wait.",
        "Copy to Lorna Peake, falls liaison. He fell.",
        "She saw the diabetes liaison, Mr Hobday.",
        "Talk to Mr Aziz's SSP, Geraldine, about her.",
        "Our summariser Agnes spends her mornings on it.",
        "Feedback to Lead Radiographer, Magnus Dahl, on his film.",
        "Noon, a registrar called Emre rings about a patient he cannot name.",
        "Bloods refused, he says. Nurse's name: Carys.",
        "My vice chair, Mrs Edna Pilling, has asked about his parking.",
    ],
)
def test_a_role_in_any_short_form_puts_a_name_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "I rang medical records (Moira ext 4410) and his notes are in the basement.",
        "Her letter was found by post room (Stan).",
        "He was not listed, said clinical coding (Ms Tully).",
        "Cardiac physiology (Nina) has lost her tape.",
        "The ICB contracts lead (Mr Ozturk) would not say who pays for her.",
        "Ward 9 (Jackie) faxed his summary to us.",
        "His GP surgery (reception - Kim) says no.",
        "x-ray dept, Pauline, says she did not attend",
        "Ring Marlene x4471 if he comes.",
        "Ask Derek Fallow bleep 1142 about his drain.",
        "The reception staff (Pam, Val and young Theo) put her through to nobody.",
        "Our scanning team (Ruth, Ade) never had his letter.",
        "Agreed with Sanjay in dietetics that she can wait.",
        "He was told by Petra in clinical physiology to come in May.",
        "Told by Janine in outpatient bookings that she must come.",
        "Leanne at the CSU says he is not on it.",
        "Noor in cardiology bookings answers the phone, she is kind.",
        "I asked for Bronwen or Mr Tully. Neither knew him.",
        "I rang radiology, Wayne took details, he never rang back.",
        "Told Melanie Ashe at the Alliance that he waits.",
        "She rang ext 4022 = Marjorie, who helps.",
        "Ask Mo why the printer prints his label twice.",
    ],
)
def test_a_desk_where_somebody_is_reached_puts_a_name_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "My colleague Noreen rang the ward about him.",
        "His secretary is off sick, her cover (Petra, Tues/Thurs) has no list for him.",
        "I am the new practice manager, taking over from Heather Dunmore. He is on no list.",
        "Ring Mon-Wed for Caron, Thu-Fri for Iwona about him.",
        "The nurse line says leave a message for Tess or Mo. She left four.",
        "The letters still have Mr Galbraith's name and he waits.",
        "A call from Rosa on discharge team. She says the form is live.",
        "Just had Lorraine on the phone from surgical admissions, she needs his list.",
        "The dressing clinic is run by Sally H and Sally M, and he was told nothing.",
        "Two letters on his aspirin, one signed Mr Q Farrar, one signed pp Mr Q Farrar.",
        "The nurse in charge, who gave her name only as Mags, would not say where he is.",
        "It says AH and CT, which I take to be Anne Holroyd and Colin Tipping.",
        "Order his via Fittleworth, ask for Gaynor.",
        "As of Monday Louise Beckett replaces Stuart Ward as our lead, she says.",
        "Jo Ellis and Sam Boyd run the virtual ward, he says.",
        "Jess deals with monitoring forms at his clinic, Nikita's on mat leave.",
        "FORUM 3 JUNE: CHAIR ELAINE RUSK, MINUTES JOYCE. HE HAS NO DATE.",
        "He saw the email chain between Hilary Crane and Suresh Menon.",
        "Nobody covers Sue's voicemail, he says.",
        "Mr Ellerby's secretary wrote. She waits for Mr E to sign.",
        "Mrs Amankwah's leaflet says he may drive.",
        "Miss Tolliver's handout tells them to ring the GP for pain relief.",
    ],
)
def test_what_is_said_of_colleagues_puts_a_name_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ward pharmacist: Joan was sent home without her tablets.", ["Joan"]),
        ("PCN physio: Arthur's MRI shows it, he is in pain.", ["Arthur"]),
        ("HV here, Mr Ola was not told of her visit.", ["Mr Ola"]),
        ("Retired HCA Doris Platt has waited a year.", ["Doris Platt"]),
        ("Refer to cardiology (Joan Hale) as agreed.", ["Joan Hale"]),
        ("Seen in urology (Mr Hale, 71) and sent home.", ["Mr Hale"]),
        ("The family (Mavis, Doris and Ted) had no transport, she says.", ["Mavis", "Doris", "Ted"]),
        ("We asked for Doris to be seen at home, she is 90.", ["Doris"]),
        ("Spoke to Doris in A&E, she was in pain.", ["Doris"]),
        ("Mr H. rang, he is upset.", ["Mr H"]),
        ("Carers come to Betty on Mon-Fri but not weekends, she fell.", ["Betty"]),
        ("Mrs P. Lovelock (Mon/Wed/Fri dialysis) has no transport.", ["Mrs P. Lovelock"]),
        ("Has Doris left hospital? Her son needs to know.", ["Doris"]),
        ("Her letter says Liam, his letter says Miriam.", ["Liam", "Miriam"]),
        ("Joan deals with her own insulin, she is 80.", ["Joan"]),
        ("Our asylum seeker Idris has no GP, he is ill.", ["Idris"]),
        ("The nurse rang Cyril, a patient, and he came.", ["Cyril"]),
        ("HCA Doreen Platt is also our patient, she is ill.", ["Doreen Platt"]),
        ("Consent form signed Mr Hale, who can't read it.", ["Mr Hale"]),
        ("Mr Reilly's team has left. Mr R. Reeve came for his pills.", ["Mr R. Reeve"]),
    ],
)
def test_a_patient_beside_a_role_or_a_desk_is_masked(text, found):
    assert names(text) == found
