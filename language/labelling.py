"""Names for groups: the known problem's where it clearly fits, else a phrase from what the group's people wrote."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from language import known_problems, phrasing
from language.emergence import Voice
from language.phrasing import MOST_WORDS, Clause, Speller, clauses, stem
from language.telling_words import Told, is_telling, stems, told_by

Rows = NDArray[np.float32]
Places = NDArray[np.int64]

_ALIKE = 0.4  # the middle report's plain likeness to a known problem from which its name may be used
_LIKELY, _LIKELY_IF_NEW = 0.18, 0.4  # how likely a report of the group must be one of that problem, on average
_NEARLY = 0.55  # of how likely it is, from which another known problem is named beside it
_LIKELY_OF_MANY, _OF_IT = 0.14, 0.4  # or less likely, where so many have it among their guesses
_LIKELY_EITHER, _OF_EITHER = 0.2, 0.6  # how likely one is of either, and how many have one among their guesses
_MOST = 0.5  # share of the group that a phrase should cover
_ASKED = 0.75  # what a phrase counts that begins with an act, or with who it happened to
_PAIR = 0.5  # what a telling pair of words counts for, a single one being 1
_LENGTHS = {2: 0.85, 6: 0.95, 7: 0.9}  # what a phrase of so many words counts; 1 if not told
_SPOKEN_BY = 0.15  # share of the group that must say of a thing that there is none
_SHORT = 3  # words below which a phrase does not stand alone
_IDLE = 0.45  # and for each word that does not set the group apart
_TROUBLED = 1.3  # what a phrase counts that says what goes wrong
_MUST_HOLD = 2  # of the group's keywords, so many of the first
_ADDS = 0.15  # share of the group that a second phrase must cover beyond the first
_CENTRAL = 0.3  # how much more a phrase counts from the most central report than from the least
_UNNAMED = "Reports that are alike"


@dataclass(frozen=True)
class Label:
    label: str
    keywords: tuple[str, ...]


def label(
    groups: Sequence[Sequence[int]],
    texts: Sequence[str],
    reporters: Sequence[str],
    guesses: Places,
    shares: Rows,
    stored: Rows,
    new: Collection[int] = (),
) -> list[Label]:
    """A label per group of places in `texts`; no two share one. A group in `new` is a known problem's only if its
    reports say so more clearly.

    `guesses` and `shares` (texts × few): which known problems each may be of, and how likely; the last columns of
    `stored` hold its plain likeness to each.
    """
    read, writers = [clauses(text) for text in texts], _writers(texts, reporters)
    speller = _speller(read, writers)
    told = told_by(groups, read, writers, stored, speller)
    names = _names(groups, guesses, shares, stored, told, new)
    taken = {name.lower() for name in names.values()}
    found: list[Label] = []
    for at, one in enumerate(told):
        chosen = names.get(at) or _untaken(one, _phrases(one, read, speller), taken)
        taken.add(chosen.lower())
        found.append(Label(chosen, one.keywords))
    return found


def _names(
    groups: Sequence[Sequence[int]],
    guesses: Places,
    shares: Rows,
    stored: Rows,
    told: Sequence[Told],
    new: Collection[int],
) -> dict[int, str]:
    """The groups that are clearly a known problem, by its name; the second of one, by what sets it apart too."""
    fits = [
        _fit(guesses[list(members)], shares[list(members)], stored[list(members)], is_new=at in new)
        for at, members in enumerate(groups)
    ]
    named: dict[int, str] = {}
    for at in sorted(range(len(groups)), key=lambda at: (-fits[at].likely, at)):
        name = fits[at].name
        held = set(map(stem, name.lower().split()))
        apart = [f"{name}: {word}" for word in told[at].keywords if stem(word) not in held]
        free = [way for way in [name, *(apart if fits[at].is_sure else ())] if way not in named.values()]
        if fits[at].likely and free:
            named[at] = free[0]
    return named


@dataclass(frozen=True)
class _Fit:
    """A name for a group, and how likely one of its reports is of what it says first; 0 if it must not be used."""

    name: str
    likely: float
    is_sure: bool = False


def _fit(guesses: Places, shares: Rows, stored: Rows, *, is_new: bool) -> _Fit:
    """The known problem that the group's reports are most of, and another that nearly as many of them are of.

    Where two are about as likely, the first is the one whose lines they are more like: single words may mislead.
    """
    library = known_problems.library()
    likely = np.bincount(guesses.ravel(), weights=shares.ravel(), minlength=len(library)) / len(guesses)
    plain = np.median(stored[:, -len(library) :], axis=0)
    fit = np.round(np.where(plain >= _ALIKE, likely * plain**2, 0), 5)
    entry = int(fit.argmax())
    if fit[entry] == 0 or (fit == fit[entry]).sum() > 1:
        return _Fit("", 0.0)
    name, bar = library[entry].name, _LIKELY_IF_NEW if is_new else _LIKELY
    others = np.where(likely >= _NEARLY * likely[entry], fit, 0)
    others[entry] = 0
    second = int(others.argmax())
    both = f"{name} / {library[second].name}" if others.any() else ""
    if likely[entry] >= bar:
        name = both if both and likely[second] >= _LIKELY else name
        return _Fit(name, float(likely[entry]), is_sure=True)
    of_it = float((guesses == entry).any(axis=1).mean())
    of_either = float(np.isin(guesses, [entry, second]).any(axis=1).mean())
    if both and likely[entry] + likely[second] >= _LIKELY_EITHER and of_either >= _OF_EITHER:
        name, of_it = both, 1.0
    is_of_it = name == both or likely[entry] >= _LIKELY_OF_MANY and of_it >= _OF_IT
    return _Fit(name, float(likely[entry]) if is_of_it and not is_new else 0.0)


def _writers(texts: Sequence[str], reporters: Sequence[str]) -> list[str]:
    """Whose words each text is: who says "me too" writes nothing."""
    first: dict[str, str] = {}
    return [first.setdefault(text, who) for text, who in zip(texts, reporters, strict=True)]


def _speller(read: Sequence[list[Clause]], reporters: Sequence[str]) -> Speller:
    """No word that only one person used gets into a label."""
    voices: dict[str, set[str]] = {}
    for said, who in zip(read, reporters, strict=True):
        for word in {stem(word) for clause in said for word in clause}:
            voices.setdefault(word, set()).add(who)
    common = {word for word, people in voices.items() if len(people) > 1}
    library = [clauses(text) for _, text in known_problems.lines()]
    return Speller(phrasing.usage([*read, *library], ENGLISH_STOP_WORDS), common, ENGLISH_STOP_WORDS)


def _phrases(told: Told, read: Sequence[list[Clause]], speller: Speller) -> Iterator[str]:
    """Phrases for a group, the best first: from its people's own clauses, then two of them, then words."""
    ranked = _ranked(told, read, speller, 2) or _ranked(told, read, speller, 1)
    first = {stem(word) for word in told.keywords[:_MUST_HOLD]}
    about = [one for one in ranked if first & set(map(stem, one))]
    apt = [one for one in about if not _idle(one, told.weights)]
    for phrase in ranked:
        if phrase in apt and len(phrase) >= _SHORT:
            yield from _completed(phrase, ranked, told)
            yield phrasing.sentence_case(phrase)
        elif len(phrase) < _SHORT:
            others = ranked if phrase in about else about
            yield from _completed(phrase, others, told)
            yield from _joined([phrase], others)
    yield from _with_words(apt, told.keywords)
    yield from (phrasing.sentence_case(one) for one in about if len(one) >= _SHORT)
    yield from _joined(ranked, ranked)
    yield from map(phrasing.sentence_case, ranked)
    if told.keywords:
        yield phrasing.sentence_case([", ".join(told.keywords[:3])])


def _completed(phrase: Clause, others: Sequence[Clause], told: Told) -> Iterator[str]:
    """A phrase that does not cover most of the group, with the one beside it that covers most of the rest.

    Greedy maximum coverage: G. L. Nemhauser, L. A. Wolsey and M. L. Fisher, Mathematical Programming 14, 1978.
    """
    covered = told.covered(set(stems([phrase])))
    if len(covered) >= _MOST * len(told.members):
        return
    held = set(map(stem, phrase))
    fitting = [one for one in others if len(phrase) + len(one) <= MOST_WORDS and not held & set(map(stem, one))]
    more = {one: len(told.covered(set(stems([one]))) - covered) for one in fitting}
    best = max(fitting, key=lambda one: more[one], default=phrase)
    if best != phrase and more[best] >= _ADDS * len(told.members):
        yield phrasing.sentence_case([*phrase[:-1], f"{phrase[-1]},", *best])


def _with_words(phrases: Sequence[Clause], keywords: Sequence[str]) -> Iterator[str]:
    """Short phrases, each with two more words of the group."""
    for phrase in phrases:
        held = set(map(stem, phrase))
        more = [word for word in keywords if stem(word) not in held][:2]
        if len(phrase) < _SHORT and len(more) == 2:
            yield phrasing.sentence_case([*phrase[:-1], f"{phrase[-1]}:", ", ".join(more)])


def _joined(firsts: Sequence[Clause], seconds: Sequence[Clause]) -> Iterator[str]:
    """Two short phrases side by side that share no word."""
    for one in firsts:
        for other in seconds:
            if len(one) + len(other) <= MOST_WORDS and not set(map(stem, one)) & set(map(stem, other)):
                yield phrasing.sentence_case([*one[:-1], f"{one[-1]},", *other])


def _ranked(told: Told, read: Sequence[list[Clause]], speller: Speller, least: int) -> list[Clause]:
    """The phrases of a group's people by their worth, more from a central report and the more reports they cover."""
    worth: dict[Clause, float] = {}
    denied = _denied(told, read)
    for rank, at in enumerate(told.members):
        nearness = 1 - _CENTRAL * rank / len(told.members)
        for phrase in (phrase for clause in read[at] for phrase in speller.phrases(clause)):
            if phrase[0] == "no" and denied[stem(phrase[1])] < max(2, _SPOKEN_BY * len(told.members)):
                continue
            asked = _ASKED if speller.acts(phrase[0]) or phrase[0] in phrasing.words("actors") else 1.0
            here = round(nearness * asked * _worth(phrase, told.weights, least), 6)
            worth[phrase] = max(worth.get(phrase, 0.0), here)
    covered = {one: len(told.covered(set(stems([one])))) / len(told.members) for one in worth if worth[one] > 0}
    return sorted(covered, key=lambda one: (-round(worth[one] * covered[one] ** 0.5, 6), one))


def _denied(told: Told, read: Sequence[list[Clause]]) -> Counter[str]:
    """How many of a group's reports say "no" before each word: one missing thing names no group."""
    return Counter(
        word
        for at in told.members
        for word in {stem(after) for clause in read[at] for no, after in pairwise(clause) if no.lower() == "no"}
    )


def _worth(phrase: Clause, weights: dict[str, float], least: int) -> float:
    """How much of what sets the group apart a phrase holds, little for words that do not; 0 below `least` of them."""
    held = set(stems([phrase]))
    singles = sum(weights.get(word, 0.0) for word in held if " " not in word)
    pairs = _PAIR * sum(weights.get(word, 0.0) for word in held if " " in word)
    if sum(word in weights for word in held if " " not in word) < least:
        return 0.0
    several = sum(map(is_telling, phrase)) ** 0.7
    trouble = _TROUBLED if phrasing.words("trouble") & set(phrase) else 1.0
    return (
        float((singles + pairs) / several)
        * trouble
        * _LENGTHS.get(len(phrase), 1.0)
        * _IDLE ** _idle(phrase, weights)
    )


def _idle(phrase: Clause, weights: Mapping[str, float]) -> int:
    """How many telling words of a phrase do not set the group apart."""
    return sum(is_telling(word) and stem(word) not in weights for word in phrase)


def _untaken(told: Told, phrases: Iterator[str], taken: Collection[str]) -> str:
    """The first phrase that no other group has; else the first with what sets this group apart."""
    first = ""
    for phrase in phrases:
        first = first or phrase
        if phrase.lower() not in taken:
            return phrase
    base = first or _UNNAMED
    apart = [f"{base}: {word}" for word in told.keywords if word.lower() not in base.lower()]
    counted = [f"{base} ({turn})" for turn in range(2, len(taken) + 3)]
    return next(way for way in [base, *apart, *counted] if way.lower() not in taken)


def examples(
    members: Sequence[int], rows: Rows, reporters: Sequence[str], organisations: Sequence[str], count: int = 3
) -> list[int]:
    """The most central members, by different reporters, from as many organisations as there are."""
    centre = rows[list(members)].mean(axis=0)
    ranked = sorted(members, key=lambda at: (-round(float(rows[at] @ centre), 4), at))
    chosen: list[int] = []
    for fresh in ("organisation", "reporter", "report"):
        for at in ranked:
            places = {organisations[one] for one in chosen if organisations[one]}
            voices = {reporters[one] for one in chosen}
            stale = (fresh == "organisation" and organisations[at] in places) or (
                fresh != "report" and reporters[at] in voices
            )
            if len(chosen) < count and at not in chosen and not stale:
                chosen.append(at)
    return chosen


def why(label: Label, heard: Sequence[Voice]) -> str:
    """What holds a group together, in one sentence: the reports, so of those who wrote one."""
    wrote = [voice for voice in heard if not voice.is_me_too] or heard
    people = len({voice.reporter for voice in wrote})
    places = len({voice.organisation for voice in wrote if voice.organisation})
    who = f"{people} people" + (f" in {places} organisations" if places > 1 else "")
    shared = f" and share words such as {', '.join(label.keywords[:4])}" if label.keywords else ""
    return f"The reports by {who} are closer to each other in meaning than to the rest{shared}."
