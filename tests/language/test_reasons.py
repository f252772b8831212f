"""Why a report stands in its theme: the words it shares, what it is near to, and how sure that is."""

import numpy as np
import pytest

from language import centres, coordinates, known_problems, reasons


@pytest.fixture(autouse=True)
def plain_points(monkeypatch):
    monkeypatch.setattr(centres, "points", lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True))


def rows(*angles: float) -> np.ndarray:
    """Unit rows at these angles of a circle, in degrees."""
    turned = np.radians(angles)
    return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


def test_words_are_shared_whatever_their_endings():
    assert reasons.shared(["sensor", "patch test", "letter"], "Two SENSORS fell off before the patch tests.") == [
        "sensor",
        "patch test",
    ]
    assert reasons.shared(["sensor"], "") == []
    assert reasons.shared(["medicine", "e-mail"], "Metformin stopped on the TTO, no E-mails.") == ["e-mail"]


def test_a_place_says_to_how_many_typical_reports_it_is_near_and_counts_itself_out():
    own, other = rows(0, 90)
    near, far = reasons.places(rows(0, 20, 80), [1, 2], own, other[None])[:2]
    assert (near.near, near.of, near.is_typical) == (1, 2, False)
    assert (far.near, far.of, far.is_typical) == (1, 1, True)


@pytest.mark.parametrize(
    ("angle", "word"),
    [(10, "It clearly"), (44, "It probably"), (46, "That is not certain"), (80, "That is not certain")],
)
def test_certainty_is_how_much_nearer_it_lies_to_its_own_theme(angle, word):
    own, other = rows(0, 90)
    (place,) = reasons.places(rows(angle), [], own, other[None])
    assert place.certainty.startswith(word)


def test_nothing_is_clear_that_lies_nearer_to_any_other_theme_however_far_down_the_list():
    own, *others = rows(0, 180, -120, 20)
    (place,) = reasons.places(rows(14), [], own, np.stack(others))
    assert (place.certainty, place.nearer) == (reasons.UNCERTAIN, 2)
    (home,) = reasons.places(rows(-5), [], own, np.stack(others))
    assert (home.certainty, home.nearer) == (reasons.CLEAR, None)
    (alone,) = reasons.places(rows(-5), [], own, np.empty((0, 2), np.float32))
    assert (alone.certainty, alone.nearer) == (reasons.CLEAR, None)


def test_nothing_is_clear_that_is_near_to_fewer_than_half_of_the_typical_ones():
    own, other = rows(0, 90)
    typical = [1, 2, 3]
    assert reasons.places(rows(0, 10, 20, 80), typical, own, other[None])[0].certainty == reasons.CLEAR
    lonely = reasons.places(rows(0, 10, 80, -80), typical, own, other[None])[0]
    assert (lonely.near, lonely.of, lonely.certainty) == (1, 3, reasons.LIKELY)


def test_the_sentence_says_what_is_known_and_nothing_where_nothing_is():
    place = reasons.Place(4, 5, False, "Letters come late", reasons.LIKELY)
    assert reasons.sentence(["sensor", "patch test"], place) == (
        "It says “sensor” and “patch test”, as others here do. "
        "It tells much the same as 4 of the 5 most typical issues. "
        "It is like a known problem: Letters come late. It probably belongs here."
    )
    assert reasons.sentence([], reasons.Place(0, 5, False, "", reasons.UNCERTAIN)) == (
        "No single word says so: it is here for what it tells as a whole. "
        "That is not certain: it could as well be part of another theme."
    )
    nearer = reasons.sentence([], reasons.Place(0, 5, False, "", reasons.UNCERTAIN, 1), "Scans get lost")
    assert nearer.endswith("it could as well be part of another theme. It lies nearer to “Scans get lost”.")
    assert reasons.sentence(["sensor"], None) == "It says “sensor”, as others here do."
    assert reasons.sentence([], None) == ""
    alone, all_others = (reasons.Place(count, count, True, "", reasons.CLEAR) for count in (1, 3))
    assert reasons.sentence([], alone).startswith("It tells much the same as the other most typical issue.")
    assert reasons.sentence([], all_others).startswith("It tells much the same as all 3 other most typical issues.")


def test_a_known_problem_is_named_where_most_typical_reports_are_of_it():
    entry = known_problems.library()[0]
    stored = coordinates.represent([*entry.wordings[:3], "The car park barrier is stuck."])
    places = reasons.places(
        stored, [0, 1, 2], np.zeros(stored.shape[1], np.float32), np.empty((0, stored.shape[1]), np.float32)
    )
    assert places[0].problem == entry.name
    assert places[3].problem == ""
