"""Rows kept small: close enough to choose by, bounded, and never another key's."""

import numpy as np

from language.small_rows import SmallRows
from language.vectors import unit

WIDTH = 60


def rows(count: int, seed: int = 0) -> np.ndarray:
    return unit(np.random.default_rng(seed).standard_normal((count, WIDTH)).astype(np.float32))


def kept(points: np.ndarray, most: int = 500) -> SmallRows:
    small = SmallRows(most, WIDTH)
    small.keep(small.lacking(range(len(points))), points)
    return small


def test_the_nearest_are_those_of_the_full_rows():
    points, asked = rows(400), rows(1, seed=9)[0]
    exact = np.argsort(-(points @ asked), kind="stable")
    found = kept(points).nearest(range(400), asked)
    assert set(exact[:10]) <= set(found[:20]) and sorted(found) == list(range(400))
    products = points @ asked
    assert max(abs(products[one] - products[other]) for one, other in zip(found, exact, strict=True)) < 0.01


def test_equal_rows_come_in_the_order_in_which_they_are_asked_for():
    point = rows(1)
    small = kept(np.repeat(point, 300, axis=0))
    asked_for = list(range(299, -1, -1))
    assert small.nearest(asked_for, point[0]) == asked_for


def test_only_what_is_lacking_is_read_and_what_has_no_row_is_passed_over():
    small = kept(rows(5))
    assert small.lacking([4, 5, 6]) == [5, 6]
    small.keep([6], np.zeros((1, WIDTH), dtype=np.float32))
    assert small.lacking([4, 5, 6]) == [5]
    assert set(small.nearest([4, 5, 6], rows(1)[0])) == {4, 6}
    assert small.nearest([5], rows(1)[0]) == []


def test_memory_is_bounded_and_what_was_forgotten_is_read_again():
    points = rows(30)
    small = SmallRows(20, WIDTH)
    for start in range(0, 30, 7):
        keys = list(range(start, min(start + 7, 30)))
        lacking = small.lacking(keys)
        small.keep(lacking, points[lacking])
        assert small.nearest(keys, points[start])[0] == start
        assert len(small._rows) <= 20
    assert small.lacking([0, 29]) == [0]
