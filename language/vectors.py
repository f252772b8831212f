"""Texts as vectors of meaning: all-MiniLM-L6-v2, taught what tells interface problems apart, run with numpy alone.

What it was taught is a low-rank change of some of its weights (E. Hu et al., LoRA, 2021), beside this file;
`python -m benchmarks.teaching` makes it. Where the weights are not installed, word statistics learned from the known
problems stand in.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import numpy as np

from language import encoder
from language.encoder import Rows
from language.lexicon import readable
from language.word_vectors import LibrarySpace

DIMENSIONS = 384
TAUGHT = Path(__file__).with_name("data") / "taught_weights.npz"
_TOKENS_A_BATCH = 2_048


def _name() -> str:
    if encoder.folder() is None:
        return "words-of-known-problems/1"
    taught = hashlib.sha256(TAUGHT.read_bytes()).hexdigest()[:8]
    return f"all-MiniLM-L6-v2/{distribution(encoder.PACKAGE).version} taught {taught}"


MODEL = _name()


class Meaning:
    """Texts as the mean of their tokens' rows, scaled to length one."""

    def __init__(self, taught: Path | None = None) -> None:
        self.tokenizer = encoder.tokenizer()
        self.tokenizer.enable_truncation(encoder.LONGEST)
        self.encoder = encoder.Encoder(dict(np.load(taught, allow_pickle=False)) if taught else {})

    def embed(self, texts: Sequence[str]) -> Rows:
        tokens = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(texts)), key=lambda at: (len(tokens[at]), texts[at]))
        rows = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        batch: list[int] = []
        for at in order:
            if batch and (len(batch) + 1) * len(tokens[at]) > _TOKENS_A_BATCH:
                rows[batch] = self._forward([tokens[one] for one in batch])
                batch = []
            batch.append(at)
        if batch:
            rows[batch] = self._forward([tokens[one] for one in batch])
        return rows

    def _forward(self, batch: list[list[int]]) -> Rows:
        x, real = self.encoder.read(batch)
        return unit((x * real[:, :, None]).sum(axis=1) / real.sum(axis=1, keepdims=True))


def unit(rows: Rows) -> Rows:
    """Each row scaled to length one; a row of zeros stays."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: Rows = (rows / np.where(length == 0, 1, length)).astype(np.float32)
    return scaled


@cache
def _space() -> Meaning | LibrarySpace:
    return Meaning(TAUGHT) if encoder.folder() else LibrarySpace(DIMENSIONS)


def published() -> Meaning:
    """The model as it was before it was taught. FileNotFoundError where its weights are not installed."""
    return Meaning()


def load() -> None:
    """Read the weights now, so that processes that are forked later share them."""
    _space()


def embed(texts: Sequence[str]) -> Rows:
    """One unit row of DIMENSIONS per text; equal texts are read once, order does not matter."""
    if not texts:
        return np.empty((0, DIMENSIONS), dtype=np.float32)
    short = [readable(text) for text in texts]
    different = sorted(set(short))
    place = {text: at for at, text in enumerate(different)}
    rows: Rows = _space().embed(different)[[place[text] for text in short]]
    return rows


def pack(row: Rows) -> bytes:
    """A row as little-endian float16 bytes, for storage."""
    return np.asarray(row).astype("<f2").tobytes()


def unpack_all(stored: Sequence[bytes]) -> Rows:
    """The rows that `pack` stored, of equal widths, one below the other. ValueError if their widths differ."""
    return np.frombuffer(b"".join(stored), dtype="<f2").reshape(len(stored), -1).astype(np.float32)


def unpack(stored: bytes) -> Rows:
    """The row that `pack` stored, as float32."""
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)
