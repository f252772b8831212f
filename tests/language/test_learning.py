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
