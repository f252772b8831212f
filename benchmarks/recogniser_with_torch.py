"""The part of benchmarks/teaching_recogniser.py that needs PyTorch, run by a Python of its own with numpy and torch.

Low-rank changes (E. Hu et al., LoRA, 2021) of the encoder's upper layers and a small layer over the signs of a word
and of its neighbours are learned together, so that the kind of each word is told (cross-entropy).
"""

import math
import sys

import numpy as np
import torch
import torch.nn.functional as F
from teaching_with_torch import Encoder

BATCH, RATE, WARMING, SLOWEST, DECAY, DROPPED = 16, 2e-3, 50, 0.05, 0.01, 0.1
WIDTH, BESIDE, REACH = 384, 64, 2  # of a token's row, of what is beside it, and how many words before and behind


class Texts:
    """The showings of texts; `of` tells which showings are of which text."""

    def __init__(self, stored: np.lib.npyio.NpzFile) -> None:
        sizes = stored["sizes"]
        parts = [np.split(stored[name], np.cumsum(sizes[:-1, at])) for name, at in WITH_SIZE]
        self.rows = [tuple(map(torch.tensor, row)) for row in zip(*parts, strict=True)]
        self.of = [np.flatnonzero(stored["texts"] == text) for text in np.unique(stored["texts"])]


WITH_SIZE = (("tokens", 0), ("owners", 0), ("signs", 1), ("signed", 1), ("labels", 2))


class Recogniser(torch.nn.Module):
    """The forward pass of language/recogniser.py with something to learn."""

    def __init__(self, weights: dict[str, torch.Tensor], signs: int, labels: int) -> None:
        super().__init__()
        self.encoder = Encoder(weights)
        self.changes = torch.nn.ParameterList(self.encoder.learned())
        self.signs = torch.nn.Parameter(torch.randn(2 * REACH + 1, signs, BESIDE) / 10)
        self.hidden = torch.nn.Linear(BESIDE, BESIDE)
        self.kinds = torch.nn.Linear(WIDTH + BESIDE, labels)

    def forward(self, texts: list[tuple[torch.Tensor, ...]]) -> list[torch.Tensor]:
        """The scores of each text's pieces."""
        self.encoder.begun.clear()  # a text is rarely shown the same way twice
        rows = self.encoder.rows([tuple(text[0].tolist()) for text in texts])
        return [self._scores(row, *text[1:]) for row, text in zip(rows, texts, strict=True)]

    def _scores(self, rows, owners, signs, signed, labels) -> torch.Tensor:
        count = len(labels)
        read = owners >= 0
        own = torch.zeros(count, WIDTH).index_add(0, owners[read], rows[: len(owners)][read])
        own = own / torch.bincount(owners[read], minlength=count).clamp(min=1)[:, None]
        beside = torch.zeros(count, BESIDE)
        for distance in range(-REACH, REACH + 1):
            places = signed - distance
            inside = (places >= 0) & (places < count)
            beside = beside.index_add(0, places[inside], self.signs[distance + REACH][signs[inside]])
        told = torch.cat([own, self.hidden(F.relu(beside))], dim=1)
        return self.kinds(F.dropout(told, DROPPED, self.training))


def batches(texts: Texts, chance: np.random.Generator) -> list[list[int]]:
    """One showing of each text, those of about one length together."""
    order = [int(chance.choice(showings)) for showings in texts.of]
    chance.shuffle(order)
    much = 20 * BATCH
    some = [
        sorted(order[at : at + much], key=lambda one: len(texts.rows[one][0])) for at in range(0, len(order), much)
    ]
    cut = [part[at : at + BATCH] for part in some for at in range(0, len(part), BATCH)]
    chance.shuffle(cut)
    return cut


def main(folder: str, target: str, epochs: int) -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    chance = np.random.default_rng(0)
    with np.load(f"{folder}/texts.npz") as stored:
        texts = Texts(stored)
        counts = int(stored["count_of_signs"]), int(stored["count_of_labels"])
    with np.load(f"{folder}/weights.npz") as stored:
        network = Recogniser({name: torch.tensor(stored[name]) for name in stored.files}, *counts)
    learner = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps, step = epochs * math.ceil(len(texts.of) / BATCH), 0
    for epoch in range(epochs):
        losses = []
        for batch in batches(texts, chance):
            for group in learner.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / WARMING) * max(SLOWEST, 1 - step / steps)
            some = [texts.rows[at] for at in batch if len(texts.rows[at][-1])]
            loss = F.cross_entropy(torch.cat(network(some)), torch.cat([row[-1] for row in some]))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            learner.step()
            learner.zero_grad()
            losses.append(loss.item())
            step += 1
        sys.stdout.write(f"round {epoch + 1}: loss {np.mean(losses):.4f}\n")
        sys.stdout.flush()
    learned = {f"{name}.down": one for name, one in network.encoder.down.items()}
    learned |= {f"{name}.up": one for name, one in network.encoder.up.items()}
    learned |= {name: one for name, one in network.named_parameters() if not name.startswith("changes.")}
    np.savez_compressed(target, **{name: one.detach().numpy().astype(np.float16) for name, one in learned.items()})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
