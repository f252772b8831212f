"""A known problem that is new here is noticed from its first reports on; what was always heard is not."""

import numpy as np

from language import beyond_usual, rises

KINDS = 50
BACKGROUND = [(day, [4 + day % 40, 45], [0.9, 0.05]) for day in range(300)]  # a year of forty usual problems


def rising(reports: list[tuple[int, list[int], list[float]]], who: list[str] | None = None) -> list[rises.Rise]:
    """The rises among usual reports and these: each a day, the entries it may be of, and how likely each is."""
    days, guesses, shares = (list(part) for part in zip(*BACKGROUND, *reports, strict=True))
    speakers = [f"who{at}" for at in range(300)] + (who or [f"more{at}" for at in range(len(reports))])
    return rises.rises(np.array(guesses), np.array(shares, np.float32), days, speakers, kinds=KINDS, now=300)


def clear(*days: int) -> list[tuple[int, list[int], list[float]]]:
    return [(day, [3, 46], [0.95, 0.02]) for day in days]


def test_a_known_problem_that_was_never_heard_here_is_a_rise_by_its_fifth_report() -> None:
    found = rising(clear(270, 278, 284, 290, 299))
    assert [one.entry for one in found] == [3] and set(found[0].members) >= {300, 301, 302}


def test_a_known_problem_that_was_always_heard_is_no_rise() -> None:
    assert rising(clear(*range(5, 300, 12), 296, 297, 298, 299)) == []


def test_one_speaker_makes_no_rise() -> None:
    nine = clear(*range(291, 300))
    assert [one.entry for one in rising(nine)] == [3]
    assert rising(nine, ["loud"] * 9) == []


def test_a_known_problem_that_the_library_takes_for_several_is_a_rise_by_the_parts_of_its_reports() -> None:
    parts = [
        *((262, [3, 46], [0.7, 0.2]), (270, [47, 3], [0.5, 0.6]), (278, [3, 48], [0.7, 0.2])),
        *((284, [49, 3], [0.5, 0.6]), (290, [47, 3], [0.5, 0.6]), (299, [3, 48], [0.7, 0.2])),
    ]
    found = rising(parts)
    assert [one.entry for one in found] == [3] and set(found[0].members) >= {300, 301, 302}
    assert rising(parts, ["loud"] * 6) == []


def test_time_shuffled_portals_hardly_ever_show_a_rise() -> None:
    chance = np.random.default_rng(3)
    alarms = 0
    for _ in range(20):
        chances = chance.dirichlet(np.full(60, 0.05), 500).astype(np.float32)
        guesses, shares = beyond_usual.likely(chances, {})
        days, who = chance.integers(0, 365, 500).tolist(), list(map(str, range(500)))
        alarms += len(rises.rises(guesses, shares, days, who, kinds=60, now=364))
    assert alarms <= 20


def test_what_a_frequent_problem_explains_is_no_sign_of_a_rare_one() -> None:
    doubtful = [0.0] * 10
    doubtful[0] = doubtful[1] = 0.5
    clearly = [[1.0 if entry == of else 0.0 for entry in range(10)] for of in [0] * 40 + list(range(2, 10))]
    guesses, shares = beyond_usual.likely(np.array([doubtful, *clearly], np.float32), {})
    of = dict(zip(guesses[0].tolist(), shares[0].tolist(), strict=True))
    assert of[1] < 0.2 and of[0] > 0.9


def test_reports_of_one_category_are_one_problem_sooner_than_reports_of_any() -> None:
    unclear = [[0.4 if entry == 1 else 0.6 / 9 for entry in range(10)]] * 5
    others = [[0.9 if entry == 2 + at % 8 else 0.1 / 9 for entry in range(10)] for at in range(80)]
    chances = np.array([*unclear, *others], np.float32)
    usual = [f"usual {at % 8}" for at in range(80)]

    def of_the_first(categories: list[str]) -> float:
        guesses, shares = beyond_usual.likely(chances, {"category": [*categories, *usual]})
        return float(shares[0][guesses[0].tolist().index(1)])

    plain = of_the_first([""] * 5)
    assert of_the_first(["letters"] * 5) > plain + 0.05
    assert of_the_first([f"usual {at}" for at in range(5)]) < of_the_first(["letters"] * 5)


def test_facts_that_nobody_stated_change_nothing() -> None:
    chances = np.random.default_rng(1).dirichlet(np.ones(10), 30).astype(np.float32)
    bare, empty = beyond_usual.likely(chances, {}), beyond_usual.likely(chances, {"category": [""] * 30})
    assert all(np.array_equal(one, other) for one, other in zip(bare, empty, strict=True))
