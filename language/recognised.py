"""Which of what the network of `language/recogniser.py` takes for identifiers is masked.

A word counts where it is likely part of an identifier; from there, and from what is masked already, those beside it
count too that may well be. What the rules say of people at work weighs against it.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from language.particulars.places import is_a_site
from language.reading.view import ANY_MASK, words_of
from language.recogniser import Recognised, recognised

LIKELY, BESIDE = 0.6, 0.15
FEWEST_WORDS = 5  # a line of fewer has no context to judge by
KINDS = ("NAME", "ADDRESS", "HOSPITAL_NUMBER", "REFERENCE")  # the rules know the others by their shape
Span = tuple[int, int]
Hit = tuple[int, int, str, bool]


def recognised_spans(text: str, staff: Collection[str] = (), left: Collection[Span] = ()) -> Iterator[Hit]:
    """Spans of a text (of a view), their kinds, none of them certain.

    `staff` are words that name people at work, `left` are spans that the rules leave alone.
    """
    if len(words_of(text)) < FEWEST_WORDS:
        return
    spared = {at for start, end in left for at in range(start, end)}
    read = [one for one in recognised(text) if one.piece.start not in spared and one.piece.text.lower() not in staff]
    told = [_is_likely(one) for one in read]
    for order in (range(len(read)), range(len(read) - 1, -1, -1)):
        reaches = False
        for at in order:
            one = read[at].piece.text
            if told[at] or one in ANY_MASK:
                reaches = True
            elif one[0].isalnum():
                told[at] = reaches = reaches and read[at].chance > BESIDE and read[at].kind in KINDS
            elif one == "\n":
                reaches = False
    for start, end, kind in _together([one for at, one in enumerate(read) if told[at]], text):
        beside = (
            text[start - 1 : start] == " " and start - 2 in spared or text[end : end + 1] == " " and end + 1 in spared
        )
        if not (kind == "NAME" and beside) and not _is_of_nobody(text, start, end, kind):
            yield start, end, kind, False


def _is_likely(one: Recognised) -> bool:
    return one.piece.text[0].isalnum() and one.kind in KINDS and one.chance > LIKELY


# A telephone's number or a date: the rules know whose these are.
_OTHER_NUMBER = re.compile(r"0\d{9,10}|(?:19|20)\d{6}")
_PLACE_OR_THING = re.compile(
    r"\b(?:[Uu]nits?|[Ww]ings?|[Cc]ampus|[Aa]nnexe|[Bb]uildings?|Ward|[Ss]uite|[Bb]lock|[Ss]urger(?:y|ies)|"
    r"[Cc]linics?|[Hh]ospital|[Hh]ospice|[Nn]ursing [Hh]ome|[Nn]ail|[Tt]ube|[Dd]rain)\b"
)
_NEXT_WORDS = re.compile(r"(?: [A-Z]\w{1,20})? \w{1,20}")  # the rest of a name, and what stands behind it
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2}")


def _is_of_nobody(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a name or an address is that of a place of work or a thing, by its last word or the one behind it."""
    if kind not in ("NAME", "ADDRESS"):
        return _OTHER_NUMBER.fullmatch(text, start, end) is not None
    behind = _NEXT_WORDS.match(text, end)
    said = text[start : behind.end() if behind else end]
    if is_a_site(text[start:end]) or is_a_site(said) or is_a_site(said.rpartition(" ")[0]):
        return True
    if kind == "NAME" and not _WORD.search(text, start, end):
        return True  # initials alone, which stand for much else
    return _PLACE_OR_THING.search(said) is not None and not _FIGURE.search(said)


def _together(told: Sequence[Recognised], text: str) -> Iterator[tuple[int, int, str]]:
    """Pieces side by side are one, and those of one kind with only signs between; a possessive 's is left out."""
    start = end = 0
    kind = ""
    for one in told:
        between = text[end : one.piece.start]
        alike = one.kind == kind and not any(sign.isalnum() or sign in "\n" + ANY_MASK for sign in between)
        if kind and not alike and between != " ":
            yield start, end, kind
            kind = ""
        if not kind:
            start, kind = one.piece.start, one.kind
        end = one.piece.end - 2 if one.piece.text.endswith("'s") else one.piece.end
    if kind:
        yield start, end, kind
