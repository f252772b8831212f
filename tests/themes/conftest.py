"""A small engine in place of the real one: reports whose first word is the same belong together."""

import numpy as np
import pytest

from language import centres, continuity, emergence, finding, severity
from tests import make
from tests.themes.telling import search, several, theme
from themes.models import Theme


def represent(texts):
    if any("poison" in text for text in texts):
        raise ValueError("A text that breaks the engine.")
    return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)


def find_themes(reports, *, vectors, earlier, decided, own, now):
    assert len(vectors) == len(reports)
    groups = {}
    for report in sorted(reports, key=lambda one: (one.on, one.id)):
        groups.setdefault(report.text.split()[0], []).append(report)
    enough = [some for some in groups.values() if len(some) > 2 and len({one.reporter for one in some}) > 1]
    portal = emergence.counted_days([_voice(report) for report in reports])
    keys = continuity.carry([[one.id for one in some] for some in enough], earlier)
    themes = [_theme(key, some, portal, now) for key, some in zip(keys, enough, strict=True)]
    themed = {one.id for some in enough for one in some}
    unthemed = tuple(one.id for one in reports if one.id not in themed)
    return finding.Found(tuple(themes), unthemed, _grave(reports, now))


def _grave(reports, now):
    ids, days, who = zip(*[(one.id, one.on, one.reporter) for one in reports], strict=True)
    kinds = [[one.text.split()[0]] for one in reports]
    return severity.grave(ids, days, who, [one.facts for one in reports], kinds, now=now)


def _voice(report):
    return emergence.Voice(report.on, report.reporter, report.organisation, report.of or report.id, bool(report.of))


def _theme(key, some, portal, now):
    heard = [_voice(one) for one in some]
    signal = emergence.scan(heard, portal, now=now)
    word, ids = some[0].text.split()[0], tuple(one.id for one in some)
    return finding.Theme(
        key=key,
        label=f"{word.title()} problems",
        keywords=(word,),
        issues=ids,
        examples=ids[:2],
        first_on=some[0].on,
        last_on=some[-1].on,
        state=emergence.state(heard, signal, now=now),
        signal=signal,
        why=f"They share words such as {word}.",
    )


@pytest.fixture
def engine(monkeypatch):
    monkeypatch.setattr(finding, "represent", represent)
    monkeypatch.setattr(finding, "find_themes", find_themes)
    monkeypatch.setattr(severity, "problems", lambda rows: [None] * len(rows))
    monkeypatch.setattr(severity, "alike", lambda meaning: [None] * len(meaning))
    monkeypatch.setattr(centres, "points", lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True))


@pytest.fixture
def team():
    """Somebody of the interface team of a registry."""
    return make.registry()["team"]


@pytest.fixture
def two(engine, team) -> tuple[Theme, Theme]:
    """Two themes of different words: letters, the larger one, and scans."""
    letters = theme("Letters", 4)
    several("Scans", 3)
    search()
    return letters, Theme.objects.exclude(pk=letters.pk).get()
