"""Vectors of meaning: what they promise to everybody who stores and compares them."""

import json
from pathlib import Path

import numpy as np
import pytest

from language import lexicon, vectors
from language.word_vectors import LibrarySpace

REPORTS = Path(__file__).parents[1] / "data" / "written_reports_1.jsonl"


@pytest.fixture(scope="module")
def rows() -> np.ndarray:
    return vectors.embed(
        [
            "The discharge summary never reached the practice",
            "No letter came to the surgery after she left hospital",
            "The car park at the garden centre is full",
        ]
    )


def test_every_row_has_length_one(rows: np.ndarray) -> None:
    assert rows.shape == (3, vectors.DIMENSIONS)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_paraphrase_is_nearer_than_another_subject(rows: np.ndarray) -> None:
    near = rows @ rows.T
    assert near[0, 1] > near[0, 2] + 0.2 and near[0, 1] > near[1, 2] + 0.2


def test_the_numbers_are_those_of_the_published_model() -> None:
    near = vectors.published().embed(["That is a happy person", "That is a happy dog", "Today is a sunny day"])
    assert near[0] @ near[1:].T == pytest.approx([0.695, 0.257], abs=0.01)


def of_one_problem(rows: np.ndarray, problems: list[str]) -> float:
    """Of the four texts nearest to each, the share that are about its problem."""
    near = rows @ rows.T - 9 * np.eye(len(rows))
    nearest = np.argsort(-near, axis=1)[:, :4]
    return float(np.mean([problems[other] == problems[at] for at, row in enumerate(nearest) for other in row]))


def test_what_it_was_taught_brings_together_how_others_tell_of_one_problem() -> None:
    told = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    told = [one for one in told if one["theme"] != "misc"][:200]
    texts, problems = [lexicon.normalise(one["text"]) for one in told], [one["theme"] for one in told]
    before = of_one_problem(vectors.published().embed(texts), problems)
    assert of_one_problem(vectors.embed(texts), problems) > 1.25 * before


def test_what_it_was_taught_leaves_other_english_about_where_it_was() -> None:
    texts = ["The list is sorted in place before it is returned.", "My card was declined at the hotel."]
    assert ((vectors.embed(texts) * vectors.published().embed(texts)).sum(axis=1) > 0.85).all()


def test_a_text_has_the_same_row_alone_and_in_company(rows: np.ndarray) -> None:
    alone = vectors.embed(["The car park at the garden centre is full"])
    assert np.allclose(alone[0], rows[2], atol=1e-5)


def test_the_order_of_texts_does_not_change_their_rows() -> None:
    texts = ["one letter", "a second and longer letter about nothing", "three", ""]
    assert np.array_equal(vectors.embed(texts)[::-1], vectors.embed(texts[::-1]))


@pytest.mark.parametrize("text", ["", " ", "😀👩‍⚕️", "\x00", "x" * 100_000, "word " * 20_000, "漢字", "\ud800"])
def test_any_text_has_a_row(text: str) -> None:
    row = vectors.embed([text])[0]
    assert np.isfinite(row).all() and np.linalg.norm(row) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_rows() -> None:
    assert vectors.embed([]).shape == (0, vectors.DIMENSIONS)


def test_a_stored_row_comes_back_nearly_as_it_was(rows: np.ndarray) -> None:
    back = vectors.unpack(vectors.pack(rows[0]))
    assert len(vectors.pack(rows[0])) == 2 * vectors.DIMENSIONS
    assert back.dtype == np.float32 and np.allclose(back, rows[0], atol=1e-3)


def test_without_the_model_words_of_the_known_problems_stand_in() -> None:
    rows = LibrarySpace(vectors.DIMENSIONS).embed(
        ["discharge summary did not arrive", "no discharge summary", "urine sample rejected by laboratory", "zzzz"]
    )
    assert rows.shape == (4, vectors.DIMENSIONS)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > 0.5 > rows[0] @ rows[2]
