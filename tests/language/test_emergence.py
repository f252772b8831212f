"""Signals: what raises one, what must not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from language import emergence
from language.emergence import Voice

START = date(2026, 1, 1)
NOW = START + timedelta(days=300)
BUSY_PORTAL = [START + timedelta(days=day) for day in range(301) for _ in range(2)]


def voices(*days: int, reporter: str = "", organisation: str = "") -> list[Voice]:
    return [Voice(START + timedelta(days=day), reporter or f"who{at}", organisation) for at, day in enumerate(days)]


def test_a_problem_nobody_had_that_five_people_report_in_a_week_is_emerging() -> None:
    signal = emergence.scan(voices(294, 295, 296, 298, 299), BUSY_PORTAL, now=NOW)
    assert signal is not None and signal.kind == "emerging"
    assert (signal.reporters, signal.window_days) == (signal.observed, 7)
    assert signal.probability < emergence.RAREST and signal.expected < 1


def test_a_signal_says_in_one_sentence_who_and_when() -> None:
    heard = [
        Voice(NOW - timedelta(days=back), f"who{back}", place)
        for back, place in ((5, "A"), (4, "B"), (3, "A"), (2, "C"))
    ]
    signal = emergence.scan(heard, BUSY_PORTAL, now=NOW)
    assert signal is not None
    assert (
        "different people" in signal.sentence
        and "usually fewer than one person does in as many days." in signal.sentence
        and "organisations" in signal.sentence
        and "October 2026" in signal.sentence
    )
    assert signal.on.isoformat() not in signal.sentence


def test_an_old_problem_reported_four_times_as_often_is_growing() -> None:
    steady = list(range(100, 280, 15))
    signal = emergence.scan(voices(*steady, *range(287, 300)), BUSY_PORTAL, now=NOW)
    assert signal is not None and signal.kind == "growing"


@pytest.mark.parametrize(
    ("expected", "usual"),
    [(0.4, "fewer than one person does"), (1.2, "about one person does"), (2.6, "about 3 people do")],
)
def test_what_is_usual_is_said_of_people_in_step_with_the_number(expected: float, usual: str) -> None:
    window = emergence._Window(14, expected, 9, 1e-6)
    assert f"; usually {usual} in as many days." in emergence._signal("growing", NOW, window, voices(299)).sentence


def test_a_steady_problem_raises_no_signal() -> None:
    heard = voices(*range(5, 300, 10))
    assert emergence.scan(heard, BUSY_PORTAL, now=NOW) is None
    assert emergence.state(heard, None, now=NOW) == "steady"


def test_one_loud_voice_raises_no_signal() -> None:
    assert emergence.scan(voices(*range(270, 300), reporter="loud"), BUSY_PORTAL, now=NOW) is None


def test_a_portal_that_is_busier_in_everything_raises_no_signal() -> None:
    busier = [START + timedelta(days=day) for day in range(270)] + [
        START + timedelta(days=day) for day in range(270, 301) for _ in range(8)
    ]
    theme = voices(*range(10, 270, 20), *range(282, 300, 2))
    assert emergence.scan(theme, busier, now=NOW) is None
    assert emergence.scan(theme, [START + timedelta(days=day) for day in range(301)], now=NOW) is not None


def test_the_first_weeks_of_a_portal_raise_no_signal() -> None:
    young = [START + timedelta(days=day) for day in range(20)]
    assert emergence.scan(voices(15, 16, 17, 18, 19), young, now=START + timedelta(days=20)) is None


def test_a_problem_unheard_of_for_three_months_is_quiet() -> None:
    assert emergence.state(voices(10, 50, 120), None, now=NOW) == "quiet"


def test_what_emerged_is_quiet_again_once_nobody_has_spoken_of_it_for_four_weeks() -> None:
    heard = voices(294, 295, 296, 298, 299)
    signal = emergence.scan(heard, BUSY_PORTAL, now=NOW)
    last = START + timedelta(days=299)
    assert emergence.state(heard, signal, now=last + timedelta(days=28)) == "emerging"
    assert emergence.state(heard, signal, now=last + timedelta(days=29)) == "quiet"
    assert emergence.state(heard, None, now=last + timedelta(days=29)) == "steady"


@given(some.lists(some.tuples(some.integers(0, 300), some.sampled_from("abcd")), max_size=40), some.randoms())
def test_the_order_of_reports_never_matters(heard: list[tuple[int, str]], shuffler: object) -> None:
    told = [Voice(START + timedelta(days=day), who) for day, who in heard]
    mixed = list(told)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    assert emergence.scan(told, BUSY_PORTAL, now=NOW) == emergence.scan(mixed, BUSY_PORTAL, now=NOW)


@given(some.lists(some.integers(0, 300), max_size=60))
def test_a_reporter_counts_once_in_the_longest_window(days: list[int]) -> None:
    counted = emergence.counted_days(voices(*days, reporter="one"))
    assert all((b - a).days >= max(emergence.WINDOWS) for a, b in zip(counted, counted[1:], strict=False))


def told(*of: tuple[int, str, bool]) -> list[Voice]:
    """What somebody else said each time: on which day, of which issue, and whether it was “me too”."""
    return [Voice(START + timedelta(days=day), f"who{at}", "", *rest) for at, (day, *rest) in enumerate(of)]


def test_one_issue_is_no_growth_however_many_say_me_too() -> None:
    before = [(100, "old", False), (150, "older", False)]
    one = [(294, "A", False), *[(day, "A", True) for day in (295, 296, 297, 298, 299)]]
    assert emergence.scan(told(*before, *one), BUSY_PORTAL, now=NOW) is None
    assert emergence.scan(told(*one), BUSY_PORTAL, now=NOW) is None
    two = [*one, (299, "B", False)]
    assert (signal := emergence.scan(told(*before, *two), BUSY_PORTAL, now=NOW)) is not None
    assert signal.sentence.startswith(
        "7 different people reported this or said “me too” (2 issues; 5 said “me too”) in the "
    )


def test_where_nobody_said_me_too_the_sentence_counts_no_issues() -> None:
    signal = emergence.scan(voices(294, 295, 296, 298, 299), BUSY_PORTAL, now=NOW)
    assert signal is not None and "people reported this or said “me too” in the 7 days" in signal.sentence
