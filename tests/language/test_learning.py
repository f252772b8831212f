"""What is taught by labels and by the form counts where it tells something, and not where it does not."""

import numpy as np

from language import facts, learning
from language.grouping import ALONE
from language.vectors import unit


def faint_clouds(noise: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Points that differ in a few of many dimensions, and which cloud each is of."""
    chance = np.random.default_rng(seed)
    truth = np.repeat(np.arange(6), 30)
    rows = noise * chance.normal(size=(180, 60))
    rows[np.arange(180), truth] += 1
    return unit(rows.astype(np.float32)), truth


def test_confirmed_labels_that_help_are_used() -> None:
    rows, truth = faint_clouds(0.4)
    confirmed = np.where(np.arange(180) % 3 < 2, truth, ALONE)
    learned = learning.learn(rows, confirmed.tolist())
    assert learned.weight > 0 and learned.with_it > learned.without
    assert learned.rows.shape == (180, 66)


def test_confirmed_labels_that_mean_nothing_are_not_used() -> None:
    rows, truth = faint_clouds(0.4)
    confused = np.random.default_rng(1).permutation(truth)
    assert learning.learn(rows, confused.tolist()).weight == 0


def test_too_few_labels_or_all_of_one_theme_teach_nothing() -> None:
    rows, truth = faint_clouds(0.4)
    few = [*truth[:20].tolist(), *[ALONE] * 160]
    for confirmed in (few, [0] * 180, [ALONE] * 180, list(range(180))):
        assert learning.learn(rows, confirmed).rows is rows


def test_a_fact_counts_as_much_as_it_agrees_among_reports_that_say_the_same() -> None:
    rows, truth = faint_clouds(0.25)
    chance = np.random.default_rng(2)
    careless = np.where(chance.random(180) < 0.5, chance.integers(0, 6, 180), truth)
    told = [
        {"category": str(one), "careless": str(other), "coin": str(coin), "rare": "x" if at < 5 else ""}
        for at, (one, other, coin) in enumerate(zip(truth, careless, chance.integers(0, 6, 180), strict=True))
    ]
    found = facts.weights(rows, told)
    assert found["category"] > found["careless"] > found["coin"] == found["rare"] == 0
    assert facts.join(rows, [{} for _ in told], {}) is rows
    assert facts.join(rows, told, found).shape[0] == 180


def test_a_report_joins_the_confirmed_theme_that_it_is_nearer_to_than_to_its_own_group() -> None:
    rows = unit(np.array([[1, 0.1, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0.1], [0.9, 0.5, 0], [0, 0, 1]], np.float32))
    labels = np.array([0, 0, 1, 1, 1, ALONE])
    joined = learning.join(labels, rows, [7, ALONE, ALONE, ALONE, ALONE, ALONE])
    assert joined.tolist() == [0, 0, 1, 1, 0, ALONE]


def test_what_is_confirmed_to_be_one_theme_is_in_one_group_and_nothing_else_joins_an_unconfirmed_one() -> None:
    rows = unit(np.array([[1, 0, 0], [1, 0.1, 0], [0, 1, 0], [0, 1, 0.1], [0.2, 1, 0]], np.float32))
    labels = np.array([0, 0, 0, 1, ALONE])
    assert learning.join(labels, rows, [5, 5, ALONE, ALONE, 5]).tolist() == [0, 0, 0, 1, 0]
    assert learning.join(labels, rows, [ALONE] * 5).tolist() == labels.tolist()


def test_points_that_are_all_alone_are_put_together_where_people_say_so() -> None:
    rows = unit(np.eye(3, dtype=np.float32))
    assert learning.join(np.full(3, ALONE), rows, [2, ALONE, 2]).tolist() == [0, ALONE, 0]
