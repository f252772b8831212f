"""The gate finds a name that is pasted one part a line, and leaves lines that name nobody."""

import pytest

from language.identifiers import screen


def kept(text: str, *parts: str) -> list[str]:
    return [part for part in parts if part in screen(text).masked]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("PENDLEBURY\nArthur\n03-Apr-1951 (75y)\n943 476 5919", ("PENDLEBURY", "Arthur")),
        ("HOLLINGSWORTH\nMargaret Ann\nF\n81", ("HOLLINGSWORTH", "Margaret", "Ann")),
        ("ADEYEMI\nFolake\nDOB 03/04/1951", ("ADEYEMI", "Folake")),
        ("Pendlebury\nArthur James\nM\n75", ("Pendlebury", "Arthur", "James")),
        ("Sunita\nRamachandran\nDOB 9.1.1944\nNo letter came.", ("Sunita", "Ramachandran")),
        ("943 476 5919\nKowalczyk,\nTadeusz\nNo summary.", ("Kowalczyk", "Tadeusz")),
        ("Mrs\nO'DONNELL\nMaeve\n78 years", ("O'DONNELL", "Maeve")),
        ("PENDLEBURY\nArthur\nno letter", ("PENDLEBURY", "Arthur")),
        ("NAKAMURA\nKeiko\n\nSent home at night.", ("NAKAMURA", "Keiko")),
        ("Discharged without TTO.\n\nNHS 943 476 5919\nHOLLINGSWORTH, Margaret", ("HOLLINGSWORTH", "Margaret")),
        ("Okonjo, Blessing\nDOB 03/04/1951\nno letter", ("Okonjo", "Blessing")),
        ("THISTLEWOOD, Percy (Mr)\nHospital no 4410928", ("THISTLEWOOD", "Percy")),
    ],
)
def test_a_banner_of_a_record_is_found_whole(text, parts):
    assert kept(text, *parts) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("NHS Number\n943 476 5919\nName\nGrace\nPendlebury", ("Grace", "Pendlebury")),
        ("First name\nGrace\nLast name\nPendlebury", ("Grace", "Pendlebury")),
        ("Name:\nGrace\nPendlebury", ("Grace", "Pendlebury")),
        ("Surname\nField\nForenames\nMay\nNo letter.", ("Field", "May")),
        ("Patient name\n\nChidi Okonjo\nWard\nByron", ("Chidi", "Okonjo")),
        ("Family name:\nVan Houten\nGiven name:\nLotte", ("Van Houten", "Lotte")),
        ("Patient\nThistlewood\nPercy\nno letter", ("Thistlewood", "Percy")),
    ],
)
def test_a_name_below_its_label_is_found(text, parts):
    assert kept(text, *parts) == []


@pytest.mark.parametrize(
    "text",
    [
        "Name\nOrme\nRole\nWard clerk",
        "Ward\nByron\nM\n4 beds",
        "DISCHARGE\nSummary\n75",
        "Name\nRadiology\nNo answer for days",
        "Surname\nunknown\nFirst name\nnot given",
        "WARFARIN\nDigoxin\nNo letter.",
        "Royal Infirmary\nMedical records\nNo answer.",
        "Many thanks\nJoan Marsh\nPractice manager",
        "URGENT\nPlease\nNo letter.",
        "Wirral, Halton\nTwo letters lost.",
    ],
)
def test_lines_that_name_no_patient_are_left(text):
    assert screen(text).masked == text
