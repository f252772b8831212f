"""Reports in, themes out: what is reported again and again, by whom, and since when.

Pure: the same reports, in any order, with the same earlier run and the same day, give the same themes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from language import bursts, continuity, coordinates, emergence, grouping, labelling, merging
from language.emergence import Signal, Voice

Rows = NDArray[np.float32]

FEWEST_REPORTS, FEWEST_REPORTERS = 3, 2
LEFT_OVER = 0.15  # share of the loneliest reports that are left out of every theme
_FEWEST_TO_COMPARE = 25  # reports from which "lonelier than the rest" means something


@dataclass(frozen=True)
class Report:
    """A report as the engine sees it; a reporter of "" is unknown and counts as somebody else each time."""

    id: str
    text: str
    on: date
    reporter: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Theme:
    """Reports that belong together; ids are earliest first, examples most typical first."""

    key: str
    label: str
    keywords: tuple[str, ...]
    issues: tuple[str, ...]
    examples: tuple[str, ...]
    first_on: date
    last_on: date
    state: str
    signal: Signal | None
    why: str


@dataclass(frozen=True)
class Found:
    """Themes, largest first, and the ids of reports that fit none."""

    themes: tuple[Theme, ...]
    unthemed: tuple[str, ...]


def edition() -> str:
    """A mark to store beside rows of `represent`: rows of another edition must be computed anew."""
    return coordinates.edition()


def represent(texts: Sequence[str]) -> Rows:
    """One row per text of what `find_themes` needs of it, the same each time: compute once, store as float16."""
    return coordinates.represent(texts)


def find_themes(
    reports: Sequence[Report],
    *,
    vectors: Rows | None = None,
    earlier: Mapping[str, Collection[str]] | None = None,
    now: date,
) -> Found:
    """The themes of these reports. `vectors`: their rows from `represent`, in the same order, if at hand.

    `earlier`: theme key to report ids of the run before, so that themes keep their keys.
    """
    rows = represent([report.text for report in reports]) if vectors is None else np.asarray(vectors)
    if rows.shape[1:] != (coordinates.width(),) or len(rows) != len(reports):
        raise ValueError("vectors must be the rows of represent(), one per report")
    order = sorted({report.id: at for at, report in reversed(list(enumerate(reports)))}.items())
    reports, rows = [reports[at] for _, at in order], rows[[at for _, at in order]]
    if not reports:
        return Found((), ())
    speakers = [report.reporter or f"\x00{report.id}" for report in reports]
    merged = merging.merge([report.text for report in reports], coordinates.meaning_of(rows), speakers)
    space = coordinates.space_of([reports[at].text for at in merged.firsts], rows[merged.firsts])
    labels = _group(space, merged, reports, earlier or {})
    labels, new = _with_bursts(labels, space, merged, reports, speakers, now)
    groups = _themes_among(labels[merged.of], reports, speakers)
    themes = _described(groups, new, reports, rows, speakers, space, merged, earlier or {}, now)
    themed = {issue for theme in themes for issue in theme.issues}
    return Found(themes, tuple(report.id for report in reports if report.id not in themed))


def _group(
    space: coordinates.Space,
    merged: merging.Merged,
    reports: Sequence[Report],
    earlier: Mapping[str, Collection[str]],
) -> NDArray[np.int64]:
    """A group per merged report; the loneliest stand alone."""
    numbers = {issue: number for number, key in enumerate(sorted(earlier)) for issue in earlier[key]}
    before = [numbers.get(reports[at].id, grouping.ALONE) for at in merged.firsts]
    labels = grouping.group(space.rows, earlier=before if numbers else None)
    if len(labels) >= _FEWEST_TO_COMPARE:
        lonely = grouping.loneliness(space.rows, merged.voices)
        labels = np.where(lonely > np.quantile(lonely, 1 - LEFT_OVER), grouping.ALONE, labels)
    return labels


def _with_bursts(
    labels: NDArray[np.int64],
    space: coordinates.Space,
    merged: merging.Merged,
    reports: Sequence[Report],
    speakers: Sequence[str],
    now: date,
) -> tuple[NDArray[np.int64], set[int]]:
    """The groups with each new problem taken out of where it hides; and the reports that began one."""
    begun = np.full(len(merged.firsts), date.max.toordinal())
    np.minimum.at(begun, merged.of, [report.on.toordinal() for report in reports])
    who = [speakers[at] for at in merged.firsts]
    found = bursts.bursts((space.rows, space.told, space.meaning), begun.tolist(), who, now=now.toordinal())
    labels = labels.copy()
    for number, members in enumerate(found, start=int(labels.max(initial=0)) + 1):
        labels[members] = number
    fresh = {at for at, point in enumerate(merged.of) if any(point in members for members in found)}
    return labels, fresh


def _themes_among(labels: NDArray[np.int64], reports: Sequence[Report], speakers: Sequence[str]) -> list[list[int]]:
    """Places of the reports of each group that is enough to be a theme, each earliest first, largest group first."""
    groups: dict[int, list[int]] = {}
    for at, number in enumerate(labels):
        if number != grouping.ALONE:
            groups.setdefault(int(number), []).append(at)
    enough = [
        sorted(members, key=lambda at: (reports[at].on, reports[at].id))
        for members in groups.values()
        if len(members) >= FEWEST_REPORTS and len({speakers[at] for at in members}) >= FEWEST_REPORTERS
    ]
    return sorted(enough, key=lambda members: (-len({speakers[at] for at in members}), reports[members[0]].id))


def _described(
    groups: Sequence[Sequence[int]],
    new: set[int],
    reports: Sequence[Report],
    stored: Rows,
    speakers: Sequence[str],
    space: coordinates.Space,
    merged: merging.Merged,
    earlier: Mapping[str, Collection[str]],
    now: date,
) -> tuple[Theme, ...]:
    fresh = [at for at, members in enumerate(groups) if new.issuperset(members)]
    keys = continuity.carry([[reports[at].id for at in members] for members in groups], earlier)
    texts, likeness = [report.text for report in reports], space.likeness[merged.of]
    labels = labelling.label(groups, texts, speakers, likeness, stored, fresh)
    voices = [Voice(report.on, who, report.organisation) for report, who in zip(reports, speakers, strict=True)]
    portal = emergence.counted_days(voices)
    places = [report.organisation for report in reports]
    rows = space.rows[merged.of]
    themes = []
    for at, (key, members, label) in enumerate(zip(keys, groups, labels, strict=True)):
        heard = [voices[one] for one in members]
        signal = emergence.scan(heard, portal, now=now, new=at in fresh)
        shown = labelling.examples(members, rows, speakers, places)
        themes.append(
            Theme(
                key=key,
                label=label.label,
                keywords=label.keywords,
                issues=tuple(reports[one].id for one in members),
                examples=tuple(reports[one].id for one in shown),
                first_on=heard[0].on,
                last_on=heard[-1].on,
                state=emergence.state(heard, signal, now=now),
                signal=signal,
                why=labelling.why(label, heard),
            )
        )
    return tuple(themes)
