"""What is most like a text: by meaning, words and known problems."""

import pytest

from language import coordinates, similarity
from tests.language.test_finding import FIT_NOTES, SAMPLES

CORPUS = FIT_NOTES[:3] + SAMPLES[:3]


def ranked(asked: list[str], corpus: list[str], top: int = 3) -> list[list[tuple[int, float]]]:
    return similarity.rank(similarity.represent(asked), asked, similarity.represent(corpus), corpus, top=top)


def test_what_is_alike_in_meaning_or_words_is_found_first() -> None:
    found = ranked(["No sick note from the ward", "tube was unlabelled so the lab threw the sample away", ""], CORPUS)
    assert {at for at, _ in found[0]} == {0, 1, 2} and found[1][0][0] == 3
    assert all(scores == sorted(scores, reverse=True) for scores in [[score for _, score in row] for row in found])


def test_nothing_is_like_a_text_where_there_are_none() -> None:
    assert ranked(["a", "b"], []) == [[], []] and ranked([], CORPUS) == []


def test_nothing_is_like_a_query_without_words() -> None:
    assert ranked(["😡", "", "?!"], CORPUS) == [[], [], []]


def test_a_score_is_the_same_beside_any_other_texts() -> None:
    alone, beside = ranked(["No fit note again"], CORPUS[:1]), ranked(["No fit note again"], CORPUS, top=6)
    assert alone[0][0] == next(hit for hit in beside[0] if hit[0] == 0)


def test_a_text_is_most_like_itself_and_no_score_is_above_one() -> None:
    for at, row in enumerate(ranked(CORPUS, CORPUS)):
        assert row[0] == (at, pytest.approx(1, abs=0.002)) and all(score <= 1.0001 for _, score in row)


def test_a_word_that_no_known_problem_has_tells_more_than_a_common_one() -> None:
    corpus = ["The patient and the letter.", "The patient and the zyglotron."]
    assert ranked(["Letter about a zyglotron for the patient."], corpus)[0][0][0] == 1


def test_an_ending_is_no_difference_of_words() -> None:
    counts = similarity._counts(["referrals rejected", "referral rejecting"], {})
    assert (counts[0] != counts[1]).nnz == 0


def test_the_whole_text_alone_finds_nearly_the_same() -> None:
    asked, corpus = ["Ward sent her home. Nobody gave a sick note."], similarity.represent(CORPUS)
    quick = similarity.rank(coordinates.represent_whole(asked), asked, corpus, CORPUS, top=3)
    assert {at for at, _ in quick[0]} == {0, 1, 2}
    assert set(similarity.near(coordinates.represent_whole(asked)[0], corpus, 3)) == {0, 1, 2}
