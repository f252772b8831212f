"""Names for groups: the known problem's where one fits, else the words that set the group apart."""

import re
from collections import Counter
from collections.abc import Sequence
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
_FIT = 0.9  # mean standardised likeness from which a known problem's name is used


@dataclass(frozen=True)
class Label:
    label: str
    keywords: tuple[str, ...]
    problem: str  # name of the nearest known problem, fitting or not


def words_of(text: str) -> list[str]:
    """The telling words of a text, as written but in small letters, without numbers or filler."""
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return [word for word in words if len(word) > 2 and word not in _SAYS_NOTHING and word not in ENGLISH_STOP_WORDS]


def label(
    groups: Sequence[Sequence[int]], texts: Sequence[str], reporters: Sequence[str], likeness: Rows
) -> list[Label]:
    """A label per group of places in `texts`; no two groups share one."""
    apart = _apart(groups, texts, reporters)
    entries = known_problems.library()
    fits = np.array([likeness[list(members)].mean(axis=0) for members in groups]).reshape(len(groups), len(entries))
    holder = {int(entry): _best_group(fits, int(entry)) for entry in fits.argmax(axis=1)} if groups else {}
    found: list[Label] = []
    for at, keywords in enumerate(apart):
        entry = int(fits[at].argmax())
        name, fit = entries[entry].name, fits[at, entry]
        if fit >= _FIT and holder[entry] == at:
            found.append(Label(name, keywords, name))
        else:
            told = [one.label for one in found]
            found.append(Label(_phrase(keywords, name if fit >= _FIT else "", told), keywords, name))
    return found


def _best_group(fits: NDArray[np.float32], entry: int) -> int:
    """Of the groups nearest to this entry, the one it fits best."""
    nearest = [at for at in range(len(fits)) if int(fits[at].argmax()) == entry]
    return max(nearest, key=lambda at: (round(float(fits[at, entry]), 4), -at))


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
