"""What a new report is said to look like at once, beside its label and beside what the next search does with it."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.theme_corpora import ONE_OFF, Labelled, with_category
from benchmarks.theme_measures import last_day, placed
from language import centres
from language.finding import FEWEST_REPORTS, Found, Report, find_themes, represent

DRAWS = int(os.environ.get("DRAWS", "1"))
KNOWN, A_NIGHT = 0.7, 12  # share of the reports that are there at first; how many come before each further search


def arrivals(written: Labelled) -> Iterator[str]:
    yield from against_labels(written)
    yield ""
    yield from against_searches(written)


def against_labels(written: Labelled) -> Iterator[str]:
    """Themes as labelled, of seven in ten of the reports; the others come one by one."""
    points = centres.points(represent([report.text for report in written.reports]))
    truth = np.array([written.truth[report.id] for report in written.reports])
    facts = [fact.get("category", "") for fact in with_category(written, 0.15)]
    yield "### New reports: which theme they look like (mean of 3 draws)\n"
    yield "| | said | of these right | one-offs said |\n|---|---|---|---|"
    for name, told in (("by words alone", [""] * len(facts)), ("category 15% wrong", facts)):
        shares = [
            _likened(points, truth, told, np.random.default_rng(seed).random(len(truth)) < 0.3) for seed in (0, 1, 2)
        ]
        yield "| " + " | ".join([name, *(f"{share:.0%}" for share in np.mean(shares, axis=0))]) + " |"


def _likened(points: np.ndarray, truth: np.ndarray, told: Sequence[str], coming: np.ndarray) -> tuple[float, ...]:
    groups = {theme: np.flatnonzero((truth == theme) & ~coming) for theme in sorted(set(truth) - {ONE_OFF})}
    groups = {theme: members for theme, members in groups.items() if len(members) >= FEWEST_REPORTS}
    middles = np.stack([centres.centre(points[members]) for members in groups.values()])
    theirs = [Counter(told[at] for at in members).most_common(1)[0][0] for members in groups.values()]
    new = np.flatnonzero(coming)
    looks = centres.looks_like(points[new], middles, [told[at] for at in new], theirs)
    said = np.array([at != centres.NONE for at in looks])
    right = np.array(
        [at != centres.NONE and list(groups)[at] == truth[one] for at, one in zip(looks, new, strict=True)]
    )
    lonely = truth[new] == ONE_OFF
    return said[~lonely].mean(), right.sum() / max(1, said.sum()), said[lonely].mean()


def against_searches(written: Labelled) -> Iterator[str]:
    """Themes as found; what comes in one night is told what it looks like, and then the search runs."""
    rows = represent([report.text for report in written.reports])
    yield f"### New reports: what the next search does with them (category 15% wrong, {DRAWS} draws)\n"
    yield "| put into a theme | told so | told another | told nothing | left out | told a theme | said and done |"
    yield "|---|---|---|---|---|---|---|"
    told = [pair for draw in range(DRAWS) for pair in _nights(written, rows, draw)]
    put = [(said, done) for said, done in told if done]
    out = [said for said, done in told if not done]
    right, silent = sum(said == done for said, done in put), sum(not said for said, _ in put)
    said_at_all = sum(bool(said) for said, _ in told)
    shares = [f"{right} ({right / max(1, len(put)):.0%})", len(put) - right - silent, silent]
    lost = sum(map(bool, out))
    yield f"| {' | '.join(map(str, [len(put), *shares, len(out), lost]))} | {right / max(1, said_at_all):.0%} |"


def _nights(written: Labelled, rows: np.ndarray, draw: int) -> Iterator[tuple[str, str]]:
    """Of every new report the key of the theme that it was said to look like and that it was put into, "" if none."""
    facts = with_category(written, 0.15, seed=draw)
    reports = [replace(report, facts=fact) for report, fact in zip(written.reports, facts, strict=True)]
    points, now = centres.points(rows), last_day(written)
    order = np.random.default_rng(draw).permutation(len(reports)).tolist()
    first = int(KNOWN * len(order))
    found = find_themes([reports[at] for at in order[:first]], vectors=rows[order[:first]], now=now)
    for start in range(first, len(order), A_NIGHT):
        coming, known = order[start : start + A_NIGHT], order[: start + A_NIGHT]
        said = _said(found, reports, points, coming)
        earlier = {theme.key: theme.issues for theme in found.themes}
        found = find_themes([reports[at] for at in known], vectors=rows[known], earlier=earlier, now=now)
        done = placed(found)
        yield from ((one, done.get(reports[at].id, "")) for at, one in zip(coming, said, strict=True))


def _said(found: Found, reports: Sequence[Report], points: np.ndarray, coming: Sequence[int]) -> list[str]:
    """As the portal says it: by where themes lie and the category of more than half of their reports."""
    place = {report.id: at for at, report in enumerate(reports)}
    members = [[place[issue] for issue in theme.issues] for theme in found.themes]
    middles = np.stack([centres.centre(points[some]) for some in members])
    theirs = [_category(reports, some) for some in members]
    looks = centres.looks_like(
        points[coming], middles, [reports[at].facts.get("category", "") for at in coming], theirs
    )
    return ["" if at == centres.NONE else found.themes[at].key for at in looks]


def _category(reports: Sequence[Report], members: Sequence[int]) -> str:
    (name, count), *_ = Counter(reports[at].facts.get("category", "") for at in members).most_common(1)
    return name if 2 * count > len(members) else ""
