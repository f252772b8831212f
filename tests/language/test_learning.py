"""What is taught by labels and by the form counts where it tells something, and not where it does not."""

import numpy as np

from language import facts, learning, rises
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
    assert facts.join(rows, [{} for _ in told]) is rows
    assert facts.join(rows, told).shape[0] == 180


def rising(days: list[int], entry: int = 3, kinds: int = 50) -> list[rises.Rise]:
    background = list(range(300))
    entries = [4 + at % 40 for at in range(300)] + [entry] * len(days)
    who = [f"who{at}" for at in range(300 + len(days))]
    return rises.rises(entries, background + days, who, kinds=kinds, now=300)


def test_a_known_problem_that_was_never_heard_here_is_a_rise_by_its_fifth_report() -> None:
    found = rising([270, 278, 284, 290, 299])
    assert [one.entry for one in found] == [3] and set(found[0].members) >= {300, 301, 302}


def test_a_known_problem_that_was_always_heard_is_no_rise() -> None:
    assert rising(list(range(5, 300, 12)) + [296, 297, 298, 299]) == []


def test_one_speaker_makes_no_rise() -> None:
    background = list(range(300))
    who = [f"who{at}" for at in range(300)] + ["loud"] * 9
    entries = [4 + at % 40 for at in range(300)] + [3] * 9
    assert rises.rises(entries, background + list(range(291, 300)), who, kinds=50, now=300) == []


def test_a_known_problem_that_the_library_takes_for_several_is_a_rise_by_the_parts_of_its_reports() -> None:
    background = list(range(300))
    guesses = np.array(
        [[4 + at % 40, 45] for at in range(300)] + [[3, 46], [47, 3], [3, 48], [49, 3], [47, 3], [3, 48]]
    )
    shares = np.array([[0.9, 0.05]] * 300 + [[0.6, 0.3], [0.5, 0.4]] * 3, np.float32)
    days, who = [*background, 262, 270, 278, 284, 290, 299], [f"who{at}" for at in range(306)]
    assert rises.rises(guesses[:, 0], days, who, kinds=50, now=300) == []
    found = rises.rises(guesses[:, 0], days, who, guesses=guesses, shares=shares, kinds=50, now=300)
    assert [one.entry for one in found] == [3] and set(found[0].members) >= {300, 301, 302}
    loud = [*who[:300], *["loud"] * 6]
    assert rises.rises(guesses[:, 0], days, loud, guesses=guesses, shares=shares, kinds=50, now=300) == []


def test_time_shuffled_portals_hardly_ever_show_a_rise() -> None:
    chance = np.random.default_rng(3)
    alarms = 0
    for _ in range(20):
        guesses, days = chance.integers(0, 60, (500, 3)), chance.integers(0, 365, 500).tolist()
        shares = np.sort(chance.dirichlet((1, 0.5, 0.5, 0.5), 500)[:, :3], axis=1)[:, ::-1].astype(np.float32)
        who = list(map(str, range(500)))
        alarms += len(rises.rises(guesses[:, 0], days, who, guesses=guesses, shares=shares, kinds=60, now=364))
    assert alarms <= 20
