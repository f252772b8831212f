"""The space in which reports are near when they tell of the same problem.

Meaning, words, and likeness to each known problem, side by side; nobody's labels are needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from language import known_problems, vectors
from language.lexicon import normalise, sentences
from language.vectors import unit
from language.word_vectors import WordSpace

Rows = NDArray[np.float32]

WORDS_WEIGHT, LIKENESS_WEIGHT, TAUGHT_WEIGHT = 0.7, 0.8, 0.9
WORDS_WEIGHT_IN_SCAN = 0.5  # chosen on simulated streams of banking77 that are not those reported
WORD_DIMENSIONS = 200
MOST_TO_LEARN_WORDS_FROM = 12_000  # texts
FEW = 100  # reports below which the library's own lines show what is usual
FOREIGN, AT_HOME = 0.3, 0.42  # likeness of the middle text to its likest entry: of another field; of this one
FULL_LIBRARY = 87  # entries from which the library is trusted fully
COMMONNESS_WEIGHT = 0.25  # power of an entry's estimated share by which its likeness counts
LIBRARY_ROWS = Path(__file__).with_name("data") / "known_problem_rows.npz"
_LOOSENESS = 50.0  # of the regression: the library's lines are few and clean
_ROUNDS = 5  # of estimating how common each entry is
GUESSES = 3  # known problems that a text may be of, likeliest first
PRIOR_COUNT = 0.25  # texts taken to be of each entry before any was read


@dataclass(frozen=True)
class Space:
    """Unit rows per text: `rows` to compare, `told` without the known problems, `meaning` alone, `sooner` to scan.

    `likeness` to each known problem is standardised, not scaled; `entries` is the known problem each is likest.
    `guesses` (texts × GUESSES) are the likeliest known problems where all are equally common, as what is new has no
    share yet; `shares` how likely each of them is.
    """

    rows: Rows
    told: Rows
    meaning: Rows
    likeness: Rows
    entries: NDArray[np.int64]
    guesses: NDArray[np.int64]
    shares: Rows
    sooner: Rows


def represent(texts: Sequence[str]) -> Rows:
    """One row per text: its meaning, then its likeness to each known problem; exact as float16."""
    if not texts:
        return np.empty((0, width()), dtype=np.float32)
    plain = [normalise(text) for text in texts]
    parts = [sentences(text) for text in plain]
    embedded = vectors.embed([*plain, *(sentence for some in parts for sentence in some)])
    likeness = _likeness(embedded[: len(plain)], embedded[len(plain) :], _starts(parts), library_rows())
    rows = np.hstack([embedded[: len(plain)], likeness])
    return _exact_as_stored(rows)


def represent_whole(texts: Sequence[str]) -> Rows:
    """As `represent`, without its sentences: a quarter of the time, for a text whose writer waits."""
    if not texts:
        return np.empty((0, width()), dtype=np.float32)
    embedded = vectors.embed([normalise(text) for text in texts])
    return _exact_as_stored(np.hstack([embedded, _likeness(embedded, embedded, _one_each(texts), library_rows())]))


def width() -> int:
    """How many numbers a row of `represent` has."""
    return vectors.DIMENSIONS + len(known_problems.library())


def meaning_of(rows: Rows) -> Rows:
    """The part of stored rows that is meaning alone."""
    return unit(rows[:, : vectors.DIMENSIONS])


def likeness_of(rows: Rows) -> Rows:
    """The part of stored rows that is likeness to known problems: what stands out in each, as unit rows."""
    usual, spread = _usual_likeness()
    by_entry = (rows[:, vectors.DIMENSIONS :] - usual) / spread
    return unit(by_entry - by_entry.mean(axis=1, keepdims=True))


@cache
def _usual_likeness() -> tuple[Rows, Rows]:
    own = _own_likeness(library_rows())
    return own.mean(axis=0), own.std(axis=0) + np.float32(1e-6)


@cache
def library_rows() -> Rows:
    """The vectors of the library's lines: from the file beside the library while both are of one edition."""
    if LIBRARY_ROWS.is_file():
        with np.load(LIBRARY_ROWS, allow_pickle=False) as stored:
            if str(stored["of"]) == edition():
                return np.asarray(stored["rows"]).astype(np.float32)
    return _exact_as_stored(vectors.embed([text for _, text in known_problems.lines()]))


def store_library_rows() -> None:
    """Write that file anew; run after changing the library or the lexicon."""
    rows = vectors.embed([text for _, text in known_problems.lines()])
    np.savez_compressed(LIBRARY_ROWS, rows=rows.astype(np.float16), of=np.array(edition()))


def edition() -> str:
    """A mark that changes with the model, the library or the lexicon."""
    return f"{vectors.MODEL} {known_problems.edition()}"


def _exact_as_stored(rows: Rows) -> Rows:
    return rows.astype(np.float16).astype(np.float32)


def _starts(parts: Sequence[Sequence[str]]) -> list[int]:
    return [0, *np.cumsum([len(some) for some in parts]).tolist()]


def _likeness(wholes: Rows, pieces: Rows, starts: Sequence[int], lines: Rows) -> Rows:
    """Texts × entries: half the definition, half the best wording; half the whole text, half its best sentence."""
    whole = wholes @ lines.T
    best = pieces @ lines.T
    best = np.array([best[start:end].max(axis=0) for start, end in zip(starts, starts[1:], strict=False)])
    both = (whole + best.reshape(whole.shape)) / 2
    entries = len(known_problems.library())
    owners = np.array([entry for entry, _ in known_problems.lines()][entries:])
    wordings = [both[:, entries:][:, owners == entry].max(axis=1) for entry in range(entries)]
    likeness: Rows = (both[:, :entries] + np.stack(wordings, axis=1)) / 2
    return likeness


def space_of(texts: Sequence[str], stored: Rows) -> Space:
    """The space of these texts (as written), given their rows from `represent`."""
    plain = [normalise(text) for text in texts]
    lines = [text for _, text in known_problems.lines()]
    learned_from = plain[:: 1 + len(plain) // MOST_TO_LEARN_WORDS_FROM]
    words = WordSpace([*learned_from, *lines], WORD_DIMENSIONS)
    parts = [sentences(text) for text in plain]
    worded, worded_lines = words.embed(plain), words.embed(lines)
    worded_parts = words.embed([sentence for some in parts for sentence in some])
    by_words = _likeness(worded, worded_parts, _starts(parts), worded_lines)
    meaning = meaning_of(stored)
    by_meaning = stored[:, vectors.DIMENSIONS :]
    lessons, told = (
        np.hstack([library_rows(), WORDS_WEIGHT * worded_lines]),
        np.hstack([meaning, WORDS_WEIGHT * worded]),
    )
    taught, shares, unweighed = _taught(lessons, told)
    taken = (taught - taught.mean(axis=0))[: len(plain)]
    taught = taught[: len(plain)]
    if len(plain) < FEW:
        by_meaning = np.vstack([by_meaning, _own_likeness(library_rows())])
        by_words = np.vstack([by_words, _own_likeness(worded_lines)])
    likeness = _standard(_standard(by_meaning) + _standard(by_words))[: len(plain)]
    weighed = unit(likeness * (shares * len(shares)) ** COMMONNESS_WEIGHT)
    trust = _trust(stored[:, vectors.DIMENSIONS :])
    known = [LIKENESS_WEIGHT * trust * weighed, TAUGHT_WEIGHT * trust * unit(taken)]
    entries = np.argmax(2 * np.log(taught + 1e-6) + likeness, axis=1)
    guesses, shares = _guesses(np.log(unweighed[: len(plain)] + 1e-12) + likeness)
    rows, sooner = unit(np.hstack([told, *known])), scanned(meaning, worded)
    return Space(rows, unit(told), meaning, likeness, entries, guesses, shares, sooner)


def scanned(meaning: Rows, worded: Rows) -> Rows:
    """Unit rows in which new problems are looked for: meaning, and words with less weight."""
    return unit(np.hstack([meaning, WORDS_WEIGHT_IN_SCAN * worded]))


def _guesses(scores: Rows) -> tuple[NDArray[np.int64], Rows]:
    """The likeliest entries of each text and how likely each is, of scores that are logarithms of chances."""
    guesses = np.argsort(-scores, axis=1, kind="stable")[:, :GUESSES]
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    return guesses, np.take_along_axis(chances, guesses, axis=1)


def _trust(by_meaning: Rows) -> float:
    """How far the library may speak, 0 to 1: less if thin, none where its entries fit hardly any text."""
    broad = min(1.0, float(np.sqrt(by_meaning.shape[1] / FULL_LIBRARY)))
    fit = float(np.median(by_meaning.max(axis=1))) if by_meaning.size else 0.0
    return broad * min(1.0, max(0.0, (fit - FOREIGN) / (AT_HOME - FOREIGN)))


def _own_likeness(lines: Rows) -> Rows:
    """The library's likeness to itself: what is usual, while there are too few reports to tell."""
    return _likeness(lines, lines, _one_each(lines), lines)


def _one_each(texts: Sequence[str] | Rows) -> range:
    """The starts of one piece for each text: itself."""
    return range(len(texts) + 1)


def _standard(scores: Rows) -> Rows:
    """Each entry against its own usual level, then each text against its own."""
    by_entry = (scores - scores.mean(axis=0)) / (scores.std(axis=0) + 1e-6)
    by_text: Rows = (by_entry - by_entry.mean(axis=1, keepdims=True)) / (by_entry.std(axis=1, keepdims=True) + 1e-6)
    return by_text.astype(np.float32)


def _taught(lines: Rows, texts: Rows) -> tuple[Rows, Rows, Rows]:
    """What a regression taught on the library's own lines takes each text for in square roots.

    Second, the estimated share of each entry among the texts: a broad library holds much that a portal never hears,
    so chances are judged anew with the shares that they themselves suggest, a few times over (expectation
    maximisation for unknown class priors: Saerens, Latinne and Decaestecker, Neural Computation 14, 2002). Third, the
    chances before that.
    """
    owners = [entry for entry, _ in known_problems.lines()]
    regression = LogisticRegression(C=_LOOSENESS, max_iter=500).fit(lines.astype(np.float64), owners)
    compared = np.vstack([texts, lines]) if len(texts) < FEW else texts
    taken = first = regression.predict_proba(compared.astype(np.float64))
    shares = np.full(first.shape[1], 1 / first.shape[1])
    for _ in range(_ROUNDS):
        taken = first * shares
        taken /= taken.sum(axis=1, keepdims=True)
        shares = (taken.sum(axis=0) + PRIOR_COUNT) / (len(taken) + PRIOR_COUNT * len(shares))
    roots: Rows = np.sqrt(taken).astype(np.float32)
    return roots, shares.astype(np.float32), first.astype(np.float32)
