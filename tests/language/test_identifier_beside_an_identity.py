"""What stands beside an address, a postcode or a date of birth: a name in capitals, a date, a site, a postcode."""

import pytest

from tests.language.masks import missed_and_false


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Ward 11 fax had: VAN DER BERG / 14 Mill Road / CH41 1DQ / stop amlodipine.",
            ("VAN DER BERG", "14 Mill Road", "CH41 1DQ"),
        ),
        ("Label reads DE SOUZA, 14 Mill Road, no drug on it.", ("DE SOUZA", "14 Mill Road")),
        ("Slip: Van der Merwe / 14 Mill Road / stop amlodipine", ("Van der Merwe", "14 Mill Road")),
        ("Fax said AL HASSAN / CH41 1DQ / stop amlodipine", ("AL HASSAN", "CH41 1DQ")),
        ("Fax: O'BRIEN / 14 Mill Road / start bisoprolol", ("O'BRIEN", "14 Mill Road")),
        ("Sticker: Kowalczyk | 14 Mill Road | Ward 3", ("Kowalczyk", "14 Mill Road")),
        ("VAN DIJK; CH41 1DQ; no allergies", ("VAN DIJK", "CH41 1DQ")),
        ("Fax: MAC DONALD / 14 Mill Road / stop amlodipine", ("MAC DONALD", "14 Mill Road")),
        (
            "PMR has him as Van Tonder, hospital as Van Tander, lab as Van T. Three HbA1cs.",
            ("Van Tonder", "Van Tander", "Van T"),
        ),
        ("EMIS has her as Kaur, the hospital as Kour and the lab as Kawr.", ("Kaur", "Kour", "Kawr")),
        ("We have her as De Silva, hospital as Silva, both wrong.", ("De Silva", "Silva")),
        ("Spine shows her as Oyelaran, ICE as Oyelaren, so results split.", ("Oyelaran", "Oyelaren")),
        ("ICE has it as urgent, the hospital as routine and the lab as pending.", ()),
        ("We have her as Urgent, hospital as Routine, lab as Rejected.", ()),
        ("EMIS has it as Warfarin, hospital as Apixaban.", ()),
        ("The VAN DRIVER / CH41 base is closed.", ()),
        ("Put it down as Docman, hospital as Cerner, lab as Telepath.", ()),
        ("Delivered by VAN to 14 Mill Road, where he lives.", ("14 Mill Road",)),
        ("Fax: DI BELLO / CH41 1DQ / stop amlodipine", ("DI BELLO", "CH41 1DQ")),
        ("Fax: VAN DEN BOS, 14 Mill Road, stop amlodipine", ("VAN DEN BOS", "14 Mill Road")),
        ("Drop point: VAN HIRE / 14 Mill Road, her daughter says.", ("14 Mill Road",)),
        ("We have her as Pryce and the hospital has her as Price.", ("Pryce", "Price")),
        ("The hospital has his name as El Sayed, lab as Elsayed.", ("El Sayed", "Elsayed")),
        ("They booked her as urgent and the lab has it as routine.", ()),
        ("The ward had him as nil by mouth, the letter as eating.", ()),
        ("The hospital has her as Deceased, we have her as Registered.", ()),
        ("The hospital has him as Leeds, we have him as Wirral.", ()),
        ("Label: VON TRAPP / CH41 1DQ / no dose", ("VON TRAPP", "CH41 1DQ")),
        ("Sticky label VAN HOUTEN | 14 Mill Road | 3 tabs", ("VAN HOUTEN", "14 Mill Road")),
        ("Hospital has him down as Al-Masri and ICE as Almasri.", ("Al-Masri", "Almasri")),
        ("You have her as Nkemelu, we have her as Nkemulu, hence no match.", ("Nkemelu", "Nkemulu")),
    ],
)
def test_a_name_with_particles_and_the_names_that_systems_have_are_found(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "pt Danny Moss, CH41 1DQ, 19700925. Back in 2 days later with obstruction.",
            ("Danny Moss", "CH41 1DQ", "19700925"),
        ),
        ("NHS 943 476 5919 19520304 no letter.", ("943 476 5919", "19520304")),
        ("No letter: 19520304 943 476 5919", ("943 476 5919", "19520304")),
        ("Joan Hale 19520304 no letter.", ("Joan Hale", "19520304")),
        ("Joan Hale, 14 Mill Road, 19520304: no letter.", ("Joan Hale", "14 Mill Road", "19520304")),
        ("CH41 1DQ / 19881130 / no letter", ("CH41 1DQ", "19881130")),
        ("Joan Hale 04031952 no letter.", ("Joan Hale", "04031952")),
        ("Joan Hale CH41 1DQ 04031952 no letter.", ("Joan Hale", "CH41 1DQ", "04031952")),
        ("Order 19700925 not found.", ()),
        ("File 19700925_1 was empty.", ()),
        ("Invoice 19700925 is unpaid.", ()),
        ("letters_20240312.zip was empty.", ()),
        ("Backup 20190312 failed.", ()),
        ("Batch 19700925 recalled.", ()),
        ("Joan Hale, order 19700925, no result.", ("Joan Hale",)),
        ("Her home CH41 1DQ, ref 19700925, no result.", ("CH41 1DQ",)),
        ("NHS 943 476 5919, scan 20190312 not reported.", ("943 476 5919",)),
        ("NHS 943 476 5919 20240312 letter missing.", ("943 476 5919",)),
        ("Joan Hale 19520304 943 476 5919 no TTO", ("Joan Hale", "19520304", "943 476 5919")),
        ("Baby clinic: NHS 943 476 5919 20190312 mum has no red book.", ("943 476 5919", "20190312")),
        ("Her home is CH41 1DQ, order no. 19520304.", ("CH41 1DQ",)),
        ("Order 19520304 943 476 5919 has no result.", ("943 476 5919",)),
        ("Version 20240312 of the form is wrong.", ()),
        ("She lives at CH41 1DQ. 20240311 file is empty.", ("CH41 1DQ",)),
        ("File 19520304_943 476 5919.pdf was sent.", ("943 476 5919",)),
        ("pt at L4 2TT, 19610609, nothing on ICE", ("L4 2TT", "19610609")),
        ("Ann Vale (19610609) nothing on ICE", ("Ann Vale", "19610609")),
        ("Ann Vale NHS 943 476 5919 (19610609) nothing on ICE", ("Ann Vale", "943 476 5919", "19610609")),
        ("943 476 5919 / 09061961 nothing on ICE for her", ("943 476 5919", "09061961")),
        ("Ticket 19610609 about the printer.", ()),
        ("Export 20240609 at 0800 was empty.", ()),
        ("Rev 20190609 of the SOP says ring her.", ()),
    ],
)
def test_eight_figures_beside_an_identity_are_a_date_of_birth(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "patient joan hale 14 mill road ch411dq tel 07700 900218 - sent home on oxygen no letter.",
            ("joan hale", "14 mill road", "ch411dq", "07700 900218"),
        ),
        ("Joan Hale, 14 Mill Road, ch411dq, no letter", ("Joan Hale", "14 Mill Road", "ch411dq")),
        ("Joan Hale, 14 Mill Road, Prenton, Ch411dq. No letter.", ("Joan Hale", "14 Mill Road, Prenton", "Ch411dq")),
        ("lives 14 Mill Road, l49ab. no letter for her", ("14 Mill Road", "l49ab")),
        ("Her home is 14 Mill Road (wa104yz).", ("14 Mill Road", "wa104yz")),
        ("pt postcode ch411dq not on the system", ("ch411dq",)),
        ("her post code: ch411dq", ("ch411dq",)),
        ("joan hale 12/03/1950 ch411dq no letter", ("joan hale", "12/03/1950", "ch411dq")),
        ("the code ch411dq on the asset tag", ()),
        ("model sp120ab needs a new battery", ()),
        ("batch ct123ab recalled", ()),
        ("the sw12ab printer is broken", ()),
        ("on ward m14ab she had no letter", ()),
        ("our surgery postcode ch411dq is wrong on your list", ()),
        ("pt lives 12 elm street l42tt no district nurse", ("12 elm street", "l42tt")),
        ("Ann Vale, 12 Elm Street, Kirkby, l325ab - no TTO", ("Ann Vale", "12 Elm Street, Kirkby", "l325ab")),
        ("ann vale dob 09/06/1961, ch434ab, no tto", ("ann vale", "09/06/1961", "ch434ab")),
        ("asset tag l42tt is on the trolley", ()),
        ("room e14ab has no phone", ()),
    ],
)
def test_a_small_postcode_without_a_space_is_found_right_behind_an_address(text, wanted):
    assert missed_and_false(text, wanted) == ([], [])
