"""The part of benchmarks/teaching.py that needs PyTorch, run by a Python of its own with numpy and torch alone.

Low-rank changes (E. Hu et al., LoRA, 2021) of the upper layers' weights, so that texts of one problem come nearer to
each other than to all others (supervised contrastive loss: P. Khosla et al., 2020), while each stays near to where it
was and other English moves hardly at all.
"""

import math
import sys

import numpy as np
import torch
import torch.nn.functional as F

LAYERS, CHANGED, HEADS, WIDTH = 6, 3, 12, 384
RANK, RATE, WARMING, DECAY = 8, 1e-3, 20, 0.01
PROBLEMS, TEXTS_OF_EACH, OTHERS = 24, 4, 16  # in one step
TEMPERATURE, STAY, STAY_ELSEWHERE = 0.07, 1.0, 5.0
PARTS = ("attention.self.qkv", "attention.output.dense", "intermediate.dense", "output.dense")


class Encoder:
    """The forward pass of language/vectors.py with something to learn; the unchanged layers are passed once."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        self.weights = weights
        self.down, self.up = {}, {}
        for layer in range(LAYERS - CHANGED, LAYERS):
            for part in PARTS:
                name = f"encoder.layer.{layer}.{part}"
                out, into = weights[f"{name}.weight"].shape
                self.down[name] = torch.nn.Parameter(torch.randn(RANK, into) / math.sqrt(into))
                self.up[name] = torch.nn.Parameter(torch.zeros(out, RANK))
        self.begun: dict[tuple[int, ...], torch.Tensor] = {}

    def learned(self) -> list[torch.nn.Parameter]:
        return [*self.down.values(), *self.up.values()]

    def __call__(self, texts: list[tuple[int, ...]], *, changed: bool = True) -> torch.Tensor:
        """Unit rows, one per text (its tokens)."""
        x, (real, _) = self.rows(texts, changed=changed), _masks(texts)
        return F.normalize((x * real[:, :, None]).sum(1) / real.sum(1, keepdim=True), dim=1)

    def rows(self, texts: list[tuple[int, ...]], *, changed: bool = True) -> torch.Tensor:
        """A row for each token of each text, filled up to the longest."""
        self._begin([text for text in texts if text not in self.begun])
        real, hidden = _masks(texts)
        x = torch.zeros(len(texts), real.shape[1], WIDTH)
        for at, text in enumerate(texts):
            x[at, : len(text)] = self.begun[text]
        for layer in range(LAYERS - CHANGED, LAYERS):
            x = self._layer(x, hidden, layer, changed=changed)
        return x

    @torch.no_grad()
    def _begin(self, texts: list[tuple[int, ...]]) -> None:
        for text in texts:
            _, hidden = _masks([text])
            x = self.weights["embeddings.word_embeddings.weight"][torch.tensor([text])]
            x = x + self.weights["embeddings.position_embeddings.weight"][: len(text)]
            x = self._norm(x + self.weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
            for layer in range(LAYERS - CHANGED):
                x = self._layer(x, hidden, layer, changed=False)
            self.begun[text] = x[0]

    def _layer(self, x: torch.Tensor, hidden: torch.Tensor, layer: int, *, changed: bool) -> torch.Tensor:
        at = f"encoder.layer.{layer}."
        count, length, _ = x.shape
        together = self._dense(x, at + "attention.self.qkv", changed).reshape(count, length, 3, HEADS, -1)
        query, key, value = together.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + hidden
        mixed = (torch.softmax(scores, -1) @ value).permute(0, 2, 1, 3).reshape(count, length, WIDTH)
        mixed = self._dense(mixed, at + "attention.output.dense", changed)
        x = self._norm(x + mixed, at + "attention.output.LayerNorm")
        wide = F.gelu(self._dense(x, at + "intermediate.dense", changed), approximate="tanh")
        return self._norm(x + self._dense(wide, at + "output.dense", changed), at + "output.LayerNorm")

    def _dense(self, x: torch.Tensor, name: str, changed: bool) -> torch.Tensor:
        plain = x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]
        return plain + (x @ self.down[name].T) @ self.up[name].T if changed else plain

    def _norm(self, x: torch.Tensor, name: str) -> torch.Tensor:
        return F.layer_norm(x, (WIDTH,), self.weights[name + ".weight"], self.weights[name + ".bias"], 1e-12)


def _masks(texts: list[tuple[int, ...]]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(map(len, texts))
    real = torch.tensor([[1.0] * len(one) + [0.0] * (longest - len(one)) for one in texts])
    return real, ((1 - real) * -1e9)[:, None, None, :]


def contrast(rows: torch.Tensor, problems: torch.Tensor) -> torch.Tensor:
    """Mean over texts of minus the log chance of picking another text of the same problem."""
    itself = torch.eye(len(problems), dtype=torch.bool)
    scores = (rows @ rows.T / TEMPERATURE).masked_fill(itself, -1e9)
    chances = scores - torch.logsumexp(scores, 1, keepdim=True)
    same = (problems[:, None] == problems[None]) & ~itself
    found = -(chances * same).sum(1) / same.sum(1).clamp(min=1)
    return found[same.any(1)].mean()


def main(folder: str, target: str, steps: int) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    chance = np.random.default_rng(0)
    with np.load(f"{folder}/weights.npz") as stored:
        encoder = Encoder({name: torch.tensor(stored[name]) for name in stored.files})
    with np.load(f"{folder}/texts.npz") as stored:
        texts = [tuple(row[row >= 0].tolist()) for row in stored["texts"]]
        others = [tuple(row[row >= 0].tolist()) for row in stored["others"]]
        places = [np.flatnonzero(stored["problems"] == one) for one in np.unique(stored["problems"])]
    learner = torch.optim.AdamW(encoder.learned(), lr=RATE, weight_decay=DECAY)
    for step in range(steps):
        for group in learner.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARMING) * (1 - 0.9 * step / steps)
        some = [
            (problem, at)
            for problem in chance.choice(len(places), PROBLEMS, replace=False)
            for at in chance.choice(places[problem], min(TEXTS_OF_EACH, len(places[problem])), replace=False)
        ]
        told = [texts[at] for _, at in some]
        elsewhere = [others[at] for at in chance.choice(len(others), OTHERS, replace=False)]
        with torch.no_grad():
            before, before_elsewhere = encoder(told, changed=False), encoder(elsewhere, changed=False)
        rows = encoder(told)
        loss = contrast(rows, torch.tensor([problem for problem, _ in some]))
        moved = ((rows * before).sum(1) - 1).pow(2).mean()
        moved_elsewhere = (1 - (encoder(elsewhere) * before_elsewhere).sum(1)).mean()
        (loss + STAY * moved + STAY_ELSEWHERE * moved_elsewhere).backward()
        torch.nn.utils.clip_grad_norm_(encoder.learned(), 1.0)
        learner.step()
        learner.zero_grad()
        if step % 25 == 24:
            said = f"step {step + 1}: loss {loss.item():.2f}, moved elsewhere {moved_elsewhere.item():.4f}"
            sys.stdout.write(f"{said}\n")
            sys.stdout.flush()
    learned = {f"{name}.down": one.detach().numpy().astype(np.float16) for name, one in encoder.down.items()}
    learned |= {f"{name}.up": one.detach().numpy().astype(np.float16) for name, one in encoder.up.items()}
    np.savez_compressed(target, **learned)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
