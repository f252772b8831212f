"""What it is worth that a theme is called clear: how many of such themes are mixed, by the labels."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.theme_corpora import ONE_OFF, Labelled, with_category
from benchmarks.theme_measures import bare, last_day
from language import centres
from language.finding import Report, Theme, find_themes, represent

MIXED = 0.6  # share of the issues that the most frequent topic of a theme makes up, below which it is mixed
FEW, AT_HOME = (
    5,
    0.8,
)  # issues below which no theme is clear; share of them nearest to its centre from which one may be


def certainty(written: Labelled) -> Iterator[str]:
    rows = represent([report.text for report in written.reports])
    facts = with_category(written, 0.15)
    told = [replace(report, facts=fact) for report, fact in zip(written.reports, facts, strict=True)]
    yield f"### Themes called clear (of {FEW} issues or more; mixed: fewer than {MIXED:.0%} are of one topic)\n"
    yield "| | themes | mixed | nearest to their own centre | mixed among these | called clear | mixed among these |"
    yield "|---|---|---|---|---|---|---|"
    for name, reports in (("category 15% wrong", told), ("text only", bare(written))):
        yield "| " + " | ".join([name, *map(str, _counted(written, reports, rows))]) + " |"


def _counted(written: Labelled, reports: Sequence[Report], rows: np.ndarray) -> list[int]:
    place = {report.id: at for at, report in enumerate(reports)}
    points = centres.points(rows)
    themes = find_themes(reports, vectors=rows, now=last_day(written)).themes
    members = [[place[issue] for issue in theme.issues] for theme in themes]
    middles = np.stack([centres.centre(points[some]) for some in members])
    judged = [
        (_is_mixed(written, theme), centres.at_home(points[some], at, middles), _is_one(reports, some, rows))
        for at, (theme, some) in enumerate(zip(themes, members, strict=True))
        if len(some) >= FEW
    ]
    near = [(mixed, is_one) for mixed, at_home, is_one in judged if round(10 * at_home) >= 10 * AT_HOME]
    clear = [mixed for mixed, is_one in near if is_one]
    mixed = [sum(mixed for mixed, *_ in some) for some in (judged, near)]
    return [len(judged), mixed[0], len(near), mixed[1], len(clear), sum(clear)]


def _is_mixed(written: Labelled, theme: Theme) -> bool:
    topics = Counter(written.truth[issue] for issue in theme.issues if written.truth[issue] != ONE_OFF)
    return max(topics.values(), default=1) < MIXED * len(theme.issues)


def _is_one(reports: Sequence[Report], members: Sequence[int], rows: np.ndarray) -> bool:
    """As the portal judges it: most issues are of one category, and together like one known problem."""
    (name, count), *_ = Counter(reports[at].facts.get("category", "") for at in members).most_common(1)
    oneness = centres.oneness(rows[members])
    return bool(name) and 2 * count > len(members) and (oneness is None or oneness >= centres.ONE_PROBLEM)
