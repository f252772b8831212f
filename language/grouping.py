"""Points into groups: a graph of shared neighbours, many Louvain partitions, and what they agree upon.

Fixed seeds and node order: the same points always fall into the same groups.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sknetwork.clustering import Louvain

Rows = NDArray[np.float32]
Labels = NDArray[np.int64]

ALONE = -1
_SEEDS = (0, 1, 2)
_RESOLUTIONS = (2.0, 3.0, 4.0, 5.0)
_LAST_RESOLUTION = 3.0
_FLOOR = 0.02  # a pair without a shared neighbour still counts a little
_USUAL_SIZE = 480
_NEAREST = 8


def group(rows: Rows, *, earlier: Sequence[int] | None = None) -> Labels:
    """A group number per unit row, numbered by first member; `earlier` numbers (ALONE = none) pull together."""
    if len(rows) < 2:
        return np.arange(len(rows))
    near = nearness(rows)
    parts, edges = [], csr_matrix((len(rows), len(rows)))
    for neighbours in _neighbour_counts(len(rows)):
        graph = shared_neighbours(near, min(neighbours, len(rows) - 1))
        edges = edges + graph
        parts += [
            _louvain(graph, resolution * _scale(len(rows)), seed) for resolution in _RESOLUTIONS for seed in _SEEDS
        ]
    agreed = _agreement(edges, parts, earlier)
    return _numbered(_louvain(agreed, _LAST_RESOLUTION * _scale(len(rows)), 0))


def nearness(rows: Rows) -> Rows:
    """Cosines between unit rows, coarse enough not to depend on the order of additions."""
    near: Rows = np.round(rows @ rows.T, 5)
    np.fill_diagonal(near, -1)
    return near


def loneliness(near: Rows, copies: Sequence[int]) -> NDArray[np.float64]:
    """One minus the mean cosine to the eight nearest; a point of several copies is its own neighbour."""
    count = min(_NEAREST, max(1, len(near) - 1))
    nearest = -np.sort(-near, axis=1)[:, :count] if len(near) > 1 else np.zeros((len(near), 1))
    lonely = np.empty(len(near))
    for at, own in enumerate(copies):
        taken = np.concatenate([np.ones(min(own - 1, count)), nearest[at]])[:count]
        lonely[at] = 1 - taken.mean()
    return np.round(lonely, 5)


def _neighbour_counts(points: int) -> tuple[int, ...]:
    return (8, 12, 16) if points < 1_000 else (12, 15, 20)


def _scale(points: int) -> float:
    return max(0.4, float(np.sqrt(points / _USUAL_SIZE)))


def shared_neighbours(near: Rows, count: int) -> csr_matrix:
    """A graph of each point's nearest: cosine × (share of neighbours in common + a little)."""
    points = len(near)
    nearest = np.argsort(-near, axis=1, kind="stable")[:, :count]
    at = np.repeat(np.arange(points), count)
    listed = csr_matrix((np.ones(points * count), (at, nearest.ravel())), shape=(points, points))
    known = listed + csr_matrix((np.ones(points), (range(points), range(points))), shape=(points, points))
    pairs = listed.maximum(listed.T).tocoo()
    common = np.asarray((known[pairs.row].multiply(known[pairs.col])).sum(axis=1)).ravel()
    jaccard = common / (2 * (count + 1) - common)
    weights = np.maximum(near[pairs.row, pairs.col], 1e-6) * (jaccard + _FLOOR)
    return csr_matrix((weights, (pairs.row, pairs.col)), shape=(points, points))


def _louvain(graph: csr_matrix, resolution: float, seed: int) -> Labels:
    found: Labels = Louvain(resolution=resolution, random_state=seed, shuffle_nodes=True).fit_predict(graph)
    return found


def _agreement(edges: csr_matrix, parts: Sequence[Labels], earlier: Sequence[int] | None) -> csr_matrix:
    """The edges, each by the share of partitions that keep its ends together; yesterday's has a quarter's say."""
    pairs = edges.tocoo()
    together = sum((part[pairs.row] == part[pairs.col]).astype(float) for part in parts) / len(parts)
    if earlier is not None:
        before = np.asarray(earlier)
        known = (before[pairs.row] != ALONE) & (before[pairs.col] != ALONE)
        same = (before[pairs.row] == before[pairs.col]).astype(float)
        together = np.where(known, 0.75 * together + 0.25 * same, together)
    return csr_matrix((pairs.data * (together + 1e-6), (pairs.row, pairs.col)), shape=edges.shape)


def _numbered(labels: Labels) -> Labels:
    """Groups numbered in the order of their first member."""
    numbers: dict[int, int] = {}
    return np.array([numbers.setdefault(int(label), len(numbers)) for label in labels])
