"""The nearest of each point by cosine, block by block so that memory stays small."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
Places = NDArray[np.int64]

_BLOCK = 512


def nearest(rows: Rows, count: int, *, apart: Places | None = None) -> tuple[Places, Rows]:
    """Places and cosines of the `count` nearest other points of each unit row, nearest first.

    Points with the same number in `apart` are never near to each other. Cosines are coarse enough not to depend
    on the order of additions, and ties go to the earlier point.
    """
    points = len(rows)
    count = min(count, points - 1)
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
