"""Teaches the encoder what tells interface problems apart, and writes it to language/data/taught_weights.npz.

python -m benchmarks.teaching [STEPS]

It is shown the library's definitions and wordings and language/data/made_up_reports.jsonl, in which one problem is
said in many ways, and English about other things, in which it should change nothing. It takes an environment with
PyTorch of its own (var/benchmarks/teaching-venv, made at the first run) and some 20 minutes of one core. The
library's rows are made anew afterwards.
"""

import ast
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution
from pathlib import Path

import numpy as np

from language import known_problems, vectors
from language.lexicon import normalise

FOLDER = Path(__file__).resolve().parent.parent / "var" / "benchmarks" / "teaching-venv"
NEEDS = ("torch==2.13.0", "numpy")
LONGEST, OTHERS = 80, 1_500  # tokens of a text; sentences about other things
STEPS = 300
SENTENCE = re.compile(r"(?<!\S)[A-Z][a-z]+(?: [A-Za-z',-]+){5,20}[.?](?!\S)")


def lessons() -> tuple[list[str], list[int]]:
    """Texts in plain words, and the number of the problem that each is of."""
    entries = known_problems.library()
    told = [(one.slug, text) for one in entries for text in (one.definition, one.name, *one.wordings)]
    told += known_problems.made_up_reports()
    numbers = {problem: at for at, problem in enumerate(sorted({problem for problem, _ in told}))}
    return [vectors.readable(normalise(text)) for _, text in told], [numbers[problem] for problem, _ in told]


def other_english(count: int) -> list[str]:
    """Sentences of the documentation of packages whose versions are locked: English that is not about care."""
    found = sorted(set(_sentences("django")) | set(_sentences("scikit-learn")) | set(_sentences("scipy")))
    return [found[at] for at in np.random.default_rng(0).permutation(len(found))[:count]]


def _sentences(package: str) -> Iterator[str]:
    for file in distribution(package).files or []:
        if file.suffix == ".py" and "tests" not in file.parts:
            for node in ast.walk(ast.parse(Path(str(file.locate())).read_text(encoding="utf-8"))):
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                    yield from SENTENCE.findall(" ".join((ast.get_docstring(node) or "").split()))


def _padded(tokens: Sequence[Sequence[int]]) -> np.ndarray:
    """One row a text, filled up with -1."""
    rows = np.full((len(tokens), max(map(len, tokens))), -1)
    for at, some in enumerate(tokens):
        rows[at, : len(some)] = some
    return rows


def teach(steps: int) -> None:
    """Write what the encoder learned in so many steps."""
    model = vectors.published()
    model.tokenizer.enable_truncation(LONGEST)
    texts, problems = lessons()
    others = other_english(OTHERS)
    with tempfile.TemporaryDirectory() as folder:
        np.savez(f"{folder}/weights.npz", **model.encoder.weights)
        np.savez(
            f"{folder}/texts.npz",
            texts=_padded([one.ids for one in model.tokenizer.encode_batch(texts)]),
            problems=np.array(problems),
            others=_padded([one.ids for one in model.tokenizer.encode_batch(others)]),
        )
        script = Path(__file__).with_name("teaching_with_torch.py")
        command = [str(FOLDER / "bin" / "python"), str(script), folder, str(vectors.TAUGHT), str(steps)]
        subprocess.run(command, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})


def prepare() -> None:
    """The environment with PyTorch, made where there is none."""
    python = FOLDER / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER)], check=True)
    if subprocess.run([str(python), "-c", "import torch"], capture_output=True).returncode:
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *NEEDS], check=True)


if __name__ == "__main__":
    prepare()
    teach(int(sys.argv[1]) if len(sys.argv) > 1 else STEPS)
    again = "from language import coordinates; coordinates.store_library_rows()"
    subprocess.run([sys.executable, "-c", again], check=True)
