"""From night to night: what stays, what may move, and how much of it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from language import steadying
from language.grouping import ALONE
from language.vectors import unit

NUMBERS = some.lists(some.tuples(some.integers(-1, 4), some.integers(-1, 4)), min_size=1, max_size=120)


def rows_of(count: int, seed: int = 0) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(count, 6)).astype(np.float32))


def settle(labels: list[int], earlier: list[int], rows: np.ndarray, **more: object) -> list[int]:
    return steadying.settle(labels, earlier, rows, weights=[1] * len(labels), **more).tolist()  # type: ignore[arg-type]


def test_groups_take_the_numbers_of_the_themes_they_were() -> None:
    assert settle([5, 5, 5, 2, 2], [1, 1, 1, 0, 0], rows_of(5)) == [1, 1, 1, 0, 0]


def test_without_an_earlier_run_groups_are_as_found() -> None:
    assert settle([0, 0, ALONE, 1], [ALONE] * 4, rows_of(4)) == [0, 0, ALONE, 1]


def test_a_report_clearly_nearer_to_another_theme_moves_and_one_that_is_not_stays() -> None:
    one, other = np.eye(6, dtype=np.float32)[:2]
    rows = np.stack([*[one] * 50, *[other] * 50])
    earlier = [0] * 49 + [1] + [1] * 50
    assert settle([0] * 50 + [1] * 50, earlier, rows)[49] == 0
    same = np.stack([one] * 100)
    assert settle([0] * 50 + [1] * 50, earlier, same)[49] == 1


@settings(deadline=None)
@given(NUMBERS, some.integers(0, 5))
def test_no_run_moves_more_than_its_share(pairs: list[tuple[int, int]], seed: int) -> None:
    labels, earlier = [one for one, _ in pairs], [one for _, one in pairs]
    settled = settle(labels, earlier, rows_of(len(pairs), seed), new={0, 1, 2})
    had = [at for at, number in enumerate(earlier) if number != ALONE]
    moved = sum(settled[at] != earlier[at] for at in had)
    assert moved <= max(1, steadying.AT_MOST * len(had))


def test_a_new_problem_is_not_begun_with_fewer_reports_than_a_theme_needs() -> None:
    earlier = [0] * 150
    labels = [0] * 148 + [7, 7]
    assert settle(labels, earlier, rows_of(150), new={148, 149}) == earlier
