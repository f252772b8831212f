"""How soon, and how falsely, new topics are flagged in simulated streams: ours, an oracle that knows every label."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from benchmarks import theme_peer
from benchmarks.theme_corpora import FIRST_DAY, WEEKS, Labelled
from language import coordinates, emergence, tree_scan
from language.emergence import Voice
from language.finding import Found
from language.lexicon import normalise
from language.word_vectors import WordSpace

FIRST_LOOK = 100  # days
RELEARNED_EVERY = 28  # days
SAME_ALARM = 56  # days within which a false alarm about one topic is the same


@dataclass
class Flags:
    """What was flagged: per new topic days and reports until then; false alarms; and how many topics there were."""

    days: list[int] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    false: int = 0
    topics: int = 0
    years: int = 0

    def line(self) -> str:
        if not self.days:
            return f"recall 0.00 of {self.topics}, false alarms a year {self.false / self.years:.1f}"
        recall = len(self.days) / self.topics
        return (
            f"recall {recall:.2f} of {self.topics}, median {np.median(self.days):.0f} days and "
            f"{np.median(self.reports):.0f} reports, false alarms a year {self.false / self.years:.1f}"
        )


def count(flags: Flags, raised: Iterator[tuple[int, str]], told: Labelled, starts: dict[str, date]) -> None:
    """Add one stream's alarms (day, topic), in order, to the flags."""
    seen: dict[str, int] = {}
    false: dict[str, int] = {}
    for day, topic in raised:
        if topic in starts:
            seen.setdefault(topic, day)
        else:
            flags.false += day - false.get(topic, -SAME_ALARM - 1) > SAME_ALARM
            false[topic] = day
    for topic, day in seen.items():
        until = [report for report in told.reports if (report.on - FIRST_DAY).days <= day]
        flags.days.append(day - (starts[topic] - FIRST_DAY).days)
        flags.reports.append(sum(told.truth[report.id] == topic for report in until))
    flags.topics += len(starts)
    flags.years += 1


def ours(told: Labelled, meaning: np.ndarray) -> Iterator[tuple[int, str]]:
    """The nightly scan of language/tree_scan.py; an alarm is about the topic that most of its reports are of.

    Words are learned anew every four weeks, from what was said until then.
    """
    days = [report.on.toordinal() for report in told.reports]
    speakers = [report.id for report in told.reports]
    texts = [normalise(report.text) for report in told.reports]
    for day in range(FIRST_LOOK, WEEKS * 7):
        today = FIRST_DAY.toordinal() + day
        if (day - FIRST_LOOK) % RELEARNED_EVERY == 0:
            words = WordSpace(texts[: bisect_right(days, today)], coordinates.WORD_DIMENSIONS)
            rows = coordinates.scanned(meaning, words.embed(texts))
        for branch in tree_scan.scan(rows, days, speakers, now=today):
            topics = Counter(told.truth[speakers[at]] for at in branch.members)
            yield day, min(topics, key=lambda one: (-topics[one], one))


def oracle(told: Labelled) -> Iterator[tuple[int, str]]:
    """The Poisson-Gamma scan of language/emergence.py with true labels; looked at on each day with a report."""
    voices = [Voice(report.on, report.id) for report in told.reports]
    portal = emergence.counted_days(voices)
    heard: dict[str, list[date]] = {}
    for report in told.reports:
        days = heard.setdefault(told.truth[report.id], [])
        days.append(report.on)
        day = (report.on - FIRST_DAY).days
        if day >= FIRST_LOOK and emergence.is_rare(days, portal[: bisect_right(portal, report.on)], report.on):
            yield day, told.truth[report.id]


def z_scores(assigned: list[tuple[int, dict[str, int]]], told: Labelled, *, bar: float) -> Iterator[tuple[int, str]]:
    """Weekly refits of another tool with z-scores over its topics' weekly counts: the usual trend chart.

    `assigned`: per refit its day and the topic number of each report so far, -1 for none.
    """
    on = {report.id: (report.on - FIRST_DAY).days for report in told.reports}
    for day, topics in assigned:
        members: dict[int, list[str]] = {}
        for report, topic in topics.items():
            if topic != -1:
                members.setdefault(topic, []).append(report)
        for reports in members.values():
            weeks = np.bincount([(day - on[one]) // 7 for one in reports], minlength=27)[:27]
            usual, spread = weeks[1:].mean(), max(float(weeks[1:].std()), 0.5)
            if weeks[0] >= 3 and (weeks[0] - usual) / spread > bar:
                recent = Counter(told.truth[one] for one in reports if day - on[one] < 28)
                yield day, min(recent, key=lambda one: (-recent[one], one))


def refits(told: Labelled, rows: np.ndarray) -> list[tuple[int, dict[str, int]]]:
    """BERTopic fitted anew each week on all reports so far."""
    found = []
    for day in range(FIRST_LOOK, WEEKS * 7, 7):
        until = FIRST_DAY + timedelta(days=day)
        known = [report for report in told.reports if report.on <= until]
        answer = theme_peer.bertopic([one.text for one in known], rows[: len(known)], size=10)
        found.append((day, dict(zip([one.id for one in known], answer.topics, strict=True))))
    return found


def emerged(labelled: Labelled) -> set[str]:
    """Labelled themes of at least five reports that begin in the second half of the time."""
    days = [report.on for report in labelled.reports]
    half = min(days) + (max(days) - min(days)) / 2
    begins: dict[str, date] = {}
    for report in labelled.reports:
        topic = labelled.truth[report.id]
        begins[topic] = min(report.on, begins.get(topic, date.max))
    sizes = Counter(labelled.truth.values())
    return {topic for topic, on in begins.items() if on > half and sizes[topic] >= 5 and topic != "misc"}


def flagged(found: Found, labelled: Labelled) -> Iterator[tuple[str, str]]:
    """Key and most frequent label of the latest reports of every theme with a signal."""
    for theme in found.themes:
        if theme.signal is not None:
            recent = Counter(labelled.truth[issue] for issue in theme.issues[-theme.signal.observed :])
            yield theme.key, min(recent, key=lambda one: (-recent[one], one))
