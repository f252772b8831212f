"""Teaches the recogniser who is a patient and what tells so, and writes it to language/data/recogniser.npz.

python -m benchmarks.teaching_recogniser [EPOCHS]

It is shown the written texts of tests/data/identifiers_*.jsonl, save those that are kept to measure by, and the
library's made-up reports, in which nobody is named. Every text is shown as it is, with some of its identifiers
masked, with most of them masked, and in small letters or capitals. It uses the environment of `benchmarks.teaching`
and takes half an hour of one core.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.teaching import FOLDER, prepare
from language import known_problems, recogniser
from language.reading.view import MASKS, View, view_of

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
KEPT_APART = {"dev", "every_day", "board_officer", "fortnight"}
EPOCHS, MADE_UP = 4, 600
MASKED = (0.0, 0.5, 0.85, 0.4)  # the share of the identifiers that is masked in each showing
Span = tuple[int, int, str]


def lessons() -> Iterator[tuple[str, list[Span]]]:
    """Texts and their identifiers."""
    for file in sorted(DATA.glob("identifiers_*.jsonl")):
        if file.stem.removeprefix("identifiers_") not in KEPT_APART:
            for line in file.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                yield row["text"], [tuple(span) for span in row["spans"]]
    reports = [text for _, text in known_problems.made_up_reports()]
    for text in random.Random(0).sample(reports, min(MADE_UP, len(reports))):
        yield text, []


def shown(text: str, spans: list[Span], dice: random.Random) -> Iterator[tuple[str, list[Span]]]:
    """A text in each of its showings."""
    for showing, share in enumerate(MASKED):
        made, kept, at = "", [], 0
        for start, end, kind in sorted(spans):
            made += text[at:start]
            if dice.random() < share:
                made += MASKS[kind]
            else:
                kept.append((len(made), len(made) + end - start, kind))
                made += text[start:end]
            at = end
        made += text[at:]
        other = made.lower() if dice.random() < 0.8 else made.upper()
        yield (other if showing == len(MASKED) - 1 and len(other) == len(made) else made), kept


def labels(view: View, pieces: list[recogniser.Piece], spans: list[Span]) -> list[int]:
    """For each piece the number of its kind, of LABELS."""
    told = []
    for piece in pieces:
        first, last = view.back(piece.start, piece.end)
        kind = next((kind for start, end, kind in spans if first < end and start < last), "")
        told.append(recogniser.LABELS.index(kind))
    return told


def in_numbers() -> dict[str, np.ndarray]:
    """All showings as flat arrays: per token its number and piece, per sign its piece, per piece its label."""
    reader, dice = recogniser.Reader(), random.Random(0)
    flat: dict[str, list] = {name: [] for name in ("tokens", "owners", "signs", "signed", "labels", "sizes", "texts")}
    for number, (text, spans) in enumerate(lessons()):
        for made, kept in shown(text, spans, dice):
            view = view_of(made)
            pieces = recogniser.pieces_of(view.text)
            window = reader.windows(pieces)[0]
            signs = recogniser.signs_of(pieces)
            flat["tokens"] += window.numbers
            flat["owners"] += window.pieces
            flat["signs"] += [sign for some in signs for sign in some]
            flat["signed"] += [at for at, some in enumerate(signs) for _ in some]
            flat["labels"] += labels(view, pieces, kept)
            flat["sizes"].append((len(window.numbers), sum(map(len, signs)), len(pieces)))
            flat["texts"].append(number)
    return {name: np.array(some) for name, some in flat.items()}


def teach(epochs: int) -> None:
    """Write what the recogniser learned in so many rounds over all texts."""
    with tempfile.TemporaryDirectory() as folder:
        np.savez(f"{folder}/weights.npz", **recogniser.encoder.Encoder({}).weights)
        sizes = {"count_of_signs": len(recogniser.SIGNS), "count_of_labels": len(recogniser.LABELS)}
        np.savez(f"{folder}/texts.npz", **in_numbers(), **sizes)
        script = Path(__file__).with_name("recogniser_with_torch.py")
        command = [str(FOLDER / "bin" / "python"), str(script), folder, str(recogniser.TAUGHT), str(epochs)]
        subprocess.run(command, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})


if __name__ == "__main__":
    prepare()
    teach(int(sys.argv[1]) if len(sys.argv) > 1 else EPOCHS)
