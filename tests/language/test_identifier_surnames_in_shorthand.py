"""A surname alone is a patient's beside what only a patient has, does or is told; a list of places is not."""

import pytest

from language.identifiers import screen


def found(text):
    return [text[one.start : one.end] for one in screen(text).found if one.kind == "NAME"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("TTO for Brown missing. Brown's family upset", ["Brown", "Brown"]),
        ("Patel's TTO was missing", ["Patel"]),
        ("No TTO with Ahmed's discharge", ["Ahmed"]),
        ("Dr Patel rang. Patel's results were late", []),
        ("Parkinson's medication was missed", []),
        ("Crohn's treatment is delayed", []),
        ("St Mary's discharge team", []),
        ("Child's medication was missed", []),
    ],
)
def test_what_only_a_patient_has_tells_whose_it_is(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("O'Brien sent home without oxygen", ["O'Brien"]),
        ("Pt G. Simcock discharged with cannula in situ", ["G. Simcock"]),
        ("Khan, seen in clinic", ["Khan"]),
        ("Khan likewise", ["Khan"]),
        ("Begum likewise", ["Begum"]),
        ("45yo Smith", ["Smith"]),
        ("The Bells are furious", ["Bells"]),
        ("The O'Briens have complained", ["O'Briens"]),
        ("Khan discharged the patient", []),
        ("Monday likewise", []),
        ("Aintree the same", []),
        ("Winter too", []),
        ("Warfarin too", []),
        ("45yo Black man", []),
        ("The Porters are upset", []),
        ("The Managers are not happy", []),
        ("Home discharged", []),
    ],
)
def test_what_only_a_patient_does_or_suffers_tells_who_it_is(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Letters missing for Walker, Hall and Page", ["Walker", "Hall", "Page"]),
        ("Patients: Walker, Hall, Page", ["Walker", "Hall", "Page"]),
        ("three in a row: Whittaker, Donnelly and Okeke", ["Whittaker", "Donnelly", "Okeke"]),
        ("Results for Page not back", ["Page"]),
        ("Letters missing for Cardiology, Urology and ENT", []),
        ("Letters missing for Bradford, York and Hull", []),
        ("Three so far: Walton, Whiston and Southport", []),
        ("Patients: Please bring your tablets", []),
        ("No letter on Docman", []),
        ("Results missing for Monday and Tuesday", []),
    ],
)
def test_a_list_of_whose_papers_are_missing_is_of_patients(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ward told Donnelly to ring the GP", ["Donnelly"]),
        ("Nurse told Beth to ring 111", ["Beth"]),
        ("Pharmacy told Amara that she must come back", ["Amara"]),
        ("Clinic letter says Donnelly needs a scan", ["Donnelly"]),
        ("Manager told Karen to resend it", []),
        ("The hospital told Karen to email the trust", []),
        ("Letter says Apixaban is to continue", []),
        ("Letter says Cardiology will review", []),
    ],
)
def test_who_is_told_what_to_do_and_who_is_written_of_is_a_patient(text, names):
    assert found(text) == names
