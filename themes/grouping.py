"""What the engine makes of an ICB's problems, or of what works well: all of them or, of very many, some and the rest
by where they lie. Everybody who said "me too" speaks with the issue's words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np
from django.utils import timezone

from language import centres, coordinates, emergence, finding, severity, spreading, tree_scan
from language.abbreviations import spell_out
from language.grouping import ALONE
from themes import abbreviations, deciding, hearing, library, spread_parts, tracking
from themes.heeding import Group, as_found
from themes.knowing import Heard, Voice
from themes.models import Run, Theme

MOST_HELD = 20  # issues of one theme that people put there and that the engine hears in any case
FEWEST_ISSUES = 2  # of one that others only say "me too" to, nobody knows that they mean the same
NO_HARM = {"harm": ""}  # of a person who said "me too", which says nothing of harm
Graves = tuple[finding.Grave, ...]


def group(*, run: Run, heard: Sequence[Heard], is_thanks: bool, now: datetime) -> tuple[list[Group], Graves]:
    """The groups among these issues of one kind, and what is rare but severe."""
    heard = [one for one in heard if one.is_thanks is is_thanks]
    today = timezone.localdate(now)
    listened = _listened_to(heard, run, today, is_thanks=is_thanks)
    chosen = [one for one, here in zip(heard, listened, strict=True) if here]
    words = abbreviations.words_of(run.icb_id)
    texts = {pk: spell_out(text, words) for pk, text in hearing.texts([one.issue for one in chosen]).items()}
    some, rows = hearing.with_rows([one for one in chosen if one.issue in texts])
    if not some:
        return [], ()
    gone = {one.issue for one in chosen}.difference(one.issue for one in some)
    heard = [one for one in heard if one.issue not in gone]
    earlier = tracking.earlier(run.icb, is_thanks=is_thanks, heard=some)
    held = {one.issue: one.held for one in heard if one.held}
    decided = deciding.decided(run.icb, is_thanks=is_thanks, held=held)
    found = _found(some, texts, vectors=rows, earlier=earlier, decided=decided, own=library.own(run.icb), now=today)
    behind = {one.issue: one.voices for one in heard}
    groups = [Group.of(theme, behind, is_thanks=is_thanks) for theme in found.themes]
    groups = _in_several_words(groups, earlier, behind)
    if len(some) == len(heard) or not groups:
        return groups, found.grave
    groups = _spread(run, groups, heard, some, rows, set(earlier), today)
    return groups, _grave(groups, heard, today)


def _in_several_words(
    groups: Sequence[Group], earlier: Mapping[str, Collection[str]], behind: Mapping[int, Collection[Voice]]
) -> list[Group]:
    """The groups of several issues. One issue is no theme by itself: it goes to the theme where it was, if found."""
    enough = {each.found.key: each for each in groups if len(each.issues) >= FEWEST_ISSUES}
    for issue in (issue for each in groups if each.found.key not in enough for issue in each.issues):
        before = next((key for key in enough if str(issue) in earlier.get(key, ())), None)
        if before:
            enough[before] = enough[before].holding((*enough[before].issues, issue), behind)
    return list(enough.values())


def _listened_to(heard: Sequence[Heard], run: Run, today: date, *, is_thanks: bool) -> np.ndarray:
    """Which issues the engine hears: all; or some of each theme, what people decided, and what may be new."""
    if len(heard) <= spreading.MOST_AT_ONCE:
        return np.ones(len(heard), dtype=bool)
    ids = np.array([one.issue for one in heard])
    earlier = [one.theme or one.looks_like or ALONE for one in heard]
    marks = spreading.chosen(ids, earlier, most=spreading.MOST_AT_ONCE)
    held = deciding.some_held(run.icb, is_thanks=is_thanks, most=MOST_HELD)
    marks |= np.isin(ids, sorted(held | _new_ones(heard, today)))
    return marks


def _new_ones(heard: Sequence[Heard], today: date) -> set[int]:
    """What belongs to no theme and gathers in the last weeks: without it, some would be too few to be noticed."""
    since = today - timedelta(days=tree_scan.LOOKED_AT)
    free = [one for one in heard if not (one.theme or one.looks_like) and one.voices[0].on > since]
    if not free or len(free) == len(heard):
        return set()
    free, rows = hearing.with_rows(free)
    if not free:
        return set()
    meaning = coordinates.meaning_of(rows)
    first = [one.voices[0] for one in free]
    branches = tree_scan.scan(
        meaning,
        [voice.on.toordinal() for voice in first],
        [str(voice.reporter) for voice in first],
        [str(voice.organisation) for voice in first],
        now=today.toordinal(),
    )
    return {free[at].issue for branch in branches for at in branch.members}


def _found(some: Sequence[Heard], texts: Mapping[int, str], *, vectors: np.ndarray, **more) -> finding.Found:
    """The engine's answer; `more` is what it is told besides the issues."""
    spoken = [(at, one, voice, turn) for at, one in enumerate(some) for turn, voice in enumerate(one.voices)]
    reports = [
        finding.Report(
            id=f"{one.issue}+{voice.reporter}" if turn else str(one.issue),
            text=texts[one.issue],
            on=voice.on,
            reporter=str(voice.reporter),
            organisation=str(voice.organisation),
            of="" if one.is_reported and not turn else str(one.issue),
            facts=one.facts if one.is_reported and not turn else one.facts | NO_HARM,
        )
        for _, one, voice, turn in spoken
    ]
    said = vectors[[at for at, *_ in spoken]]
    return finding.find_themes(reports, vectors=said, **more)


def _spread(
    run: Run,
    groups: Sequence[Group],
    heard: Sequence[Heard],
    some: Sequence[Heard],
    rows: np.ndarray,
    known: Collection[str],
    today: date,
) -> list[Group]:
    """The groups with the issues that the engine did not hear, and themes that only those hold up."""
    place = {one.issue: at for at, one in enumerate(some)}
    members = [[place[issue] for issue in each.issues] for each in groups]
    middles = spreading.middles(centres.points(rows), members)
    is_thanks = groups[0].is_thanks
    live = Theme.objects.filter(icb=run.icb, is_live=True, is_thanks=is_thanks, dismissed_at=None)
    themes = {theme.key: theme for theme in live}
    keys = [each.found.key for each in groups]
    keys += sorted(set(themes) - set(keys))
    number = {themes[key].pk: at for at, key in enumerate(keys) if key in themes}
    found = spread_parts.spread(run=run, heard=heard, middles=middles, numbers=number, is_thanks=is_thanks)
    before = np.array([number.get(one.theme, ALONE) for one in heard])
    after = _after(groups, heard, place, before, found)
    standing = [each.found for each in groups] + [as_found(themes[key]) for key in keys[len(groups) :]]
    return _counted_anew(standing, heard, after, known, today, is_thanks=is_thanks)


def _after(
    groups: Sequence[Group], heard: Sequence[Heard], grouped: Collection[int], before: np.ndarray, found: np.ndarray
) -> np.ndarray:
    """The number of each issue's theme: where it was grouped, else where it lies as far as the ration goes."""
    theme_of = {issue: at for at, each in enumerate(groups) for issue in each.issues}
    after = np.array([theme_of.get(one.issue, ALONE) for one in heard])
    listened = np.array([one.issue in grouped for one in heard])
    had = before != ALONE
    others = np.flatnonzero(~listened)
    after[others] = spreading.settled(
        found["issue"][others],
        before[others],
        found["theme"][others].astype(np.int64),
        found["gain"][others],
        moved=int((listened & had & (after != before)).sum()),
        known=int(had.sum()),
    )
    return after


def _counted_anew(
    themes: Sequence[finding.Theme],
    heard: Sequence[Heard],
    after: np.ndarray,
    known: Collection[str],
    today: date,
    *,
    is_thanks: bool,
) -> list[Group]:
    """The themes with all their issues, counts and signals; what is too few is no theme."""
    order = np.argsort(after, kind="stable")
    parts = np.split(order, np.searchsorted(after[order], np.arange(len(themes))))[1:]
    members = {at: [heard[one] for one in part] for at, part in enumerate(parts)}
    enough = [at for at, some in members.items() if _is_enough(some)]
    told = spreading.counted_anew(
        [themes[at] for at in enough],
        (list(_voices(members[at])) for at in enough),
        emergence.counted_days(list(_voices(heard, since=today - timedelta(days=spreading.PORTAL_DAYS)))),
        new=np.array([themes[at].key not in known for at in enough], dtype=bool),
        now=today,
    )
    return [_group(theme, members[at], is_thanks=is_thanks) for at, theme in zip(enough, told, strict=True)]


def _group(theme: finding.Theme, members: Sequence[Heard], *, is_thanks: bool) -> Group:
    voices = [voice for one in members for voice in one.voices]
    reporters, organisations = {voice.reporter for voice in voices}, {voice.organisation for voice in voices}
    return Group(theme, is_thanks, tuple(one.issue for one in members), len(reporters), len(organisations))


def _is_enough(some: Sequence[Heard]) -> bool:
    """As many issues and reports, by as many people, as make a theme."""
    if len(some) < FEWEST_ISSUES or sum(len(one.voices) for one in some) < finding.FEWEST_REPORTS:
        return False
    return len({voice.reporter for one in some for voice in one.voices}) >= finding.FEWEST_REPORTERS


def _voices(heard: Sequence[Heard], since: date = date.min) -> Iterator[emergence.Voice]:
    for one in heard:
        for turn, voice in enumerate(one.voices):
            if voice.on >= since:
                who, where = str(voice.reporter), str(voice.organisation)
                is_me_too = bool(turn) or not one.is_reported
                yield emergence.Voice(voice.on, who, where, str(one.issue), is_me_too)


def _grave(groups: Sequence[Group], heard: Sequence[Heard], today: date) -> Graves:
    """Harm of one kind (see `severity`), whether the engine heard it or not."""
    theme_of = {issue: each.found.key for each in groups for issue in each.issues}
    since = today - timedelta(days=severity.WITHIN)
    told = [one for one in heard if one.is_reported and one.voices[0].on >= since]
    harmed = [one for one in told if one.facts.get("harm") in severity.GRAVE]
    harmed, rows = hearing.with_rows(harmed)
    if not harmed:
        return ()
    return severity.grave(
        [str(one.issue) for one in harmed],
        [one.voices[0].on for one in harmed],
        [str(one.voices[0].reporter) for one in harmed],
        [one.facts for one in harmed],
        severity.kinds(rows, [theme_of.get(one.issue) for one in harmed]),
        now=today,
    )
