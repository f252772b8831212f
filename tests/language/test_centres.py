import numpy as np

from language import centres, known_problems
from language.coordinates import represent


def _rows(*rows):
    found = np.array(rows, dtype=np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


MIDDLES = _rows([1, 0, 0], [0, 1, 0], [0.9, 0.1, 0])


def test_a_point_looks_like_the_nearest_centre_if_it_is_near_and_clearly_nearest() -> None:
    points = _rows([0.1, 1, 0], [1, 1, 0], [0, 0, 1])
    assert centres.looks_like(points, MIDDLES[:2], [""] * 3, ["", ""]) == [1, centres.NONE, centres.NONE]
    assert centres.looks_like(_rows([1, 0.05, 0]), MIDDLES, [""], [""] * 3) == [centres.NONE]


def test_between_two_themes_a_point_looks_like_the_one_of_its_own_category() -> None:
    between = _rows([1, 1, 0], [1, 1, 0], [0, 0.3, 1])
    of = ["letters", "scans", "letters"]
    assert centres.looks_like(between, MIDDLES[:2], of, ["letters", ""]) == [0, centres.NONE, centres.NONE]


def test_what_is_only_somewhat_near_is_said_of_its_own_category_and_not_by_words_alone() -> None:
    somewhat = _rows([0.65, 0, 0.76])
    assert centres.looks_like(somewhat, MIDDLES[:2], [""], ["", ""]) == [centres.NONE]
    assert centres.looks_like(somewhat, MIDDLES[:2], ["letters"], ["letters", ""]) == [0]
    leads_less = _rows([0.8, 0.72, 0])
    assert centres.looks_like(leads_less, MIDDLES[:2], [""], ["", ""]) == [centres.NONE]


def test_two_problems_in_one_are_less_one_than_each_of_them() -> None:
    first, second = (known_problems.library()[at].wordings for at in (0, 40))
    assert len(first) > 2 < len(second)
    both = [*first[:3], *second[:3]]
    mixed, *alone = (centres.oneness(represent(texts)) for texts in (both, first[:3], second[:3]))
    assert mixed < min(alone)
    assert centres.oneness(np.ones((2, 2), np.float32)) is None
    assert centres.oneness(represent(both)[:0]) is None


def test_without_a_theme_nothing_looks_like_one_and_a_single_one_is_enough() -> None:
    assert centres.looks_like(_rows([1, 0, 0]), MIDDLES[:0], [""], []) == [centres.NONE]
    assert centres.looks_like(_rows([1, 0, 0]), MIDDLES[:1], [""], [""]) == [0]


def test_neighbours_are_the_nearest_others() -> None:
    assert centres.neighbours(MIDDLES) == [[2, 1], [2, 0], [0, 1]]
    assert centres.neighbours(MIDDLES[:1]) == [[]]


def test_typical_points_are_central_and_of_different_places_and_speakers() -> None:
    points = _rows([1, 0, 0], [1, 0.01, 0], [1, 0.5, 0], [1, -0.5, 0.1])
    assert set(centres.typical(points, ["a", "a", "b", "c"], ["x", "x", "x", "y"], count=2)) == {0, 3}
    assert sorted(centres.typical(points, ["a"] * 4, ["x"] * 4)) == [0, 1, 2, 3]


def test_the_share_at_home_counts_those_nearest_to_their_own() -> None:
    assert centres.at_home(_rows([1, 0, 0], [0, 1, 0]), 0, MIDDLES) == 0.5


def test_reports_of_one_problem_look_like_its_theme() -> None:
    letters = ["The discharge letter came three weeks late.", "No discharge letter for a fortnight."]
    scans = ["We were asked to chase the MRI result.", "The hospital wants the GP to chase a scan result."]
    points = centres.points(represent([*letters, *scans, "Discharge letter still missing after two weeks."]))
    middles = np.stack([centres.centre(points[:2]), centres.centre(points[2:4])])
    assert centres.looks_like(points[4:], middles, [""], ["", ""]) == [0]
