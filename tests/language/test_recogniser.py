"""The network that reads words in their context: what it reads, and that any text can be read."""

import numpy as np
import pytest

from language import encoder, recogniser, vectors
from language.reading.view import MASKS, view_of


def read(text: str) -> list[recogniser.Recognised]:
    return recogniser.recognised(view_of(text).text)


def test_words_numbers_signs_masks_and_lines_are_read_one_by_one():
    view = view_of(f"{MASKS['NAME']}, 83, of O'Neill's\nrang.")
    assert [piece.text for piece in recogniser.pieces_of(view.text)][1:] == [
        *(",", "83", ",", "of", "O'Neill's", "\n", "rang", ".")
    ]


def test_every_piece_has_signs_of_its_own_and_masks_tell_their_kind():
    pieces = recogniser.pieces_of(view_of(f"Mrs Hall, 83, {MASKS['ADDRESS']} {MASKS['NAME']}").text)
    names = {number: sign for sign, number in recogniser.SIGNS.items()}
    signs = [{names[number] for number in some} for some in recogniser.signs_of(pieces)]
    assert {"title", "begun with a capital"} <= signs[0] and {"surname"} <= signs[1]
    assert {"sign", "touches the one before"} <= signs[2] and {"could be an age", "2 figures"} <= signs[3]
    assert signs[-2:] == [{"ADDRESS"}, {"NAME"}]


def test_no_window_is_longer_than_the_encoder_reads_or_parts_a_word():
    pieces = recogniser.pieces_of("pneumonoultramicroscopic Hall " * 180)
    windows = recogniser.Reader().windows(pieces)
    assert recogniser.MOST_WINDOWS >= len(windows) > 5 and all(len(one.numbers) <= encoder.LONGEST for one in windows)
    read = [at for one in windows for at in one.pieces if at >= 0]
    assert sorted(set(read)) == list(range(len(pieces))) and read == sorted(read)
    ends = [(one.pieces[-2], after.pieces[1]) for one, after in zip(windows, windows[1:], strict=False)]
    assert all(last + 1 == first for last, first in ends)


def test_the_chances_of_all_kinds_are_one_together():
    _, chances = recogniser.Recogniser().chances("Mrs Hall rang again about her results")
    assert chances.shape == (7, len(recogniser.LABELS)) and np.allclose(chances.sum(axis=1), 1, atol=1e-5)


def test_a_patient_is_told_from_whoever_is_at_work():
    told = {
        one.piece.text: one.chance for one in read("Sister Tracy Bell rang the ward about Mrs Glenys Hallam, 83.")
    }
    assert min(told["Glenys"], told["Hallam"]) > 0.9 > 0.5 > max(told["Tracy"], told["Bell"], told["ward"])


def test_the_same_text_is_read_the_same_alone_and_again():
    assert read("Mrs Hall, 83, was sent home") == read("Mrs Hall, 83, was sent home")


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "😀👩‍⚕️", "\x00", "x" * 100_000, "a-" * 30_000, "漢字", "\ud800", "1" * 9_999]
)
def test_any_text_can_be_read(text):
    assert all(0 <= one.chance <= 1 and one.kind in MASKS for one in read(text))


def test_a_long_text_is_read_so_far_and_no_further():
    told = read("Mrs Hall rang. " * 5_000)
    assert told[-1].piece.end <= recogniser.LONGEST < len("Mrs Hall rang. ") * 5_000


@pytest.mark.parametrize("unit", [",", "a ", "1 ", "a-", "Mrs Hall, 83. "])
def test_no_text_takes_more_than_so_many_windows(unit):
    assert len(recogniser.Reader().windows(recogniser.pieces_of(unit * 40_000))) <= recogniser.MOST_WINDOWS


def test_where_the_weights_are_not_installed_nothing_is_recognised(monkeypatch):
    monkeypatch.setattr(encoder, "folder", lambda: None)
    recogniser._recogniser.cache_clear()
    try:
        assert recogniser.recognised("Mrs Hall rang again about her results") == []
    finally:
        recogniser._recogniser.cache_clear()


def test_what_it_was_taught_changes_nothing_of_what_texts_mean():
    before = vectors.published().embed(["a letter"])
    recogniser.Recogniser()
    assert np.array_equal(vectors.published().embed(["a letter"]), before)
