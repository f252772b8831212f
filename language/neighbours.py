"""The nearest of each point by cosine, block by block so that memory stays small.

Many points are first put into cells around some of them (an inverted file: H. Jégou, M. Douze and C. Schmid, IEEE
PAMI 33, 2011); each then looks only into the cells nearest to its own, which finds nearly all in far less time.
"""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
Places = NDArray[np.int64]

MOST_TO_COMPARE = 12_000  # points up to which all pairs are compared
_BLOCK = 512
_CELLS_LOOKED_INTO = 8


def nearest(rows: Rows, count: int, *, apart: Places | None = None) -> tuple[Places, Rows]:
    """Places and cosines of the `count` nearest other points of each unit row, nearest first.

    Points with the same number in `apart` are never near to each other. Cosines are coarse enough not to depend
    on the order of additions, and ties go to the earlier point.
    """
    points = len(rows)
    count = min(count, points - 1)
    if points > MOST_TO_COMPARE:
        return _nearest_by_cells(rows, count, apart)
    places, cosines = np.empty((points, count), dtype=np.int64), np.empty((points, count), dtype=np.float32)
    for start in range(0, points, _BLOCK):
        near = np.round(rows[start : start + _BLOCK] @ rows.T, 5)
        if apart is not None:
            near[apart[start : start + _BLOCK, None] == apart[None, :]] = -2
        near[np.arange(len(near)), np.arange(start, start + len(near))] = -3
        order = np.argsort(-near, axis=1, kind="stable")[:, :count]
        places[start : start + _BLOCK] = order
        cosines[start : start + _BLOCK] = np.take_along_axis(near, order, axis=1)
    return places, cosines


def _nearest_by_cells(rows: Rows, count: int, apart: Places | None) -> tuple[Places, Rows]:
    """As `nearest`, among the points of the cells around each point's own."""
    points = len(rows)
    cells = max(2 * _CELLS_LOOKED_INTO, int(2 * points**0.5))
    middles = rows[np.linspace(0, points - 1, cells).astype(np.int64)].astype(np.float32)
    own = np.concatenate(
        [(rows[at : at + _BLOCK] @ middles.T).round(5).argmax(axis=1) for at in range(0, points, _BLOCK)]
    )
    members = np.split(np.argsort(own, kind="stable"), np.cumsum(np.bincount(own, minlength=cells))[:-1])
    around = np.argsort(-np.round(middles @ middles.T, 5), axis=1, kind="stable")
    places = np.zeros((points, count), dtype=np.int64)
    cosines = np.full((points, count), -1, dtype=np.float32)
    for cell in range(cells):
        here, among, into = members[cell], np.empty(0, dtype=np.int64), 0
        while len(here) and into < cells and (into < _CELLS_LOOKED_INTO or len(among) <= 2 * count):
            among = np.union1d(among, members[around[cell, into]])
            into += 1
        for start in range(0, len(here), _BLOCK):
            asked = here[start : start + _BLOCK]
            near = np.round(rows[asked] @ rows[among].T, 5)
            if apart is not None:
                near[apart[asked][:, None] == apart[among][None, :]] = -2
            near[asked[:, None] == among[None, :]] = -3
            order = np.argsort(-near, axis=1, kind="stable")[:, :count]
            places[asked], cosines[asked] = among[order], np.take_along_axis(near, order, axis=1)
    return places, cosines
