"""Some reports are grouped, the others lie where they lie: whom to hear, which theme, and how much may move."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from language import spreading
from language.emergence import Voice
from language.finding import Theme
from language.grouping import ALONE
from language.vectors import unit

NOW = date(2026, 3, 1)


def cloud(middle: list[float], count: int, seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, 0.1, (count, len(middle)))
    return unit((np.array(middle) + noise).astype(np.float32))


def test_of_few_reports_all_are_grouped() -> None:
    assert spreading.chosen([1, 2, 3], [ALONE, 7, 7], most=3).all()


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4), st.integers(20, 60))
def test_never_more_are_grouped_than_asked_for_and_each_theme_is_heard(sizes: list[int], most: int) -> None:
    earlier = [theme for theme, size in zip([ALONE, 1, 2, 3], sizes, strict=True) for _ in range(size)]
    marks = spreading.chosen(range(1, len(earlier) + 1), earlier, most=most)
    assert marks.sum() <= most
    assert {one for one in earlier if one != ALONE} == {
        one for one, here in zip(earlier, marks, strict=True) if here and one != ALONE
    }


def test_the_same_reports_are_grouped_in_any_order_and_most_of_them_the_next_night() -> None:
    ids = np.arange(1, 5_001)
    earlier = np.where(ids % 3 == 0, ALONE, ids % 7)
    marks = spreading.chosen(ids, earlier, most=500)
    turned = spreading.chosen(ids[::-1], earlier[::-1], most=500)
    assert (turned[::-1] == marks).all()
    later = np.arange(1, 5_051)
    again = spreading.chosen(later, np.where(later % 3 == 0, ALONE, later % 7), most=500)
    assert (again[:5_000] & marks).sum() >= 0.95 * marks.sum()


def test_who_is_grouped_has_nothing_to_do_with_when_it_was_said() -> None:
    ids = np.arange(1, 20_001)
    marks = spreading.chosen(ids, np.full(len(ids), ALONE), most=2_000)
    by_quarter = marks.reshape(4, -1).sum(axis=1)
    assert by_quarter.min() > 0.85 * by_quarter.max()


def test_a_report_lies_in_the_nearest_theme_unless_it_is_further_than_most_of_its_members() -> None:
    points = np.vstack([cloud([1, 0, 0], 40, 1), cloud([0, 1, 0], 40, 2)])
    themes = spreading.middles(points, [range(40), range(40, 80)])
    asked = unit(np.array([[1, 0.02, 0], [0, 1, 0.02], [0, 0, 1]], dtype=np.float32))
    wanted, _ = spreading.lying_in(asked, themes, [ALONE] * 3)
    assert wanted.tolist() == [0, 1, ALONE]


def test_without_an_earlier_theme_a_report_takes_what_it_lies_in() -> None:
    ids, nowhere = np.arange(4), np.full(4, ALONE)
    wanted = np.array([0, 1, ALONE, 0])
    assert spreading.settled(ids, nowhere, wanted, np.zeros(4, np.float32)).tolist() == wanted.tolist()


def test_only_the_ration_moves_those_of_lost_themes_and_with_most_to_gain_first() -> None:
    ids, before, wanted = np.arange(400), np.zeros(400, dtype=np.int64), np.ones(400, dtype=np.int64)
    gains = np.linspace(0.04, 0.5, 400).astype(np.float32)
    before[:2] = 9
    gains[:2] = 4.0
    after = spreading.settled(ids, before, wanted, gains)
    assert np.flatnonzero(after == 1).tolist() == [0, 1, 396, 397, 398, 399]
    assert (spreading.settled(ids, before, wanted, gains, moved=6) == before).all()


def test_nobody_moves_for_hardly_any_gain() -> None:
    ids, before, wanted = np.arange(100), np.zeros(100, dtype=np.int64), np.ones(100, dtype=np.int64)
    assert (spreading.settled(ids, before, wanted, np.full(100, 0.01, np.float32)) == before).all()


def test_a_theme_is_counted_with_all_who_speak_in_it() -> None:
    theme = Theme("k", "Letters", (), ("1",), ("1",), NOW, NOW, "steady", None, "")
    said = [Voice(NOW - timedelta(days=at), f"p{at}", f"o{at}") for at in range(12)]
    portal = sorted([NOW - timedelta(days=at) for at in range(300)] + [voice.on for voice in said])
    (told,) = spreading.counted_anew([theme], [said], portal, new=np.array([False]), now=NOW)
    assert told.state == "emerging"
    assert told.signal is not None and told.signal.reporters >= 3
    assert (told.first_on, told.last_on) == (NOW - timedelta(days=11), NOW)
