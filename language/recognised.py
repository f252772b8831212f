"""Which of what the network of `language/recogniser.py` takes for identifiers is masked.

A word counts where it is likely part of an identifier; from there, and from what is masked already, those beside it
count too that may well be. What the rules say of people at work weighs against it.
"""

from collections.abc import Collection, Iterator, Sequence

from language.reading.view import ANY_MASK, words_of
from language.recogniser import Recognised, recognised

LIKELY, LIKELY_THOUGH_AT_WORK, BESIDE = 0.6, 0.85, 0.15
FEWEST_WORDS = 5  # a line of fewer has no context to judge by
_KIND = {
    "NHS_NUMBER": "HOSPITAL_NUMBER"
}  # which of ten figures are NHS numbers is known, and these cannot be released
Hit = tuple[int, int, str, bool]


def recognised_spans(text: str, staff: Collection[str]) -> Iterator[Hit]:
    """Spans of a text (of a view), their kinds, none of them certain; `staff` are words that name people at work."""
    if len(words_of(text)) < FEWEST_WORDS:
        return
    read = recognised(text)
    told = [_is_likely(one, staff) for one in read]
    for order in (range(len(read)), range(len(read) - 1, -1, -1)):
        reaches = False
        for at in order:
            one = read[at].piece.text
            if told[at] or one in ANY_MASK:
                reaches = True
            elif one[0].isalnum():
                told[at] = reaches = reaches and read[at].chance > BESIDE
            elif one == "\n":
                reaches = False
    yield from _together([one for at, one in enumerate(read) if told[at]], text)


def _is_likely(one: Recognised, staff: Collection[str]) -> bool:
    if not one.piece.text[0].isalnum():
        return False
    at_work = one.kind == "NAME" and one.piece.text.lower() in staff
    return one.chance > (LIKELY_THOUGH_AT_WORK if at_work else LIKELY)


def _together(told: Sequence[Recognised], text: str) -> Iterator[Hit]:
    """Pieces of one kind with nothing but signs between them are one."""
    start = end = 0
    kind = ""
    for one in told:
        between = text[end : one.piece.start]
        if kind and one.kind == kind and not any(sign.isalnum() or sign in "\n" + ANY_MASK for sign in between):
            end = one.piece.end
            continue
        if kind:
            yield start, end, _KIND.get(kind, kind), False
        start, end, kind = one.piece.start, one.piece.end, one.kind
    if kind:
        yield start, end, _KIND.get(kind, kind), False
