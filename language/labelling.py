"""Names for groups: the known problem's where one fits, else the words that set the group apart."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from language import known_problems
from language.emergence import Voice

Rows = NDArray[np.float32]

_WORD = re.compile(r"[^\W\d_][\w&'’-]*[^\W_]")
_SAYS_NOTHING = frozenset((Path(__file__).with_name("data") / "filler_words.txt").read_text(encoding="utf-8").split())
_FIT = 1.8  # mean standardised likeness from which a known problem's name is used
_OFTEN = 0.3  # share of the group that must have it among its own three likeliest


@dataclass(frozen=True)
class Label:
    label: str
    keywords: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The telling words of a text, as written but in small letters, without numbers or filler."""
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return [word for word in words if len(word) > 2 and word not in _SAYS_NOTHING and word not in ENGLISH_STOP_WORDS]


def label(
    groups: Sequence[Sequence[int]],
    texts: Sequence[str],
    reporters: Sequence[str],
    likeness: Rows,
    new: Collection[int] = (),
) -> list[Label]:
    """A label per group of places in `texts`; no two share one. A group in `new` is no known problem's."""
    apart = _apart(groups, texts, reporters)
    entries = known_problems.library()
    fits = [_fit(likeness[list(members)]) for members in groups]
    holder: dict[int, int] = {}
    for at in sorted(range(len(groups)), key=lambda at: (-fits[at][1], at)):
        if fits[at][1] >= _FIT and at not in new:
            holder.setdefault(fits[at][0], at)
    found: list[Label] = []
    for at, keywords in enumerate(apart):
        entry, fit = fits[at]
        name = entries[entry].name if fit >= _FIT and at not in new else ""
        told = [one.label for one in found]
        found.append(Label(name if name and holder[entry] == at else _phrase(keywords, name, told), keywords))
    return found


def _fit(likeness: Rows) -> tuple[int, float]:
    """The known problem that a group's reports are most like on average, and how much; 0 if few of them are."""
    average = np.round(likeness.mean(axis=0), 4)
    entry = int(average.argmax())
    often = float(((likeness > likeness[:, [entry]]).sum(axis=1) < 3).mean())
    return entry, float(average[entry]) if often >= _OFTEN else 0.0


def _phrase(keywords: Sequence[str], problem: str, told: Sequence[str]) -> str:
    """A short plain phrase: the words that set the group apart, after the known problem's name if it fits."""
    listed = list(keywords[:3])
    words = " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)
    phrase = f"{problem}: {words}" if problem and words else words[:1].upper() + words[1:]
    phrase = phrase or "Reports that resemble each other"
    turn = 2
    unique = phrase
    while unique in told:
        unique, turn = f"{phrase} ({turn})", turn + 1
    return unique


def _apart(groups: Sequence[Sequence[int]], texts: Sequence[str], reporters: Sequence[str]) -> list[tuple[str, ...]]:
    """Class-based TF-IDF: up to six words per group, each used by at least two of its reporters."""
    spoken = {at: set(words_of(texts[at])) for members in groups for at in members}
    everywhere = Counter(word for words in spoken.values() for word in words)
    found = []
    for members in groups:
        voices: dict[str, set[str]] = {}
        for at in members:
            for word in spoken[at]:
                voices.setdefault(word, set()).add(reporters[at])
        weights = {
            word: len(who) / len(members) * np.log(1 + len(spoken) / everywhere[word])
            for word, who in voices.items()
            if len(who) > 1
        }
        ranked = sorted(weights, key=lambda word: (-round(weights[word], 6), word))
        found.append(tuple(_without_variants(ranked)[:6]))
    return found


def _without_variants(words: Sequence[str]) -> list[str]:
    """Of letter and letters, form and forms, only the first."""
    kept: list[str] = []
    for word in words:
        if not any(word.rstrip("s") == other.rstrip("s") for other in kept):
            kept.append(word)
    return kept


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
    """What holds a group together, in one sentence."""
    people = len({voice.reporter for voice in heard})
    places = len({voice.organisation for voice in heard if voice.organisation})
    who = f"{people} people" + (f" in {places} organisations" if places > 1 else "")
    shared = f" and share words such as {', '.join(label.keywords[:4])}" if label.keywords else ""
    return f"{len(heard)} reports by {who} are closer to each other in meaning than to the rest{shared}."
