"""Passages of a text that stand in another nearly so, with words put in, left out or ended otherwise. Pure.

Of 14,926 pairs of texts about one problem by different people, none shares so much. Of passages of a dozen words, in
which every fifth was left out or another put before it, six in ten are found; the others hold few words of their own.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import cache

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from language import known_problems
from language.phrasing import stem

FEWEST = 5  # words of a passage that stand in the other text in the same order, little words aside
FEWEST_OWN = 2  # of them words that are not everybody's
APART = 3  # from one to the next in either text, little words aside: two others may stand between
MANY = 6  # words of a passage that need not be its own
DENSE = 0.6  # share that they are of all between the first and the last of them in the other text
FEW_SAY = 3  # of them words that are not the theme's
ENOUGH_PEOPLE = 3  # whoever says a word; then it is a word of the theme, and nobody's own
WORD = re.compile(r"\w(?:[\w'’]*\w)?")
_EVERYBODYS = 0.01  # share of the made-up reports that say it
_LETTERS = 5  # that tell a word from another, whatever its ending
_MOST_PLACES = 20  # of one word in the text

Said = list[tuple[int, str]]  # places among the telling words of a text, and their stems
Run = tuple[int, int]
Chain = tuple[int, int, int, int, int]  # its own words, all its words, those few say, minus its start in either text


def retold(words: Sequence[str], told: Iterable[tuple[Sequence[str], Hashable]]) -> list[Run]:
    """The first and the last place of each passage of `words` that one of these texts tells nearly so.

    `words` are in small letters, "" where one does not count; with each text stands who told it.
    """
    places, own = _places(words)
    texts: list[Said] = []
    people: dict[str, set[Hashable]] = defaultdict(set)
    for other, who in told:
        texts.append([one for one in _said(other) if one[1] in own])
        for _, word in texts[-1]:
            people[word].add(who)
    of_theme = {word for word, some in people.items() if len(some) >= ENOUGH_PEOPLE}
    found = sorted({run for said in texts for run in _runs(own, said, of_theme)})
    return [(places[first], places[last]) for first, last in _merged(found)]


def retold_by_few(words: Sequence[str], told: Iterable[tuple[Sequence[str], Hashable]]) -> list[Run]:
    """The same of texts that have nothing in common but words of `words`, unless three people tell all of a passage.

    Among very many texts words that are everybody's make no passage, however many stand in the same order.
    """
    places, own = _places(words)
    found: set[Run] = set()
    people: dict[int, set[Hashable]] = defaultdict(set)
    for other, who in told:
        said = [one for one in _said(other) if one[1] in own]
        for first, last in _merged(sorted(set(_runs(own, said, everybodys())))):
            found.add((first, last))
            for at in range(first, last + 1):
                people[at].add(who)
    few = (run for run in found if any(len(people[at]) < ENOUGH_PEOPLE for at in range(run[0], run[1] + 1)))
    return [(places[first], places[last]) for first, last in _merged(sorted(few))]


def is_everybodys(word: str) -> bool:
    """Whether people use this word, in small letters, of any problem."""
    return _short(word) in everybodys()


def _places(words: Sequence[str]) -> tuple[list[int], dict[str, list[int]]]:
    """Where the telling words stand, and at which numbers among those each of their stems does."""
    places = [at for at, word in enumerate(words) if word not in ENGLISH_STOP_WORDS]
    own: dict[str, list[int]] = defaultdict(list)
    for number, at in enumerate(places):
        if words[at] and len(own[_short(words[at])]) < _MOST_PLACES:
            own[_short(words[at])].append(number)
    return places, own


@cache
def everybodys() -> frozenset[str]:
    """The stems that people use of any problem, which tell no report from another."""
    counts: dict[str, int] = defaultdict(int)
    reports = known_problems.made_up_reports()
    for _, text in reports:
        for word in {_short(word) for word in WORD.findall(text.lower())}:
            counts[word] += 1
    return frozenset(word for word, count in counts.items() if count >= _EVERYBODYS * len(reports))


def _runs(own: dict[str, list[int]], said: Said, of_theme: Collection[str]) -> Iterable[Run]:
    """Chains of words that stand in both in the same order, near enough to each other, with enough of its own."""
    if len({word for _, word in said}) < FEWEST:
        return
    best: dict[Run, Chain] = {}  # ending here and there
    for there, word in said:
        weighs = word not in of_theme and word not in everybodys(), word not in of_theme
        for here in own[word]:
            steps = ((here - one, there - two) for one in range(1, APART + 1) for two in range(1, APART + 1))
            chain = max((best[step] for step in steps if step in best), default=(0, 0, 0, -here, -there))
            telling, count, few, start, begun = chain
            chain = best[here, there] = telling + weighs[0], count + 1, few + weighs[1], start, begun
            if _is_retold(chain, there):
                yield -start, here


def _is_retold(chain: Chain, there: int) -> bool:
    """Whether it holds words of its own; or so many words, of so short a stretch, that it is no chance."""
    telling, count, few, _, begun = chain
    if count >= FEWEST and telling >= FEWEST_OWN:
        return True
    return count >= MANY and few >= FEW_SAY and count >= DENSE * (there + begun + 1)


def _said(words: Sequence[str]) -> Said:
    return list(enumerate(_short(word) for word in words if word not in ENGLISH_STOP_WORDS))


def _merged(runs: Iterable[Run]) -> list[Run]:
    merged: list[Run] = []
    for first, last in runs:
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _short(word: str) -> str:
    return stem(word)[:_LETTERS]
