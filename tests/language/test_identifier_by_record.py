"""The gate finds the patient whom a record names in its own way, and takes no word of the record for one."""

import pytest

from language.identifiers import screen


def names(text: str) -> list[str]:
    return [text[one.start : one.end] for one in screen(text).found if one.kind == "NAME"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bed 12 Nimmi no meds no letter no transport", ["Nimmi"]),
        ("Mat notes: prev Begum, booked under Siddiqua. 28/40 bloods x 3", ["Begum", "Siddiqua"]),
        ("Blood forms labelled SMITH, only SMITH, on the van.", ["SMITH", "SMITH"]),
        ("results for Kowalczyk filed under mrs thandeka nkosi", ["Kowalczyk", "mrs thandeka nkosi"]),
        ("Dear Mr Demirtas\nWe are sorry that your appointment has been moved.", ["Mr Demirtas"]),
        ('The text says "Dear PAULINE, your colonoscopy is due".', ["PAULINE"]),
        ("Jago her grandson sat with her.", ["Jago"]),
        ("BCG not done for mum & baby Goodluck: clinic full.", ["baby Goodluck"]),
        ("Bloods on the Okonjo baby not reported after 9 days", ["Okonjo"]),
        ("Room 14 at the Laurels, Enid: no dressing, no letter.", ["Enid"]),
        ("Jones (Bryn not Brian) had the wrong knee listed", ["Jones", "Bryn", "Brian"]),
        ("transport took Wilf to the wrong place", ["Wilf"]),
        ("Bloods taken on Maud at noon, nobody rang", ["Maud"]),
        ("Fit note missing. Ruxandra. 07/11 to 05/12. ta", ["Ruxandra"]),
        ("Mrs Hope (bed 19) fell at 01:50. Dr Hope (no relation) to amend.", ["Mrs Hope"]),
        ("low priority\nFIELD, Rose: ?dexa done", ["FIELD, Rose"]),
        ("Rang Grace back as asked, no reply.", ["Grace"]),
        ("rang before sending Olive Thackray home, went through the meds", ["Olive Thackray"]),
    ],
)
def test_a_name_is_told_by_its_place_in_a_record(text, found):
    assert names(text) == found


def test_in_a_list_of_what_went_wrong_each_line_begins_with_a_name():
    text = "price - no discharge summary\nzielinski - summary but no meds\no'hare - wrong meds\nall from one ward"
    assert names(text) == ["price", "zielinski", "o'hare"]
    work = "clinic - letters late\npharmacy - no stock\nwards - no summary\nprice - too high"
    assert names(work) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pt m. khairallah came to desk very cross", ["m. khairallah"]),
        ("pt is down as thomas on pas, thomas edward birch, since may", ["thomas", "thomas edward birch"]),
        ("can u let doc know sheila fm the corner rung. lives nr Larch Ave that is. her oxygen is late", ["sheila"]),
        ('Babajide "BJ" Ogunleye-Smith: discharged at night', ['Babajide "BJ" Ogunleye-Smith']),
        ("Name of pt Mr. Desmond St. Clair-Brathwaite", ["Mr. Desmond St. Clair-Brathwaite"]),
    ],
)
def test_a_name_is_found_whole_in_small_letters_with_a_nickname_or_a_saint(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Sacral grade 3. Mrs Bell, 41 Wharf St. Please ring.", "41 Wharf St"),
        ("He wants to go home to 16 Kilburn Mansions and not into a bed.", "16 Kilburn Mansions"),
        ("Came in blue, lives alone Chy an Mor, Fore Street, Otley", "Chy an Mor, Fore Street, Otley"),
    ],
)
def test_a_home_is_found_with_its_street_cut_short_or_its_own_name(text, home):
    assert home in [text[one.start : one.end] for one in screen(text).found if one.kind == "ADDRESS"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Date\tPatient\tPick-up\tReason\n04/11\tMrs Bell\tward 4\tlate", "Pick-up"),
        ("Bed 1: Bhupinder Kaur Gill. Dtr Harpreet wants an update", "Dtr"),
        ("Jayden Price was not brought. Stepdad, Craig, showed me.", "Stepdad"),
        ("mustafa al-jubouri clopi stopped pre op", "clopi"),
        ("Locum there, GPhC reg on request, says he has not signed.", "GPhC"),
        ("Pt Name: Joan Bell\nAddress: 9 Union Street, Stockport\nPostcode: SK1 9ZZ", "Postcode"),
        ("Foster child, five, arrived with a new carer.", "Foster child"),
        ("Bronchiolitic baby was let go at two.", "Bronchiolitic baby"),
    ],
)
def test_words_of_a_record_are_no_names_or_homes(text, kept):
    assert kept in screen(text).masked
