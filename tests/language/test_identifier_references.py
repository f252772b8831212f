"""The gate masks the numbers of one patient's booking or specimen, and no number of anything else."""

import pytest

from language.identifiers import screen

MARK = "[reference number removed]"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("UBRN 0000 4821 9937", f"UBRN {MARK}"),
        (
            "UBRN: 000048219937, booking ref 482199379 pw cedar-42",
            f"UBRN: {MARK}, booking ref {MARK} pw {MARK}",
        ),
        ("e-RS UBRN 0000-4821-9937 rejected", f"e-RS UBRN {MARK} rejected"),
        ("eRS 0000 4821 9937 shows no slot", f"eRS {MARK} shows no slot"),
        ("UBRN is 000048219937, password: bluebird.", f"UBRN is {MARK}, password: {MARK}."),
        ("UBRN no. 0000.4821.9937 (password yellow tiger 23)", f"UBRN no. {MARK} (password {MARK})"),
        ("ubrns 0000 4821 9937, 0000 4821 9938 and 0000 4821 9939", f"ubrns {MARK}, {MARK} and {MARK}"),
        ("0000 4821 9937 (UBRN) is cancelled", f"{MARK} (UBRN) is cancelled"),
        ("Booking reference number 000048219937 never worked", f"Booking reference number {MARK} never worked"),
        ("Unique booking reference: 0000 4821 9937", f"Unique booking reference: {MARK}"),
        ("UBRN(s): 0000 48219937 15 weeks ago", f"UBRN(s): {MARK} 15 weeks ago"),
        ("booking refs 482199379, 482199380", f"booking refs {MARK}, {MARK}"),
        ("e-RS reference 0001 1042 2840.", f"e-RS reference {MARK}."),
        ("Password cedar-42 for UBRN 0000 4821 9937", f"Password {MARK} for UBRN {MARK}"),
    ],
)
def test_a_booking_and_its_password_are_masked_whole(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Accession no 26-B-0044512, lab no 4451289, histology 26H012345",
            f"Accession no {MARK}, lab no {MARK}, histology {MARK}",
        ),
        ("Accession: RXA3925582833. Incidental meningioma.", f"Accession: {MARK}. Incidental meningioma."),
        ("accession number 7730019246", f"accession number {MARK}"),
        ("Lab ref 24H0918223, sample taken", f"Lab ref {MARK}, sample taken"),
        ('lab sample no 25B0094471 "haemolysed"', f'lab sample no {MARK} "haemolysed"'),
        ("Sample ID 3738496435 unsuitable", f"Sample ID {MARK} unsuitable"),
        ("Histology H25-11873: no report", f"Histology {MARK}: no report"),
        ("specimen 4451289 was never booked in", f"specimen {MARK} was never booked in"),
        ("Lab nos 4451289, 4451290 and 4451291 lost", f"Lab nos {MARK}, {MARK} and {MARK} lost"),
        ("Lab No: H,26.0012345.K lost", f"Lab No: {MARK} lost"),
        ("cytology number is 26/12345", f"cytology number is {MARK}"),
    ],
)
def test_a_specimens_number_is_masked_whole(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "UBRN was missing.",
        "the UBRN has 12 digits and a password of two words",
        "UBRN 26 of 40 rejected, password was reset, password: not sent",
        "e-RS was down for 48 hours. Password: changed by IT twice.",
        "e-RS helpdesk 0300 303 4034, ticket INC0012345",
        "booking no 01514960345, booking number 0151 496 0345",
        "tariff code WF01A, form FP10 1234567, booking clerks 12",
        "lab no longer processes 24-hour urines",
        "Lab number is 01514829937, ask for results",
        "Lab order 3925937073 shows as received.",
        "lab ext 4451, path lab opens 0900, sample tubes 120000 in stock",
        "Booking ref INC0012345 is a ticket. Order 4451289 is for gloves.",
        "Histology 2026 audit: 26 of 120 late. Histology 26/11/2026 still missing.",
        "clinic code UROL44291, ODS code RBL14, lab code RXA",
        "Sample size 120000, specimen bags 4000, accession rate 12.",
    ],
)
def test_numbers_of_anything_else_stay(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("seen in flat 2 The Maltings, CH2", "seen in [address removed]"),
        ("seen in flat 2 The Maltings, CH2 1AB", "seen in [address removed], [postcode removed]"),
        ("Lives opposite Tesco, 22b High Street Northwich", "Lives [address removed] Northwich"),
        ("NHS 9434765919A has no letter", "NHS [NHS number removed] has no letter"),
        ("NHS 943 476 5919M, no letter", "NHS [NHS number removed], no letter"),
    ],
)
def test_no_bit_of_an_identifier_is_left_beside_its_mask_nor_a_mask_beside_a_mask(text, masked):
    assert screen(text).masked == masked
