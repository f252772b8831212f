"""Whoever is named once is found wherever the same submission says the name again, and nobody else is."""

import pytest

from language.identifiers import names_in, screen, screen_together
from language.short_lines import masked_line, unmasked_rest


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "The letter for Margaret Thistlewood went astray: thistlewood was the label, THISTLEWOOD the folder.",
            "The letter for [name removed] went astray: [name removed] was the label, [name removed] the folder.",
        ),
        (
            "We wrote to Mrs Ethel Ramsbottom about the scan. Her log-in jramsbottom was shut, ethels son rang.",
            "We wrote to [name removed] about the scan. Her log-in [name removed] was shut, [name removed] son rang.",
        ),
        (
            "We rang Mrs Ethel Ramsbottom. Nobody but bob (ethel's brother) was at home.",
            "We rang [name removed]. Nobody but [name removed] ([name removed]'s brother) was at home.",
        ),
    ],
)
def test_what_is_only_a_name_is_found_again_in_any_letters(text, masked):
    assert screen(text).masked == masked


@pytest.mark.parametrize(
    "text",
    [
        "Miss Hope Young came back. We hope that the young man gets a letter.",
        "Mr Day rang. He waited all day.",
        "Mr Bob Long rang again. His long wait made us bob and weave.",
    ],
)
def test_a_name_that_is_a_word_as_well_stays_a_word(text):
    assert (
        screen(text).masked
        == f"[name removed] {text.split(' ', 3 if ' Young' in text or ' Long' in text else 2)[-1]}"
    )


def test_a_name_that_staff_share_is_nobodys():
    masked = screen("Dr Thistlewood wrote of Margaret Thistlewood; we asked thistlewood twice.").masked
    assert masked == "Dr Thistlewood wrote of [name removed]; we asked thistlewood twice."


def test_a_name_of_one_text_is_found_in_those_sent_with_it():
    texts = {"text": "Margaret Thistlewood waited for weeks.", "wanted": "Ring thistlewood.", "about": "Ward 4"}
    found = screen_together(texts)
    assert [one.masked for one in found.values()] == [
        "[name removed] waited for weeks.",
        "Ring [name removed].",
        "Ward 4",
    ]
    assert names_in(found.values()) == {"margaret", "thistlewood"}


def test_staff_of_one_text_are_staff_in_those_sent_with_it():
    texts = {"text": "Margaret Thistlewood waited.", "wanted": "Thank Dr Thistlewood.", "about": "thistlewood"}
    assert [one.masked for one in screen_together(texts).values()] == [
        "[name removed] waited.",
        *list(texts.values())[1:],
    ]


def test_a_name_that_the_writer_releases_stays_where_it_was_released():
    text = "Margaret Thistlewood waited. Ring thistlewood."
    kept = screen(text, release=[(0, 20)]).masked
    assert kept == "Margaret Thistlewood waited. Ring [name removed]."
    assert (
        screen_together({"a": text, "b": "Ask thistlewood."}, release={"a": [(0, 20)]})["b"].masked
        == "Ask [name removed]."
    )


@pytest.mark.parametrize(
    ("words", "masked", "rest"),
    [
        ("NHS 943 476 5919 Thistlewood", "NHS [NHS number removed] [name removed]", "NHS"),
        ("9434765919 thistlewood letters", "[NHS number removed] [name removed] letters", "letters"),
        ("thistlewood", "[name removed]", ""),
        ("discharge letter", "discharge letter", "discharge letter"),
        ("Rowan ward", "Rowan ward", "Rowan ward"),
    ],
)
def test_in_a_short_line_a_name_beside_what_was_found_goes_too(words, masked, rest):
    assert (masked_line(words), unmasked_rest(words)) == (masked, rest)
