"""Points into groups: a graph of shared neighbours, many Louvain partitions, and what they agree upon.

Fixed seeds and node order: the same points always fall into the same groups.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, identity
from sknetwork.clustering import Louvain

from language.neighbours import nearest

Rows = NDArray[np.float32]
Labels = NDArray[np.int64]
Places = NDArray[np.int64]

ALONE = -1
_SEEDS = (0, 1, 2)
_RESOLUTIONS = (2.0, 3.0, 4.0, 5.0)
_LAST_RESOLUTION = 3.0
_FLOOR = 0.02  # a pair without a shared neighbour still counts a little
_USUAL_SIZE, _SMALL = 480, 150
_FEWEST_NEAREST, _NEAREST, _MOST_NEAREST = 4, 12, 16  # in a small portal, in one of the usual size, in a large one
_RINGS = (1, 2)  # steps along the ring of what is confirmed to be one theme
_AS_NEAR_AS_DENSE = 0.95
_ALIKE_AT_ALL = 0.22  # mean cosine within a group; those that people would call a theme have 0.26 and more
_NEARER = 3.0  # times the mean cosine to all others
_MOST_TO_REJOIN = 800  # groups
_MANY = 20_000  # points from which one way of looking has to do: agreement is for steadiness where little was said


def group(rows: Rows, *, earlier: Sequence[int] | None = None, confirmed: Sequence[int] | None = None) -> Labels:
    """A group number per unit row, numbered by first member; `earlier` numbers (ALONE = none) pull together.

    Points with the same number in `confirmed` (ALONE = none) are tied, those with different numbers are untied.
    """
    if len(rows) < 2:
        return np.arange(len(rows))
    places, cosines = nearest(rows, max(_neighbour_counts(len(rows))))
    parts, edges = [], csr_matrix((len(rows), len(rows)))
    for neighbours in _neighbour_counts(len(rows)):
        graph = shared_neighbours(places[:, :neighbours], cosines[:, :neighbours])
        if confirmed is not None:
            graph = _tied(graph, np.asarray(confirmed))
        edges = edges + graph
        parts += [_louvain(graph, resolution * _scale(len(rows)), seed) for resolution, seed in _ways(len(rows))]
    agreed = _agreement(edges, parts, earlier)
    return _rejoined(_numbered(_louvain(agreed, _LAST_RESOLUTION * _scale(len(rows)), 0)), rows)


def _ways(points: int) -> list[tuple[float, int]]:
    ways = [(resolution, seed) for resolution in _RESOLUTIONS for seed in _SEEDS]
    return ways if points < _MANY else [(_LAST_RESOLUTION, seed) for seed in _SEEDS[:2]]


def _rejoined(labels: Labels, rows: Rows) -> Labels:
    """The groups, without splits that run through one cloud: two are one where they are as near as both are dense."""
    labels = labels.copy()
    while 1 < (count := int(labels.max()) + 1) <= _MOST_TO_REJOIN:
        sums = np.zeros((count, rows.shape[1]))
        np.add.at(sums, labels, rows.astype(np.float64))
        sizes = np.bincount(labels, minlength=count).astype(float)
        dense = ((sums**2).sum(axis=1) - sizes) / np.maximum(sizes * (sizes - 1), 1)
        dense[sizes == 1] = 1
        near = (sums @ sums.T) / np.outer(sizes, sizes)
        near /= np.sqrt(np.outer(dense, dense).clip(min=1e-12))
        near = np.round(np.triu(near, 1), 4)
        if near.max() < _AS_NEAR_AS_DENSE:
            break
        one, other = np.unravel_index(int(near.argmax()), near.shape)
        labels[labels == other] = one
        labels = _numbered(labels)
    return labels


def without_loose(labels: Labels, rows: Rows) -> Labels:
    """The groups, those dissolved whose points are hardly alike, and hardly more so than they are like all others."""
    count = int(labels.max(initial=ALONE)) + 1
    placed = labels != ALONE
    if not count:
        return labels
    sums = np.zeros((count, rows.shape[1]))
    np.add.at(sums, labels[placed], rows[placed].astype(np.float64))
    sizes = np.bincount(labels[placed], minlength=count).astype(float)
    inside = ((sums**2).sum(axis=1) - sizes) / np.maximum(sizes * (sizes - 1), 1)
    others = rows.sum(axis=0, dtype=np.float64) - sums
    outside = (sums * others).sum(axis=1) / np.maximum(sizes * (len(rows) - sizes), 1)
    is_loose = (inside < _ALIKE_AT_ALL) & (inside < _NEARER * outside)
    return np.where(placed & is_loose[labels], ALONE, labels)


def loneliness(views: Sequence[Rows], copies: Sequence[int]) -> NDArray[np.float64]:
    """One minus the mean cosine to the nearest, over all views; a point of several copies is its own neighbour.

    More of the nearest are asked in a larger portal: one other report may be near to anything.
    """
    points = len(copies)
    count = min(max(_FEWEST_NEAREST, min(_MOST_NEAREST, round(_NEAREST * (points / _USUAL_SIZE) ** 0.5))), points - 1)
    if count < 1:
        return np.ones(points)
    own = np.minimum(np.asarray(copies) - 1, count)
    near = [nearest(rows, count)[1] for rows in views]
    kept = np.where(np.arange(count)[None, :] < (count - own)[:, None], np.mean(near, axis=0), 1.0)
    lonely: NDArray[np.float64] = np.round(1 - kept.mean(axis=1), 5)
    return lonely


def _neighbour_counts(points: int) -> tuple[int, ...]:
    """More neighbours in a larger portal; each way of looking has its say."""
    for fewer_than, counts in ((200, (4, 5, 6)), (400, (5, 7, 9)), (1_000, (8, 12, 16))):
        if points < fewer_than:
            return counts
    return (10, 13, 17) if points < _MANY else (13,)


def _scale(points: int) -> float:
    """Finer groups in a larger portal; coarser ones in a small one, where one problem may be much of what is said.

    Louvain takes apart whatever holds more than about one part in (resolution) of all ties.
    """
    if points < _SMALL:
        return 1.8 * points / _SMALL
    return 1.8 * max(1.0, float(np.sqrt(points / _USUAL_SIZE)))


def shared_neighbours(places: Places, cosines: Rows) -> csr_matrix:
    """A graph of each point and its nearest: cosine × (share of neighbours in common + a little)."""
    points, count = places.shape
    at, to = np.repeat(np.arange(points), count), places.ravel()
    listed = csr_matrix((np.maximum(cosines.ravel(), 1e-6), (at, to)), shape=(points, points))
    pairs = listed.maximum(listed.T).tocoo()
    known = csr_matrix((np.ones(points * count), (at, to)), shape=(points, points)) + identity(points, format="csr")
    common = np.asarray(known[pairs.row].multiply(known[pairs.col]).sum(axis=1)).ravel()
    jaccard = common / (2 * (count + 1) - common)
    return csr_matrix((pairs.data * (jaccard + _FLOOR), (pairs.row, pairs.col)), shape=(points, points))


def _tied(graph: csr_matrix, confirmed: Labels) -> csr_matrix:
    """The graph without edges between different confirmed numbers, and with a ring through each one's points."""
    pairs = graph.tocoo()
    one, other = confirmed[pairs.row], confirmed[pairs.col]
    kept = (one == other) | (one == ALONE) | (other == ALONE)
    at, to, weight = [pairs.row[kept]], [pairs.col[kept]], [pairs.data[kept]]
    strong = float(pairs.data.max(initial=_FLOOR))
    for number in np.unique(confirmed[confirmed != ALONE]):
        members = np.flatnonzero(confirmed == number)
        for step in _RINGS:
            if len(members) > step:
                at += [members, np.roll(members, step)]
                to += [np.roll(members, step), members]
                weight += [np.full(len(members), strong)] * 2
    joined = csr_matrix((np.concatenate(weight), (np.concatenate(at), np.concatenate(to))), shape=graph.shape)
    joined.data = np.minimum(joined.data, strong)
    return joined


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
