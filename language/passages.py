"""What to look for in an index of words, to find texts in which a passage of a text stands, or nearly so. Pure."""

from collections.abc import Iterator, Sequence

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from language.retelling import WORD, is_everybodys

LONG_RUN = 7  # words in a row that are no coincidence
LENGTH = 4  # words of each phrase that is looked for: every long run holds one of the phrases as a whole
TOGETHER = 3  # telling words that stand beside each other, whatever stands between
JOINED, TELLING, OWN = -9, 1, 3  # what makes a phrase one to look for: nothing that an index may read otherwise


def phrases(text: str) -> list[str]:
    """Phrases of a text, one at least of every seven words in a row, and of those the most telling."""
    spans = [match.span() for match in WORD.finditer(text)]
    words = [text[start:end].lower() for start, end in spans]
    worth = [_worth(word) for word in words]
    joined = [JOINED * (text[one[1] : two[0]].strip(' \n\r\t,;:!?()"“”') != "") for one, two in _pairs(spans)]
    chosen, last = [], -1
    for start in range(len(words) - LONG_RUN + 1):
        if last < start:
            some = range(start, start + LONG_RUN - LENGTH + 1)
            last = max(some, key=lambda at: (sum(worth[at : at + LENGTH]) + sum(joined[at : at + LENGTH - 1]), at))
            chosen.append(" ".join(words[last : last + LENGTH]))
    return list(dict.fromkeys(chosen))


def together(text: str) -> list[tuple[str, ...]]:
    """Telling words of a text that stand beside each other, little words aside; some of them are not everybody's."""
    words = [word for word in (match.group().lower() for match in WORD.finditer(text)) if _worth(word)]
    groups = (tuple(words[at : at + TOGETHER]) for at in range(len(words) - TOGETHER + 1))
    return list(dict.fromkeys(group for group in groups if not all(is_everybodys(word) for word in group)))


def _pairs(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    return zip(spans, spans[1:], strict=False)


def _worth(word: str) -> int:
    if word in ENGLISH_STOP_WORDS:
        return 0
    return TELLING if is_everybodys(word) else OWN
