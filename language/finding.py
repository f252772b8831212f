"""Reports in, themes out: what is reported again and again, by whom, and since when.

Pure: the same reports, in any order, with the same earlier run and the same day, give the same themes.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from language import (
    constraints,
    continuity,
    coordinates,
    emergence,
    facts,
    grouping,
    labelling,
    learning,
    lexicon,
    merging,
    new_problems,
    own_problems,
    severity,
    steadying,
)
from language.constraints import Decided
from language.emergence import Signal, Voice
from language.known_problems import KnownProblem
from language.severity import Grave

Rows = NDArray[np.float32]
Labels = NDArray[np.int64]

FEWEST_REPORTS, FEWEST_REPORTERS = 3, 2
MOSTLY_NEW = 0.6  # share of a theme's reports that a new problem must make up, the rest having been near it before
LEFT_OVER = 0.15  # share of the loneliest reports that are left out of every theme
LEAVING = LEFT_OVER / 2  # the same, of those that had a theme: who is in is not put out for a hair's breadth
_FEWEST_TO_COMPARE = 25  # reports from which "lonelier than the rest" means something


@dataclass(frozen=True)
class Report:
    """A report as the engine sees it; a reporter of "" is unknown and counts as somebody else each time.

    `of`: the id of the report to which it says "me too". `facts` are what the form knows (category, direction …); ""
    or left out = not known.
    """

    id: str
    text: str
    on: date
    reporter: str = ""
    organisation: str = ""
    of: str = ""
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


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
    """Themes, largest first, the ids of reports that fit none, and what is rare but severe (`facts["harm"]`)."""

    themes: tuple[Theme, ...]
    unthemed: tuple[str, ...]
    grave: tuple[Grave, ...] = ()


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
    decided: Decided | None = None,
    own: Sequence[KnownProblem] = (),
    now: date,
) -> Found:
    """The themes of these reports. `vectors`: their rows from `represent`, in the same order, if at hand.

    `earlier`: theme key to report ids of the run before, so that themes keep their keys. `decided`: what people
    decided; it is obeyed, and taught where that helps. `own`: known problems of the area itself.
    """
    rows = represent([report.text for report in reports]) if vectors is None else np.asarray(vectors)
    if rows.shape[1:] != (coordinates.width(),) or len(rows) != len(reports):
        raise ValueError("vectors must be the rows of represent(), one per report")
    order = sorted({report.id: at for at, report in reversed(list(enumerate(reports)))}.items())
    everybody = [report for report, _ in order]
    order = [(report, at) for report, at in order if lexicon.says_something(reports[at].text)]
    reports, rows = [reports[at] for _, at in order], rows[[at for _, at in order]]
    if not reports:
        return Found((), tuple(everybody))
    speakers = [report.reporter or f"\x00{report.id}" for report in reports]
    merged = merging.merge([report.text for report in reports], coordinates.meaning_of(rows), speakers)
    space = coordinates.space_of([reports[at].text for at in merged.firsts], rows[merged.firsts])
    decided = decided or Decided()
    earlier = _as_decided(earlier or {}, decided)
    numbers = {key: number for number, key in enumerate(sorted(earlier))}
    before = _before(merged, reports, earlier, numbers)
    point_of = {report.id: int(point) for report, point in zip(reports, merged.of, strict=True)}
    bound = constraints.bind(decided, point_of, numbers, len(merged.firsts))
    stated = [reports[at].facts for at in merged.firsts]
    weights = facts.weights(space.rows, stated)
    known, told = facts.join(space.rows, stated, weights), facts.join(space.told, stated, weights)
    known = own_problems.join(known, space.meaning, own)
    known = learning.learn(known, bound.of).rows
    labels = learning.join(_group(known, told, merged, before, bound.of), known, bound.of)
    first_said = np.full(len(merged.firsts), date.max.toordinal())
    np.minimum.at(first_said, merged.of, [report.on.toordinal() for report in reports])
    said = new_problems.Said(
        first_said.tolist(),
        [speakers[at] for at in merged.firsts],
        [reports[at].organisation for at in merged.firsts],
        {name: [fact.get(name, "") for fact in stated] for name in weights if weights[name] > 0},
    )
    labels, begun = new_problems.take_out(labels, space, said, now=now.toordinal(), fewest=FEWEST_REPORTS)
    sizes = np.bincount(merged.of, minlength=len(merged.firsts)).tolist()
    labels = steadying.settle(labels, before, known, weights=sizes, new=begun, fewest=FEWEST_REPORTS)
    labels = constraints.enforce(labels, bound, known) if decided else labels
    closed = [numbers[key] for key in sorted(decided.closed) if key in numbers]
    labels = constraints.close(labels, bound, known, before, closed)
    new = {at for at, point in enumerate(merged.of) if point in begun}
    groups = _themes_among(labels[merged.of], reports, speakers)
    themes = _described(groups, new, reports, rows, speakers, space, merged, earlier, now)
    themed = {issue for theme in themes for issue in theme.issues}
    grave = _grave(reports, rows, speakers, themes, now)
    return Found(themes, tuple(report for report in everybody if report not in themed), grave)


def _grave(
    reports: Sequence[Report], stored: Rows, speakers: Sequence[str], themes: Sequence[Theme], now: date
) -> tuple[Grave, ...]:
    """What is rare but severe: harm told in much the same way, of one theme, or of one known problem."""
    harmed = [at for at, report in enumerate(reports) if severity.is_grave(report.facts, report.on, now=now)]
    theme_of = {issue: theme.key for theme in themes for issue in theme.issues}
    some = [reports[at] for at in harmed]
    return severity.grave(
        [report.id for report in some],
        [report.on for report in some],
        [speakers[at] for at in harmed],
        [report.facts for report in some],
        severity.kinds(stored[harmed], [theme_of.get(report.id) for report in some]),
        now=now,
    )


def _as_decided(earlier: Mapping[str, Collection[str]], decided: Decided) -> dict[str, Collection[str]]:
    """The earlier run as people put it right since."""
    whole: dict[str, Collection[str]] = {key: earlier[key] for key in earlier}
    if decided.confirmed:
        free = {key: [one for one in issues if one not in decided.confirmed] for key, issues in earlier.items()}
        for one in sorted(decided.confirmed):
            free.setdefault(decided.confirmed[one], []).append(one)
        whole = {key: free[key] for key in free}
    return whole


def _before(
    merged: merging.Merged,
    reports: Sequence[Report],
    earlier: Mapping[str, Collection[str]],
    number_of: Mapping[str, int],
) -> list[int]:
    """The number of the earlier theme of each merged report, that of most of its reports; ALONE if none had one."""
    numbers = {issue: number for key, number in number_of.items() for issue in earlier[key]}
    said: list[list[int]] = [[] for _ in merged.firsts]
    for at, point in enumerate(merged.of):
        if reports[at].id in numbers:
            said[point].append(numbers[reports[at].id])
    return [Counter(some).most_common(1)[0][0] if some else grouping.ALONE for some in said]


def _group(rows: Rows, told: Rows, merged: merging.Merged, before: Sequence[int], bound: Sequence[int]) -> Labels:
    """A group per merged report; the loneliest, with the known problems and without, stand alone."""
    earlier = before if any(one != grouping.ALONE for one in before) else None
    confirmed = bound if any(one != grouping.ALONE for one in bound) else None
    labels = grouping.group(rows, earlier=earlier, confirmed=confirmed)
    if len(labels) >= _FEWEST_TO_COMPARE:
        lonely, labels = grouping.loneliness((rows, told), merged.voices), grouping.without_loose(labels, rows)
        coming, leaving = np.quantile(lonely, [1 - LEFT_OVER, 1 - LEAVING])
        bars = np.where(np.asarray(before) == grouping.ALONE, coming, leaving)
        labels = np.where(lonely > bars, grouping.ALONE, labels)
    return labels


def _themes_among(labels: Labels, reports: Sequence[Report], speakers: Sequence[str]) -> list[list[int]]:
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
    fresh = mostly_new(groups, new)
    keys = continuity.carry([[reports[at].id for at in members] for members in groups], earlier)
    texts = [report.text for report in reports]
    guesses, shares = coordinates.likeliest(space.chances[merged.of])
    labels = labelling.label(groups, texts, speakers, guesses, space.trust * shares, stored, fresh)
    voices = [
        Voice(report.on, who, report.organisation, report.of or report.id, bool(report.of))
        for report, who in zip(reports, speakers, strict=True)
    ]
    portal = emergence.counted_days(voices)
    places = [report.organisation for report in reports]
    rows = space.rows[merged.of]
    signals = _signals(groups, fresh, voices, portal, now)
    themes = []
    for at, (key, members, label) in enumerate(zip(keys, groups, labels, strict=True)):
        heard = [voices[one] for one in members]
        signal = signals[at]
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


def mostly_new(groups: Sequence[Sequence[int]], new: Collection[int]) -> list[int]:
    """Places of the groups that are a new problem although a few of their reports were there before."""
    known = set(new)
    return [at for at, members in enumerate(groups) if len(known.intersection(members)) >= MOSTLY_NEW * len(members)]


def _signals(
    groups: Sequence[Sequence[int]],
    fresh: Collection[int],
    voices: Sequence[Voice],
    portal: Sequence[date],
    now: date,
) -> list[Signal | None]:
    """Each group's signal, as far as it stands among all that were looked at; new problems had a bar of their own."""
    scanned = [
        emergence.scan([voices[one] for one in members], portal, now=now, new=at in fresh)
        for at, members in enumerate(groups)
    ]
    old = [at for at, signal in enumerate(scanned) if signal is not None and at not in fresh]
    stand = emergence.discoveries([one.probability for at in old if (one := scanned[at])], len(groups))
    fallen = {at for at, stands in zip(old, stand, strict=True) if not stands}
    return [None if at in fallen else signal for at, signal in enumerate(scanned)]
