"""What stands beside a name, an address or a number says whose it is, whatever else the word may mean."""

import pytest

from language.identifiers import screen


def found(text, kind="NAME"):
    return [text[one.start : one.end] for one in screen(text).found if one.kind == kind]


def has(names, wanted):
    return all(any(name in one for one in names) for name in wanted) and bool(wanted) == bool(names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Appalling. Doris Easter is 88 and was left in the corridor.", ["Doris Easter"]),
        ("Ethel Thursday, 91, came back without her frame.", ["Ethel Thursday"]),
        ("We hear that Norman Winter aged 79 had no care package.", ["Norman Winter"]),
        ("Victoria Ward is 28 and counting in beds.", []),
        ("Elizabeth House, 12, has no lift.", []),
        ("Stanley Clinic is 30 and still not decorated.", []),
        ("Dr Doris Easter is 64 and retires in March.", []),
    ],
)
def test_an_age_or_an_admission_says_that_a_word_behind_a_first_name_is_a_surname(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("coordinator here. mr Shah and his brother, also mr Shah, get each other's letters", ["Shah", "Shah"]),
        ("Ward 9 sent home two men on Monday, Hussain and Hussein, with swapped tablets.", ["Hussain", "Hussein"]),
        ("Mrs Porter (yes that is her surname) had a letter for 'Porter, main entrance'.", ["Porter", "Porter"]),
        ("Mr Shah and his secretary were both away, so no clinic letters.", []),
        ("Two patients moved on Monday, Preston and Lancaster both being full.", []),
        ("FW: urgent! K. Preston bloods\nHi all, whose are these?", ["K. Preston"]),
        ("Subject: Fwd: J Bolton scan\nNobody has acted.", ["J Bolton"]),
        ("Subject: C. Diff results\nNobody has acted.", []),
        ("Subject: E. Coli results\nNobody has acted.", []),
        ("Subject: H. Pylori results\nNobody has acted.", []),
    ],
)
def test_kin_a_pair_and_a_subject_line_say_who_is_a_patient(text, names):
    assert has(found(text), names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("and another, k.w. dob 12/03/1941 came home with a sore", ["k.w."]),
        ("pasted: t.l., MRN 4471902, colon, for chemotherapy", ["t.l."]),
        ("MDT list: MO'D, MRN 4471902, breast, T1N0.", ["MO'D"]),
        ("i.e. dob 12/03/1941 was wrong on the form", []),
        ("d.o.b. 12/03/1941 was wrong on the form", []),
        ("n.b. MRN 4471902 is a duplicate", []),
    ],
)
def test_initials_in_any_letters_beside_a_birth_date_or_a_number_are_a_patients(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        ("got to 27 Sandy Ley at 9am and there was no chart", ["27 Sandy Ley"]),
        ("We visited 8 Marsh Hey, no answer, no key safe code.", ["8 Marsh Hey"]),
        ("Went round to 112 Thorn Heys and she was in hospital.", ["112 Thorn Heys"]),
        ("Home with no care to 'Tegfan, Church Lane, Gresford', she has nobody.", ["Tegfan, Church Lane, Gresford"]),
        ("Discharged to 'Arfryn, School Road, Holt' without a word.", ["Arfryn, School Road, Holt"]),
        ("We visited 14 Care Homes at the weekend.", []),
        ("She got to 14 Monday clinics at 8am.", []),
        ("The auditors visited 12 Wards and 3 Units, all full.", []),
        ("He got to 20 Units of insulin at 8am.", []),
    ],
)
def test_a_visit_to_a_number_and_a_name_is_to_a_home_and_so_is_a_quoted_house(text, homes):
    assert found(text, "ADDRESS") == homes


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Her son can be rung on 00 34 91 555 0143, Madrid.", "PHONE", ["00 34 91 555 0143"]),
        ("Her son can be rung on 00 353 1 555 0143, Cork.", "PHONE", ["00 353 1 555 0143"]),
        ("Typed: RXHK-318842-C, and her plan sat in the folder.", "HOSPITAL_NUMBER", ["RXHK-318842-C"]),
        ("Hospital unit K 204 331, still no letter for her.", "HOSPITAL_NUMBER", ["K 204 331"]),
        ("Hospital unit B 12 beds short, she was told.", "HOSPITAL_NUMBER", []),
        ("Invoice INV-318842-C, and her plan sat in the folder.", "HOSPITAL_NUMBER", []),
        ("Reg'd with us since 6/6/66 lol, that's her birthday, sorry.", "DOB", ["6/6/66"]),
    ],
)
def test_numbers_from_abroad_and_from_a_hospital_are_found_as_they_are_written(text, kind, wanted):
    assert found(text, kind) == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("It bounced: mlcs.memoryteam1@svc.example mailbox full, and she waits.", "EMAIL", []),
        ("It bounced: joan.hale@post.example mailbox full, and she waits.", "EMAIL", ["joan.hale@post.example"]),
        ("Sent to wessex.spa@svc.example twice about her.", "EMAIL", []),
        ("Mrs Ann Cole, service lead, would be happy to discuss this on 01632 960 310.", "PHONE", []),
        ("Mrs Ann Cole would be happy to discuss this on 01632 960 310.", "PHONE", ["01632 960 310"]),
        ("The lab at M9 8YE says her blood was haemolysed.", "POSTCODE", []),
        ("Told to collect it ourselves from LA9 6PN.", "POSTCODE", []),
        ("The Infusion Service at St Anne's, Oldham, OL4 2LQ will not take her.", "POSTCODE", []),
        ("Please collect him from OL4 2LQ.", "POSTCODE", ["OL4 2LQ"]),
        ("Crn 5501927 is on the wrong letter, Crn 5501972 on ours.", "NAME", []),
        ("She was told the breast unit at Burney says not without a number.", "NAME", []),
    ],
)
def test_mailboxes_desks_and_sites_at_work_are_left(text, kind, wanted):
    assert found(text, kind) == wanted
