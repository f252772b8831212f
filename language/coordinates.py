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
Places = NDArray[np.int64]

WORDS_WEIGHT, LIKENESS_WEIGHT, TAUGHT_WEIGHT = 0.7, 0.8, 0.9
WORDS_WEIGHT_IN_SCAN = 0.5  # chosen on simulated streams of banking77 that are not those reported
WORD_DIMENSIONS = 200
MOST_TO_LEARN_WORDS_FROM = 12_000  # texts
FEW = 100  # reports below which the library's own lines show what is usual
FOREIGN, AT_HOME = 0.45, 0.53  # likeness of the middle text to its likest entry: of another field; of this one
FULL_LIBRARY = 87  # entries from which the library is trusted fully
COMMONNESS_WEIGHT = 0.25  # power of an entry's estimated share by which its likeness counts
LIBRARY_ROWS = Path(__file__).with_name("data") / "known_problem_rows.npz"
_BLOCK = 256  # texts that are compared with all lessons at once
_LOOSENESS = 50.0  # of the regression: the library's lessons are clean
_ROUNDS = 5  # of estimating how common each entry is
GUESSES = 3  # known problems that a text may be of, likeliest first
PRIOR_COUNT = 0.25  # texts taken to be of each entry before any was read


@dataclass(frozen=True)
class Space:
    """Unit rows per text: `rows` to compare, `told` without the known problems, `meaning` alone, `sooner` to scan.

    `likeness` to each known problem is standardised, not scaled; `entries` is the known problem each is likest.
    `chances` (texts × entries) is how likely each known problem is where all are equally common. `trust` is how far
    the library may speak of these texts, 0 to 1.
    """

    rows: Rows
    told: Rows
    meaning: Rows
    likeness: Rows
    entries: NDArray[np.int64]
    chances: Rows
    sooner: Rows
    trust: float


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
    """The mean and the spread of each entry's likeness to the lessons of all."""
    if stored := _stored():
        return stored["usual"], stored["spread"]
    return _usual(library_rows())


def _usual(rows: Rows) -> tuple[Rows, Rows]:
    own = _own_likeness(rows)
    return own.mean(axis=0), own.std(axis=0) + np.float32(1e-6)


@cache
def library_rows() -> Rows:
    """The vectors of the library's lessons: from the file beside the library while both are of one edition."""
    if stored := _stored():
        return stored["rows"].astype(np.float32)
    return _exact_as_stored(vectors.embed([text for _, text in known_problems.lessons()]))


def _stored() -> dict[str, Rows]:
    """What the file beside the library holds; nothing where it is of another edition."""
    if LIBRARY_ROWS.is_file():
        with np.load(LIBRARY_ROWS, allow_pickle=False) as stored:
            if str(stored["of"]) == edition():
                return {name: stored[name] for name in ("rows", "usual", "spread")}
    return {}


def store_library_rows() -> None:
    """Write that file anew; run after changing the library, its reports, the lexicon or what the model was taught."""
    rows = _exact_as_stored(vectors.embed([text for _, text in known_problems.lessons()]))
    usual, spread = _usual(rows)
    packed = rows.astype(np.float16)
    np.savez_compressed(LIBRARY_ROWS, rows=packed, usual=usual, spread=spread, of=np.array(edition()))


def edition() -> str:
    """A mark that changes with the model, the library or the lexicon."""
    return f"{vectors.MODEL} {known_problems.edition()}"


def _exact_as_stored(rows: Rows) -> Rows:
    return rows.astype(np.float16).astype(np.float32)


def _starts(parts: Sequence[Sequence[str]]) -> list[int]:
    return [0, *np.cumsum([len(some) for some in parts]).tolist()]


def _likeness(wholes: Rows, pieces: Rows, starts: Sequence[int], lessons: Rows) -> Rows:
    """Texts × entries: half the definition, half the best wording; half the whole text, half its best sentence."""
    entries = len(known_problems.library())
    first_of = np.searchsorted([entry for entry, _ in known_problems.lessons()][entries:], np.arange(entries))
    likeness = np.empty((len(wholes), entries), dtype=np.float32)
    for start in range(0, len(wholes), _BLOCK):
        bounds = starts[start : start + _BLOCK + 1]
        best = pieces[bounds[0] : bounds[-1]] @ lessons.T
        best = np.maximum.reduceat(best, np.array(bounds[:-1]) - bounds[0], axis=0)
        both = (wholes[start : start + _BLOCK] @ lessons.T + best) / 2
        wordings = np.maximum.reduceat(both[:, entries:], first_of, axis=1)
        likeness[start : start + _BLOCK] = (both[:, :entries] + wordings) / 2
    return likeness


@dataclass(frozen=True)
class _Teacher:
    """What the library knows of words: their space, its lessons in it, and a regression on meaning and words."""

    words: WordSpace
    worded: Rows
    lessons: Rows
    regression: LogisticRegression


@cache
def _teacher() -> _Teacher:
    lessons = known_problems.lessons()
    words = WordSpace([text for _, text in lessons], WORD_DIMENSIONS)
    worded = words.embed([text for _, text in lessons])
    rows = np.hstack([library_rows(), WORDS_WEIGHT * worded])
    owners = [entry for entry, _ in lessons]
    regression = LogisticRegression(C=_LOOSENESS, max_iter=500).fit(rows.astype(np.float64), owners)
    return _Teacher(words, worded, rows, regression)


def space_of(texts: Sequence[str], stored: Rows) -> Space:
    """The space of these texts (as written), given their rows from `represent`.

    Words are known in two ways: as these texts use them, and as the library does, which is learned once.
    """
    plain = [normalise(text) for text in texts]
    learned_from = plain[:: 1 + len(plain) // MOST_TO_LEARN_WORDS_FROM]
    words = WordSpace([*learned_from, *(text for _, text in known_problems.lines())], WORD_DIMENSIONS)
    meaning, worded, teacher = meaning_of(stored), words.embed(plain), _teacher()
    as_known = teacher.words.embed(plain)
    taught, shares, unweighed = _taught(teacher, np.hstack([meaning, WORDS_WEIGHT * as_known]))
    taken = (taught - taught.mean(axis=0))[: len(plain)]
    taught = taught[: len(plain)]
    parts = [sentences(text) for text in plain]
    in_parts = teacher.words.embed([sentence for some in parts for sentence in some])
    by_words = _likeness(as_known, in_parts, _starts(parts), teacher.worded)
    by_meaning = stored[:, vectors.DIMENSIONS :]
    if len(plain) < FEW:
        by_meaning = np.vstack([by_meaning, _own_likeness(library_rows())])
        by_words = np.vstack([by_words, _own_likeness(teacher.worded)])
    likeness = _standard(_standard(by_meaning) + _standard(by_words))[: len(plain)]
    weighed = unit(likeness * (shares * len(shares)) ** COMMONNESS_WEIGHT)
    trust = _trust(stored[:, vectors.DIMENSIONS :])
    known = [LIKENESS_WEIGHT * trust * weighed, TAUGHT_WEIGHT * trust * unit(taken)]
    entries = np.argmax(2 * np.log(taught + 1e-6) + likeness, axis=1)
    chances = _chances(np.log(unweighed[: len(plain)] + 1e-12) + likeness)
    told = np.hstack([meaning, WORDS_WEIGHT * worded])
    rows, sooner = unit(np.hstack([told, *known])), scanned(meaning, worded)
    return Space(rows, unit(told), meaning, likeness, entries, chances, sooner, trust)


def scanned(meaning: Rows, worded: Rows) -> Rows:
    """Unit rows in which new problems are looked for: meaning, and words with less weight."""
    return unit(np.hstack([meaning, WORDS_WEIGHT_IN_SCAN * worded]))


def _chances(scores: Rows) -> Rows:
    """Scores that are logarithms of chances, as chances that add up to one for each text."""
    chances: Rows = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    return chances.astype(np.float32)


def likeliest(chances: Rows | NDArray[np.float64]) -> tuple[Places, Rows]:
    """The likeliest entries of each text (texts × GUESSES), and how likely each is."""
    guesses = np.argsort(-chances, axis=1, kind="stable")[:, :GUESSES]
    return guesses, np.take_along_axis(chances, guesses, axis=1).astype(np.float32)


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


def _taught(teacher: _Teacher, texts: Rows) -> tuple[Rows, Rows, Rows]:
    """What the library takes each text for in square roots; of very few texts, its own lessons follow.

    Second, the estimated share of each entry among the texts: a broad library holds much that a portal never hears,
    so chances are judged anew with the shares that they themselves suggest, a few times over (expectation
    maximisation for unknown class priors: Saerens, Latinne and Decaestecker, Neural Computation 14, 2002). Third, the
    chances before that.
    """
    compared = np.vstack([texts, teacher.lessons]) if len(texts) < FEW else texts
    taken = first = teacher.regression.predict_proba(compared.astype(np.float64))
    shares = np.full(first.shape[1], 1 / first.shape[1])
    for _ in range(_ROUNDS):
        taken = first * shares
        taken /= taken.sum(axis=1, keepdims=True)
        shares = (taken.sum(axis=0) + PRIOR_COUNT) / (len(taken) + PRIOR_COUNT * len(shares))
    roots: Rows = np.sqrt(taken).astype(np.float32)
    return roots, shares.astype(np.float32), first.astype(np.float32)
