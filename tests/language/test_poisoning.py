"""Whoever floods a portal moves hardly anything, and odd input harms only itself."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from language import finding
from language.finding import Found, Report
from tests.language.test_finding import NOW, reports

POOL = [report.text for report in reports()] + ["", "😀😀", "x " * 50_000, "\x00", "same", "SAME "]


@pytest.fixture(scope="module")
def rows() -> np.ndarray:
    return finding.represent([report.text for report in reports()])


@pytest.fixture(scope="module")
def pool() -> np.ndarray:
    return finding.represent(POOL)


def overlap(clean: Found, poisoned: Found) -> float:
    """Share of the clean run's ten largest themes, by members, that the poisoned run keeps together."""
    own = {issue for theme in clean.themes for issue in theme.issues}
    kept = total = 0
    for theme in clean.themes[:10]:
        kept += max((len(own & set(theme.issues) & set(other.issues)) for other in poisoned.themes), default=0)
        total += len(theme.issues)
    return kept / total


def flood(count: int, speakers: int) -> list[Report]:
    said = "Patient discharged without a fit note, sent to the practice for one, case {}."
    return [
        Report(f"z{at:03}", said.format(at), NOW - timedelta(days=at % 30), f"flood{at % speakers}", "one place")
        for at in range(count)
    ]


@pytest.mark.parametrize(("count", "speakers"), [(300, 1), (100, 10)])
def test_a_flood_leaves_the_themes_of_a_clean_run(rows: np.ndarray, count: int, speakers: int) -> None:
    clean = finding.find_themes(reports(), vectors=rows, now=NOW)
    loud = flood(count, speakers)
    both = np.vstack([rows, finding.represent([report.text for report in loud])])
    earlier = {theme.key: theme.issues for theme in clean.themes}
    poisoned = finding.find_themes(reports() + loud, vectors=both, earlier=earlier, now=NOW)
    assert overlap(clean, poisoned) >= 0.9
    assert all(theme.signal is None or theme.signal.organisations != 1 for theme in poisoned.themes)


@settings(max_examples=12, deadline=None)
@given(some.lists(some.integers(0, len(POOL) - 1), max_size=14), some.randoms(use_true_random=False))
def test_the_order_of_reports_never_matters_and_each_has_one_place(
    pool: np.ndarray, picked: list[int], shuffler: object
) -> None:
    told = [Report(f"r{at:02}", POOL[one], NOW - timedelta(days=at), f"who{at}") for at, one in enumerate(picked)]
    order = list(range(len(told)))
    shuffler.shuffle(order)  # type: ignore[attr-defined]
    found = finding.find_themes(told, vectors=pool[picked].reshape(len(picked), pool.shape[1]), now=NOW)
    vectors = pool[[picked[at] for at in order]].reshape(len(picked), pool.shape[1])
    assert finding.find_themes([told[at] for at in order], vectors=vectors, now=NOW) == found
    placed = [issue for theme in found.themes for issue in theme.issues] + list(found.unthemed)
    assert sorted(placed) == [report.id for report in told]


def test_a_duplicate_of_every_report_changes_no_theme(rows: np.ndarray) -> None:
    clean = finding.find_themes(reports(), vectors=rows, now=NOW)
    twice = [replace(report, id=f"{report.id}x") for report in reports()]
    found = finding.find_themes(reports() + twice, vectors=np.vstack([rows, rows]), now=NOW)
    own = {frozenset(one for one in theme.issues if not one.endswith("x")) for theme in found.themes}
    assert own >= {frozenset(theme.issues) for theme in clean.themes}
