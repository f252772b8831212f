"""What a small network takes for an identifier where no rule does: words in context, learned from texts whose spans
are known.

The encoder, taught which words tell who a patient is, reads the words; what lists and letters say of each word and of
the two before and behind it is put beside its row; one layer tells the kind. `benchmarks/teaching_recogniser.py`
teaches it, on texts in which some identifiers are masked already, as they are once the rules have been over a text.
Where the encoder's weights are not installed, it finds nothing.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from language import encoder
from language.encoder import Rows
from language.reading import name_cues, name_knowledge
from language.reading.view import ANY_MASK, KINDS, STANDS_FOR

TAUGHT = Path(__file__).with_name("data") / "recogniser.npz"
LABELS = ("", *KINDS)
LONGEST, MOST_WINDOWS = 10_000, 10  # characters and windows of a text that are read; the rest is left to the rules
_ROOM = encoder.LONGEST - 2  # tokens between the first and the last of a window
_PIECE = re.compile(rf"[^\W\d_](?:['-]?[^\W\d_])*|\d+|[{ANY_MASK}]|\n|[^\s]")
_SAID_FOR = {
    mask: {"NAME": "somebody", "ADDRESS": "somewhere"}.get(kind, "number") for kind, mask in STANDS_FOR.items()
}
_LISTS = {
    "title": name_cues.TITLES,
    "weak title": name_cues.WEAK_TITLES,
    "relative": name_cues.RELATIVES,
    "post": name_cues.POSTS,
    "grade": name_cues.GRADES,
    "named": name_cues.NAMED,
    "clinical": name_knowledge.CLINICAL,
    "of the clinic": name_knowledge.OF_THE_CLINIC,
    "ordinary": name_knowledge.ORDINARY,
    "place": name_knowledge.PLACES,
    "eponym": name_knowledge.EPONYMS,
    "house": name_knowledge.HOUSES,
}
_JUDGED = {
    "first name": name_knowledge.is_first_name,
    "surname": name_knowledge.is_surname,
    "strong first name": name_knowledge.strong_first_name,
}
_SHAPES = (
    "figures",
    "capital",
    "few capitals",
    "capitals",
    "small letter",
    "small",
    "begun with a capital",
    "mixed",
    "sign",
    "line",
)
_LONGEST_NUMBER, _FEW = 5, 3
_SIGNS = (
    *_LISTS,
    *_JUDGED,
    "in no list",
    *(f"{length} figures" for length in range(1, _LONGEST_NUMBER + 1)),
    "could be an age",
    *_SHAPES,
    *KINDS,
    "touches the one before",
)
SIGNS = {sign: at for at, sign in enumerate(_SIGNS)}
_AGES = range(16, 110)
BEFORE_AND_BEHIND = 2


class Piece(NamedTuple):
    """A word, a number, a sign, a mask or the end of a line, and where it stands in the view."""

    text: str
    start: int
    end: int


class Recognised(NamedTuple):
    """A piece of a text, which kind of identifier it most likely is part of, and how likely it is part of any."""

    piece: Piece
    kind: str
    chance: float


def pieces_of(text: str) -> list[Piece]:
    """What a text (of a view) is read as; no further than LONGEST characters."""
    return [Piece(match[0], *match.span()) for match in _PIECE.finditer(text[:LONGEST])]


def signs_of(pieces: Sequence[Piece]) -> list[tuple[int, ...]]:
    """For each piece the numbers of its signs, of SIGNS."""
    behind = 0
    told = []
    for piece in pieces:
        own = _signs_of(piece.text)
        told.append((*own, SIGNS["touches the one before"]) if piece.start == behind and behind else own)
        behind = piece.end
    return told


def _signs_of(text: str) -> tuple[int, ...]:
    if text in _SAID_FOR:
        return (SIGNS[KINDS[ord(text) - ord(min(ANY_MASK))]],)
    low = text.lower()
    signs = [_shape(text)]
    if text.isdecimal():
        signs.append(f"{min(len(text), _LONGEST_NUMBER)} figures")
        signs += ["could be an age"] if len(text) <= _FEW and int(text) in _AGES else []
    elif text[0].isalpha():
        lists = [name for name, words in _LISTS.items() if low in words]
        lists += [name for name, judge in _JUDGED.items() if judge(low)]
        signs += lists or ["in no list"]
    return tuple(SIGNS[sign] for sign in signs)


def _shape(text: str) -> str:
    if text == "\n":
        return "line"
    if text.isdecimal():
        return "figures"
    if not text[0].isalpha():
        return "sign"
    if len(text) == 1:
        return "capital" if text.isupper() else "small letter"
    if text.isupper():
        return "few capitals" if len(text) <= _FEW else "capitals"
    if text.islower():
        return "small"
    return "begun with a capital" if text[0].isupper() else "mixed"


class Tokens(NamedTuple):
    """A window of a text as the encoder reads it, and for each token the piece it is of (-1: of none)."""

    numbers: list[int]
    pieces: list[int]


class Reader:
    """Cuts pieces into tokens and windows. FileNotFoundError where the encoder is not installed."""

    def __init__(self) -> None:
        self.tokenizer = encoder.tokenizer()
        self.first, _, self.last = self.tokenizer.encode("a").ids

    def windows(self, pieces: Sequence[Piece]) -> list[Tokens]:
        """At most MOST_WINDOWS of at most as many tokens as the encoder reads together; none parts a piece."""
        words = [_SAID_FOR.get(piece.text, piece.text) for piece in pieces]
        read = self.tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
        windows: list[Tokens] = [Tokens([], [])]
        tokens: list[list[int]] = [[] for _ in words]
        for number, at in zip(read.ids, read.word_ids, strict=True):
            if at is not None and len(tokens[at]) < _ROOM:
                tokens[at].append(number)
        for at, some in enumerate(tokens):
            if len(windows[-1].numbers) + len(some) > _ROOM:
                if len(windows) == MOST_WINDOWS:
                    break
                windows.append(Tokens([], []))
            windows[-1].numbers.extend(some)
            windows[-1].pieces.extend([at] * len(some))
        return [Tokens([self.first, *one.numbers, self.last], [-1, *one.pieces, -1]) for one in windows]


class Recogniser:
    """The taught network. FileNotFoundError where the encoder is not installed."""

    def __init__(self) -> None:
        taught = dict(np.load(TAUGHT, allow_pickle=False))
        self.reader = Reader()
        self.encoder = encoder.Encoder(taught)
        names = ("signs", "hidden.weight", "hidden.bias", "kinds.weight", "kinds.bias")
        self.signs, *self.dense = (taught[name].astype(np.float32) for name in names)

    def chances(self, text: str) -> tuple[list[Piece], Rows]:
        """The pieces of a text (of a view) that are read, and for each a row of the chances of LABELS."""
        pieces = pieces_of(text)
        windows = self.reader.windows(pieces)
        pieces = pieces[: max(at for one in windows for at in one.pieces) + 1]
        hidden_weight, hidden_bias, weight, bias = self.dense
        beside = np.maximum(self._beside(signs_of(pieces)), 0) @ hidden_weight.T + hidden_bias
        scores = np.concatenate([self._rows(windows, len(pieces)), beside], axis=1) @ weight.T + bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return pieces, np.asarray(scores / scores.sum(axis=1, keepdims=True), dtype=np.float32)

    def _rows(self, windows: Sequence[Tokens], count: int) -> Rows:
        """For each of so many pieces the mean of its tokens' rows."""
        rows = np.zeros((count, self.encoder.width), dtype=np.float32)
        counts = np.zeros((count, 1), dtype=np.float32)
        for window in windows:
            read, _ = self.encoder.read([window.numbers])
            owners = np.array(window.pieces)
            np.add.at(rows, owners[owners >= 0], read[0][owners >= 0])
            np.add.at(counts, owners[owners >= 0], 1)
        return np.asarray(rows / np.maximum(counts, 1), dtype=np.float32)

    def _beside(self, signs: Sequence[tuple[int, ...]]) -> Rows:
        """For each piece the sum of what its own signs and those of its neighbours weigh, each at its distance."""
        owners = np.repeat(np.arange(len(signs)), [len(some) for some in signs])
        told = np.array([sign for some in signs for sign in some], dtype=int)
        total = np.zeros((len(signs), self.signs.shape[2]), dtype=np.float32)
        for distance in range(-BEFORE_AND_BEHIND, BEFORE_AND_BEHIND + 1):
            places = owners - distance
            inside = (places >= 0) & (places < len(signs))
            np.add.at(total, places[inside], self.signs[distance + BEFORE_AND_BEHIND][told[inside]])
        return total


@cache
def _recogniser() -> Recogniser | None:
    return Recogniser() if encoder.folder() else None


def load() -> None:
    """Read the weights now, so that processes that are forked later share them."""
    _recogniser()


def recognised(text: str) -> list[Recognised]:
    """Each piece of a text (of a view), no further than LONGEST characters; nothing where nothing is installed."""
    network = _recogniser()
    if network is None or not text.strip():
        return []
    pieces, chances = network.chances(text)
    kinds = chances[:, 1:].argmax(axis=1) + 1
    return [
        Recognised(piece, LABELS[kind], float(1 - row[0]))
        for piece, kind, row in zip(pieces, kinds, chances, strict=True)
    ]
