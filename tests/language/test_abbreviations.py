"""Abbreviations of an area: which are listed for its curator, and how those that were explained are read."""

from language import abbreviations, coordinates
from language.abbreviations import Unknown


def test_what_three_reports_of_two_people_use_and_nobody_explained_is_listed() -> None:
    texts = ["ZXQ declined, FP10 sent", "the ZXQ again", "ZXQ ZXQ ZXQ", "QQV once", "QQV twice", "QQV by one"]
    found = abbreviations.unknown([*texts, "ZXQ"], ["a", "b", "b", "c", "c", "c", "a"])
    assert found == [Unknown("ZXQ", 4, 2)]


def test_no_name_no_place_and_no_word_in_capitals_is_listed() -> None:
    texts = ["ring JONES or PRIYA in WIGAN, NOBODY ANSWERS, not ZXQLMNOP, not ZX1"] * 4
    assert abbreviations.unknown(texts, ["a", "b", "c", "d"]) == []


def test_an_abbreviation_is_read_as_what_it_stands_for_and_nothing_else_is() -> None:
    words = {"ZXQ": "falls team", "ZX": "other"}
    assert abbreviations.spell_out("The ZXQ, zxq and ZXQs; ZX-1 and ZX.", words) == (
        "The falls team, zxq and ZXQs; ZX-1 and other."
    )
    assert abbreviations.spell_out("The ZXQ", {}) == "The ZXQ"


def test_spelt_out_a_text_means_what_the_words_mean() -> None:
    said, short = "District nurses were not told of the discharge.", "ZXQ were not told of the discharge."
    spelt = abbreviations.spell_out(short, {"ZXQ": "District nurses"})
    rows = coordinates.meaning_of(coordinates.represent([said, short, spelt]))
    assert rows[0] @ rows[2] > rows[0] @ rows[1] + 0.1
