"""The gate tells those at work by what they say they do, and patients by age, kin and sex beside them."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    "text",
    [
        "I'm Menna, I do the typing for Mr Oduya and Miss Fong.",
        "Protocol signed off by A. Hossain (APC chair) in May.",
        "The letters are late. Regards, Peter Chan, Head of Primary Care, Loom Street, Millford BL98 3AA",
        "Slides from Ms Rowlands to follow.",
        "Ask for Jez or Hetty in records.",
    ],
)
def test_people_who_say_what_they_do_are_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Przemek, 8, needs pens for school.", "[name removed], 8, needs pens for school."),
        ("her dad Wing Kwan is on ward 12", "her dad [name removed] is on ward 12"),
        ("my patient Chan Tai Man was seen", "my patient [name removed] was seen"),
        (
            'sheet: "KIERAN DUFFY M 15/04/2016" and no notes',
            'sheet: "[name removed] [date of birth removed]" and no notes',
        ),
        ("baby unnamed (22/10/2025) has no date", "baby unnamed ([date of birth removed]) has no date"),
        ("FROM: labour ward. RE: Fatoumata Camara, seen", "FROM: labour ward. RE: [name removed], seen"),
    ],
)
def test_patients_are_told_by_age_kin_and_sex(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "Our coder, Magda, opens each letter.",
        "Message taken at 09:20 by Chloe.",
        "Rev. Tom Hulme (chaplaincy) has asked for the list.",
        "Please copy to Mr Abernethy and to the secretary.",
        "Please ask Mrs Doyle in outpatients to stop sending letters.",
        "Who covers for Priti when she is away?",
        "Letters still carry the name of Mr Ian Postlethwaite, who left in 2022.",
        "Could Stephen Ogden's team say when the list reopens?",
        "Lyndsey rang from pharmacy to say our scripts had no quantity.",
        "Gemma Hartley-Price | Service Manager | Musculoskeletal | 01244 496 222",
        "It was agreed that Tina would write to the trust about his letter.",
        "The scanner is at John Street Diagnostics.",
        "Guy's letters for the patient came late.",
        'Reason given: "Rejected".',
    ],
)
def test_offices_jobs_and_tasks_are_at_work(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    "text",
    [
        "Incident 0012 3345 6781 was converted.",
        "The ticket is still open. Contact IT on 01632 960777.",
        "See https://example.org/stacks/0293565-72829ekt.txt",
        "Mr Rashid's secretary has left and nobody answers 0151 496 0345.",
    ],
)
def test_references_and_numbers_of_offices_are_left_alone(text):
    assert screen(text).masked == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("She was told by her sister, Bríd.", "She was told by her sister, [name removed]."),
        ('A letter came for "Abdul". Just that.', 'A letter came for "[name removed]". Just that.'),
        ("MK (initials only) was refused", "[name removed] (initials only) was refused"),
        ("Spoke to J-P. Dubois-Laurent, aged 61", "Spoke to [name removed], aged 61"),
        (
            "Images for Grace, Faith and Joan Ackerley were mixed up",
            "Images for [name removed], [name removed] and [name removed] were mixed up",
        ),
        (
            "I write about my husband. Kind regards, Orla.",
            "I write about my husband. Kind regards, [name removed].",
        ),
        ("He died at home 16A Orchard View on 20 June", "He died at home [address removed] on 20 June"),
        ("It went to his ex-wife at Glebe House, Tarporley.", "It went to his ex-wife at [address removed]."),
        ("She lives on Thornton Avenue alone", "She lives on [address removed] alone"),
        (
            "Merge requested for 0917744 and 0917774",
            "Merge requested for [hospital number removed] and [hospital number removed]",
        ),
        ("Joan Ackerley/19550214/DISCH", "[name removed]/[date of birth removed]/DISCH"),
    ],
)
def test_names_homes_and_numbers_are_told_by_their_place(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "We left Mr Tranter in A&E.",
        "Mr Tranter, who left the ward before he was seen, is back.",
        "Mr Tranter left on Tuesday without his tablets.",
        "Referral of Joan Ackerley for physio.",
        "Spoke to Mrs Tranter today, she is upset.",
        "A retired teacher, Joan Ackerley, has waited a year.",
        "Appointment cancelled by Mrs Tranter herself.",
        "Mr Tranter collapsed and his colleagues rang 999.",
        "Joan's care team did not know.",
        "Memory clinic: Mrs F. Goldblatt, no result.",
        "Echo report for Oduwole, Patience shows EF 25%.",
        "Sister Monica of the patient rang.",
    ],
)
def test_patients_in_places_of_care_are_no_staff(text):
    assert "[name removed]" in screen(text).masked


@pytest.mark.parametrize(
    "text",
    [
        "Minutes of 15.01.2026. Present: Gaynor Lloyd, Stuart (IT). Gaynor to write to the trust about her list.",
        "Fracture clinic at Royal Albert wants his referral again.",
        "The page was last edited by J. Milner, 30/06/2022.",
        "Trust policy CP-114 (J. Farrow, review date 01/04/2024) says so.",
        "Since Mr Baines stopped, his follow-ups have nobody.",
        "Could Paula please resend the slides? The talk by Mr Arkwright was useful.",
        "It may be Claire Salter or Colin Hurst, who both work in gastro.",
        "The Lucy Faithfull leaflet has no phone number.",
        "Trust chair Sir Roland Peake opened the unit and he left.",
        "Ticket raised with Sanjay on Monday, he closed it.",
        "Kudos to Bridie and Mark for sorting his clinic codes.",
        "Mr Lacey's protocol says no imaging.",
        "Shirley, who answers the phone for Mr Cope and Mr Dunn, is off.",
        "Mr Gupta demands a new MRI within six weeks.",
        "Mr Bright and Mr Ola share a secretary.",
        "Beth, sec to Mr Harding, says his typing is late.",
    ],
)
def test_minutes_papers_and_requests_name_people_at_work(text):
    assert screen(text).masked == text
