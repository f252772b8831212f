"""People's decisions are obeyed, whatever a run would rather have."""

import numpy as np
import pytest

from language import constraints, finding
from language.constraints import Decided
from language.grouping import ALONE
from language.vectors import unit
from tests.language.test_finding import NOW, reports

ROWS = unit(np.random.default_rng(0).normal(size=(6, 5)).astype(np.float32))
POINTS = {f"r{at}": at for at in range(6)}


def obey(decided: Decided, labels: list[int], numbers: dict[str, int] | None = None) -> list[int]:
    bound = constraints.bind(decided, POINTS, numbers or {}, 6)
    return constraints.enforce(np.array(labels), bound, ROWS).tolist()


def test_without_decisions_nothing_changes() -> None:
    assert not Decided() and obey(Decided(), [0, 0, 1, 1, ALONE, 2]) == [0, 0, 1, 1, ALONE, 2]


def test_a_confirmed_report_is_of_its_theme() -> None:
    assert obey(Decided(confirmed={"r5": "k", "gone": "k"}), [0, 0, 1, 1, 1, 1], {"k": 0})[5] == 0


def test_what_must_be_apart_is_and_the_confirmed_one_stays() -> None:
    apart = obey(Decided(apart=[("r0", "r1")]), [0] * 6)
    assert apart[0] != apart[1]
    kept = obey(Decided(confirmed={"r1": "k"}, apart=[("r0", "r1")]), [0] * 6, {"k": 0})
    assert kept[1] == 0 and kept[0] != 0


def test_a_dismissed_theme_takes_in_only_what_is_as_near_as_half_of_its_own() -> None:
    rows = unit(np.array([[1, 0], [1, 0.1], [1, -0.1], [1, 0.02], [1, 1], [0, 1]], dtype=np.float32))
    bound = constraints.bind(Decided(confirmed={"r0": "k", "r1": "k"}), POINTS, {"k": 0}, 6)
    before = [ALONE, ALONE, 0, ALONE, ALONE, 1]
    closed = constraints.close(np.array([0, 0, 0, 0, 0, 1]), bound, rows, before, [0])
    assert closed.tolist() == [0, 0, 0, 0, ALONE, 1]
    assert constraints.close(np.array([0] * 6), bound, rows, before, []).tolist() == [0] * 6


@pytest.fixture(scope="module")
def rows() -> np.ndarray:
    return finding.represent([report.text for report in reports()])


def test_no_later_run_undoes_a_decision(rows: np.ndarray) -> None:
    first = finding.find_themes(reports(), vectors=rows, now=NOW)
    home, other = first.themes[0], first.themes[1]
    moved, (one, two) = other.issues[0], home.issues[:2]
    decided = Decided(confirmed={moved: home.key}, apart=[(one, two)])
    earlier = {theme.key: theme.issues for theme in first.themes}
    for _ in range(2):
        found = finding.find_themes(reports(), vectors=rows, earlier=earlier, decided=decided, now=NOW)
        place = {issue: theme.key for theme in found.themes for issue in theme.issues}
        assert place[moved] == home.key
        assert place.get(one, "none") != place.get(two, "other")
        earlier = {theme.key: theme.issues for theme in found.themes}
