"""Groups of points: where clouds are told apart, and how little else matters."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from language import bursts, grouping
from language.neighbours import nearest
from language.vectors import unit


def clouds(sizes: list[int], spread: float = 0.05, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(len(sizes), 40))
    truth = np.repeat(np.arange(len(sizes)), sizes)
    rows = unit(centres)[truth] + spread * chance.normal(size=(len(truth), 40))
    return unit(rows.astype(np.float32)), truth


def test_clouds_are_told_apart_without_saying_how_many() -> None:
    rows, truth = clouds([12, 20, 9, 15, 30])
    assert adjusted_rand_score(truth, grouping.group(rows)) > 0.9


def test_the_same_points_always_fall_into_the_same_groups() -> None:
    rows, _ = clouds([12, 20, 9], spread=0.3)
    assert np.array_equal(grouping.group(rows), grouping.group(rows.copy()))


def test_differences_in_the_last_digits_change_nothing() -> None:
    rows, _ = clouds([12, 20, 9], spread=0.3)
    shaken = rows + np.random.default_rng(1).normal(scale=1e-8, size=rows.shape).astype(np.float32)
    assert np.array_equal(grouping.group(rows), grouping.group(shaken))


@pytest.mark.parametrize("points", [0, 1, 2, 3, 5])
def test_few_points_are_no_trouble(points: int) -> None:
    rows, _ = clouds([points])
    assert len(grouping.group(rows)) == points
    assert len(grouping.loneliness([rows], [1] * points)) == points


def test_identical_points_are_one_group() -> None:
    assert set(grouping.group(np.ones((30, 4), dtype=np.float32) / 2)) == {0}


def test_a_point_far_from_all_is_the_loneliest_unless_many_people_said_it() -> None:
    rows, _ = clouds([20, 20])
    rows[0] = unit(np.eye(40, dtype=np.float32)[:1])[0]
    assert grouping.loneliness([rows], [1] * 40).argmax() == 0
    assert grouping.loneliness([rows], [9] + [1] * 39).argmax() != 0


def test_what_was_together_yesterday_stays_together_in_a_close_call() -> None:
    rows, _ = clouds([30, 30], spread=0.35, seed=4)
    before = grouping.group(rows[:50])
    told = grouping.group(rows, earlier=[*before, *[grouping.ALONE] * 10])
    afresh = grouping.group(rows)
    assert adjusted_rand_score(before, told[:50]) >= adjusted_rand_score(before, afresh[:50])


def test_a_point_is_not_its_own_neighbour_nor_near_to_those_it_is_kept_apart_from() -> None:
    rows, _ = clouds([10])
    places, _ = nearest(rows, 4)
    assert all(at not in row for at, row in enumerate(places))
    places, _ = nearest(rows, 4, apart=np.array([0] * 5 + list(range(1, 6))))
    assert not (places[0] < 5).any()


def _bursting(new_days: list[int], speakers: list[str]) -> list[list[int]]:
    rows, _ = clouds([60, 60, len(new_days)], spread=0.15)
    background = np.random.default_rng(0).integers(0, 364, size=120).tolist()
    who = [f"who{at}" for at in range(120)] + speakers
    return bursts.bursts((rows,), [1 + day for day in background] + new_days, who, now=365)


def test_reports_that_are_suddenly_close_in_time_and_meaning_are_a_new_problem() -> None:
    found = _bursting(list(range(300, 364, 7)), [f"new{at}" for at in range(10)])
    assert len(found) == 1 and set(found[0]) >= set(range(120, 129)) and len(found[0]) <= 12


def test_a_problem_that_was_always_there_is_not_new() -> None:
    assert _bursting(list(range(10, 364, 36)), [f"new{at}" for at in range(10)]) == []


def test_one_persons_many_reports_are_not_a_new_problem() -> None:
    assert _bursting(list(range(300, 364, 7)), ["loud"] * 10) == []


def scattered(clouded: list[int], alone: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Clouds, and points far from all and from each other; the number of each point's cloud, ALONE for none."""
    chance = np.random.default_rng(seed)
    rows, truth = clouds(clouded, spread=0.09, seed=seed)
    far = unit(chance.normal(size=(alone, 40)).astype(np.float32))
    return np.vstack([rows, far]), np.concatenate([truth, np.full(alone, grouping.ALONE)])


@pytest.mark.parametrize("seed", range(6))
def test_what_is_much_of_a_small_portal_is_not_taken_apart(seed: int) -> None:
    rows, truth = scattered([6, 5], alone=14, seed=seed)
    for earlier in (None, truth):
        labels = grouping.group(rows, earlier=earlier)
        assert all(len(set(labels[truth == cloud])) == 1 for cloud in (0, 1))


@pytest.mark.parametrize("seed", range(3))
def test_points_that_are_hardly_alike_are_no_group(seed: int) -> None:
    rows, truth = scattered([8, 7], alone=12, seed=seed)
    forced = np.where(truth == grouping.ALONE, 2, truth)
    assert np.array_equal(grouping.without_loose(forced, rows), truth)
    assert np.array_equal(grouping.without_loose(truth, rows), truth)


def test_a_portal_of_one_problem_keeps_its_group() -> None:
    rows = unit(np.ones((30, 40)) + 3 * np.random.default_rng(0).normal(size=(30, 40))).astype(np.float32)
    together = np.zeros(30, dtype=np.int64)
    assert np.array_equal(grouping.without_loose(together, rows), together)
